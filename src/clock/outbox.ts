import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { MailRefused, MailUnavailable, type OutgoingMail } from '#adapters/mail/mail.ts'
import { DatabaseDown } from '#database/batch.ts'
import type { Database } from '#database/hrana.ts'
import { read } from '#database/read.ts'
import { raw, sql, theNow } from '#database/sql.ts'
import { type Change, write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { outbox } from '#features/activity/schema.ts'
import { report } from '#middleware/report.ts'
import { pauseMs } from './pauses.ts'

export type Queued = typeof outbox.$inferSelect
/** A mail that waits for the morning: ms. */
export interface Held {
  readonly notBefore: number
}
/** Turns a row of the outbox into a mail, or into nothing when there is nothing left to say. */
export type Compose = (row: Queued) => Promise<OutgoingMail | Held | undefined>

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

/** Tries of one mail before it counts as failed and shows as such: with the pauses between, about four days. */
const triesAllowed = 20

/**
 * Sends what is due, each with a stable key so that a provider takes a repeat for the same mail, and writes down what became of
 * each before the next one, so that neither a crash nor a mail that cannot be written holds up the others. Returns when to come
 * again: the next due instant, or undefined when nothing waits. `beside` says what else is true once a mail left.
 */
export async function drainOutbox(
  deps: Deps,
  db: Database,
  compose: Compose,
  beside: (row: Queued, outcome: Outcome) => readonly Change[] = () => [],
): Promise<number | undefined> {
  const [rows] = await read(db, [due], { now: deps.now() })
  for (const row of rows) {
    const outcome = await deliver(deps, row, compose)
    await write(db, [
      sql
        .update(outbox)
        .set(outcome)
        .where(and(eq(outbox.id, row.id), isWaiting)),
      ...beside(row, outcome),
    ])
  }
  const [[first]] = await read(db, [next], {})
  return first?.at ?? undefined
}

type Outcome = Partial<Queued>

async function deliver(deps: Deps, row: Queued, compose: Compose): Promise<Outcome> {
  let mail: OutgoingMail | Held | undefined
  try {
    mail = await compose(row)
  } catch (error) {
    // The database is what failed: the whole round is tried again, and no mail is blamed.
    if (error instanceof DatabaseDown) throw error
    report(error, row.id, undefined)
    return later(deps, row, 'The mail could not be written')
  }
  if (!mail) return { sentAt: deps.now(), failure: 'nothing left to say' }
  if ('notBefore' in mail) return { dueAt: mail.notBefore }
  const told = { recipient: mail.to, subject: mail.subject }
  try {
    const { providerId } = await deps.mail.send(mail)
    return { ...told, sentAt: deps.now(), providerId: providerId ?? null, tries: row.tries + 1, failure: null }
  } catch (error) {
    if (error instanceof MailRefused) return { ...told, failedAt: deps.now(), failure: error.message, tries: row.tries + 1 }
    if (error instanceof MailUnavailable) return { ...told, ...later(deps, row, error.message, error.retryAfterMs) }
    report(error, row.id, undefined)
    // The desk reads this, so a bug keeps its words for the log.
    return { ...told, ...later(deps, row, 'It could not be sent') }
  }
}

/** Another try after a pause, or the end of trying: then it shows as failed at the desk. */
function later(deps: Deps, row: Queued, failure: string, retryAfterMs = 0): Outcome {
  const tries = row.tries + 1
  if (tries >= triesAllowed) return { failedAt: deps.now(), failure, tries }
  return { tries, failure, dueAt: deps.now() + Math.max(pauseMs(row.tries), retryAfterMs) }
}
