import * as v from 'valibot'
import type { CustomerCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { ownUploads } from '#features/files/upload.ts'
import { Text } from '#lib/fields.ts'
import { newId } from '#lib/id.ts'
import { Attached, attach } from './attach.ts'
import { asksShop } from './mails.ts'
import { mayFollow, type Topic, topicOf } from './rules.ts'
import { type TopicRow, topicForCustomer } from './talk-queries.ts'
import { mostIn, readBy, sayIn } from './thread.ts'
import { messageWords as words } from './words.ts'

/** A message of a customer's. */
export const Write = v.object({ body: Text(4_000), file: Attached })
export type Write = v.InferOutput<typeof Write>

/** A conversation as somebody has it open. */
export interface Talk {
  readonly topic: Topic
  readonly row: TopicRow
}

/** What `id` stands for, for this contact; throws notFound for what is not theirs to follow. */
export function talkOf(ctx: CustomerCtx, id: string, row: TopicRow | undefined): Talk {
  const topic = row && topicOf(id, row)
  if (!row || !topic || !mayFollow(topic.kind, ctx.viewer)) throw notFound('conversation')
  return { topic, row }
}

/** Says something to the shop; whoever answers there is mailed once they were not looking for two minutes. */
export async function writeToShop(ctx: CustomerCtx, { topic, row }: Talk, { body, file }: Write): Promise<void> {
  const { kind, id, jobId } = topic
  const { customerId } = row
  const messageId = newId('msg')
  await ctx.write(
    {
      ...{ kind: 'message.written', subjectId: id, customerId, jobId: jobId ?? undefined },
      details: { body: body.slice(0, 200) },
      mails: asksShop(ctx, topic, customerId, row.advisorEmail),
    },
    [
      ...sayIn(ctx, { kind, id, customerId, jobId }, body, words.write, { most: mostIn(kind), messageId }),
      ownUploads(ctx, file),
      attach(ctx, messageId, file),
    ],
  )
}

/** Notes that this contact has read what the shop wrote; once is enough. Throws notFound for what is not theirs to follow. */
export async function markRead(ctx: CustomerCtx, id: string): Promise<void> {
  const [[row]] = await ctx.read([topicForCustomer], { id })
  const { topic } = talkOf(ctx, id, row)
  if (!row?.threadId || !hasUnread(row)) return
  const action = { kind: 'thread.read', subjectId: id, customerId: row.customerId, jobId: topic.jobId ?? undefined }
  await ctx.write(action, [readBy(ctx.contactId, row.threadId, ctx.now)])
}

/** Whether the shop wrote something since this contact last read. */
export const hasUnread = ({ lastShopAt, readAt }: Pick<TopicRow, 'lastShopAt' | 'readAt'>) => (lastShopAt ?? 0) > (readAt ?? 0)
