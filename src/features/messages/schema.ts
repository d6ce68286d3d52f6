import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '#database/columns.ts'
import { customers } from '#features/customers/schema.ts'
import type { AuthorKind, ThreadSubject } from './rules.ts'

/** A conversation between the shop and one customer, about anything. */
export const threads = sqliteTable(
  'threads',
  {
    id: text('id').primaryKey(),
    subjectKind: text('subject_kind').$type<ThreadSubject>().notNull(),
    subjectId: text('subject_id').notNull(),
    jobId: text('job_id'),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    resolvedAt: instant('resolved_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('threads_subject').on(t.subjectId), index('threads_customer').on(t.customerId, t.createdAt)],
)

export const messages = sqliteTable(
  'messages',
  {
    id: text('id').primaryKey(),
    threadId: text('thread_id')
      .notNull()
      .references(() => threads.id),
    authorKind: text('author_kind').$type<AuthorKind>().notNull(),
    authorId: text('author_id').notNull(),
    /** As it was when they wrote; for the holder of a forwarded link, what they typed. */
    authorName: text('author_name').notNull(),
    body: text('body').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('messages_thread').on(t.threadId, t.at)],
)
