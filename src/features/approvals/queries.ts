import { and, asc, desc, eq, gt, inArray, isNull, ne, notInArray, or, type SQL, type SQLWrapper } from 'drizzle-orm'
import { type RowsOf, raw, sql, theCustomer, theLink } from '#database/sql.ts'
import { isLetIn } from '#features/customers/access.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { jobs, statuses } from '#features/jobs/schema.ts'
import { staff } from '#features/team/schema.ts'
import { approvalRequests, approvals, decisions, editions, terms } from './schema.ts'

/** What a request is about: a proof, a job, an estimate, a limit. */
export const theSubject = raw.placeholder('subject')

export type Request = typeof approvalRequests.$inferSelect
export type Decision = typeof decisions.$inferSelect
export type Edition = typeof editions.$inferSelect
export type Terms = typeof terms.$inferSelect

const scopes = {
  // At the desk by what it is about, or by its own id.
  staff: or(eq(approvalRequests.subjectId, theSubject), eq(approvalRequests.id, theSubject)),
  customer: and(eq(approvalRequests.subjectId, theSubject), eq(approvalRequests.customerId, theCustomer)),
  link: and(
    eq(approvalRequests.subjectId, raw`(SELECT l.subject_id FROM item_links l WHERE l.id = ${theLink})`),
    eq(
      approvalRequests.customerId,
      raw`(SELECT c.customer_id FROM item_links l JOIN contacts c ON c.id = l.contact_id WHERE l.id = ${theLink})`,
    ),
  ),
} as const

/** What pages tell of a record. */
const recordColumns = {
  id: approvals.id,
  sequence: approvals.sequence,
  kind: approvals.kind,
  subjectId: approvals.subjectId,
  jobId: approvals.jobId,
  customerId: approvals.customerId,
  edition: approvals.edition,
  outcome: approvals.outcome,
  body: approvals.body,
  sha256: approvals.sha256,
  at: approvals.at,
  payload: raw<string | null>`(SELECT p.payload FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
  erasedAt: raw<number | null>`(SELECT p.erased_at FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
}

const approverColumns = { id: contacts.id, name: contacts.name, email: people.email, seesPrices: contacts.seesPrices }
const mayBeAsked = and(eq(contacts.canApprove, true), isLetIn)

/** All that showing, sending or answering one request reads, for each kind of reader: spread it into the page's one read. */
export const askedForStaff = askedIn(scopes.staff)
export const askedForCustomer = askedIn(scopes.customer)
export const askedForLink = askedIn(scopes.link)
/** The same for all the lines that wait for the customer's answer: `askedEach` parts them by what they are about. */
export const openWorkForCustomer = askedIn(
  and(
    ...[eq(approvalRequests.customerId, theCustomer), eq(approvalRequests.kind, 'work'), eq(approvalRequests.state, 'open')],
    raw`EXISTS (SELECT 1 FROM jobs j WHERE j.id = ${approvalRequests.jobId} AND j.is_closed = 0)`,
  ),
)
export type AskedRows = RowsOf<typeof askedForStaff>

function askedIn(scope: SQL | undefined) {
  const mine = sql.select({ id: approvalRequests.id }).from(approvalRequests).where(scope)
  const standing = sql.select({ id: decisions.approvalId }).from(decisions).where(inArray(decisions.requestId, mine))
  const subject = sql.select({ id: approvalRequests.subjectId }).from(approvalRequests).where(scope)
  const job = sql.select({ id: approvalRequests.jobId }).from(approvalRequests).where(scope)
  const sender = sql.select({ id: approvalRequests.sentById }).from(approvalRequests).where(scope)
  const customer = sql.select({ id: approvalRequests.customerId }).from(approvalRequests).where(scope)
  return [
    sql.select().from(approvalRequests).where(scope),
    sql.select().from(editions).where(inArray(editions.subjectId, subject)).orderBy(desc(editions.number)),
    sql.select().from(decisions).where(inArray(decisions.requestId, mine)),
    // Those given to it, and those its answers stand by: of lines that came from an estimate, the estimate's.
    sql
      .select(recordColumns)
      .from(approvals)
      .where(or(inArray(approvals.requestId, mine), inArray(approvals.id, standing)))
      .orderBy(desc(approvals.sequence)),
    sql.select().from(terms).orderBy(desc(terms.number)).limit(20),
    jobsIn(job),
    siblingsIn(job),
    approversIn(customer),
    head(),
    allStatuses(),
    sql.select({ id: customers.id, name: customers.name }).from(customers).where(inArray(customers.id, customer)),
    sql
      .select({ name: staff.name, email: staff.email, phone: staff.phone })
      .from(staff)
      .where(and(inArray(staff.id, sender), eq(staff.isActive, true))),
  ] as const
}

function jobsIn(ids: SQLWrapper) {
  return sql
    .select({
      id: jobs.id,
      number: jobs.number,
      title: jobs.title,
      statusId: jobs.statusId,
      stage: statuses.stage,
      dueOn: jobs.dueOn,
      isDueMovable: jobs.isDueMovable,
      poNumber: jobs.poNumber,
      needs: jobs.needs,
      advisorName: staff.name,
      advisorEmail: staff.email,
    })
    .from(jobs)
    .innerJoin(statuses, eq(statuses.id, jobs.statusId))
    .leftJoin(staff, and(eq(staff.id, jobs.advisorId), eq(staff.isActive, true)))
    .where(raw`${jobs.id} IN ${ids}`)
}
export type AskedJob = Awaited<ReturnType<ReturnType<typeof jobsIn>['execute']>>[number]

/** The job's other requests: it goes on only when none of its kind is left. */
function siblingsIn(ids: SQLWrapper) {
  return sql
    .select({
      id: approvalRequests.id,
      jobId: approvalRequests.jobId,
      kind: approvalRequests.kind,
      state: approvalRequests.state,
      isEdited: approvalRequests.isEdited,
    })
    .from(approvalRequests)
    .where(and(raw`${approvalRequests.jobId} IN ${ids}`, ne(approvalRequests.state, 'withdrawn')))
}

/** Who is asked: contacts with access who may approve and have a mailbox. */
function approversIn(ids: SQLWrapper) {
  return sql
    .select(approverColumns)
    .from(contacts)
    .innerJoin(people, eq(people.id, contacts.personId))
    .innerJoin(customers, eq(customers.id, contacts.customerId))
    .where(and(raw`${contacts.customerId} IN ${ids}`, mayBeAsked))
    .orderBy(asc(contacts.createdAt))
}
export type Approver = Awaited<ReturnType<ReturnType<typeof approversIn>['execute']>>[number]

/** Those of one job's customer, for something that was never sent. */
export const approversOfJob = sql
  .select(approverColumns)
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .innerJoin(jobs, eq(jobs.customerId, customers.id))
  .where(and(eq(jobs.id, raw.placeholder('id')), mayBeAsked))
  .orderBy(asc(contacts.createdAt))

/** Those of one estimate's customer who see what it costs. */
export const approversOfEstimate = sql
  .select(approverColumns)
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(
    and(
      raw`${contacts.customerId} = (SELECT e.customer_id FROM estimates e WHERE e.id = ${raw.placeholder('id')})`,
      ...[mayBeAsked, eq(contacts.seesPrices, true)],
    ),
  )
  .orderBy(asc(contacts.createdAt))

/** The newest record: the next one names its hash. */
function head() {
  return sql
    .select({ sequence: approvals.sequence, sha256: approvals.sha256 })
    .from(approvals)
    .orderBy(desc(approvals.sequence))
    .limit(1)
}
export const headOfChain = head()

function allStatuses() {
  return sql
    .select({ id: statuses.id, name: statuses.name, label: statuses.label, stage: statuses.stage })
    .from(statuses)
    .where(isNull(statuses.removedAt))
    .orderBy(asc(statuses.position))
}

/** The terms in force, if the shop has any. */
export const currentTerms = sql.select().from(terms).orderBy(desc(terms.number)).limit(1)

/** What of job `:id` waits for its customer, and what they declined and may still approve; kept short for pages that only point there. */
const waitingColumns = {
  kind: approvalRequests.kind,
  state: approvalRequests.state,
  openParts: approvalRequests.openParts,
  answerBy: approvalRequests.answerBy,
  ...{ dueOn: jobs.dueOn, isDueMovable: jobs.isDueMovable, isClosed: jobs.isClosed },
  declined: raw<number>`(SELECT count(*) FROM decisions d WHERE d.request_id = approval_requests.id AND d.answer = 'declined')`,
}
const workOf = (scope: SQL | undefined) =>
  sql
    .select(waitingColumns)
    .from(approvalRequests)
    .innerJoin(jobs, eq(jobs.id, approvalRequests.jobId))
    .where(and(scope, eq(approvalRequests.kind, 'work'), notInArray(approvalRequests.state, ['draft', 'withdrawn'])))
export const workForCustomer = workOf(
  and(eq(approvalRequests.subjectId, raw.placeholder('id')), eq(approvalRequests.customerId, theCustomer)),
)
export const workForLink = workOf(scopes.link)
export type WorkAsked = Awaited<ReturnType<typeof workForCustomer.execute>>[number]

/** Every request of one job, for its page and its gate. */
export const requestsOfJob = sql
  .select()
  .from(approvalRequests)
  .where(and(eq(approvalRequests.jobId, raw.placeholder('id')), ne(approvalRequests.state, 'withdrawn')))
  .orderBy(asc(approvalRequests.sentAt))

/** Whether anybody was ever asked about this job: what was withdrawn since had been sent all the same. */
export const askedOfJob = sql
  .select({ id: approvalRequests.id })
  .from(approvalRequests)
  .where(and(eq(approvalRequests.jobId, raw.placeholder('id')), gt(approvalRequests.edition, 0)))
  .limit(1)

/** Every edition of the terms, newest first. */
export const allTerms = sql.select().from(terms).orderBy(desc(terms.number))
export const termsByNumber = sql
  .select()
  .from(terms)
  .where(eq(terms.number, raw.placeholder('number')))
