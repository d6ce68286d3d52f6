import { and, eq, isNull } from 'drizzle-orm'
import type { BaseCtx, Mail } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import type { Stage } from '#features/jobs/rules.ts'
import { jobs } from '#features/jobs/schema.ts'
import type { Asked } from './asked.ts'
import { missingOf } from './gate.ts'
import { needsOf, type RequestState } from './rules.ts'
import { shopAddresses } from './shop-mail.ts'

/** Where the answer leads the job: on only when nothing of its kind is left open, and nothing else that it needs. */
export function goalOf({ shop }: BaseCtx, { request, siblings, job }: Asked, state: RequestState): Stage | undefined {
  const others = siblings.filter(({ id }) => id !== request.id)
  switch (state) {
    case 'approved': {
      const now = [...others, { ...request, state }]
      const isOpen = now.some((one) => one.kind === request.kind && (one.state !== 'approved' || one.isEdited))
      return isOpen || (job && missingOf(needsOf(job, shop), now).length > 0) ? undefined : 'approved'
    }
    case 'changes_requested':
      return 'artwork'
    case 'declined':
      return 'on_hold'
    default:
      return undefined
  }
}

/** The number they approved under goes with the job, and with invoices made from it, unless it has one. */
export function notePo(jobId: string, poNumber: string): Change {
  return sql
    .update(jobs)
    .set({ poNumber, version: raw`${jobs.version} + 1` })
    .where(and(eq(jobs.id, jobId), isNull(jobs.poNumber)))
}

/** A mail for each who wants to hear of it at the shop. */
export function tellShop(ctx: BaseCtx, asked: Asked, approval: string): Mail[] {
  const customer = asked.request.customerId
  // What is about no job is told to whoever sent it.
  const advisor = asked.job ? asked.job.advisorEmail : asked.sender?.email
  return shopAddresses(ctx, advisor).map((to) => ({ kind: 'approval.told', payload: { approval, to, customer } }))
}
