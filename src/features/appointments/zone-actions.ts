import { and, eq, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { outbox } from '#features/activity/schema.ts'
import { reminder } from './mails.ts'
import { reminderAt } from './rules.ts'
import { appointments } from './schema.ts'

/** Reminders that have not gone, each with when its appointment begins. */
export const remindersAhead = sql
  .select({ id: outbox.id, startsAt: appointments.startsAt })
  .from(outbox)
  .innerJoin(appointments, eq(appointments.id, raw`${outbox.payload} ->> '$.appointment'`))
  .where(and(isNull(outbox.sentAt), isNull(outbox.failedAt), eq(outbox.kind, reminder)))

/** Has reminders go in the morning of another zone; one that has passed there goes at once. */
export function remindIn(zone: string, reminders: Awaited<ReturnType<typeof remindersAhead.execute>>): readonly Change[] {
  if (reminders.length === 0) return []
  const due = JSON.stringify(Object.fromEntries(reminders.map(({ id, startsAt }) => [id, reminderAt(startsAt, zone)])))
  const dueAt = raw<number>`(SELECT d.value FROM json_each(${due}) d WHERE d.key = ${outbox.id})`
  const isMeant = raw`${outbox.id} IN (SELECT d.key FROM json_each(${due}) d)`
  return [
    sql
      .update(outbox)
      .set({ dueAt })
      .where(and(isMeant, isNull(outbox.sentAt))),
  ]
}
