import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, notInArray } from 'drizzle-orm'
import { raw, sql, theNow } from '#database/sql.ts'
import { outbox } from '#features/activity/schema.ts'
import { lastSeen } from '#features/customers/queries.ts'
import { contacts, customers } from '#features/customers/schema.ts'
import { asking } from '#features/deliveries/rules.ts'
import { invoices } from '#features/invoices/schema.ts'
import { jobs, statuses } from '#features/jobs/schema.ts'
import { nextDueOn } from '#features/payments/instalment-queries.ts'

const shown = 5
const nothing = raw<number>`0`
const isDue = and(isNotNull(invoices.sentAt), isNull(invoices.voidedAt), gt(invoices.balanceMinor, 0))
/** A day that has passed somewhere on earth; the shop's own calendar decides after the read. */
const latest = raw.placeholder('latest')

/** Open jobs promised for a day that has passed, the oldest promise first. */
export const lateJobs = sql
  .select({
    id: jobs.id,
    number: jobs.number,
    title: jobs.title,
    dueOn: jobs.dueOn,
    customer: customers.name,
    status: statuses.name,
  })
  .from(jobs)
  .innerJoin(customers, eq(customers.id, jobs.customerId))
  .innerJoin(statuses, eq(statuses.id, jobs.statusId))
  .where(and(eq(jobs.isClosed, false), lt(jobs.dueOn, latest)))
  .orderBy(asc(jobs.dueOn))
  .limit(shown)

/** Jobs that rest until the customer answers. */
export const jobsWithCustomers = sql
  .select({
    id: jobs.id,
    number: jobs.number,
    title: jobs.title,
    at: jobs.statusAt,
    customer: customers.name,
    status: statuses.name,
  })
  .from(jobs)
  .innerJoin(statuses, and(eq(statuses.id, jobs.statusId), inArray(statuses.stage, ['quoted', 'awaiting_approval'])))
  .innerJoin(customers, eq(customers.id, jobs.customerId))
  .orderBy(asc(jobs.statusAt))
  .limit(shown)

export const countJobsWithCustomers = sql
  .select({ count: raw<number>`count(*)` })
  .from(jobs)
  .innerJoin(statuses, and(eq(statuses.id, jobs.statusId), inArray(statuses.stage, ['quoted', 'awaiting_approval'])))

/** Open jobs by promised day. */
export const openJobsByDay = sql
  .select({ on: jobs.dueOn, count: raw<number>`count(*)`, amountMinor: nothing })
  .from(jobs)
  .where(eq(jobs.isClosed, false))
  .groupBy(jobs.dueOn)

const isDraft = and(isNull(invoices.sentAt), isNull(invoices.voidedAt))
export const draftInvoices = sql
  .select({
    id: invoices.id,
    title: invoices.title,
    totalMinor: invoices.totalMinor,
    createdAt: invoices.createdAt,
    customer: customers.name,
  })
  .from(invoices)
  .innerJoin(customers, eq(customers.id, invoices.customerId))
  .where(isDraft)
  .orderBy(asc(invoices.createdAt))
  .limit(shown)
export const countDrafts = sql.select({ count: raw<number>`count(*)` }).from(invoices).where(isDraft)

/** Mails that came back in the last two weeks, with whom to call; one that brought something to see is a task. */
export const failedMails = sql
  .select({
    id: outbox.id,
    subject: outbox.subject,
    recipient: outbox.recipient,
    failedAt: outbox.failedAt,
    customerId: outbox.customerId,
    customer: customers.name,
    phone: customers.phone,
  })
  .from(outbox)
  .leftJoin(customers, eq(customers.id, outbox.customerId))
  .where(and(isNotNull(outbox.failedAt), raw`${outbox.failedAt} > ${theNow} - 1209600000`, notInArray(outbox.kind, [...asking])))
  .orderBy(desc(outbox.failedAt))
  .limit(shown)

/** Invoices that wait for money, the one due first on top. */
export const invoicesDue = sql
  .select({
    id: invoices.id,
    number: invoices.number,
    title: invoices.title,
    balanceMinor: invoices.balanceMinor,
    currency: invoices.currency,
    dueOn: nextDueOn,
    customer: customers.name,
  })
  .from(invoices)
  .innerJoin(customers, eq(customers.id, invoices.customerId))
  .where(isDue)
  .orderBy(asc(nextDueOn))
  .limit(shown)

/** Unpaid money by due day. */
export const unpaidByDay = sql
  .select({ on: nextDueOn, count: raw<number>`count(*)`, amountMinor: raw<number>`sum(${invoices.balanceMinor})` })
  .from(invoices)
  .where(isDue)
  .groupBy(nextDueOn)

/** Contacts with access, and how many of them came in the last 30 days. */
export const portalUse = sql
  .select({ all: raw<number>`count(*)`, seen: raw<number>`coalesce(sum(${lastSeen} > ${theNow} - 2592000000), 0)` })
  .from(contacts)
  .where(and(eq(contacts.hasAccess, true), isNull(contacts.removedAt)))
