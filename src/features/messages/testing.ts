import { sql } from '#database/sql.ts'
import { mailReviews } from '#features/inbound/schema.ts'
import { newId } from '#lib/id.ts'
import { start } from '#testing/world.ts'
import { cannedReplies, messages, threadNotes, threads } from './schema.ts'
import { threadIdOf } from './thread.ts'

interface Whose {
  readonly job: string
  /** Since when they own what else is talked about. */
  readonly ownership: string
  readonly customerId: string
  readonly staffId: string
  /** The id of what the shop writes often. */
  readonly reply: string
  /** The id of a mail that waits to be looked at, and whose address it came to. */
  readonly check: string
  readonly contactId: string
}

/** A conversation about a thing, and one about a job with what staff note beside it, whose every text begins with this word. */
export function talkSaying(word: string, { job, ownership, customerId, staffId, reply, check, contactId }: Whose) {
  const threadId = threadIdOf(job)
  const rest = { threadId, at: start }
  return [
    sql.insert(threads).values({ id: threadId, subjectKind: 'job', subjectId: job, jobId: job, customerId, createdAt: start }),
    sql.insert(messages).values({
      ...{ ...rest, id: newId('msg'), authorKind: 'staff', authorId: staffId, authorName: `${word} advisor` },
      body: `${word} message`,
    }),
    sql
      .insert(threads)
      .values({ id: threadIdOf(ownership), subjectKind: 'asset', subjectId: ownership, customerId, createdAt: start }),
    sql.insert(messages).values({
      ...{ id: newId('msg'), threadId: threadIdOf(ownership), authorKind: 'contact', authorId: contactId, authorName: word },
      ...{ body: `${word} question`, at: start },
    }),
    sql.insert(threadNotes).values({ ...rest, id: newId('nte'), staffId, authorName: `${word} advisor`, body: `${word} secret` }),
    sql.insert(mailReviews).values({
      ...{ id: check, threadId, recipientId: contactId, mailKey: check, reasonKind: 'unproven', sender: `${word} sender` },
      ...{ title: `${word} subject`, body: `${word} mail`, quoted: `${word} quote`, createdAt: start },
    }),
    sql.insert(cannedReplies).values({ id: reply, title: `${word} title`, body: `${word} reply`, createdAt: start }),
  ]
}
