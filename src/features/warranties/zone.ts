import { and, eq, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { Replanned } from '#features/activity/replan.ts'
import { outbox } from '#features/activity/schema.ts'
import { ending, endingAt } from './rules.ts'

/** Mails about warranties that have not gone, each with the day on which its warranty ends. */
export const endingsAhead = sql
  .select({ id: outbox.id, untilOn: raw<string>`${outbox.payload} ->> '$.until'` })
  .from(outbox)
  .where(and(isNull(outbox.sentAt), isNull(outbox.failedAt), eq(outbox.kind, ending)))

/** The same in the morning of another zone. */
export const endingsIn = (zone: string, rows: Awaited<ReturnType<typeof endingsAhead.execute>>): Replanned[] =>
  rows.map(({ id, untilOn }) => ({ id, dueAt: endingAt(untilOn, zone) }))
