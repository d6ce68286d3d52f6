import { and, eq, inArray } from 'drizzle-orm'
import { type Checkout, PaymentsRefused } from '#adapters/stripe.ts'
import type { BaseCtx, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne } from '#database/write.ts'
import { conflict } from '#errors.ts'
import type { PaymentState } from './rules.ts'
import { paymentParts, payments } from './schema.ts'

type Standing = Pick<OpenAttempt, 'state' | 'savedMethodId'>

interface OpenAttempt {
  readonly id: string
  readonly state: PaymentState
  readonly account: string | null
  readonly checkoutSession: string | null
  readonly savedMethodId: string | null
}

/** Whether a bank still has to say whether it pays: a debit, or a charge of what was kept, that nobody can take back. */
export function isPending(attempts: readonly Standing[]): boolean {
  return attempts.some(({ state }) => state === 'processing') || isCharging(attempts)
}

/** Whether what was kept is being charged this moment. */
export function isCharging(attempts: readonly Standing[]): boolean {
  return attempts.some(({ state, savedMethodId }) => state === 'open' && savedMethodId !== null)
}

const attemptOfInvoice = raw`FROM payment_parts t JOIN payments p ON p.id = t.payment_id WHERE t.invoice_id = invoices.id`
const isKeptCharge = raw`p.state = 'open' AND p.saved_method_id IS NOT NULL`
/** The same two, where a query asks them of its invoice. */
export const invoiceIsCharging = raw`EXISTS (SELECT 1 ${attemptOfInvoice} AND ${isKeptCharge})`
export const invoiceIsPending =
  raw<boolean>`EXISTS (SELECT 1 ${attemptOfInvoice} AND (p.state = 'processing' OR (${isKeptCharge})))`.mapWith(Boolean)

/** Whether a bank took back one of its payments, or a deposit it was paid with, and still decides whose the money is. */
export const invoiceIsDisputed =
  raw<boolean>`EXISTS (SELECT 1 FROM disputes d WHERE d.state IN ('open', 'sent') AND d.payment_id IN (
  SELECT p.payment_id FROM payment_parts p WHERE p.invoice_id = invoices.id
  UNION ALL SELECT l.payment_id FROM ledger l WHERE l.invoice_id = invoices.id))`.mapWith(Boolean)

/**
 * Closes the checkouts of these attempts at Stripe, so that nobody can pay them any more, and gives the changes that say so in our
 * rows. Throws a conflict when one was paid just now, PaymentsUnavailable without an answer.
 */
export async function endAttempts(ctx: BaseCtx, attempts: readonly OpenAttempt[]): Promise<Change[]> {
  for (const attempt of attempts) {
    if (await isPaidAtStripe(ctx, attempt)) throw conflict('The customer is paying this right now. Look again in a minute.')
  }
  return attempts.flatMap((attempt) => closeAttempt(attempt.id, 'expired', 'stale'))
}

async function isPaidAtStripe({ deps }: BaseCtx, attempt: OpenAttempt): Promise<boolean> {
  if (isPending([attempt])) return true
  const { account, checkoutSession } = attempt
  // Without a session nobody was sent to pay: the address of one under way is refused when it comes to be written.
  if (!account || !checkoutSession) return false
  try {
    await deps.payments.expireCheckout(account, checkoutSession)
    return false
  } catch (error) {
    if (!(error instanceof PaymentsRefused)) throw error
    return (await deps.payments.getCheckout(account, checkoutSession)).state !== 'expired'
  }
}

const openDeposits = sql
  .select({
    ...{ id: payments.id, state: payments.state, account: payments.account, checkoutSession: payments.checkoutSession },
    savedMethodId: payments.savedMethodId,
  })
  .from(payments)
  .where(
    and(
      eq(payments.state, 'open'),
      raw`${payments.estimateId} = (SELECT estimate_id FROM invoices WHERE id = ${raw.placeholder('id')})`,
    ),
  )

/**
 * Closes the pages on which the deposit of a bill's estimate could still be paid: with the bill it is asked for by that alone. Throws a
 * conflict when one was paid just now, PaymentsUnavailable without an answer.
 */
export async function endDeposits(ctx: StaffCtx, invoiceId: string): Promise<Change[]> {
  const [attempts] = await ctx.read([openDeposits], { id: invoiceId })
  const ended = await endAttempts(ctx, attempts)
  const stillOpen = raw`EXISTS (SELECT 1 FROM payments p JOIN invoices i ON i.estimate_id = p.estimate_id
    WHERE i.id = ${invoiceId} AND p.state = 'open')`
  return [...ended, assert(raw`NOT ${stillOpen}`, 'stale')]
}

/** An attempt that came to nothing: its invoice is free for another. Refused with the reason when it was decided meanwhile. */
export function closeAttempt(id: string, state: 'expired' | 'failed', reason = 'moved'): Change[] {
  return [
    sql
      .update(payments)
      .set({ state })
      .where(and(eq(payments.id, id), inArray(payments.state, ['open', 'processing']))),
    exactlyOne(reason),
    sql.update(paymentParts).set({ isOpen: false }).where(eq(paymentParts.paymentId, id)),
  ]
}

/** The page Stripe made for an attempt. Refused('moved') when it was ended meanwhile. */
export function keepCheckout(id: string, checkout: Pick<Checkout, 'id' | 'url'>): Change[] {
  return [
    sql
      .update(payments)
      .set({ checkoutSession: checkout.id, checkoutUrl: checkout.url })
      .where(and(eq(payments.id, id), eq(payments.state, 'open'))),
    exactlyOne('moved'),
  ]
}
