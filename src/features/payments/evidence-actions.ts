import { and, eq } from 'drizzle-orm'
import { PaymentsRefused } from '#adapters/stripe.ts'
import type { StaffCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { refuse } from '#features/invoices/repeats.ts'
import { applyNow, pointerOf } from './apply.ts'
import { desk } from './desk-words.ts'
import { evidenceOf } from './evidence.ts'
import { evidenceQueries } from './evidence-queries.ts'
import { disputesOfPayment, partsOfPayment, paymentById } from './queries.ts'
import { disputes } from './schema.ts'

/** Sends what our records say to the bank of whoever disputes a payment; what was sent is kept. Throws a conflict in Stripe's words. */
export async function sendEvidence(ctx: StaffCtx, id: string, disputeId: string): Promise<void> {
  const queries = [paymentById, partsOfPayment, disputesOfPayment, ...evidenceQueries] as const
  const [[payment], parts, disputed, approvals, shipments, views, messages, deposits, receipts] = await ctx.read(queries, { id })
  const found = disputed.find((one) => one.id === disputeId)
  const pointer = payment && pointerOf(payment)
  if (!payment?.account || !pointer || !found) throw notFound('Payment')
  if (found.state !== 'open') return refuse(ctx, 'evidence.sent', disputeId, 'stale')
  const evidence = evidenceOf(payment, parts, { approvals, shipments, views, messages, deposits, receipts }, ctx.shop)
  const details = { payment: id, evidence }
  await ctx.write({ kind: 'evidence.sent', subjectId: disputeId, customerId: payment.customerId, details }, [
    sql
      .update(disputes)
      .set({ evidenceSentAt: ctx.now })
      .where(and(eq(disputes.id, disputeId), eq(disputes.state, 'open'))),
    exactlyOne('stale'),
  ])
  try {
    await ctx.deps.payments.submitEvidence(payment.account, disputeId, evidence)
  } catch (error) {
    // An answer that was lost: the bank has it already, as the next look says.
    if (!(error instanceof PaymentsRefused)) throw error
    await applyNow(ctx, payment.account, pointer)
    const [after] = await ctx.read([disputesOfPayment], { id })
    if (after.find((one) => one.id === disputeId)?.state === 'open') throw conflict(desk.dispute.refused(error.message))
    return
  }
  await applyNow(ctx, payment.account, pointer)
}
