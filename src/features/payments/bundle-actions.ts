import type { CustomerCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { asksForPo, keepPoNumbers } from '#features/invoices/po-actions.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { isStillOwed, mayKeep, mayPay, originOf } from './actions.ts'
import { leadToPay } from './checkout.ts'
import type { Led, Look, Purchase } from './purchase.ts'
import { attemptsAmongForCustomer, type DueInvoice, dueAmongForCustomer } from './queries.ts'
import { bundleOf } from './rules.ts'
import { payerForCustomer } from './saved-queries.ts'
import { paymentWords as words } from './words.ts'

/** PO numbers as they were typed: for one invoice, or each for that in the same place. */
export interface TypedPoNumbers {
  readonly poNumber?: string | null | undefined
  readonly numbered: readonly string[]
  readonly poNumbers: readonly (string | null)[]
}
export interface ChosenInvoices extends TypedPoNumbers {
  readonly invoices: readonly string[]
  readonly total: number
  readonly keep?: 'on' | undefined
}

/**
 * Keeps the PO numbers that were typed for those of these invoices that wait for one, and gives all of them as they stand then.
 * Throws forbidden for who may not pay. Refused as 'stale' where somebody was faster.
 */
export async function takePoNumbers(
  ctx: CustomerCtx,
  due: readonly DueInvoice[],
  { poNumber: single, numbered, poNumbers }: TypedPoNumbers,
): Promise<DueInvoice[]> {
  const typed = new Map(numbered.map((id, i) => [id, poNumbers[i]]))
  const given = due.flatMap((invoice) => {
    const poNumber = typed.get(invoice.id) ?? (due.length === 1 ? single : undefined)
    return poNumber && asksForPo(ctx.shop, invoice) !== 'no' ? [{ ...invoice, customerId: ctx.customerId, poNumber }] : []
  })
  if (given.length > 0) mayPay(ctx, 0)
  await keepPoNumbers(ctx, given)
  return due.map((invoice) => given.find(({ id }) => id === invoice.id) ?? invoice)
}

/** Which of these wait for a PO number, as a sentence; undefined where none does. */
export function whyUnnumbered(ctx: CustomerCtx, due: readonly DueInvoice[]): string | undefined {
  const unnumbered = due.filter((invoice) => asksForPo(ctx.shop, invoice) === 'demanded').map(({ number }) => number ?? '')
  return unnumbered.length > 0 ? words.needsPo(unnumbered) : undefined
}

/**
 * Gives the address to go to for paying all that is left of several invoices at once: the hosted page of the one attempt for exactly
 * these, or what keeps them from being paid so, as a sentence. `total` is the sum the payer saw: another one is asked about
 * again. What is paid with is kept for later where the payer wants to `keep` it. Throws PaymentsUnavailable with the attempt kept for the
 * next press.
 */
export async function startPayments(
  ctx: CustomerCtx,
  { invoices: ids, total: seenMinor, keep, ...typed }: ChosenInvoices,
): Promise<Led> {
  const keeps = keep === 'on'
  if (typed.poNumber || typed.numbered.length > 0) {
    const [due] = await ctx.read([dueAmongForCustomer], { ids: JSON.stringify(ids) })
    await takePoNumbers(ctx, due, typed)
  }
  const list = originOf(ctx) + href(ctx.base, paths.portal.invoices.list)
  return (await leadToPay(ctx, () => look(ctx, ids, { seenMinor, keeps }, list))) ?? { to: list }
}

async function look(
  ctx: CustomerCtx,
  ids: readonly string[],
  { seenMinor, keeps }: { readonly seenMinor: number; readonly keeps: boolean },
  cancelUrl: string,
): Promise<Look> {
  const queries = [dueAmongForCustomer, attemptsAmongForCustomer, payerForCustomer] as const
  const [due, attempts, [payer]] = await ctx.read(queries, { ids: JSON.stringify(ids) })
  if (!readsInvoices(ctx.viewer)) throw notFound('Page')
  const purchase = purchaseOf(ctx, due, seenMinor)
  if ('wrong' in purchase) return purchase
  return { attempts, purchase: { ...purchase, cancelUrl, keeps: keeps && mayKeep(ctx), stripeCustomer: payer?.stripeCustomer } }
}

/** All that is left of these invoices, or what keeps them from being paid together. Throws forbidden for who may not pay. */
export function purchaseOf(
  ctx: CustomerCtx,
  due: readonly DueInvoice[],
  seenMinor: number,
): Omit<Purchase, 'cancelUrl'> | { readonly wrong: string } {
  const bundle = bundleOf(due)
  if ('wrong' in bundle) return { wrong: words.wrongBundle[bundle.wrong] }
  mayPay(ctx, bundle.totalMinor)
  const unnumbered = whyUnnumbered(ctx, due)
  if (unnumbered) return { wrong: unnumbered }
  if (bundle.totalMinor !== seenMinor) return { wrong: words.bundleChanged }
  const { currency, totalMinor: amountMinor } = bundle
  const parts = due.map(({ id: invoiceId, balanceMinor, jobId }) => ({ invoiceId, amountMinor: balanceMinor, jobId }))
  const lines = due.map(({ number, balanceMinor }) => ({ label: words.label(number ?? ''), amountMinor: balanceMinor }))
  const successUrl = (id: string) => originOf(ctx) + href(ctx.base, paths.portal.payments.show, { id })
  const isOwed = isStillOwed(due)
  return { customerId: ctx.customerId, currency, amountMinor, parts, lines, isOwed, successUrl }
}
