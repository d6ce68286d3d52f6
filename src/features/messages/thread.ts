import type { ReaderCtx, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, type Guard } from '#database/write.ts'
import { forbidden } from '#errors.ts'
import { newId } from '#lib/id.ts'
import type { AuthorKind, ThreadSubject } from './rules.ts'
import { messages, threads } from './schema.ts'

/** So much no subject needs. */
export const mostMessages = 500

interface About {
  readonly kind: ThreadSubject
  readonly id: string
  readonly customerId: string
  readonly jobId?: string | null
}

/** What says something in the one thread of a subject, and opens that with the first words. Refused with `tooMany` past 500 messages. */
export function sayIn(
  ctx: ReaderCtx | StaffCtx,
  { kind, id, customerId, jobId = null }: About,
  body: string,
  words: { readonly tooMany: string; readonly notYours: string },
): readonly (Change | Guard)[] {
  // One thread a subject, under its own id.
  const threadId = id.replace(/^[a-z]+_/, 'thr_')
  const row = { id: threadId, subjectKind: kind, subjectId: id, jobId, customerId, createdAt: ctx.now }
  return [
    assert(
      raw`(SELECT count(*) < ${mostMessages} FROM messages m JOIN threads t ON t.id = m.thread_id WHERE t.subject_id = ${id})`,
      words.tooMany,
    ),
    sql.insert(threads).values(row).onConflictDoNothing(),
    sql.insert(messages).values({ id: newId('msg'), threadId, ...authorOf(ctx, words.notYours), body, at: ctx.now }),
  ]
}

function authorOf(ctx: ReaderCtx | StaffCtx, notYours: string): { authorKind: AuthorKind; authorId: string; authorName: string } {
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

/** So long a question waits for the next one: what is said in one sitting is one mail. Milliseconds. */
export const sayPauseMs = 2 * 60_000
