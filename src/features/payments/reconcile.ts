import { and, eq, inArray, isNull, notInArray } from 'drizzle-orm'
import type { SystemCtx } from '#context.ts'
import { raw, sql, theNow } from '#database/sql.ts'
import { newId } from '#lib/id.ts'
import { applyTruth, type FoundTruth, fetchTruth, pointerOf } from './apply.ts'
import { finishCharge } from './charge.ts'
import { paymentById } from './queries.ts'
import { differences, payments } from './schema.ts'

const lookBackMs = 40 * 86_400_000
const mostAtOnce = 300

/** What was begun at Stripe lately, oldest first: what is older no longer changes but by disputes, and those are told. */
const recentPayments = sql
  .select({
    ...{ id: payments.id, account: payments.account, state: payments.state },
    ...{
      checkoutSession: payments.checkoutSession,
      paymentIntent: payments.paymentIntent,
      savedMethodId: payments.savedMethodId,
    },
  })
  .from(payments)
  .where(
    and(
      eq(payments.method, 'stripe'),
      raw`(${payments.checkoutSession} IS NOT NULL OR ${payments.savedMethodId} IS NOT NULL) AND ${payments.createdAt} > ${theNow} - ${lookBackMs}`,
    ),
  )
  .orderBy(raw`${payments.createdAt} DESC`)
  .limit(mostAtOnce)

type Recent = Awaited<ReturnType<typeof recentPayments.execute>>[number]

export type DifferenceKind = 'gone' | 'mismatch' | 'refunds'
interface Found {
  readonly kind: DifferenceKind
  readonly paymentId: string
  readonly details: Readonly<Record<string, unknown>>
}

/**
 * Compares the shop's payments of the last 40 days with Stripe. What was missed is caught up with first; what differs still is kept
 * for the shop to see, and what no longer differs is closed. One without an answer keeps no other from being compared: what was found
 * is kept, what was not compared stays as it is, and the first such error is thrown at the end.
 */
export async function reconcile(ctx: SystemCtx): Promise<void> {
  const [recent] = await ctx.read([recentPayments])
  if (recent.length === 0) return
  const found: Found[] = []
  const failed = new Map<string, unknown>()
  for (const payment of recent) {
    try {
      const difference = await look(ctx, payment)
      if (difference) found.push({ ...difference, paymentId: payment.id })
    } catch (error) {
      failed.set(payment.id, error)
    }
  }
  const compared = recent.map(({ id }) => id).filter((id) => !failed.has(id))
  await keep(ctx, found, compared)
  for (const error of failed.values()) throw error
}

async function look(ctx: SystemCtx, { id, account, ...at }: Recent): Promise<Omit<Found, 'paymentId'> | undefined> {
  if (at.savedMethodId && at.state === 'open') await finishCharge(ctx, id)
  const pointer = pointerOf(at)
  return account && pointer ? compare(ctx, id, await fetchTruth(ctx, account, pointer)) : undefined
}

async function compare(ctx: SystemCtx, id: string, truth: FoundTruth | undefined): Promise<Omit<Found, 'paymentId'> | undefined> {
  if (!truth) return { kind: 'gone', details: {} }
  const applied = await applyTruth(ctx, { ...truth, paymentKey: id })
  if (applied.outcome === 'mismatch') return { kind: 'mismatch', details: { reason: applied.reason } }
  const [[payment]] = await ctx.read([paymentById], { id })
  const stripeMinor = truth.refunds.reduce((sum, { amountMinor, state }) => sum + (state === 'done' ? amountMinor : 0), 0)
  const ourMinor = payment?.refundedMinor ?? 0
  return ourMinor === stripeMinor ? undefined : { kind: 'refunds', details: { ourMinor, stripeMinor } }
}

/** One action for the night: new differences once, those that are gone closed, of payments that were compared and of no others. */
async function keep(ctx: SystemCtx, found: readonly Found[], compared: readonly string[]): Promise<void> {
  const sources = found.map(({ kind, paymentId }) => `${kind}:${paymentId}`)
  const isSettled = sources.length > 0 ? notInArray(differences.source, sources) : undefined
  await ctx.write(
    { kind: 'payments.reconciled', subjectId: ctx.tenant.key, details: { differences: found.length }, isRepeatable: true },
    [
      ...found.map(({ kind, paymentId, details }, i) =>
        sql
          .insert(differences)
          .values({ id: newId('dif'), source: sources[i] ?? '', kind, paymentId, details, foundAt: ctx.now })
          .onConflictDoUpdate({ target: differences.source, set: { details, resolvedAt: null } }),
      ),
      sql
        .update(differences)
        .set({ resolvedAt: ctx.now })
        .where(and(isNull(differences.resolvedAt), isSettled, inArray(differences.paymentId, [...compared]))),
    ],
  )
}
