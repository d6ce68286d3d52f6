import { and, eq, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { outbox } from '#features/activity/schema.ts'
import { warranties } from './schema.ts'

/** Gives what stands good for a job's work to the customer the job goes to; on a thing it stays only where that is theirs. */
export function takeWarrantiesAlong(job: string, customerId: string): Change {
  const isTheirs = raw`EXISTS (SELECT 1 FROM assets a WHERE a.id = ${warranties.assetId} AND a.owner_id = ${customerId})`
  const assetId = raw`CASE WHEN ${isTheirs} THEN ${warranties.assetId} END`
  const of = raw`SELECT 'warranty.ending ' || w.id FROM warranties w WHERE w.job_id = ${job} AND w.removed_at IS NULL`
  return [
    sql
      .update(warranties)
      .set({ customerId, assetId, version: raw`${warranties.version} + 1` })
      .where(and(eq(warranties.jobId, job), isNull(warranties.removedAt))),
    sql
      .update(outbox)
      .set({ customerId })
      .where(and(raw`${outbox.topic} IN (${of})`, isNull(outbox.sentAt))),
  ]
}
