import { and, asc, eq, isNull, type SQL } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { isLetIn } from '#features/customers/access.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { messageMails, threads } from '#features/messages/schema.ts'
import { staff } from '#features/team/schema.ts'
import { mailReviews } from './schema.ts'

const thread = raw.placeholder('thread')
const recipient = raw.placeholder('recipient')
const conversation = { threadId: threads.id, subjectId: threads.subjectId, customerId: threads.customerId }

/** The contacts an answer's address may have been made for: all of whom its ends fit, which its proof tells apart. */
export const contactAnswerers = sql
  .select({
    ...{ ...conversation, recipientId: contacts.id, name: contacts.name, email: people.email },
    ...{ generation: contacts.answering, seesPrices: contacts.seesPrices, isLetIn: raw<number>`${isLetIn}` },
  })
  .from(threads)
  .innerJoin(customers, eq(customers.id, threads.customerId))
  .innerJoin(contacts, and(eq(contacts.customerId, threads.customerId), raw`substr(${contacts.id}, -8) = ${recipient}`))
  .leftJoin(people, eq(people.id, contacts.personId))
  .where(raw`substr(${threads.id}, -8) = ${thread}`)
export type ContactAnswerer = Awaited<ReturnType<typeof contactAnswerers.execute>>[number]

/** The same of the shop's own people. */
export const staffAnswerers = sql
  .select({
    ...{ ...conversation, recipientId: staff.id, name: staff.name, email: staff.email },
    ...{ generation: raw<number>`0`, role: staff.role, isActive: staff.isActive },
  })
  .from(threads)
  .innerJoin(staff, raw`substr(${staff.id}, -8) = ${recipient}`)
  .where(raw`substr(${threads.id}, -8) = ${thread}`)
export type StaffAnswerer = Awaited<ReturnType<typeof staffAnswerers.execute>>[number]

const key = raw.placeholder('key')
const id = raw.placeholder('id')
/** Whether this mail came before: into the conversation, or to be looked at. */
export const mailInThread = sql
  .select({ id: messageMails.messageId })
  .from(messageMails)
  .where(and(eq(messageMails.threadId, id), eq(messageMails.mailKey, key)))
export const mailInReview = sql
  .select({ id: mailReviews.id })
  .from(mailReviews)
  .where(and(eq(mailReviews.threadId, id), eq(mailReviews.mailKey, key)))

/** How many mails wait to be looked at. */
export const countToCheck = raw<number>`(SELECT count(*) FROM mail_reviews WHERE settled_at IS NULL)`
export const toCheck = sql.select({ count: countToCheck }).from(raw`(SELECT 1)`)

const filesOfReview = raw<
  string | null
>`(SELECT json_group_array(json_object('id', f.id, 'name', f.name, 'type', f.type, 'size', f.size, 'preview', null))
  FROM (SELECT file_id FROM mail_review_files WHERE review_id = mail_reviews.id ORDER BY position) rf JOIN files f ON f.id = rf.file_id)`

const reviewsIn = (scope: SQL | undefined) =>
  sql
    .select({
      ...{ id: mailReviews.id, reasonKind: mailReviews.reasonKind, sender: mailReviews.sender, title: mailReviews.title },
      ...{ body: mailReviews.body, quoted: mailReviews.quoted, leftOut: mailReviews.leftOut, createdAt: mailReviews.createdAt },
      ...{
        recipientId: mailReviews.recipientId,
        mailKey: mailReviews.mailKey,
        settledAt: mailReviews.settledAt,
        files: filesOfReview,
      },
      ...{ ...conversation, customerName: customers.name, kind: threads.subjectKind, jobId: threads.jobId },
      recipientName: raw<string | null>`coalesce((SELECT c.name FROM contacts c WHERE c.id = mail_reviews.recipient_id),
      (SELECT s.name FROM staff s WHERE s.id = mail_reviews.recipient_id))`,
      isStaff: raw<number>`EXISTS (SELECT 1 FROM staff s WHERE s.id = mail_reviews.recipient_id)`,
    })
    .from(mailReviews)
    .innerJoin(threads, eq(threads.id, mailReviews.threadId))
    .innerJoin(customers, eq(customers.id, threads.customerId))
    .where(scope)
    .orderBy(asc(mailReviews.createdAt))
    .limit(50)
/** The mails that wait to be looked at, the oldest first. */
export const reviewsOpen = reviewsIn(isNull(mailReviews.settledAt))
export const reviewById = reviewsIn(eq(mailReviews.id, id))
export type Review = Awaited<ReturnType<typeof reviewsOpen.execute>>[number]
