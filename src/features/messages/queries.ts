import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { itemLinks } from '#identity/schema.ts'
import { messages, threads } from './schema.ts'

/** The names of what came with message `messages`, one a line. */
export const fileNames = raw<
  string | null
>`(SELECT group_concat(f.name, char(10)) FROM message_files mf JOIN files f ON f.id = mf.file_id WHERE mf.message_id = messages.id)`

/** What was said about `id` since the last mail of this topic went, and by whom. */
export const saidSince = sql
  .select({
    ...{ authorKind: messages.authorKind, authorId: messages.authorId, authorName: messages.authorName, body: messages.body },
    files: fileNames,
  })
  .from(messages)
  .innerJoin(threads, eq(threads.id, messages.threadId))
  .where(
    and(
      eq(threads.subjectId, raw.placeholder('id')),
      gt(
        messages.at,
        raw`coalesce((SELECT max(o.created_at) FROM outbox o WHERE o.topic = ${raw.placeholder('topic')} AND o.sent_at IS NOT NULL), 0)`,
      ),
    ),
  )
  .orderBy(messages.at, messages.id)

/** Whoever of the customer's asked last: the answer goes to them. */
export const lastAsker = sql
  .select({ id: messages.authorId })
  .from(messages)
  .innerJoin(threads, eq(threads.id, messages.threadId))
  .where(and(eq(threads.subjectId, raw.placeholder('id')), eq(messages.authorKind, 'contact')))
  .orderBy(desc(messages.at))
  .limit(1)

/** The newest link of this contact’s own to `id`. */
export const ownLink = sql
  .select()
  .from(itemLinks)
  .where(
    and(
      ...[eq(itemLinks.subjectId, raw.placeholder('id')), eq(itemLinks.contactId, raw.placeholder('contact'))],
      ...[isNull(itemLinks.forwardedTo), isNull(itemLinks.revokedAt)],
    ),
  )
  .orderBy(desc(itemLinks.createdAt))
  .limit(1)
