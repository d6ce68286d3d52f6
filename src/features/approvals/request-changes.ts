import { and, eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import { forgetReminders } from './actions.ts'
import type { RequestKind } from './rules.ts'
import { approvalRequests } from './schema.ts'

/** Takes a request back: nobody is asked any more, and what was decided stays in the record. */
export function withdrawRequest(now: number, requestId: string): Change[] {
  return [
    sql
      .update(approvalRequests)
      .set({ state: 'withdrawn', answeredAt: now, version: raw`${approvalRequests.version} + 1` })
      .where(eq(approvalRequests.id, requestId)),
    forgetReminders(requestId),
  ]
}

/** A request that was made and not sent yet, so that desk and gate know that something is to be approved. */
export function draftRequest(row: {
  readonly id?: string
  readonly kind: RequestKind
  readonly subjectId: string
  readonly jobId: string
  readonly customerId: string
  readonly title: string
}): Change {
  return sql.insert(approvalRequests).values({ id: newId('apr'), state: 'draft', ...row })
}

/** What was sent is not what the shop works with any more: it counts again once it is sent anew. */
export function markEdited(subjectId: string): Change {
  return sql
    .update(approvalRequests)
    .set({ isEdited: true, version: raw`${approvalRequests.version} + 1` })
    .where(and(eq(approvalRequests.subjectId, subjectId), eq(approvalRequests.isEdited, false)))
}
