import { and, eq, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { Replanned } from '#features/activity/replan.ts'
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

/** The same in the morning of another zone. */
export const remindersIn = (zone: string, rows: Awaited<ReturnType<typeof remindersAhead.execute>>): Replanned[] =>
  rows.map(({ id, startsAt }) => ({ id, dueAt: reminderAt(startsAt, zone) }))
