import { eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { appointments } from './schema.ts'

/** Times set about a job that goes to another customer stay with whoever was told of them, and are about no work any more. */
export function leaveAppointments(job: string): Change {
  return sql
    .update(appointments)
    .set({ jobId: null, version: raw`${appointments.version} + 1` })
    .where(eq(appointments.jobId, job))
}
