import { type Checkout, PaymentsRefused } from '#adapters/stripe.ts'
import type { BaseCtx, ReaderCtx, StaffCtx, SystemCtx } from '#context.ts'
import { Refused } from '#database/write.ts'
import { systemContext } from '#identity/visitor-context.ts'
import { writeOf } from './apply-steps.ts'
import { invoicesOfPayment } from './credit-queries.ts'
import {
  type AskedRefund,
  type DisputeRow,
  disputesOfPayment,
  owners,
  type Payment,
  paymentById,
  refundsOfPayment,
  rowsOfPayment,
} from './queries.ts'
import { type KnownPayment, mismatchOf, nextStep, type Truth } from './rules.ts'
import { type Share, sourceOf } from './shares.ts'

export type FoundTruth = Truth & { readonly paymentKey: string | undefined }
export type Pointer = { readonly session: string } | { readonly paymentIntent: string }

/** How Stripe names a payment: by its page, or by its charge where it has none; nothing where Stripe was never asked. */
export function pointerOf({
  checkoutSession,
  paymentIntent,
}: Pick<Payment, 'checkoutSession' | 'paymentIntent'>): Pointer | undefined {
  if (checkoutSession) return { session: checkoutSession }
  return paymentIntent ? { paymentIntent } : undefined
}

/** What Stripe says now of the checkout it names, on that account; undefined when there is none. */
export async function fetchTruth({ deps }: BaseCtx, account: string, pointer: Pointer): Promise<FoundTruth | undefined> {
  const checkout = await findCheckout(deps, account, pointer)
  return checkout && truthOf({ deps }, account, checkout)
}

/** The same of a checkout, or of a charge without a page, that was just looked at. */
export async function truthOf({ deps }: Pick<BaseCtx, 'deps'>, account: string, checkout: Checkout): Promise<FoundTruth> {
  const isLive = deps.payments.isLive
  const none = {
    account,
    isLive,
    checkout,
    paymentKey: checkout.paymentKey,
    instrument: '',
    charge: undefined,
    cost: undefined,
    refunds: [],
    disputes: [],
  }
  if (!checkout.isPaid || !checkout.paymentIntent) return none
  const { id: charge, ...found } = await deps.payments.getCharge(account, checkout.paymentIntent)
  return { ...none, ...found, charge }
}

/** Stripe says no where this account has no such thing: then it is nothing of ours. */
async function findCheckout({ payments }: BaseCtx['deps'], account: string, pointer: Pointer): Promise<Checkout | undefined> {
  try {
    if ('paymentIntent' in pointer) {
      const { paymentIntent } = pointer
      return (await payments.findCheckout(account, paymentIntent)) ?? (await payments.getIntent(account, paymentIntent))
    }
    return await payments.getCheckout(account, pointer.session)
  } catch (error) {
    if (error instanceof PaymentsRefused) return undefined
    throw error
  }
}

export type Applied =
  | { readonly outcome: 'applied' | 'nothing new' | 'not ours' }
  | { readonly outcome: 'mismatch'; readonly reason: string; readonly payment: Payment; readonly subjectId: string }

const mostSteps = 250

/** Brings our rows to what Stripe says, a step at a time, each whole or not at all; done twice, in any order or at once, it is done once. */
export async function applyTruth(ctx: SystemCtx, truth: FoundTruth): Promise<Applied> {
  let outcome: 'applied' | 'nothing new' = 'nothing new'
  for (let steps = 0; steps < mostSteps; steps++) {
    const queries = [paymentById, invoicesOfPayment, rowsOfPayment, refundsOfPayment, disputesOfPayment, owners] as const
    const [[payment], parts, rows, asked, disputed, told] = await ctx.read(queries, { id: truth.paymentKey ?? '' })
    if (!payment) return { outcome: 'not ours' }
    const books = { now: ctx.now, zone: ctx.shop.timeZone, payment, parts, rows, asked, owners: told }
    const known = knownOf(payment, rows, asked, disputed)
    const reason = mismatchOf(known, truth)
    if (reason) return { outcome: 'mismatch', reason, payment, subjectId: subjectOf(payment, parts) }
    const step = nextStep(known, truth)
    if (!step) return { outcome }
    outcome = 'applied'
    try {
      const { action, changes } = writeOf(books, truth, step)
      await ctx.write(action, changes)
    } catch (error) {
      // Somebody else took this step, or an invoice changed meanwhile: look again.
      if (!(error instanceof Refused) || error.reason !== 'moved') throw error
    }
  }
  throw new Error(`Payment ${truth.paymentKey} does not come to rest`)
}

/** What our rows say of a payment, as the rules ask it. */
export function knownOf(
  payment: Payment,
  rows: readonly Share[],
  asked: readonly Pick<AskedRefund, 'id' | 'state'>[],
  disputed: readonly Pick<DisputeRow, 'id' | 'state'>[],
): KnownPayment {
  const sources = (kind: Share['kind']) => [...new Set(rows.filter((row) => row.kind === kind).map(sourceOf))]
  return {
    ...payment,
    refundSources: sources('refund'),
    hasCost: payment.feeMinor !== null,
    askedRefunds: asked.filter(({ state }) => state === 'asked').map(({ id }) => id),
    disputes: disputed.map(({ id, state }) => ({
      ...{ id, state, isTaken: sources('dispute').includes(id), isReturned: sources('dispute_won').includes(`${id}:won`) },
    })),
  }
}

/** Paid, and the webhook has not come yet: what Stripe says counts at once. */
export async function applyNow(ctx: ReaderCtx | StaffCtx, account: string, pointer: Pointer): Promise<void> {
  const { tenant, deps, requestId, now, base, host, network, device } = ctx
  const system = systemContext({ tenant, deps, requestId, now, base, host, network, device, command: undefined }, 'Stripe')
  const found = await fetchTruth(system, account, pointer)
  if (found) await applyTruth(system, found)
}

const subjectOf = (payment: Payment, parts: readonly { readonly invoiceId: string }[]) =>
  parts[0]?.invoiceId ?? payment.estimateId ?? payment.id
