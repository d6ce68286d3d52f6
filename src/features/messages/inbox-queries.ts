import { and, asc, desc, eq, isNotNull, isNull, ne, or, type SQL } from 'drizzle-orm'
import { raw, sql, theStaff } from '#database/sql.ts'
import { nameWhenOwned } from '#features/assets/kept.ts'
import { assets, ownerships } from '#features/assets/schema.ts'
import { contacts, customers } from '#features/customers/schema.ts'
import { estimates } from '#features/estimates/schema.ts'
import { invoices } from '#features/invoices/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { pins, proofs } from '#features/proofs/schema.ts'
import { staff } from '#features/team/schema.ts'
import { cannedReplies, messages, threadNotes, threadReads, threads } from './schema.ts'
import { aboutColumns, advisorOf, isLastSaid, isOffered, saidIn } from './talk-queries.ts'

const id = raw.placeholder('id')

/** Whose `id` is, whatever it stands for. */
const theirs = raw`coalesce((SELECT t.customer_id FROM threads t WHERE t.subject_id = ${id}), (SELECT j.customer_id FROM jobs j WHERE j.id = ${id}),
  (SELECT e.customer_id FROM estimates e WHERE e.id = ${id}), (SELECT i.customer_id FROM invoices i WHERE i.id = ${id}),
  (SELECT o.customer_id FROM ownerships o WHERE o.id = ${id}), ${id})`

const pinColumns = { pinNumber: pins.number, pinEdition: pins.edition, proofId: proofs.id, proofTitle: proofs.title }

/** What `id` stands for at the desk, with the conversation about it. */
export const talkAtDesk = sql
  .select({
    customerId: customers.id,
    customerName: customers.name,
    linkKey: customers.linkKey,
    archivedAt: customers.archivedAt,
    threadId: threads.id,
    threadKind: threads.subjectKind,
    lastAt: threads.lastAt,
    lastCustomerAt: threads.lastCustomerAt,
    isWaiting: threads.isWaiting,
    assigneeId: threads.assigneeId,
    version: threads.version,
    readAt: raw<
      number | null
    >`(SELECT r.read_at FROM thread_reads r WHERE r.thread_id = threads.id AND r.reader_id = ${theStaff})`,
    advisorName: advisorOf('name'),
    advisorEmail: advisorOf('email'),
    ...aboutColumns,
    ...pinColumns,
  })
  .from(customers)
  .leftJoin(threads, eq(threads.subjectId, id))
  .leftJoin(jobs, eq(jobs.id, id))
  .leftJoin(estimates, and(eq(estimates.id, id), isOffered))
  .leftJoin(invoices, and(eq(invoices.id, id), isNotNull(invoices.sentAt)))
  .leftJoin(ownerships, eq(ownerships.id, id))
  .leftJoin(assets, eq(assets.id, ownerships.assetId))
  .leftJoin(pins, eq(pins.threadId, threads.id))
  .leftJoin(proofs, eq(proofs.id, pins.proofId))
  .where(eq(customers.id, theirs))
export type DeskTalk = Awaited<ReturnType<typeof talkAtDesk.execute>>[number]

export const saidAtDesk = saidIn(undefined)

/** Who of the customer’s reads it, and up to when they have. */
export const readersAtDesk = sql
  .select({ id: contacts.id, name: contacts.name, seesPrices: contacts.seesPrices, readAt: threadReads.readAt })
  .from(contacts)
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .leftJoin(threads, eq(threads.subjectId, id))
  .leftJoin(threadReads, and(eq(threadReads.threadId, threads.id), eq(threadReads.readerId, contacts.id)))
  .where(
    and(eq(contacts.customerId, theirs), eq(contacts.hasAccess, true), isNull(contacts.removedAt), isNull(customers.archivedAt)),
  )
export type DeskReader = Awaited<ReturnType<typeof readersAtDesk.execute>>[number]

/** What staff wrote each other beside it, newest first. */
export const notesAtDesk = sql
  .select({ id: threadNotes.id, authorName: threadNotes.authorName, body: threadNotes.body, at: threadNotes.at })
  .from(threadNotes)
  .innerJoin(threads, eq(threads.id, threadNotes.threadId))
  .where(eq(threads.subjectId, id))
  .orderBy(desc(threadNotes.at), desc(threadNotes.id))
  .limit(100)
export type Note = Awaited<ReturnType<typeof notesAtDesk.execute>>[number]

/** Those who meet customers, to give a conversation to. */
export const assignees = sql
  .select({ id: staff.id, name: staff.name })
  .from(staff)
  .where(and(eq(staff.isActive, true), ne(staff.role, 'production')))
  .orderBy(asc(staff.name))

export const cannedByTitle = sql
  .select({ id: cannedReplies.id, title: cannedReplies.title, body: cannedReplies.body, version: cannedReplies.version })
  .from(cannedReplies)
  .where(isNull(cannedReplies.removedAt))
  .orderBy(asc(cannedReplies.title))
export type CannedReply = Awaited<ReturnType<typeof cannedByTitle.execute>>[number]

export const cannedById = sql.select().from(cannedReplies).where(eq(cannedReplies.id, id))

/** Whoever it was given to, or else looks after the work. */
const advisorId = raw`coalesce(threads.assignee_id, jobs.advisor_id, estimates.advisor_id,
  (SELECT j.advisor_id FROM jobs j WHERE j.id = threads.job_id))`
const like = raw.placeholder('like')
const texts = [
  customers.name,
  jobs.title,
  jobs.number,
  estimates.title,
  estimates.number,
  invoices.number,
  invoices.title,
  proofs.title,
  nameWhenOwned,
  assets.plate,
]
const isFound = or(
  raw`${like} = '%%'`,
  ...texts.map((text) => raw`${text} LIKE ${like} ESCAPE '\\'`),
  raw`EXISTS (SELECT 1 FROM messages m WHERE m.thread_id = threads.id AND m.body LIKE ${like} ESCAPE '\\')`,
)

export const inboxPageSize = 30
const inboxOf = (scope: SQL | undefined, ...order: SQL[]) =>
  sql
    .select({
      customerId: threads.customerId,
      customerName: customers.name,
      subjectId: threads.subjectId,
      threadKind: threads.subjectKind,
      lastAt: threads.lastAt,
      isWaiting: threads.isWaiting,
      lastBody: raw<string>`substr(${messages.body}, 1, 200)`,
      lastAuthorId: messages.authorId,
      lastAuthorName: messages.authorName,
      advisorName: advisorOf('name'),
      requestWhat: raw<string | null>`(SELECT q.what FROM requests q WHERE q.id = threads.subject_id)`,
      ...aboutColumns,
      ...pinColumns,
    })
    .from(threads)
    .innerJoin(customers, eq(customers.id, threads.customerId))
    .innerJoin(messages, isLastSaid)
    .leftJoin(jobs, eq(jobs.id, threads.subjectId))
    .leftJoin(estimates, eq(estimates.id, threads.subjectId))
    .leftJoin(invoices, eq(invoices.id, threads.subjectId))
    .leftJoin(ownerships, eq(ownerships.id, threads.subjectId))
    .leftJoin(assets, eq(assets.id, ownerships.assetId))
    .leftJoin(pins, eq(pins.threadId, threads.id))
    .leftJoin(proofs, eq(proofs.id, pins.proofId))
    .where(and(isFound, scope))
    .orderBy(...order)
    .limit(inboxPageSize + 1)
    .offset(raw.placeholder('offset'))

/** What was said about thing `:id`, with each of its owners, the latest first. */
export const talksOfAsset = sql
  .select({
    subjectId: threads.subjectId,
    customerName: customers.name,
    isWaiting: threads.isWaiting,
    lastAt: threads.lastAt,
    lastBody: raw<string>`substr(${messages.body}, 1, 200)`,
    lastAuthorId: messages.authorId,
    lastAuthorName: messages.authorName,
  })
  .from(ownerships)
  .innerJoin(threads, eq(threads.subjectId, ownerships.id))
  .innerJoin(customers, eq(customers.id, threads.customerId))
  .innerJoin(messages, isLastSaid)
  .where(eq(ownerships.assetId, id))
  .orderBy(desc(threads.lastAt))
  .limit(20)
export type AssetTalk = Awaited<ReturnType<typeof talksOfAsset.execute>>[number]

const unansweredFirst = [desc(threads.isWaiting), desc(threads.lastAt)]
/** The inbox by its filters: whoever waits longest first, elsewhere the unanswered first. */
export const inboxLists = {
  waiting: inboxOf(eq(threads.isWaiting, true), asc(threads.lastAt)),
  mine: inboxOf(raw`${advisorId} = ${theStaff}`, ...unansweredFirst),
  unassigned: inboxOf(raw`${advisorId} IS NULL`, ...unansweredFirst),
  all: inboxOf(undefined, ...unansweredFirst),
} as const
export type InboxFilter = keyof typeof inboxLists
export const inboxFilters = ['waiting', 'mine', 'unassigned', 'all'] as const satisfies readonly InboxFilter[]
export type InboxRow = Awaited<ReturnType<typeof inboxLists.all.execute>>[number]

/** Which the inbox shows unless somebody chose: what waits, and for a search all, as it is asked for where the answer is not known. */
export const usualFilter = (search: string): InboxFilter => (search ? 'all' : 'waiting')
