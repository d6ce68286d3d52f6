import { and, asc, eq, inArray, isNotNull, notInArray, type SQL } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { approvalRequests } from '#features/approvals/schema.ts'
import { scopes, within } from './page-queries.ts'
import { productionStages } from './rules.ts'
import { dueMoves, jobs, statuses } from './schema.ts'

/** Each time a missing answer moved the promise, as three kinds of reader may find it. */
export const dueMovesForCustomer = movesIn(scopes.customer)
export const dueMovesForLink = movesIn(scopes.link)
export const dueMovesOfJob = movesIn(scopes.staff)
export type DueMove = Awaited<ReturnType<typeof dueMovesOfJob.execute>>[number]

/** The answer that a job's promise hangs on now: the one due first. */
export const stakeForCustomer = stakeIn(scopes.customer)
export const stakeForLink = stakeIn(scopes.link)
export const stakeOfJob = stakeIn(scopes.staff)
export type Stake = Awaited<ReturnType<typeof stakeOfJob.execute>>[number]

/** Whether a promise waits for an answer: what the shop changed since it was sent waits for the shop. */
function hangsOnAnswer() {
  return and(
    eq(approvalRequests.state, 'open'),
    eq(approvalRequests.isEdited, false),
    isNotNull(approvalRequests.answerBy),
    eq(jobs.isDueMovable, true),
    eq(jobs.isClosed, false),
    isNotNull(jobs.dueOn),
    notInArray(statuses.stage, [...productionStages]),
  )
}

/** Work whose promised day moves while an answer is missing, with what was asked; the answer due first on top. */
export const jobsThatWait = sql
  .select({
    requestId: approvalRequests.id,
    edition: approvalRequests.edition,
    answerBy: raw<number>`${approvalRequests.answerBy}`,
    jobId: jobs.id,
    customerId: jobs.customerId,
    title: jobs.title,
    dueOn: raw<string>`${jobs.dueOn}`,
    movedAt: raw<number | null>`(SELECT max(m.at) FROM due_moves m WHERE m.job_id = ${jobs.id})`,
    freeAt: raw<number>`coalesce((SELECT max(e.at) FROM events e WHERE e.job_id = ${jobs.id} AND e.kind = 'job.due_freed'), 0)`,
  })
  .from(approvalRequests)
  .innerJoin(jobs, eq(jobs.id, approvalRequests.jobId))
  .innerJoin(statuses, eq(statuses.id, jobs.statusId))
  .where(hangsOnAnswer())
  .orderBy(asc(approvalRequests.answerBy))
export type WaitingJob = Awaited<ReturnType<typeof jobsThatWait.execute>>[number]

function movesIn(scope: SQL | undefined) {
  return sql
    .select({ fromOn: dueMoves.fromOn, toOn: dueMoves.toOn, at: dueMoves.at, request: approvalRequests.title })
    .from(dueMoves)
    .innerJoin(approvalRequests, eq(approvalRequests.id, dueMoves.requestId))
    .where(inArray(dueMoves.jobId, within(scope)))
    .orderBy(asc(dueMoves.at))
}

function stakeIn(scope: SQL | undefined) {
  return sql
    .select({ answerBy: raw<number>`${approvalRequests.answerBy}`, request: approvalRequests.title })
    .from(approvalRequests)
    .innerJoin(jobs, eq(jobs.id, approvalRequests.jobId))
    .innerJoin(statuses, eq(statuses.id, jobs.statusId))
    .where(and(inArray(approvalRequests.jobId, within(scope)), hangsOnAnswer()))
    .orderBy(asc(approvalRequests.answerBy))
    .limit(1)
}
