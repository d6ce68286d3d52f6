import type { Context } from 'hono'
import * as v from 'valibot'
import type { CustomerCtx, Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import { checkForm, type FormState, fieldError, readFields } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle } from '#routes.ts'
import { startPayments } from './bundle-actions.ts'
import { disputesForCustomer, dueAmongForCustomer, partsForCustomer, paymentForCustomer, rowsForCustomer } from './queries.ts'
import { PaymentPage, ReviewPage } from './views-portal.tsx'
import { english as words } from './words.ts'

/** Invoices chosen to be paid at once, and what they came to when they were shown. */
const PayTogether = v.object({
  invoices: v.fallback(v.array(v.string()), []),
  total: v.fallback(v.pipe(v.string(), v.digits(), v.transform(Number)), 0),
})

/** Several invoices in one payment: what it is for, before and after. */
export const portalPayments = handle(paths.portal.payments, {
  async review(c) {
    return showReview(c, c.req.queries('invoice') ?? [])
  },

  async start(c) {
    const form = checkForm(PayTogether, await readFields(c))
    const { invoices, total } = form.ok ? form.value : { invoices: [], total: 0 }
    const led = await startPayments(c.var.ctx, invoices, total)
    return 'to' in led ? c.redirect(led.to, 303) : showReview(c, invoices, fieldError({}, 'form', led.wrong))
  },

  async show(c) {
    const { ctx } = c.var
    const queries = [paymentForCustomer, partsForCustomer, rowsForCustomer, disputesForCustomer] as const
    const [[payment], parts, rows, disputed] = await ctx.read(queries, { id: c.req.param('id') })
    if (!payment || !readsInvoices(ctx.viewer)) throw notFound('Payment')
    const page = <PaymentPage base={ctx.base} shop={ctx.shop} payment={payment} parts={parts} rows={rows} disputed={disputed} />
    const refresh = payment.state === 'open' ? { refresh: 3 } : {}
    return show(c, page, { title: words.payment, at: 'invoices', isDeciding: true, ...refresh })
  },
})

async function showReview(c: Context<Envs['customer']>, ids: readonly string[], form?: FormState) {
  const { ctx } = c.var
  const [due] = await ctx.read([dueAmongForCustomer], { ids: JSON.stringify(ids) })
  if (!readsInvoices(ctx.viewer)) throw notFound('Page')
  const page = <ReviewPage {...propsOf(ctx)} chosen={ids.length} due={due} form={form} />
  return show(c, page, { title: words.payTogether, at: 'invoices', isDeciding: true, ...(form ? { status: 422 } : {}) })
}

const propsOf = ({ base, shop, viewer, isPreview }: CustomerCtx) => ({ base, shop, viewer, isPreview })
