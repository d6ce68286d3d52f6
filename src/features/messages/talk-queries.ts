import { and, desc, eq, isNotNull, isNull, type SQL } from 'drizzle-orm'
import { raw, sql, theContact, theCustomer } from '#database/sql.ts'
import { nameWhenOwned } from '#features/assets/kept.ts'
import { assets, ownerships } from '#features/assets/schema.ts'
import { customers } from '#features/customers/schema.ts'
import { estimates } from '#features/estimates/schema.ts'
import { invoices } from '#features/invoices/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { messages, threads } from './schema.ts'
import { saidWhole } from './thread.ts'

const id = raw.placeholder('id')

/** So many messages a page shows; the older ones are a press away. */
export const postsPerPage = 50
export const threadsPerPage = 25

/** Who of the shop answers: whoever it was given to, or else looks after the work; while they work here. */
export const advisorOf = (column: 'name' | 'email') => raw<
  string | null
>`(SELECT s.${raw.raw(column)} FROM staff s WHERE s.is_active = 1
  AND s.id = coalesce(threads.assignee_id, jobs.advisor_id, estimates.advisor_id,
    (SELECT j.advisor_id FROM jobs j WHERE j.id = threads.job_id)))`

export const aboutColumns = {
  jobId: jobs.id,
  jobTitle: jobs.title,
  jobNumber: jobs.number,
  estimateId: estimates.id,
  estimateTitle: estimates.title,
  estimateNumber: estimates.number,
  estimateJobId: estimates.jobId,
  invoiceId: invoices.id,
  invoiceTitle: invoices.title,
  invoiceNumber: invoices.number,
  invoiceJobId: invoices.jobId,
  assetId: assets.id,
  assetTitle: nameWhenOwned,
  assetUntilAt: ownerships.untilAt,
  isAssetThere: raw<number | null>`(${ownerships.untilAt} IS NULL AND ${assets.archivedAt} IS NULL)`,
}
export const isOffered = and(isNotNull(estimates.sentAt), isNull(estimates.removedAt))

/** What `id` stands for among what this customer has, with the conversation about it: a row in any case. */
export const topicForCustomer = sql
  .select({
    customerId: customers.id,
    threadId: threads.id,
    threadKind: threads.subjectKind,
    lastAt: threads.lastAt,
    lastShopAt: threads.lastShopAt,
    readAt: raw<
      number | null
    >`(SELECT r.read_at FROM thread_reads r WHERE r.thread_id = threads.id AND r.reader_id = ${theContact})`,
    advisorName: advisorOf('name'),
    advisorEmail: advisorOf('email'),
    ...aboutColumns,
  })
  .from(customers)
  .leftJoin(threads, and(eq(threads.subjectId, id), eq(threads.customerId, theCustomer)))
  .leftJoin(jobs, and(eq(jobs.id, id), eq(jobs.customerId, theCustomer)))
  .leftJoin(estimates, and(eq(estimates.id, id), eq(estimates.customerId, theCustomer), isOffered))
  .leftJoin(invoices, and(eq(invoices.id, id), eq(invoices.customerId, theCustomer), isNotNull(invoices.sentAt)))
  .leftJoin(ownerships, and(eq(ownerships.id, id), eq(ownerships.customerId, theCustomer)))
  .leftJoin(assets, eq(assets.id, ownerships.assetId))
  .where(eq(customers.id, theCustomer))
export type TopicRow = Awaited<ReturnType<typeof topicForCustomer.execute>>[number]

/** Whether the contact follows thread `threads`. */
const isFollowed = raw`(threads.subject_kind IN ('general', 'job', 'asset') OR (threads.subject_kind IN ('estimate', 'invoice')
  AND (SELECT c.sees_prices FROM contacts c WHERE c.id = ${theContact})))`

/** The newest messages about `subject`, or those before message `before`, newest first; one more than a page shows. */
export function saidIn(scope: SQL | undefined, most = postsPerPage + 1, subject: SQL | typeof id = id) {
  const thread = sql
    .select({ id: threads.id })
    .from(threads)
    .where(and(eq(threads.subjectId, subject), scope))
    .limit(1)
  const before = raw.placeholder('before')
  return sql
    .select(saidWhole)
    .from(messages)
    .where(
      and(
        eq(messages.threadId, raw`(${thread})`),
        raw`(${before} IS NULL OR (messages.at, messages.id) < (SELECT b.at, b.id FROM messages b WHERE b.id = ${before}))`,
      ),
    )
    .orderBy(desc(messages.at), desc(messages.id))
    .limit(most)
}
const own = and(eq(threads.customerId, theCustomer), isFollowed)
export const saidForCustomer = saidIn(own)
/** So much of a conversation stands on the page of what it is about. */
export const postsOnPage = 3
export const lastSaidForCustomer = saidIn(own, postsOnPage)
/** The same about thing `:id`, since it is this customer's. */
export const lastSaidOnAssetForCustomer = saidIn(
  own,
  postsOnPage,
  raw`(SELECT o.id FROM ownerships o WHERE o.asset_id = ${id} AND o.customer_id = ${theCustomer} AND o.until_at IS NULL)`,
)
export type Post = Awaited<ReturnType<typeof saidForCustomer.execute>>[number]

/** The last thing said in a conversation. */
export const isLastSaid = raw`${messages.id} = (SELECT m.id FROM messages m WHERE m.thread_id = threads.id ORDER BY m.at DESC, m.id DESC LIMIT 1)`
/** More than this many nobody counts. */
const mostCounted = 99
/** Up to when the contact has read: nobody is told of what was said before they came. */
const readUpTo = raw`(SELECT max(c.created_at, coalesce((SELECT r.read_at FROM thread_reads r
    WHERE r.thread_id = threads.id AND r.reader_id = c.id), 0)) FROM contacts c WHERE c.id = ${theContact})`
const unread = raw<number>`(SELECT count(*) FROM (SELECT 1 FROM messages m WHERE m.thread_id = threads.id AND m.author_kind = 'staff'
  AND m.at > ${readUpTo} LIMIT ${raw.raw(String(mostCounted))}))`

const threadsIn = (scope: SQL | undefined) =>
  sql
    .select({
      customerId: threads.customerId,
      subjectId: threads.subjectId,
      threadKind: threads.subjectKind,
      lastAt: threads.lastAt,
      lastBody: raw<string>`substr(${messages.body}, 1, 200)`,
      lastAuthorId: messages.authorId,
      lastAuthorName: messages.authorName,
      unread,
      ...aboutColumns,
    })
    .from(threads)
    .innerJoin(messages, isLastSaid)
    .leftJoin(jobs, eq(jobs.id, threads.subjectId))
    .leftJoin(estimates, and(eq(estimates.id, threads.subjectId), isOffered))
    .leftJoin(invoices, and(eq(invoices.id, threads.subjectId), isNotNull(invoices.sentAt)))
    .leftJoin(ownerships, eq(ownerships.id, threads.subjectId))
    .leftJoin(assets, eq(assets.id, ownerships.assetId))
    .where(and(own, scope))
    .orderBy(desc(threads.lastAt), desc(threads.id))

/** What a customer and the shop talk about, last written in first. */
export const threadsForCustomer = threadsIn(undefined).limit(raw.placeholder('limit')).offset(raw.placeholder('offset'))
/** Where the shop wrote something this contact has not read. */
export const unreadForCustomer = threadsIn(raw`${threads.lastShopAt} > ${readUpTo}`).limit(3)
export type ThreadRow = Awaited<ReturnType<typeof threadsForCustomer.execute>>[number]
