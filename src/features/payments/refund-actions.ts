import { and, eq } from 'drizzle-orm'
import * as v from 'valibot'
import { PaymentsRefused } from '#adapters/stripe.ts'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { Text, Ticked } from '#lib/fields.ts'
import { newId } from '#lib/id.ts'
import { parseMoney } from '#lib/money.ts'
import { applyNow, type Pointer, pointerOf } from './apply.ts'
import { refund } from './apply-back.ts'
import { invoicesOfPayment } from './credit-queries.ts'
import { desk } from './desk-words.ts'
import { type AskedRefund, disputesOfPayment, type Payment, paymentById, refundsOfPayment, rowsOfPayment } from './queries.ts'
import { refunds } from './schema.ts'

const { wrong } = desk.refund

/** So much of a payment, in its currency, why, and whether it is owed no more. The reason is the shop's alone where it is owed still. */
export const GiveBack = (currency: string) =>
  v.object({
    amount: v.pipe(
      v.string(wrong.amount),
      v.transform((text) => parseMoney(text, currency) ?? 0),
      v.minValue(1, wrong.amount),
    ),
    reason: Text(200),
    isForgiven: Ticked,
  })
export type GiveBack = v.InferOutput<ReturnType<typeof GiveBack>>

/** What can be given back still: what came in, less what went back and what is on its way. In minor units. */
export function refundableMinor(
  payment: Pick<Payment, 'amountMinor' | 'refundedMinor'>,
  asked: readonly Pick<AskedRefund, 'amountMinor' | 'state'>[],
): number {
  const underWay = asked.filter(({ state }) => state === 'asked').reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return Math.max(payment.amountMinor - payment.refundedMinor - underWay, 0)
}

/**
 * Gives back part of a payment: written down first, then asked of Stripe under that row's id, then counted as Stripe says. 'more'
 * when it is more than is left. What was asked before and never answered is asked again instead. Throws PaymentsUnavailable with the
 * row kept for the next press, a conflict with Stripe's own words where it says no.
 */
export async function giveBack(ctx: StaffCtx, id: string, input: GiveBack): Promise<'given' | 'more'> {
  const { payment, asked, isDisputed } = await openPayment(ctx, id)
  if (isDisputed) throw conflict(wrong.disputed)
  const refundId = ctx.newId('ref')
  const { amount: amountMinor, reason, isForgiven } = input
  const isAgain = asked.some((one) => one.id === refundId)
  if (!isAgain && amountMinor > refundableMinor(payment, asked)) return 'more'
  const row = { id: refundId, paymentId: id, amountMinor, state: 'asked' as const, reason, isForgiven, createdById: ctx.staffId }
  const left = raw`(SELECT p.amount_minor - p.refunded_minor - (SELECT coalesce(sum(r.amount_minor), 0) FROM refunds r
    WHERE r.payment_id = p.id AND r.state = 'asked') FROM payments p WHERE p.id = ${id} AND p.state = 'succeeded')`
  const intent = [assert(raw`${left} >= ${amountMinor}`, 'stale'), sql.insert(refunds).values({ ...row, createdAt: ctx.now })]
  if (payment.method !== 'stripe') return giveBackOutside(ctx, { ...row, createdAt: ctx.now, createdBy: null }, intent)
  const charged = chargedOf(payment)
  const details = { payment: id, refund: refundId, amountMinor, reason, isForgiven }
  const outcome = await ctx.write({ kind: 'refund.asked', subjectId: id, customerId: payment.customerId, details }, intent)
  return outcome === 'done before' ? finish(ctx, charged, refundId, amountMinor) : askStripe(ctx, charged, refundId, amountMinor)
}

/** Finds what became of a refund that Stripe never answered, and asks for it again where it was not made: money goes back once. */
export async function repeatRefund(ctx: StaffCtx, id: string, refundId: string): Promise<void> {
  const { payment, asked } = await openPayment(ctx, id)
  const found = asked.find((one) => one.id === refundId)
  if (!found) throw notFound('Refund')
  if (found.state === 'asked') await finish(ctx, chargedOf(payment), refundId, found.amountMinor)
}

/** Stripe forgets a key after a day: what it made under it is looked for, and only what it did not make is asked for. */
async function finish(ctx: StaffCtx, charged: Charged, key: string, amountMinor: number): Promise<'given'> {
  await applyNow(ctx, charged.account, charged.pointer)
  const [asked] = await ctx.read([refundsOfPayment], { id: charged.payment.id })
  const isUnmade = asked.some((one) => one.id === key && one.state === 'asked')
  return isUnmade && !(await isOnItsWay(ctx, charged, key)) ? askStripe(ctx, charged, key, amountMinor) : 'given'
}

/** A refund to a bank account takes days in which Stripe has made it, and it did not go through yet. */
async function isOnItsWay(ctx: StaffCtx, { account, paymentIntent }: Charged, key: string): Promise<boolean> {
  const { refunds: made } = await ctx.deps.payments.getCharge(account, paymentIntent)
  return made.some((one) => one.key === key && one.state === 'pending')
}

/** A payment with what Stripe is asked about it. */
interface Charged {
  readonly payment: Payment
  readonly account: string
  readonly paymentIntent: string
  readonly pointer: Pointer
}

function chargedOf(payment: Payment): Charged {
  const { account, paymentIntent } = payment
  const pointer = pointerOf(payment)
  if (!account || !paymentIntent || !pointer) throw conflict(wrong.unknown)
  return { payment, account, paymentIntent, pointer }
}

async function openPayment(ctx: StaffCtx, id: string) {
  const [[payment], asked, disputed] = await ctx.read([paymentById, refundsOfPayment, disputesOfPayment], { id })
  if (payment?.state !== 'succeeded') throw notFound('Payment')
  const isDisputed = disputed.some(({ state }) => state === 'open' || state === 'sent')
  return { payment, asked, isDisputed }
}

async function askStripe(ctx: StaffCtx, charged: Charged, key: string, amountMinor: number): Promise<'given'> {
  const { payment, account, paymentIntent, pointer } = charged
  try {
    await ctx.deps.payments.refund({ account, key, paymentIntent, amountMinor })
  } catch (error) {
    if (!(error instanceof PaymentsRefused)) throw error
    await ctx.write({ kind: 'refund.refused', subjectId: payment.id, customerId: payment.customerId, details: { refund: key } }, [
      sql
        .update(refunds)
        .set({ state: 'failed', settledAt: ctx.now })
        .where(and(eq(refunds.id, key), eq(refunds.state, 'asked'))),
      exactlyOne('stale'),
    ])
    throw conflict(wrong.refused(error.message))
  }
  await applyNow(ctx, account, pointer)
  return 'given'
}

type Intent = Parameters<StaffCtx['write']>[1]

/** Cash that is handed back: our books alone know of it. */
async function giveBackOutside(
  ctx: StaffCtx,
  asked: AskedRefund & { readonly paymentId: string },
  intent: Intent,
): Promise<'given'> {
  const [[payment], parts, rows] = await ctx.read([paymentById, invoicesOfPayment, rowsOfPayment], { id: asked.paymentId })
  if (!payment) throw notFound('Payment')
  const books = { now: ctx.now, zone: ctx.shop.timeZone, payment, parts, rows, asked: [asked], owners: [] }
  const back = refund(books, { does: 'refund', source: newId('out'), amountMinor: asked.amountMinor, key: asked.id })
  await ctx.write({ ...back.action, audience: 'customer' }, [...intent, ...back.changes])
  return 'given'
}
