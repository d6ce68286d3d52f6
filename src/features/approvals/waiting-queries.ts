import { and, asc, eq, notInArray, or } from 'drizzle-orm'
import { raw, sql, theContact, theCustomer } from '#database/sql.ts'
import { customers } from '#features/customers/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { canBeAnswered, needsShop } from './counters.ts'
import { approvalRequests } from './schema.ts'

/** What waits for a customer's answer, the one due first on top: the first page lists it. */
export const askedOfCustomerForCustomer = sql
  .select({
    id: approvalRequests.id,
    kind: approvalRequests.kind,
    subjectId: approvalRequests.subjectId,
    jobId: approvalRequests.jobId,
    title: approvalRequests.title,
    edition: approvalRequests.edition,
    parts: approvalRequests.parts,
    openParts: approvalRequests.openParts,
    totalMinor: approvalRequests.totalMinor,
    answerBy: approvalRequests.answerBy,
    dueOn: jobs.dueOn,
    isDueMovable: raw<boolean>`coalesce(${jobs.isDueMovable}, 0)`,
    currency: raw<string | null>`(SELECT e.content ->> '$.currency' FROM editions e
      WHERE e.subject_id = ${approvalRequests.subjectId} AND e.number = ${approvalRequests.edition})`,
  })
  .from(approvalRequests)
  .leftJoin(jobs, eq(jobs.id, approvalRequests.jobId))
  .where(
    and(
      eq(approvalRequests.customerId, theCustomer),
      eq(approvalRequests.state, 'open'),
      // A limit and an offer are all prices: who sees none is not led to them.
      or(
        notInArray(approvalRequests.kind, ['limit', 'estimate']),
        raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = ${theContact} AND c.sees_prices = 1)`,
      ),
      raw`EXISTS (SELECT 1 FROM approval_requests r WHERE r.id = ${approvalRequests.id} AND ${canBeAnswered})`,
    ),
  )
  .orderBy(raw`${approvalRequests.answerBy} IS NULL`, asc(approvalRequests.answerBy), asc(approvalRequests.sentAt))
  .limit(20)
export type AskedOfCustomer = Awaited<ReturnType<typeof askedOfCustomerForCustomer.execute>>[number]

/** What is back at the shop, the oldest answer first: its first page lists it. */
export const requestsBack = sql
  .select({
    id: approvalRequests.id,
    title: approvalRequests.title,
    state: approvalRequests.state,
    jobId: jobs.id,
    number: jobs.number,
    customer: customers.name,
    at: raw<number>`coalesce(${approvalRequests.answeredAt}, ${approvalRequests.sentAt})`,
  })
  .from(approvalRequests)
  .innerJoin(jobs, eq(jobs.id, approvalRequests.jobId))
  .innerJoin(customers, eq(customers.id, approvalRequests.customerId))
  .where(
    and(
      eq(jobs.isClosed, false),
      raw`EXISTS (SELECT 1 FROM approval_requests r WHERE r.id = ${approvalRequests.id} AND ${needsShop})`,
    ),
  )
  .orderBy(asc(raw`coalesce(${approvalRequests.answeredAt}, ${approvalRequests.sentAt})`))
  .limit(5)
