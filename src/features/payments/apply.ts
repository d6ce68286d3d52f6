import type { Checkout } from '#adapters/stripe.ts'
import type { BaseCtx, ReaderCtx, SystemCtx } from '#context.ts'
import { Refused } from '#database/write.ts'
import { systemContext } from '#identity/visitor-context.ts'
import { writeOf } from './apply-steps.ts'
import { type Payment, partsOfPayment, paymentById, rowsOfPayment } from './queries.ts'
import { mismatchOf, nextStep, type Truth } from './rules.ts'
import { sourceOf } from './shares.ts'

export type FoundTruth = Truth & { readonly paymentKey: string | undefined }
type Pointer = { readonly session: string } | { readonly paymentIntent: string }

/** What Stripe says now of the checkout it names, on that account; undefined when there is none. */
export async function fetchTruth({ deps }: BaseCtx, account: string, pointer: Pointer): Promise<FoundTruth | undefined> {
  const checkout: Checkout | undefined =
    'session' in pointer
      ? await deps.payments.getCheckout(account, pointer.session)
      : await deps.payments.findCheckout(account, pointer.paymentIntent)
  if (!checkout) return undefined
  const isLive = deps.payments.isLive
  const none = { account, isLive, checkout, paymentKey: checkout.paymentKey, instrument: '', refunds: [] }
  if (!checkout.isPaid || !checkout.paymentIntent) return none
  const { instrument, refunds } = await deps.payments.getCharge(account, checkout.paymentIntent)
  return { ...none, instrument, refunds }
}

export type Applied =
  | { readonly outcome: 'applied' | 'nothing new' | 'not ours' }
  | { readonly outcome: 'mismatch'; readonly reason: string; readonly payment: Payment; readonly subjectId: string }

const mostSteps = 250

/** Brings our rows to what Stripe says, a step at a time, each whole or not at all; done twice, in any order or at once, it is done once. */
export async function applyTruth(ctx: SystemCtx, truth: FoundTruth): Promise<Applied> {
  let outcome: 'applied' | 'nothing new' = 'nothing new'
  for (let steps = 0; steps < mostSteps; steps++) {
    const queries = [paymentById, partsOfPayment, rowsOfPayment] as const
    const [[payment], parts, rows] = await ctx.read(queries, { id: truth.paymentKey ?? '' })
    if (!payment) return { outcome: 'not ours' }
    const known = { ...payment, refundSources: [...new Set(rows.filter(({ kind }) => kind === 'refund').map(sourceOf))] }
    const reason = mismatchOf(known, truth)
    if (reason) return { outcome: 'mismatch', reason, payment, subjectId: subjectOf(payment, parts) }
    const step = nextStep(known, truth)
    if (!step) return { outcome }
    outcome = 'applied'
    try {
      const { action, changes } = writeOf({ now: ctx.now, payment, parts, rows }, truth, step)
      await ctx.write(action, changes)
    } catch (error) {
      // Somebody else took this step, or an invoice changed meanwhile: look again.
      if (!(error instanceof Refused) || error.reason !== 'moved') throw error
    }
  }
  throw new Error(`Payment ${truth.paymentKey} does not come to rest`)
}

/** Paid, and the webhook has not come yet: what Stripe says counts at once. */
export async function applyNow(ctx: ReaderCtx, account: string, session: string): Promise<void> {
  const { tenant, deps, requestId, now, base, host, network, device } = ctx
  const system = systemContext({ tenant, deps, requestId, now, base, host, network, device, command: undefined }, 'Stripe')
  const found = await fetchTruth(system, account, { session })
  if (found) await applyTruth(system, found)
}

const subjectOf = (payment: Payment, parts: readonly { readonly invoiceId: string }[]) =>
  parts[0]?.invoiceId ?? payment.estimateId ?? payment.id
