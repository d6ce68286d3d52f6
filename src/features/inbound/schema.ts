import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { instant } from '#database/columns.ts'
import { files } from '#features/files/schema.ts'
import { threads } from '#features/messages/schema.ts'
import type { ReviewReason } from './rules.ts'

/** A mail that came to somebody's reply address and may not be theirs: it waits until the shop puts it into the conversation, or 30 days. */
export const mailReviews = sqliteTable(
  'mail_reviews',
  {
    id: text('id').primaryKey(),
    threadId: text('thread_id')
      .notNull()
      .references(() => threads.id),
    /** Whose address it came to: a contact, or a member of staff. */
    recipientId: text('recipient_id').notNull(),
    /** SHA-256 of the mail's own name. */
    mailKey: text('mail_key').notNull(),
    reasonKind: text('reason_kind').$type<ReviewReason>().notNull(),
    /** As the mail has it, which proves nothing. */
    sender: text('sender').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    quoted: text('quoted').notNull(),
    leftOut: text('left_out').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    /** When somebody put it into the conversation, or discarded it. */
    settledAt: instant('settled_at'),
  },
  (t) => [uniqueIndex('mail_reviews_mail').on(t.threadId, t.mailKey), index('mail_reviews_open').on(t.settledAt, t.createdAt)],
)

export const mailReviewFiles = sqliteTable(
  'mail_review_files',
  {
    reviewId: text('review_id')
      .notNull()
      .references(() => mailReviews.id),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.reviewId, t.fileId] }), index('mail_review_files_file').on(t.fileId)],
)
