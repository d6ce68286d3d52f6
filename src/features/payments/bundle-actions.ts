import type { CustomerCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { asksForPo } from '#features/invoices/po-actions.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { isStillOwed, mayPay, originOf } from './actions.ts'
import { type Led, type Look, leadToPay } from './checkout.ts'
import { attemptsAmongForCustomer, dueAmongForCustomer } from './queries.ts'
import { bundleOf } from './rules.ts'
import { english as words } from './words.ts'

/**
 * Gives the address to go to for paying all that is left of several invoices at once: the hosted page of the one attempt for exactly
 * these, or what keeps them from being paid so, as a sentence. `seenMinor` is the sum the payer saw: another one is asked about
 * again. Throws PaymentsUnavailable with the attempt kept for the next press.
 */
export async function startPayments(ctx: CustomerCtx, ids: readonly string[], seenMinor: number): Promise<Led> {
  const list = originOf(ctx) + href(ctx.base, paths.portal.invoices.list)
  return (await leadToPay(ctx, () => look(ctx, ids, seenMinor, list))) ?? { to: list }
}

async function look(ctx: CustomerCtx, ids: readonly string[], seenMinor: number, cancelUrl: string): Promise<Look> {
  const [due, attempts] = await ctx.read([dueAmongForCustomer, attemptsAmongForCustomer], { ids: JSON.stringify(ids) })
  if (!readsInvoices(ctx.viewer)) throw notFound('Page')
  const bundle = bundleOf(due)
  if ('wrong' in bundle) return { wrong: words.wrongBundle[bundle.wrong] }
  mayPay(ctx, bundle.totalMinor)
  const unnumbered = due.filter((invoice) => asksForPo(ctx.shop, invoice) === 'demanded').map(({ number }) => number ?? '')
  if (unnumbered.length > 0) return { wrong: words.needsPo(unnumbered) }
  if (bundle.totalMinor !== seenMinor) return { wrong: words.bundleChanged }
  const { currency, totalMinor: amountMinor } = bundle
  const parts = due.map(({ id: invoiceId, balanceMinor, jobId }) => ({ invoiceId, amountMinor: balanceMinor, jobId }))
  const lines = due.map(({ number, balanceMinor }) => ({ label: words.label(number ?? ''), amountMinor: balanceMinor }))
  const successUrl = (id: string) => originOf(ctx) + href(ctx.base, paths.portal.payments.show, { id })
  const isOwed = isStillOwed(due)
  return {
    attempts,
    purchase: { customerId: ctx.customerId, currency, amountMinor, parts, lines, isOwed, successUrl, cancelUrl },
  }
}
