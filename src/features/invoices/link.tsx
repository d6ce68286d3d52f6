import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { watch } from '#features/deliveries/watch.ts'
import { startPayment } from '#features/payments/actions.ts'
import { portalAddress } from '#identity/item-links.ts'
import { type FormState, fieldError, readFields, textsOf } from '#lib/form.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { getInvoiceForReader } from './read.ts'
import { InvoicePage, isWaiting, WithdrawnPage } from './views.tsx'
import { english as words } from './words.ts'

const { show: page, pay } = paths.link.invoice

/** The invoice for whoever holds a mailed link to it: to read, and to pay for those who may. */
export const linkInvoice = handle(
  { show: page, pay },
  {
    async show(c) {
      return showInvoice(c)
    },

    async pay(c) {
      const form = await readFields(c)
      const amount = typeof form['amount'] === 'string' ? form['amount'] : undefined
      const led = await startPayment(c.var.ctx, undefined, amount)
      return 'to' in led ? c.redirect(led.to, 303) : showInvoice(c, fieldError(textsOf(form), 'amount', led.wrong))
    },
  },
)

async function showInvoice(c: Context<Envs['link']>, form?: FormState) {
  const { ctx } = c.var
  const parts = await getInvoiceForReader(ctx)
  const { shop, viewer } = ctx
  if (parts.invoice.voidedAt !== null) return show(c, <WithdrawnPage shop={shop} />, { title: words.withdrawnTitle, status: 410 })
  const hasPaid = c.req.query('paid') === '1'
  const addresses = { pay: href(ctx.base, pay, { token: ctx.token }), portal: portalAddress(ctx.deps, ctx.tenant) }
  const content = (
    <InvoicePage
      {...parts}
      shop={shop}
      viewer={viewer}
      today={dayOf(ctx.now, shop.timeZone)}
      hasPaid={hasPaid}
      form={form}
      addresses={addresses}
    />
  )
  const refresh = isWaiting({ ...parts, hasPaid }) ? { refresh: 3 } : {}
  return show(c, content, {
    title: words.heading(parts.invoice.number ?? ''),
    ...refresh,
    ...watch(c, ctx, 'invoice', parts.invoice.id),
    ...(form ? { status: 422 } : {}),
  })
}
