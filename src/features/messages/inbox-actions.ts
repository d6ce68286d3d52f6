import { and, eq, lte } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { Text, Version } from '#lib/fields.ts'
import { newId } from '#lib/id.ts'
import { Attached, attach } from './attach.ts'
import { desk } from './desk-words.ts'
import type { DeskReader, DeskTalk } from './inbox-queries.ts'
import { tellsCustomer } from './mails.ts'
import { mayFollow, type ThreadSubject, type Topic } from './rules.ts'
import { threadNotes, threads } from './schema.ts'
import { mostIn, readBy, sayIn, threadIdOf } from './thread.ts'
import { messageWords as words } from './words.ts'

/** A conversation as it stands at the desk. */
export interface DeskTopic {
  readonly id: string
  readonly row: DeskTalk
  /** Missing where it is answered elsewhere: on the proof. */
  readonly topic: Topic | undefined
}

export const Answer = v.object({ body: Text(4_000), file: Attached })
export type Answer = v.InferOutput<typeof Answer>

/** Says something to the customer; each contact who may follow it is mailed, once they did not look for two minutes. */
export async function writeToCustomer(
  ctx: StaffCtx,
  { row, topic }: DeskTopic,
  readers: readonly DeskReader[],
  { body, file }: Answer,
): Promise<void> {
  if (!topic) throw conflict(desk.elsewhere)
  const { kind, id, jobId } = topic
  const { customerId } = row
  const told = readers.filter((reader) => mayFollow(kind, reader))
  const messageId = newId('msg')
  await ctx.write(
    {
      ...{ kind: 'message.sent', subjectId: id, customerId, jobId: jobId ?? undefined },
      details: { body: body.slice(0, 200) },
      mails: tellsCustomer(ctx, topic, customerId, told),
    },
    [
      ...sayIn(ctx, { kind, id, customerId, jobId }, body, words.write, { most: mostIn(kind), messageId }),
      attach(ctx, messageId, file),
    ],
  )
}

export const WriteNote = v.object({ note: v.pipe(Text(4_000), v.minLength(1, desk.notes.missing)) })
export type WriteNote = v.InferOutput<typeof WriteNote>

/** Writes something for colleagues beside a conversation: no customer reads it. */
export async function noteBeside(ctx: StaffCtx, talk: DeskTopic, { note }: WriteNote): Promise<void> {
  const { threadId, begin } = threadOf(ctx, talk)
  const row = { id: newId('nte'), threadId, staffId: ctx.staffId, authorName: ctx.me.name, body: note, at: ctx.now }
  await ctx.write(happened(talk, 'thread.noted'), [...begin, sql.insert(threadNotes).values(row)])
}

export const Assign = v.object({ version: Version, assignee: v.optional(v.string(), '') })
export type Assign = v.InferOutput<typeof Assign>

/** Gives a conversation to one of `among`, or to nobody. Throws conflict when somebody else just gave it away. */
export async function assign(
  ctx: StaffCtx,
  talk: DeskTopic,
  among: readonly { readonly id: string; readonly name: string }[],
  { version, assignee }: Assign,
): Promise<void> {
  const to = among.find(({ id }) => id === assignee)
  if (assignee && !to) throw notFound('colleague')
  const { threadId, begin } = threadOf(ctx, talk)
  const change = { assigneeId: to?.id ?? null, version: raw`${threads.version} + 1` }
  await ctx.write({ ...happened(talk, 'thread.assigned'), facts: { to: to?.name ?? null } }, [
    ...begin,
    [
      sql
        .update(threads)
        .set(change)
        .where(and(eq(threads.id, threadId), eq(threads.version, version))),
      exactlyOne('stale'),
    ],
  ])
}

export const Rest = v.object({ upTo: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)) })
export type Rest = v.InferOutput<typeof Rest>

/** Finds that the customer's last words need no answer; twice is the same as once. Throws conflict when they wrote more meanwhile. */
export async function rest(ctx: StaffCtx, talk: DeskTopic, { upTo }: Rest): Promise<void> {
  const { threadId, isWaiting } = talk.row
  if (!threadId || !isWaiting) return
  const waits = and(eq(threads.id, threadId), eq(threads.isWaiting, true), lte(threads.lastAt, upTo))
  await ctx.write(happened(talk, 'thread.rested'), [
    [sql.update(threads).set({ resolvedAt: ctx.now }).where(waits), exactlyOne(desk.rest.wroteMore)],
  ])
}

/** Notes that a member of staff has read what the customer wrote; once is enough. */
export async function markReadAtDesk(ctx: StaffCtx, talk: DeskTopic): Promise<void> {
  const { threadId } = talk.row
  if (!threadId || !isUnreadAtDesk(talk.row)) return
  await ctx.write(happened(talk, 'thread.read'), [readBy(ctx.staffId, threadId, ctx.now)])
}

export const isUnreadAtDesk = ({ lastCustomerAt, readAt }: Pick<DeskTalk, 'lastCustomerAt' | 'readAt'>) =>
  (lastCustomerAt ?? 0) > (readAt ?? 0)

const happened = ({ id, row, topic }: DeskTopic, kind: string) => ({
  ...{ kind, subjectId: id, customerId: row.customerId },
  jobId: topic?.jobId ?? undefined,
})

/** The thread, and what begins it where nobody wrote yet. */
function threadOf(ctx: StaffCtx, { id, row, topic }: DeskTopic): { threadId: string; begin: Change[] } {
  if (row.threadId) return { threadId: row.threadId, begin: [] }
  const threadId = threadIdOf(id)
  const kind: ThreadSubject = topic?.kind ?? 'general'
  const thread = { id: threadId, subjectKind: kind, subjectId: id, jobId: topic?.jobId ?? null, customerId: row.customerId }
  return {
    threadId,
    begin: [
      sql
        .insert(threads)
        .values({ ...thread, createdAt: ctx.now })
        .onConflictDoNothing(),
    ],
  }
}
