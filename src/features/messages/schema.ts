import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { flag, instant, version } from '#database/columns.ts'
import { customers } from '#features/customers/schema.ts'
import { files } from '#features/files/schema.ts'
import { staff } from '#features/team/schema.ts'
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
    /** Who of the shop answers; missing where it is whoever comes first. */
    assigneeId: text('assignee_id').references(() => staff.id),
    /** When it was last written in, and when by either side: kept by a trigger of `messages`. */
    lastAt: instant('last_at').notNull().default(0),
    lastShopAt: instant('last_shop_at'),
    lastCustomerAt: instant('last_customer_at'),
    resolvedAt: instant('resolved_at'),
    /** Whether the customer's last words wait for the shop: kept by the same trigger, until the shop answers or finds that they need none. */
    isWaiting: flag('is_waiting').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [
    index('threads_subject').on(t.subjectId),
    index('threads_customer').on(t.customerId, t.createdAt),
    index('threads_customer_last').on(t.customerId, t.lastAt),
    index('threads_waiting').on(t.isWaiting, t.lastAt),
  ],
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

export const messageFiles = sqliteTable(
  'message_files',
  {
    messageId: text('message_id')
      .notNull()
      .references(() => messages.id),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.messageId, t.fileId] }), index('message_files_file').on(t.fileId)],
)

/** Of a message that came by email: which mail it was, so that it stands once, and what is shown folded behind its words. */
export const messageMails = sqliteTable(
  'message_mails',
  {
    messageId: text('message_id')
      .primaryKey()
      .references(() => messages.id),
    threadId: text('thread_id')
      .notNull()
      .references(() => threads.id),
    /** SHA-256 of the mail's own name. */
    mailKey: text('mail_key').notNull(),
    quoted: text('quoted').notNull().default(''),
    /** Names of files that could not be kept, one a line. */
    leftOut: text('left_out').notNull().default(''),
  },
  (t) => [uniqueIndex('message_mails_mail').on(t.threadId, t.mailKey)],
)

/** How far somebody has read a conversation: a contact, or a member of staff. */
export const threadReads = sqliteTable(
  'thread_reads',
  {
    threadId: text('thread_id')
      .notNull()
      .references(() => threads.id),
    readerId: text('reader_id').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.threadId, t.readerId] }), index('thread_reads_reader').on(t.readerId)],
)

/** What staff write to each other beside a conversation: a table of its own, which no query of a customer's joins. */
export const threadNotes = sqliteTable(
  'thread_notes',
  {
    id: text('id').primaryKey(),
    threadId: text('thread_id')
      .notNull()
      .references(() => threads.id),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    authorName: text('author_name').notNull(),
    body: text('body').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('thread_notes_thread').on(t.threadId, t.at)],
)

/** Words the shop writes often. */
export const cannedReplies = sqliteTable('canned_replies', {
  id: text('id').primaryKey(),
  title: text('title').notNull(),
  body: text('body').notNull(),
  removedAt: instant('removed_at'),
  createdAt: instant('created_at').notNull(),
  version: version(),
})
