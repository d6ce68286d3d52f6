import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import type { FormState } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { listCustomers, portalFilters } from './list-queries.ts'
import { viewOf } from './view.ts'
import { CustomersPage } from './views-list.tsx'

/** The customers that an address asks for; with what was wrong with a choice of them. */
export async function showCustomers(c: Context<Envs['staff']>, form?: FormState) {
  const { ctx } = c.var
  const search = (c.req.query('q') ?? '').trim().slice(0, 100)
  const shelf = c.req.query('shelf') === 'archived' ? 'archived' : 'active'
  const portal = portalFilters.find((one) => one === c.req.query('portal')) ?? ''
  const query = { search, shelf, portal } as const
  const found = await listCustomers(ctx, { ...query, page: c.req.query('page') })
  return show(c, <CustomersPage view={viewOf(ctx)} {...query} {...found} form={form} />, {
    ...{ title: 'Customers', at: 'customers', status: form ? 422 : 200 },
  })
}
