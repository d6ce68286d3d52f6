import { and, eq, isNull } from 'drizzle-orm'
import type { SignedEvent } from '#adapters/stripe.ts'
import type { SystemCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { exactlyOne, Refused, write } from '#database/write.ts'
import { disconnectStripe, refreshAccount } from './account-actions.ts'
import { type Applied, applyTruth, fetchTruth } from './apply.ts'
import { stripeEventById } from './queries.ts'
import { stripeEvents } from './schema.ts'

/**
 * Keeps a signed event once, then looks at Stripe for what is true now and applies that. Throws when Stripe or the database gives
 * no answer: the event then stands unapplied, and Stripe's next try applies it.
 */
export async function receiveEvent(ctx: SystemCtx, event: SignedEvent, account: string): Promise<string> {
  const { id, type, objectId, createdAt } = event
  const [[stored]] = await ctx.read([stripeEventById], { event: id })
  if (stored?.appliedAt) return 'seen before'
  if (!stored) {
    const row = { id, type, objectId, createdAt, receivedAt: ctx.now }
    await write(ctx.tenant.database, [sql.insert(stripeEvents).values(row).onConflictDoNothing()])
  }
  const outcome = await apply(ctx, event, account)
  await write(ctx.tenant.database, [markApplied(ctx, id, outcome)])
  return outcome
}

async function apply(ctx: SystemCtx, event: SignedEvent, account: string): Promise<string> {
  if (event.type === 'account.updated') {
    await refreshAccount(ctx, account)
    return 'looked at the account'
  }
  if (event.type === 'account.application.deauthorized') {
    await disconnectStripe(ctx, account)
    return 'disconnected'
  }
  const pointer = pointerOf(event)
  const truth = pointer && (await fetchTruth(ctx, account, pointer))
  if (!truth) return 'nothing of ours'
  const applied = await applyTruth(ctx, truth)
  if (applied.outcome === 'mismatch') await noteMismatch(ctx, event, applied)
  return applied.outcome
}

/** Which checkout an event is about: its own object, or the intent that a charge or a refund belongs to. */
function pointerOf({ type, objectId, paymentIntent }: SignedEvent) {
  if (type.startsWith('checkout.session.')) return { session: objectId }
  if (type.startsWith('payment_intent.')) return { paymentIntent: objectId }
  return paymentIntent && /^(charge|refund)\./.test(type) ? { paymentIntent } : undefined
}

/** A checkout that names a payment of ours and is not like it changes nothing, and the shop can see that it came. */
async function noteMismatch(
  ctx: SystemCtx,
  event: SignedEvent,
  { payment, subjectId, reason }: Extract<Applied, { outcome: 'mismatch' }>,
): Promise<void> {
  const details = { payment: payment.id, reason, event: event.id, type: event.type }
  try {
    await ctx.write({ kind: 'payment.mismatch', subjectId, customerId: payment.customerId, details }, [
      markApplied(ctx, event.id, `mismatch: ${reason}`),
      exactlyOne('noted'),
    ])
  } catch (error) {
    if (!(error instanceof Refused) || error.reason !== 'noted') throw error
  }
}

function markApplied(ctx: SystemCtx, id: string, outcome: string) {
  return sql
    .update(stripeEvents)
    .set({ appliedAt: ctx.now, outcome })
    .where(and(eq(stripeEvents.id, id), isNull(stripeEvents.appliedAt)))
}
