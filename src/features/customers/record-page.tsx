import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { bookmarkAddress, portalAddress } from '#identity/item-links.ts'
import type { FormState } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { Toast } from '#ui/block.tsx'
import { getRecord } from './record-queries.ts'
import { viewOf } from './view.ts'
import { CustomerPage } from './views-record.tsx'
import { doneInWords } from './words.ts'

/** A customer's record as staff work with it; with the form on it that came back with something wrong. */
export async function showCustomer(c: Context<Envs['staff']>, id: string, form?: FormState) {
  const { ctx } = c.var
  const record = await getRecord(ctx, id)
  const { deps, tenant } = ctx
  const addresses = { bookmark: bookmarkAddress(deps, tenant, record.customer.linkKey), portal: portalAddress(deps, tenant) }
  const page = <CustomerPage view={viewOf(ctx)} record={record} addresses={addresses} form={form} />
  const text = doneInWords(c.req.query('did'))
  return show(c, page, {
    ...{ title: record.customer.name, at: 'customers', status: form ? 422 : 200 },
    live: { customerId: record.customer.id },
    flash: text && <Toast text={text} />,
  })
}
