import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne } from '#database/write.ts'
import { Line, Text, Version } from '#lib/fields.ts'
import { cannedReplies } from './schema.ts'

const texts = {
  title: Line('Type a title', 60),
  body: v.pipe(Text(2_000), v.minLength(1, 'Type what is inserted')),
}
export const AddReply = v.object(texts)
export type AddReply = v.InferOutput<typeof AddReply>
export const SaveReply = v.object({ version: Version, ...texts })
export type SaveReply = v.InferOutput<typeof SaveReply>
export const RemoveReply = v.object({ version: Version })

const mostReplies = 50
const tooMany = `There are ${mostReplies} replies already. Remove one that nobody uses first.`

/** Keeps words the shop writes often. Throws conflict past 50. */
export async function addReply(ctx: StaffCtx, input: AddReply): Promise<void> {
  const id = ctx.newId('rpl')
  await ctx.write({ kind: 'reply.added', subjectId: id, details: { title: input.title } }, [
    assert(raw`(SELECT count(*) < ${mostReplies} FROM canned_replies WHERE removed_at IS NULL)`, tooMany),
    sql.insert(cannedReplies).values({ id, ...input, createdAt: ctx.now }),
  ])
}

/** Changes them. Throws `stale` when somebody else just did. */
export async function saveReply(ctx: StaffCtx, id: string, { version, title, body }: SaveReply): Promise<void> {
  const change = { title, body, version: raw`${cannedReplies.version} + 1` }
  await ctx.write({ kind: 'reply.changed', subjectId: id, details: { title } }, [
    [sql.update(cannedReplies).set(change).where(isAt(id, version)), exactlyOne('stale')],
  ])
}

/** Takes them off the list. Throws `stale` when somebody else just changed them. */
export async function removeReply(ctx: StaffCtx, id: string, version: number): Promise<void> {
  const change = { removedAt: ctx.now, version: raw`${cannedReplies.version} + 1` }
  await ctx.write({ kind: 'reply.removed', subjectId: id }, [
    [sql.update(cannedReplies).set(change).where(isAt(id, version)), exactlyOne('stale')],
  ])
}

const isAt = (id: string, version: number) =>
  and(eq(cannedReplies.id, id), eq(cannedReplies.version, version), isNull(cannedReplies.removedAt))
