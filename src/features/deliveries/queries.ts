import { and, asc, eq, isNotNull, isNull, type SQLWrapper } from 'drizzle-orm'
import { raw, sql, theContact, theCustomer, theLink, theNow } from '#database/sql.ts'
import { outbox } from '#features/activity/schema.ts'
import { approvalRequests } from '#features/approvals/schema.ts'
import { isLetIn } from '#features/customers/access.ts'
import { greetedName } from '#features/customers/queries.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { invoices } from '#features/invoices/schema.ts'
import { unreadAbout } from '#features/messages/counters.ts'
import { itemLinks } from '#identity/schema.ts'
import { deliveries, tasks } from './schema.ts'

const theSubject = raw.placeholder('subject')

/** How far a document came with each who got it or looked at it, the first who was sent it on top. */
const ofSubject = (subject: SQLWrapper) =>
  sql
    .select({
      contactId: deliveries.contactId,
      name: greetedName,
      phone: raw<string | null>`coalesce(${contacts.phone}, ${customers.phone})`,
      sentAt: deliveries.sentAt,
      deliveredAt: deliveries.deliveredAt,
      bouncedAt: deliveries.bouncedAt,
      bounce: deliveries.bounce,
      openedAt: deliveries.openedAt,
      seenAt: deliveries.seenAt,
      decidedAt: deliveries.decidedAt,
    })
    .from(deliveries)
    .innerJoin(contacts, eq(contacts.id, deliveries.contactId))
    .innerJoin(customers, eq(customers.id, contacts.customerId))
    .leftJoin(people, eq(people.id, contacts.personId))
    .where(eq(deliveries.subjectId, subject))
    .orderBy(raw`${deliveries.sentAt} IS NULL`, asc(deliveries.sentAt), asc(contacts.name))
/** Of `:subject`, and for pages that name what they are about `:id`. */
export const deliveriesOfSubject = ofSubject(theSubject)
export const deliveriesOfId = ofSubject(raw.placeholder('id'))
export type Delivery = Awaited<ReturnType<typeof deliveriesOfId.execute>>[number]

/** Whether a document still waits for its customer: an answer, or the money. */
const isAwaited = (kind: SQLWrapper, subject: SQLWrapper) => raw<number>`CASE ${kind}
  WHEN 'invoice' THEN EXISTS (SELECT 1 FROM invoices i WHERE i.id = ${subject} AND i.voided_at IS NULL AND i.balance_minor > 0)
  ELSE EXISTS (SELECT 1 FROM approval_requests r WHERE r.subject_id = ${subject} AND r.state = 'open') END`

const titleOf = raw<string>`coalesce(
  (SELECT i.number || ', ' || i.title FROM invoices i WHERE i.id = ${tasks.subjectId}),
  (SELECT r.title FROM approval_requests r WHERE r.subject_id = ${tasks.subjectId} ORDER BY r.sent_at DESC LIMIT 1), '')`

const isOpen = and(isNull(tasks.doneAt), isAwaited(tasks.subjectKind, tasks.subjectId))
const shown = 5

/** Customers to call, whom it was asked to call first on top. */
export const openTasks = sql
  .select({
    id: tasks.id,
    reason: tasks.reason,
    subjectKind: tasks.subjectKind,
    subjectId: tasks.subjectId,
    title: titleOf,
    customerName: customers.name,
    contactName: greetedName,
    email: people.email,
    phone: raw<string | null>`coalesce(${contacts.phone}, ${customers.phone})`,
    sentAt: raw<
      number | null
    >`(SELECT d.sent_at FROM deliveries d WHERE d.subject_id = ${tasks.subjectId} AND d.contact_id = ${tasks.contactId})`,
    createdAt: tasks.createdAt,
  })
  .from(tasks)
  .innerJoin(customers, eq(customers.id, tasks.customerId))
  .innerJoin(contacts, eq(contacts.id, tasks.contactId))
  .leftJoin(people, eq(people.id, contacts.personId))
  .where(isOpen)
  .orderBy(asc(tasks.createdAt), asc(tasks.id))
  .limit(shown)
export type OpenTask = Awaited<ReturnType<typeof openTasks.execute>>[number]

export const countOpenTasks = sql.select({ count: raw<number>`count(*)` }).from(tasks).where(isOpen)

export const taskById = sql
  .select({ id: tasks.id, customerId: tasks.customerId, subjectId: tasks.subjectId, doneAt: tasks.doneAt })
  .from(tasks)
  .where(eq(tasks.id, raw.placeholder('id')))

/** What nobody looked at yet, one row for each document, the one sent first on top; for `raiseSilent`. */
export const unseen = sql
  .select({
    subjectKind: deliveries.subjectKind,
    subjectId: deliveries.subjectId,
    customerId: deliveries.customerId,
    contactId: deliveries.contactId,
    sentAt: raw<number>`min(${deliveries.sentAt})`,
  })
  .from(deliveries)
  .innerJoin(contacts, eq(contacts.id, deliveries.contactId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(
    and(
      ...[isNotNull(deliveries.sentAt), isNull(deliveries.seenAt), isNull(deliveries.bouncedAt), isLetIn],
      isAwaited(deliveries.subjectKind, deliveries.subjectId),
      raw`NOT EXISTS (SELECT 1 FROM deliveries o WHERE o.subject_id = ${deliveries.subjectId} AND o.seen_at IS NOT NULL)`,
      raw`NOT EXISTS (SELECT 1 FROM tasks t WHERE t.subject_id = ${deliveries.subjectId} AND t.created_at >= ${deliveries.sentAt})`,
    ),
  )
  .groupBy(deliveries.subjectId)
  .orderBy(raw`min(${deliveries.sentAt})`)
  .limit(100)
export type Unseen = Awaited<ReturnType<typeof unseen.execute>>[number]

/** A mail that a provider reports about, with how far what it brought has come. */
export const reportedMail = sql
  .select({
    id: outbox.id,
    kind: outbox.kind,
    customerId: outbox.customerId,
    sentAt: outbox.sentAt,
    failedAt: outbox.failedAt,
    subjectId: itemLinks.subjectId,
    contactId: itemLinks.contactId,
    deliveryId: deliveries.id,
    deliveredAt: deliveries.deliveredAt,
    bouncedAt: deliveries.bouncedAt,
    openedAt: deliveries.openedAt,
  })
  .from(outbox)
  .leftJoin(itemLinks, and(raw`${itemLinks.id} = ${outbox.payload} ->> '$.link'`, isNull(itemLinks.forwardedTo)))
  .leftJoin(deliveries, and(eq(deliveries.subjectId, itemLinks.subjectId), eq(deliveries.contactId, itemLinks.contactId)))
  .where(
    and(
      eq(outbox.id, raw.placeholder('mail')),
      // The provider's own id is not heard where the answer that carried it was lost.
      raw`coalesce(${outbox.providerId}, ${raw.placeholder('providerId')}) = ${raw.placeholder('providerId')}`,
    ),
  )
export type ReportedMail = Awaited<ReturnType<typeof reportedMail.execute>>[number]

const shownColumns = (subject: SQLWrapper, contact: SQLWrapper) => ({
  seenAt: deliveries.seenAt,
  unreadThread: unreadAbout(subject, contact),
})
const itsLink = raw`(SELECT l.subject_id FROM item_links l WHERE l.id = ${theLink})`
const itsContact = raw`(SELECT l.contact_id FROM item_links l WHERE l.id = ${theLink})`
const itsCustomer = raw`(SELECT c.customer_id FROM item_links l JOIN contacts c ON c.id = l.contact_id WHERE l.id = ${theLink})`

/** What was sent to whom asks, and whether they looked at it before: an invoice, or what waits for approval. */
export const shownInvoiceForCustomer = invoiceShown(theSubject, theCustomer, theContact)
export const shownInvoiceForLink = invoiceShown(itsLink, itsCustomer, itsContact)
export const shownRequestForCustomer = requestShown(theSubject, theCustomer, theContact)
export const shownRequestForLink = requestShown(itsLink, itsCustomer, itsContact)

function invoiceShown(subject: SQLWrapper, customer: SQLWrapper, contact: SQLWrapper) {
  return sql
    .select({ subjectId: invoices.id, customerId: invoices.customerId, jobId: invoices.jobId, ...shownColumns(subject, contact) })
    .from(invoices)
    .leftJoin(deliveries, and(eq(deliveries.subjectId, invoices.id), eq(deliveries.contactId, contact)))
    .where(
      and(eq(invoices.id, subject), eq(invoices.customerId, customer), isNotNull(invoices.sentAt), isNull(invoices.voidedAt)),
    )
}

function requestShown(subject: SQLWrapper, customer: SQLWrapper, contact: SQLWrapper) {
  return sql
    .select({
      subjectId: approvalRequests.subjectId,
      customerId: approvalRequests.customerId,
      jobId: approvalRequests.jobId,
      ...shownColumns(subject, contact),
    })
    .from(approvalRequests)
    .leftJoin(deliveries, and(eq(deliveries.subjectId, approvalRequests.subjectId), eq(deliveries.contactId, contact)))
    .where(
      and(
        ...[eq(approvalRequests.subjectId, subject), eq(approvalRequests.customerId, customer)],
        eq(approvalRequests.kind, raw.placeholder('kind')),
        raw`${approvalRequests.edition} > 0 AND ${approvalRequests.state} <> 'withdrawn' AND ${approvalRequests.sentAt} <= ${theNow}`,
      ),
    )
}
