import { and, asc, eq, type SQL } from 'drizzle-orm'
import type * as v from 'valibot'
import type { Action, Mail, ReaderCtx, StaffCtx } from '#context.ts'
import { raw, sql, theCustomer, theLink } from '#database/sql.ts'
import { seenBy } from '#features/deliveries/changes.ts'
import { WithFiles } from '#features/messages/attach.ts'
import { answererAddresses } from '#features/messages/mails.ts'
import { sayWithFiles } from '#features/messages/say-with-files.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { mostMessages, saidWhole, sayPauseMs } from '#features/messages/thread.ts'
import type { Estimate } from './queries.ts'
import { estimates } from './schema.ts'
import { estimateWords as words } from './words.ts'

/** A question about an estimate, or the shop's answer: it decides nothing. */
export const Say = WithFiles(() => words.ask.missing)
export type Say = v.InferOutput<typeof Say>

const theId = raw.placeholder('id')
const linked = raw`(SELECT l.subject_id FROM item_links l JOIN contacts c ON c.id = l.contact_id
  WHERE l.id = ${theLink} AND l.purpose = 'estimate' AND c.customer_id = ${estimates.customerId})`

/** What was said about an estimate, oldest first, for whoever may read it. */
function saidIn(scope: SQL | undefined) {
  return sql
    .select(saidWhole)
    .from(messages)
    .innerJoin(threads, eq(threads.id, messages.threadId))
    .innerJoin(estimates, eq(estimates.id, threads.subjectId))
    .where(and(eq(threads.subjectKind, 'estimate'), scope))
    .orderBy(asc(messages.at), asc(messages.id))
    .limit(mostMessages)
}
export const saidForStaff = saidIn(eq(estimates.id, theId))
export const saidForCustomer = saidIn(and(eq(estimates.id, theId), eq(threads.customerId, theCustomer)))
export const saidForLink = saidIn(raw`${estimates.id} = ${linked}`)
export type Said = Awaited<ReturnType<typeof saidForStaff.execute>>[number]

/** Says something about an estimate; the other side is mailed. The first message opens the thread. */
export async function say(ctx: ReaderCtx | StaffCtx, estimate: Estimate, said: Say): Promise<void> {
  const { id, customerId } = estimate
  const [[answers]] = await ctx.read([whoAnswers], { id })
  const action: Action = {
    ...{ kind: ctx.audience === 'staff' ? 'estimate.replied' : 'estimate.asked', subjectId: id, customerId },
    facts: { title: estimate.title, number: estimate.number },
    details: { body: said.body.slice(0, 200) },
    mails: mailsAbout(ctx, estimate, answers?.email ?? null),
  }
  await ctx.write(action, [
    ...sayWithFiles(ctx, { kind: 'estimate', id, customerId }, said, words.ask),
    // Whoever asks about an offer has looked at it.
    ...(ctx.audience === 'staff' ? [] : seenBy(ctx, 'estimate', id)),
  ])
}

/** Whoever the conversation was given to, or else looks after the estimate or its job; while they work here. */
const whoAnswers = sql
  .select({
    email: raw<string | null>`(SELECT s.email FROM staff s WHERE s.is_active = 1 AND s.id = coalesce(
      (SELECT t.assignee_id FROM threads t WHERE t.subject_id = estimates.id), estimates.advisor_id,
      (SELECT j.advisor_id FROM jobs j WHERE j.id = estimates.job_id)))`,
  })
  .from(estimates)
  .where(eq(estimates.id, theId))

/** Whoever answers hears of a question, and whoever asked last of the answer. Each mail takes the place of the one that still waits. */
function mailsAbout(ctx: ReaderCtx | StaffCtx, { id, customerId }: Estimate, advisorEmail: string | null): Mail[] {
  const mail = (kind: string, to: string): Mail => {
    const topic = `${kind}:${id}:${to}`
    return { kind, topic, payload: { estimate: id, to, topic }, dueAt: ctx.now + sayPauseMs, customerId }
  }
  if (ctx.audience === 'staff') return [mail('estimate.replied', id)]
  return answererAddresses(ctx, advisorEmail).map((to) => mail('estimate.asked', to))
}
