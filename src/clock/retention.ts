import { and, asc, eq, inArray, isNotNull, isNull, lt, ne, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { kept } from '#features/activity/rules.ts'
import { commands, outbox } from '#features/activity/schema.ts'
import { files } from '#features/files/schema.ts'
import { imports } from '#features/imports/schema.ts'
import { forgetFiles } from '#features/inbound/review-actions.ts'
import { mailReviews } from '#features/inbound/schema.ts'
import { handoverClaims } from '#features/passports/schema.ts'
import { letGo } from '#features/requests/draft-files.ts'
import { requestDrafts } from '#features/requests/schema.ts'
import { staffFactors } from '#features/team/schema.ts'
import { challenges, googleVisits, linkProofs } from '#identity/schema.ts'
import { signups } from '#platform/signup/schema.ts'

/** Of each kind at a time, so that no write holds a shop's database for long; a shop makes far less in a day. */
const atOnce = 2_000
const filesAtOnce = 500

/** Removes what a shop's database no longer needs, in one write; twice is the same as once. */
export async function forgetOld({ database }: Tenant, now: number): Promise<void> {
  const ended = now - kept.challenges
  await write(database, [
    oldest(challenges, lt(challenges.expiresAt, ended)),
    oldest(linkProofs, lt(linkProofs.expiresAt, ended)),
    oldest(googleVisits, lt(googleVisits.expiresAt, ended)),
    letGo(raw`d.expires_at < ${now}`),
    // What strangers wrote and did not send, and what was sent.
    oldest(requestDrafts, lt(requestDrafts.expiresAt, now)),
    // Codes for a new owner's mailbox, with what was typed beside them.
    oldest(handoverClaims, lt(handoverClaims.createdAt, ended)),
    // Keys that were shown, and never confirmed.
    oldest(staffFactors, and(isNull(staffFactors.confirmedAt), lt(staffFactors.createdAt, ended))),
    ...forgetLists(now - kept.lists),
    ...forgetHeldMails(now),
    ...forgetActivity(now),
  ])
}

/** Lists of customers that nobody brought in, and what those say that somebody did: what became of each row stays. */
function forgetLists(before: number): Change[] {
  const brought = and(ne(imports.content, ''), lt(imports.finishedAt, before))
  return [
    oldest(imports, and(eq(imports.state, 'draft'), lt(imports.createdAt, before))),
    sql.update(imports).set({ content: '' }).where(brought),
  ]
}

/** Mails nobody put into a conversation, with their files, and what is left of those somebody did. */
function forgetHeldMails(now: number): Change[] {
  const old = raw`review_id IN (SELECT r.id FROM mail_reviews r WHERE r.created_at < ${now - kept.heldMails} LIMIT ${atOnce})`
  const bare = raw`NOT EXISTS (SELECT 1 FROM mail_review_files f WHERE f.review_id = mail_reviews.id)`
  return [...forgetFiles(old), oldest(mailReviews, and(lt(mailReviews.createdAt, now - kept.heldMails), bare))]
}

/** The same for the directory, whose mailboxes are proven by sign-ups. One that made a shop stays. */
export async function forgetOldOfPlatform({ directory }: Deps, now: number): Promise<void> {
  const idle = and(isNull(signups.shopKey), lt(signups.expiresAt, now - kept.challenges))
  await write(directory, [oldest(signups, idle), ...forgetActivity(now)])
}

function forgetActivity(now: number): Change[] {
  const unmailed = and(isNotNull(outbox.sentAt), lt(outbox.sentAt, now - kept.unmailed), isNull(outbox.recipient))
  // Those of forms alone: others mark for ever what was done once.
  const ofForms = and(lt(commands.at, now - kept.commands), raw`instr(${commands.id}, ' cmd_') > 0`)
  return [oldest(outbox, unmailed), oldest(commands, ofForms)]
}

/** Rows lie in the order they came. */
function oldest(table: SQLiteTable & { readonly id: SQLiteColumn }, condition: SQL | undefined): Change {
  const ids = sql.select({ id: table.id }).from(table).where(condition).orderBy(asc(raw`rowid`)).limit(atOnce)
  return sql.delete(table).where(inArray(table.id, ids))
}

/**
 * Removes from the store those of the shop's next 500 files after `after` that no row knows of. Returns where to go on, from the
 * start again after the last one. Throws FilesUnavailable when the store gives no answer.
 */
export async function removeStrays(deps: Deps, { key, database }: Tenant, after: string): Promise<string> {
  const stored = await deps.files.list(`${key}/`, after, filesAtOnce)
  const old = stored.filter(({ storedAt }) => storedAt < deps.now() - kept.strayFiles).map((file) => file.key)
  if (old.length > 0) {
    const [rows] = await read(database, [sql.select({ key: files.key }).from(files).where(inArray(files.key, old))])
    const known = new Set(rows.map((row) => row.key))
    const strays = old.filter((one) => !known.has(one))
    if (strays.length > 0) await deps.files.remove(strays)
  }
  return stored.length < filesAtOnce ? '' : (stored.at(-1)?.key ?? '')
}
