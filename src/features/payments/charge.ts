import { eq } from 'drizzle-orm'
import { type Intent, KeySpent, PaymentsRefused } from '#adapters/stripe.ts'
import type { Mail, SystemCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { inHouse } from '#features/documents/keep.ts'
import { applyTruth, truthOf } from './apply.ts'
import { closeAttempt } from './attempts.ts'
import { failureText, unusable } from './bank-text.ts'
import { unlessRefused } from './purchase.ts'
import { type ChargedAttempt, chargedAttemptById } from './saved-queries.ts'
import { payments } from './schema.ts'
import { paymentWords as words } from './words.ts'

/** Stripe remembers a key for 24 hours at least: after this a charge is looked for, and never asked for again. */
const askableMs = 20 * 3_600_000
/** The shop's clock looks after a charge whose answer was lost. */
const lookAgainMs = 60_000

/** What became of a charge: Stripe or the bank has still to say, it is over as our rows say, or it was refused just now. */
export type Charged =
  | { readonly is: 'under way' }
  | { readonly is: 'over' }
  | { readonly is: 'refused'; readonly why: string; readonly mustAsk: boolean }

/** Has the clock finish a charge that nobody came back to. */
export const finishing = (now: number, payment: string): Mail => ({
  ...{ kind: 'payment.finish', payload: { payment }, key: `payment.finish ${payment}`, dueAt: now + lookAgainMs },
})

/**
 * Has Stripe charge what was kept for this attempt, or finds what became of that before, and brings our rows to it. However often it
 * is asked, Stripe charges once. Throws PaymentsUnavailable without an answer: the charge may have been made.
 */
export async function finishCharge(ctx: SystemCtx, id: string): Promise<Charged> {
  const [[attempt]] = await ctx.read([chargedAttemptById], { id })
  if (!attempt) return { is: 'over' }
  if (attempt.state !== 'open')
    return { is: attempt.state === 'processing' || attempt.state === 'succeeded' ? 'under way' : 'over' }
  const intent = await charge(ctx, attempt)
  if (!intent) return attempt.isAgreed ? giveUp(ctx, attempt) : close(ctx, attempt)
  await applyTruth(ctx, await truthOf(ctx, attempt.account ?? '', intent))
  return intent.hasFailed
    ? { is: 'refused', why: intent.failure ? failureText(intent.failure) : words.declined, mustAsk: intent.mustAsk }
    : { is: 'under way' }
}

/**
 * Whether Stripe is asked for a charge at that instant: while it remembers the key, and its owner neither took back what they had kept
 * nor stopped what is paid by itself. Else only what was charged before stands.
 */
export function isAskable(
  { removedAt, isAgreed, createdAt }: Pick<ChargedAttempt, 'removedAt' | 'createdAt'> & { readonly isAgreed: number | boolean },
  now: number,
): boolean {
  return removedAt === null && Boolean(isAgreed) && now - createdAt < askableMs
}

/** The charge, made now or before; nothing where Stripe will not make it. */
async function charge(ctx: SystemCtx, attempt: ChargedAttempt): Promise<Intent | undefined> {
  const { id: key, amountMinor, currency, stripeCustomer: customer, stripeMethod: method, numbers } = attempt
  const account = attempt.account ?? ''
  const look = () => ctx.deps.payments.findIntent(account, customer, key)
  try {
    if (!isAskable(attempt, ctx.now)) return await look()
    const label = inHouse(ctx, () => numbers.split(' ').filter(Boolean).map(words.label).join(', '))
    return await ctx.deps.payments.chargeKept({ account, key, kept: { customer, method }, amountMinor, currency, label })
  } catch (error) {
    // Asked before in other words: that charge stands.
    if (error instanceof KeySpent) return look()
    if (error instanceof PaymentsRefused) return undefined
    throw error
  }
}

/** No charge was made, and none can be: what was kept is gone, or the shop's account takes nothing. */
async function giveUp(ctx: SystemCtx, attempt: ChargedAttempt): Promise<Charged> {
  const action = {
    ...about('payment.failed', attempt),
    audience: 'customer' as const,
    facts: { payment: attempt.id, reason: unusable },
  }
  await unlessRefused(['moved'], () =>
    ctx.write(action, [
      ...closeAttempt(attempt.id, 'failed'),
      sql.update(payments).set({ failure: unusable }).where(eq(payments.id, attempt.id)),
    ]),
  )
  return { is: 'refused', why: failureText(unusable), mustAsk: false }
}

/** Its owner stopped autopay before it was charged: it is as if it had not begun. */
async function close(ctx: SystemCtx, attempt: ChargedAttempt): Promise<Charged> {
  await unlessRefused(['moved'], () => ctx.write(about('payment.expired', attempt), closeAttempt(attempt.id, 'expired')))
  return { is: 'over' }
}

const about = (kind: string, { id, customerId, invoiceId, jobId }: ChargedAttempt) => ({
  ...{ kind, subjectId: invoiceId ?? id, customerId, jobId: jobId ?? undefined, details: { payment: id } },
})
