import { and, eq, isNull } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { files } from '#features/files/schema.ts'
import type { DeskReader, DeskTalk } from '#features/messages/inbox-queries.ts'
import { asksShop, tellsCustomer } from '#features/messages/mails.ts'
import { mayFollow, topicOf } from '#features/messages/rules.ts'
import { messageFiles } from '#features/messages/schema.ts'
import { type Author, mostInTalk, sayAs } from '#features/messages/thread.ts'
import { messageWords as words } from '#features/messages/words.ts'
import { move, tellsOfAnswer, tellsOfReply } from '#features/requests/actions.ts'
import { isId, newId } from '#lib/id.ts'
import type { Review } from './queries.ts'
import { withMail } from './say.ts'
import { mailReviewFiles, mailReviews } from './schema.ts'

/**
 * Puts a mail that somebody looked at into its conversation: in the name of whose address it came to, or, where it is from somebody
 * else, in the sender's own. Throws conflict for one that a colleague settled meanwhile.
 */
export async function putIntoTalk(ctx: StaffCtx, review: Review, row: DeskTalk | undefined, readers: readonly DeskReader[]) {
  const { id, subjectId, customerId, mailKey, body, quoted, leftOut } = review
  const messageId = newId('msg')
  const author = authorOf(review)
  const { kind, jobId, mails, more } = whatItIs(ctx, review, row, readers, author)
  const about = { kind, id: subjectId, customerId, jobId }
  const action = {
    kind: 'mail.accepted',
    subjectId,
    customerId,
    jobId: jobId ?? undefined,
    details: { body: body.slice(0, 200) },
    mails,
  }
  await ctx.write(action, [
    settle(ctx, id),
    ...sayAs(author, ctx.now, about, body, words.write.tooMany, { most: mostInTalk, messageId }),
    ...withMail(messageId, mailKey, { quoted, leftOut }),
    sql.insert(messageFiles).select(
      sql
        .select({
          messageId: raw`${messageId}`.as('message_id'),
          fileId: mailReviewFiles.fileId,
          position: mailReviewFiles.position,
        })
        .from(mailReviewFiles)
        .where(eq(mailReviewFiles.reviewId, id)),
    ),
    sql.delete(mailReviewFiles).where(eq(mailReviewFiles.reviewId, id)),
    ...more,
  ])
}

/** What the conversation is about, whom the mail is told, and what else becomes of it. */
function whatItIs(
  ctx: StaffCtx,
  { subjectId, customerId }: Review,
  row: DeskTalk | undefined,
  readers: readonly DeskReader[],
  { authorKind }: Author,
) {
  const isShop = authorKind === 'staff'
  if (row && isId('req', subjectId)) {
    const whose = { id: subjectId, customerId, assigneeEmail: row.advisorEmail }
    const mails = isShop ? tellsOfAnswer(ctx.now, whose) : tellsOfReply(ctx, whose)
    return { kind: 'request' as const, jobId: null, mails, more: move(isShop ? 'respond' : 'reply', subjectId, ctx.now) }
  }
  const topic = row && topicOf(subjectId, row)
  if (!row || !topic) throw notFound('conversation')
  const told = readers.filter((reader) => mayFollow(topic.kind, reader))
  const mails = isShop ? tellsCustomer(ctx, topic, customerId, told) : asksShop(ctx, topic, customerId, row.advisorEmail)
  return { kind: topic.kind, jobId: topic.jobId, mails, more: [] }
}

/** Discards a mail with its files; what is left says that it came. Throws conflict for one that a colleague settled meanwhile. */
export async function discard(ctx: StaffCtx, { id, subjectId, customerId }: Review): Promise<void> {
  await ctx.write({ kind: 'mail.discarded', subjectId, customerId }, [settle(ctx, id), ...forgetFiles(raw`review_id = ${id}`)])
}

/** Lets go of what came with such mails: the sweep of uploads takes it away. */
export function forgetFiles(which: ReturnType<typeof raw>): Change[] {
  const theirs = raw`(SELECT file_id FROM mail_review_files WHERE ${which})`
  return [sql.update(files).set({ isLoose: true }).where(raw`${files.id} IN ${theirs}`), sql.delete(mailReviewFiles).where(which)]
}

/** Nobody else did. Its words are gone from the list, and from it alone they were read. */
function settle({ now }: StaffCtx, id: string): Change {
  const open = and(eq(mailReviews.id, id), isNull(mailReviews.settledAt))
  return [
    sql.update(mailReviews).set({ settledAt: now, body: '', quoted: '', sender: '', title: '' }).where(open),
    exactlyOne('stale'),
  ]
}

function authorOf({ id, reasonKind, isStaff, recipientId, recipientName, sender }: Review): Author {
  const isStranger = reasonKind === 'another' || reasonKind === 'sender'
  if (isStranger && isStaff) throw conflict('This is not from your colleague. Write the customer yourself, then discard it.')
  if (isStranger) return { authorKind: 'link', authorId: id, authorName: sender || '?' }
  return { authorKind: isStaff ? 'staff' : 'contact', authorId: recipientId, authorName: recipientName ?? '?' }
}
