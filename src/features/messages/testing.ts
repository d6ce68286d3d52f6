import { sql } from '#database/sql.ts'
import { newId } from '#lib/id.ts'
import { start } from '#testing/world.ts'
import { cannedReplies, messages, threadNotes, threads } from './schema.ts'
import { threadIdOf } from './thread.ts'

interface Whose {
  readonly job: string
  readonly customerId: string
  readonly staffId: string
  /** The id of what the shop writes often. */
  readonly reply: string
}

/** A conversation about a job, with what staff note beside it, whose every text begins with this word. */
export function talkSaying(word: string, { job, customerId, staffId, reply }: Whose) {
  const threadId = threadIdOf(job)
  const rest = { threadId, at: start }
  return [
    sql.insert(threads).values({ id: threadId, subjectKind: 'job', subjectId: job, jobId: job, customerId, createdAt: start }),
    sql.insert(messages).values({
      ...{ ...rest, id: newId('msg'), authorKind: 'staff', authorId: staffId, authorName: `${word} advisor` },
      body: `${word} message`,
    }),
    sql.insert(threadNotes).values({ ...rest, id: newId('nte'), staffId, authorName: `${word} advisor`, body: `${word} secret` }),
    sql.insert(cannedReplies).values({ id: reply, title: `${word} title`, body: `${word} reply`, createdAt: start }),
  ]
}
