import type { ReaderCtx, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, type Guard } from '#database/write.ts'
import { forbidden } from '#errors.ts'
import { newId } from '#lib/id.ts'
import type { AuthorKind, ThreadSubject } from './rules.ts'
import { messages, threadReads, threads } from './schema.ts'

/** So much no subject needs. */
export const mostMessages = 500

/** So much nobody writes about one thing, or with one shop: a page shows the newest of it. */
export const mostInTalk = 20_000

interface About {
  readonly kind: ThreadSubject
  readonly id: string
  readonly customerId: string
  readonly jobId?: string | null
}

export interface Author {
  readonly authorKind: AuthorKind
  readonly authorId: string
  readonly authorName: string
}
interface Beside {
  readonly most?: number
  readonly messageId?: string
}

/** So much is said about a subject at the most: its page shows all of it, or the newest alone. */
export const mostIn = (kind: ThreadSubject) =>
  kind === 'general' || kind === 'job' || kind === 'asset' ? mostInTalk : mostMessages

/** The one thread of a subject: under its own id. */
export const threadIdOf = (subjectId: string) => subjectId.replace(/^[a-z]+_/, 'thr_')

/**
 * What says something in the one thread of a subject, and opens that with the first words. Refused with `tooMany` past 500 messages,
 * unless told otherwise. Whoever writes has read.
 */
export function sayIn(
  ctx: ReaderCtx | StaffCtx,
  about: About,
  body: string,
  words: { readonly tooMany: string; readonly notYours: string },
  more: Beside = {},
): readonly (Change | Guard)[] {
  return sayAs(authorOf(ctx, words.notYours), ctx.now, about, body, words.tooMany, more)
}

/** The same in the name of somebody who is known by something else than a session: by their mail. */
export function sayAs(
  author: Author,
  now: number,
  { kind, id, customerId, jobId = null }: About,
  body: string,
  tooMany: string,
  { most = mostMessages, messageId = newId('msg') }: Beside = {},
): readonly (Change | Guard)[] {
  const threadId = threadIdOf(id)
  const row = { id: threadId, subjectKind: kind, subjectId: id, jobId, customerId, createdAt: now }
  return [
    assert(
      raw`(SELECT count(*) < ${most} FROM messages m JOIN threads t ON t.id = m.thread_id WHERE t.subject_id = ${id})`,
      tooMany,
    ),
    sql.insert(threads).values(row).onConflictDoNothing(),
    sql.insert(messages).values({ id: messageId, threadId, ...author, body, at: now }),
    readBy(author.authorId, threadId, now),
  ]
}

/** Notes that somebody has read a thread up to now. */
export function readBy(readerId: string, threadId: string, now: number): Change {
  return sql
    .insert(threadReads)
    .values({ threadId, readerId, readAt: now })
    .onConflictDoUpdate({ target: [threadReads.threadId, threadReads.readerId], set: { readAt: now } })
}

function authorOf(ctx: ReaderCtx | StaffCtx, notYours: string): Author {
  if (ctx.audience === 'staff') return { authorKind: 'staff', authorId: ctx.staffId, authorName: ctx.me.name }
  const { viewer, identity } = ctx
  if (identity.forwardedTo !== undefined) throw forbidden(notYours)
  return { authorKind: 'contact', authorId: viewer.contactId, authorName: viewer.contactName }
}

/** What a page shows of a message. */
export const saidColumns = {
  ...{ id: messages.id, authorKind: messages.authorKind, authorId: messages.authorId, authorName: messages.authorName },
  ...{ body: messages.body, at: messages.at },
}

/** What came with message `messages`, in JSON: each with its smallest preview, where one was drawn. */
const filesOfMessage = raw<
  string | null
>`(SELECT json_group_array(json_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size,
    'preview', (SELECT d.id FROM files d WHERE d.derived_from_id = f.id ORDER BY d.page IS NOT NULL, d.page, d.width LIMIT 1)))
  FROM (SELECT file_id FROM message_files WHERE message_id = messages.id ORDER BY position) mf JOIN files f ON f.id = mf.file_id)`

/** Of a message that came by email: what is folded behind it, and which files could not be kept. */
const ofMail = (column: 'quoted' | 'left_out') =>
  raw<string | null>`(SELECT mm.${raw.raw(column)} FROM message_mails mm WHERE mm.message_id = messages.id)`

/** What a page shows of a message, and what came with it. */
export const saidWhole = { ...saidColumns, files: filesOfMessage, quoted: ofMail('quoted'), leftOut: ofMail('left_out') }

/** So long a question waits for the next one: what is said in one sitting is one mail. Milliseconds. */
export const sayPauseMs = 2 * 60_000
