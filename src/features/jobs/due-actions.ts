import { and, eq } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx, SystemCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused } from '#database/write.ts'
import { notFound } from '#errors.ts'
import { approvalSettings } from '#features/approvals/rules.ts'
import { Ticked } from '#lib/fields.ts'
import { newId } from '#lib/id.ts'
import { formatDay } from '#lib/time.ts'
import { lostDays, nextWorkingDay } from './due-days.ts'
import { jobsThatWait, type WaitingJob } from './due-queries.ts'
import { jobById } from './page-queries.ts'
import { dueMoves, jobs } from './schema.ts'

export const FreeDue = v.object({ isDueMovable: Ticked })

/** Lets the promised day move while an answer is missing, or lets it stand. Only days that pass from then on count. */
export async function freeDue(ctx: StaffCtx, id: string, { isDueMovable }: v.InferOutput<typeof FreeDue>): Promise<void> {
  const [[job]] = await ctx.read([jobById], { id })
  if (!job) throw notFound('Job')
  if (job.isDueMovable === isDueMovable) return
  const update = sql
    .update(jobs)
    .set({ isDueMovable, version: raw`${jobs.version} + 1` })
    .where(eq(jobs.id, id))
  await ctx.write(dueFreed(id, job.customerId, isDueMovable), [update])
  await wakeForDue(ctx, isDueMovable)
}

/** The event of that: with it the counting of lost days begins. */
export function dueFreed(jobId: string, customerId: string, isDueMovable: boolean) {
  const kind = isDueMovable ? 'job.due_freed' : 'job.due_fixed'
  return { kind, subjectId: jobId, customerId, jobId, audience: 'customer' } as const
}

/** An answer may be due soon when the promise becomes movable. */
export async function wakeForDue({ deps, tenant, now }: StaffCtx, isDueMovable: boolean): Promise<void> {
  if (isDueMovable) await deps.clock(tenant.key).arm(now)
}

/**
 * Moves the promised day of work whose answer is overdue, by one working day for each that passed without it; twice is the same
 * as once. Returns when to come again, ms, or undefined when no promise waits.
 */
export async function moveDueDays(ctx: SystemCtx): Promise<number | undefined> {
  const [rows] = await ctx.read([jobsThatWait])
  // While customers cannot reach the portal, the missing answer is not theirs.
  if (!ctx.shop.isPortalOn) return undefined
  const shop = { zone: ctx.shop.timeZone, workingDays: approvalSettings(ctx.shop).workingDays }
  const times: number[] = []
  const seen = new Set<string>()
  for (const job of rows) {
    if (seen.has(job.jobId)) continue
    // Of several questions about one job the oldest counts: a day lost is lost once.
    seen.add(job.jobId)
    const { passed, next } = lostDays(job, shop, ctx.now)
    if (passed.length > 0) await move(ctx, job, passed, shop.workingDays)
    if (next !== undefined) times.push(next)
  }
  return times.length > 0 ? Math.min(...times) : undefined
}

async function move(ctx: SystemCtx, job: WaitingJob, passed: readonly number[], workingDays: readonly number[]): Promise<void> {
  const { jobId, requestId, customerId, title } = job
  let to = job.dueOn
  const steps = passed.map((at) => {
    const fromOn = to
    to = nextWorkingDay(to, workingDays)
    return { id: newId('due'), jobId, requestId, fromOn, toOn: to, at }
  })
  const action = {
    ...{ kind: 'job.due_moved', subjectId: jobId, customerId, jobId, audience: 'customer' as const },
    facts: { from: job.dueOn, to, title, days: steps.length },
    details: { day: formatDay(to, ctx.shop.locale, 'year') },
  }
  try {
    await ctx.write(action, [stillMissing(job), ...setDue(job, to), ...steps.map(log)])
  } catch (error) {
    // Answered or changed a moment ago: what stands now is looked at the next time.
    if (!(error instanceof Refused) || !['answered', 'job changed'].includes(error.reason)) throw error
  }
}

const stillMissing = ({ requestId, edition, answerBy }: WaitingJob) =>
  assert(
    raw`EXISTS (SELECT 1 FROM approval_requests r WHERE r.id = ${requestId} AND r.state = 'open' AND r.is_edited = 0
      AND r.edition = ${edition} AND r.answer_by = ${answerBy})`,
    'answered',
  )

function setDue({ jobId, dueOn }: WaitingJob, to: string): Change[] {
  const update = sql
    .update(jobs)
    .set({ dueOn: to, version: raw`${jobs.version} + 1` })
    .where(and(eq(jobs.id, jobId), eq(jobs.dueOn, dueOn), eq(jobs.isDueMovable, true), eq(jobs.isClosed, false)))
  return [[update, exactlyOne('job changed')]]
}

/** A day that was promised anew by hand may move a second time. */
function log(step: typeof dueMoves.$inferInsert): Change {
  const { requestId, toOn, at } = step
  return sql
    .insert(dueMoves)
    .values(step)
    .onConflictDoUpdate({ target: [dueMoves.jobId, dueMoves.fromOn], set: { requestId, toOn, at } })
}
