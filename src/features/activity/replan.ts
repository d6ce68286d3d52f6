import { and, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { outbox } from './schema.ts'

/** A mail of the outbox that waits, and when it is due instead; ms. */
export interface Replanned {
  readonly id: string
  readonly dueAt: number
}

/** Has mails that have not gone go at another time; one whose time has passed goes at once. */
export function replan(mails: readonly Replanned[]): readonly Change[] {
  if (mails.length === 0) return []
  const due = JSON.stringify(Object.fromEntries(mails.map(({ id, dueAt }) => [id, dueAt])))
  const dueAt = raw<number>`(SELECT d.value FROM json_each(${due}) d WHERE d.key = ${outbox.id})`
  const isMeant = raw`${outbox.id} IN (SELECT d.key FROM json_each(${due}) d)`
  return [
    sql
      .update(outbox)
      .set({ dueAt })
      .where(and(isMeant, isNull(outbox.sentAt))),
  ]
}
