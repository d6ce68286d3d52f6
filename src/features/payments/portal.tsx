import type { Context } from 'hono'
import * as v from 'valibot'
import type { CustomerCtx, Envs } from '#context.ts'
import { conflict, notFound } from '#errors.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import { freshProof, ProofFields } from '#identity/fresh-proof/ask.ts'
import { freshCode } from '#identity/fresh-proof/queries.ts'
import { freshWords } from '#identity/fresh-proof/words.ts'
import { MaybeLine } from '#lib/fields.ts'
import { checkForm, type FormState, fieldError, readFields } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { mayPay } from './actions.ts'
import { startPayments, takePoNumbers, whyUnnumbered } from './bundle-actions.ts'
import { disputesForCustomer, dueAmongForCustomer, partsForCustomer, paymentForCustomer, rowsForCustomer } from './queries.ts'
import { type ChosenPay, payWithSaved, wayBack } from './saved-pay.ts'
import { methodForCustomer, methodsForCustomer } from './saved-queries.ts'
import { PaymentPage, ReviewPage } from './views-portal.tsx'
import { ProvePage } from './views-saved.tsx'
import { paymentWords as words } from './words.ts'

/** Invoices chosen to be paid at once, and what they came to when they were shown. */
const PayTogether = v.object({
  invoices: v.fallback(v.array(v.string()), []),
  total: v.fallback(v.pipe(v.string(), v.digits(), v.transform(Number)), 0),
  keep: v.fallback(v.optional(v.literal('on')), undefined),
  poNumber: v.fallback(v.optional(MaybeLine(60)), undefined),
  numbered: v.fallback(v.array(v.string()), []),
  poNumbers: v.fallback(v.array(MaybeLine(60)), []),
})
/** The same with what was kept, which takes a fresh proof of the mailbox. */
const PayWithSaved = v.object({
  ...{ ...PayTogether.entries, ...ProofFields, method: v.fallback(v.string(), '') },
  left: v.fallback(v.optional(v.pipe(v.string(), v.digits(), v.transform(Number))), undefined),
})

/** Several invoices in one payment: what it is for, before and after. */
export const portalPayments = handle(paths.portal.payments, {
  async review(c) {
    return showReview(c, c.req.queries('invoice') ?? [])
  },

  async start(c) {
    const form = checkForm(PayTogether, await readFields(c))
    if (!form.ok) throw conflict()
    const led = await startPayments(c.var.ctx, form.value)
    return 'to' in led ? c.redirect(led.to, 303) : showReview(c, form.value.invoices, fieldError({}, 'form', led.wrong))
  },

  async charge(c) {
    const { ctx } = c.var
    const form = checkForm(PayWithSaved, await readFields(c))
    if (!form.ok) throw conflict()
    const chosen = form.value
    const { due: owed, method, code } = await readChosen(ctx, chosen.invoices, chosen.method)
    mayPay(ctx, 0)
    const due = await takePoNumbers(ctx, owed, chosen)
    const unnumbered = whyUnnumbered(ctx, due)
    if (unnumbered) return showReview(c, chosen.invoices, fieldError({}, 'form', unnumbered))
    if (due.length === 0) return c.redirect(wayBack(ctx, chosen.invoices), 303)
    const seen = { total: chosen.total, left: chosen.left ?? chosen.total }
    const proof = await freshProof(ctx, code, chosen)
    if ('ask' in proof)
      return proof.ask ? showProve(c, { due, method, ...seen }, proof.ask) : c.redirect(proveAddress(ctx, chosen), 303)
    const led = await payWithSaved(ctx, chosen, proof.proven)
    if (led === 'spent') return showProve(c, { due, method, ...seen }, fieldError({}, 'code', freshWords.wrong))
    return 'to' in led ? c.redirect(led.to, 303) : showReview(c, chosen.invoices, fieldError({}, 'form', led.wrong))
  },

  async prove(c) {
    const chosen = await readChosen(c.var.ctx, c.req.queries('invoice') ?? [], c.req.query('method') ?? '')
    const all = chosen.due.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)
    const [total, left] = [c.req.query('total'), c.req.query('left')].map(Number)
    const seen = (minor: number | undefined) => (Number.isSafeInteger(minor) && (minor ?? 0) > 0 ? (minor ?? all) : all)
    return showProve(c, { ...chosen, total: Math.min(seen(total), all), left: seen(left) })
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
  const [due, methods] = await ctx.read([dueAmongForCustomer, methodsForCustomer], { ids: JSON.stringify(ids) })
  if (!readsInvoices(ctx.viewer)) throw notFound('Page')
  const page = <ReviewPage {...propsOf(ctx)} chosen={ids.length} due={due} methods={methods} form={form} />
  return show(c, page, { title: words.payTogether, at: 'invoices', isDeciding: true, ...(form ? { status: 422 } : {}) })
}

const propsOf = ({ base, shop, viewer, isPreview }: CustomerCtx) => ({ base, shop, viewer, isPreview })

/** What somebody means to pay with what they have kept. Throws not found for what is not theirs, and for staff who look on. */
async function readChosen(ctx: CustomerCtx, invoices: readonly string[], id: string) {
  const queries = [dueAmongForCustomer, methodForCustomer, freshCode] as const
  const [due, [method], [code]] = await ctx.read(queries, { ids: JSON.stringify(invoices), method: id })
  if (!readsInvoices(ctx.viewer) || !method || ctx.isPreview) throw notFound('Way to pay')
  return { due, method, code }
}

function proveAddress(ctx: CustomerCtx, { invoices, method, total, left = total }: ChosenPay): string {
  const sums = [
    ['total', String(total)],
    ['left', String(left)],
  ]
  const search = new URLSearchParams([...invoices.map((id) => ['invoice', id]), ['method', method], ...sums])
  return `${href(ctx.base, paths.portal.payments.prove)}?${search}`
}

type Chosen = Pick<Awaited<ReturnType<typeof readChosen>>, 'due' | 'method'> & { readonly total: number; readonly left: number }

function showProve(c: Context<Envs['customer']>, { due, method, ...seen }: Chosen, form?: FormState) {
  const { ctx } = c.var
  const ids = due.map(({ id }) => id)
  if (due.length === 0) return c.redirect(wayBack(ctx, ids), 303)
  const action = href(ctx.base, paths.portal.payments.charge)
  const page = (
    <ProvePage
      {...{ action, method, form, ...seen }}
      back={wayBack(ctx, ids)}
      shop={ctx.shop}
      email={ctx.viewer.email}
      invoices={due}
    />
  )
  return show(c, page, { title: freshWords.heading, at: 'invoices', isDeciding: true, ...(form ? { status: 422 } : {}) })
}
