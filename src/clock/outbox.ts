import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { MailRefused, MailUnavailable, type OutgoingMail } from '#adapters/mail/mail.ts'
import type { Database } from '#database/hrana.ts'
import { read } from '#database/read.ts'
import { raw, sql, theNow } from '#database/sql.ts'
import { type Change, write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { outbox } from '#features/activity/schema.ts'

export type Queued = typeof outbox.$inferSelect
/** Turns a row of the outbox into a mail, or into nothing when there is nothing left to say. */
export type Compose = (row: Queued) => Promise<OutgoingMail | undefined>

const isWaiting = and(isNull(outbox.sentAt), isNull(outbox.failedAt))
const due = sql
  .select()
  .from(outbox)
  .where(and(isWaiting, lte(outbox.dueAt, theNow)))
  .orderBy(asc(outbox.dueAt))
  .limit(20)
const next = sql
  .select({ at: raw<number | null>`min(${outbox.dueAt})` })
  .from(outbox)
  .where(isWaiting)

/** Tries of one mail before it counts as failed and shows as such: with the pauses below, about four days. */
const triesAllowed = 20
/** Pauses grow fourfold from 5 s to 6 h. */
export const pauseMs = (tries: number) => Math.min(5_000 * 4 ** tries, 6 * 3_600_000)

/**
 * Sends what is due, each with a stable key so that a provider takes a repeat for the same mail, and writes down what became
 * of it. Returns when to come again: the next due instant, or undefined when nothing waits.
 */
export async function drainOutbox(deps: Deps, db: Database, compose: Compose): Promise<number | undefined> {
  const now = deps.now()
  const [rows] = await read(db, [due], { now })
  const changes: Change[] = []
  for (const row of rows)
    changes.push(
      sql
        .update(outbox)
        .set(await deliver(deps, row, compose))
        .where(and(eq(outbox.id, row.id), isWaiting)),
    )
  if (changes.length > 0) await write(db, changes)
  const [[first]] = await read(db, [next], {})
  return first?.at ?? undefined
}

type Outcome = Partial<Queued>

async function deliver(deps: Deps, row: Queued, compose: Compose): Promise<Outcome> {
  const now = deps.now()
  const mail = await compose(row)
  if (!mail) return { sentAt: now, failure: 'nothing left to say' }
  const told = { recipient: mail.to, subject: mail.subject }
  try {
    const { providerId } = await deps.mail.send(mail)
    return { ...told, sentAt: now, providerId: providerId ?? null, tries: row.tries + 1, failure: null }
  } catch (error) {
    if (error instanceof MailRefused) return { ...told, failedAt: now, failure: error.message, tries: row.tries + 1 }
    if (!(error instanceof MailUnavailable)) throw error
    if (row.tries + 1 >= triesAllowed) return { ...told, failedAt: now, failure: error.message, tries: row.tries + 1 }
    return {
      ...told,
      tries: row.tries + 1,
      dueAt: now + Math.max(pauseMs(row.tries), error.retryAfterMs ?? 0),
      failure: error.message,
    }
  }
}
