import { and, desc, eq, gt, isNotNull, isNull, notInArray } from 'drizzle-orm'
import { raw, sql, theContact, theCustomer, theNow } from '#database/sql.ts'
import { isLetIn } from '#features/customers/access.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { itemLinks } from '#identity/schema.ts'
import { theSubject } from './queries.ts'
import { approvalRequests } from './schema.ts'

const isSent = notInArray(approvalRequests.state, ['draft', 'withdrawn'])
const columns = {
  id: approvalRequests.id,
  kind: approvalRequests.kind,
  state: approvalRequests.state,
  title: approvalRequests.title,
  subjectId: approvalRequests.subjectId,
  jobId: approvalRequests.jobId,
  answerBy: approvalRequests.answerBy,
  dueOn: jobs.dueOn,
  isDueMovable: raw<boolean>`coalesce(${jobs.isDueMovable}, 0)`,
  isClosed: jobs.isClosed,
}

/** What was sent to the customer about `:subject`: it may be passed on. */
export const sentForCustomer = sql
  .select(columns)
  .from(approvalRequests)
  .leftJoin(jobs, eq(jobs.id, approvalRequests.jobId))
  .where(and(eq(approvalRequests.subjectId, theSubject), eq(approvalRequests.customerId, theCustomer), isSent))
export type Sent = Awaited<ReturnType<typeof sentForCustomer.execute>>[number]

const isOwn = and(
  eq(itemLinks.contactId, theContact),
  isNotNull(itemLinks.forwardedTo),
  raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = ${theContact} AND c.customer_id = ${theCustomer})`,
)
/** The links to `:subject` that this contact made and that still open it, newest first. */
export const forwardsForCustomer = sql
  .select()
  .from(itemLinks)
  .where(and(eq(itemLinks.subjectId, theSubject), isOwn, isNull(itemLinks.revokedAt), gt(itemLinks.expiresAt, theNow)))
  .orderBy(desc(itemLinks.createdAt), raw`item_links.rowid DESC`)
  .limit(50)
export type Forward = Awaited<ReturnType<typeof forwardsForCustomer.execute>>[number]

/** One of them by its own id, ended or not. */
export const forwardForCustomer = sql
  .select()
  .from(itemLinks)
  .where(and(eq(itemLinks.id, raw.placeholder('id')), isOwn))

/** What a mail says of link `:link`, while it opens something and its maker may still see that. */
export const forwardToMail = sql
  .select({
    ...columns,
    link: {
      id: itemLinks.id,
      purpose: itemLinks.purpose,
      generation: itemLinks.generation,
      forwardedTo: itemLinks.forwardedTo,
      forwardedEmail: itemLinks.forwardedEmail,
      mayDecide: itemLinks.mayDecide,
      expiresAt: itemLinks.expiresAt,
    },
    makerName: contacts.name,
    makerEmail: people.email,
    canApprove: contacts.canApprove,
    customerName: customers.name,
  })
  .from(itemLinks)
  .innerJoin(contacts, eq(contacts.id, itemLinks.contactId))
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .innerJoin(
    approvalRequests,
    and(eq(approvalRequests.subjectId, itemLinks.subjectId), eq(approvalRequests.customerId, customers.id), isSent),
  )
  .leftJoin(jobs, eq(jobs.id, approvalRequests.jobId))
  .where(and(eq(itemLinks.id, raw.placeholder('link')), isNull(itemLinks.revokedAt), gt(itemLinks.expiresAt, theNow), isLetIn))
