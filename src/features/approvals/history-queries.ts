import { and, desc, eq, inArray, ne, or, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer, theLink } from '#database/sql.ts'
import type { RequestKind } from './rules.ts'
import { approvalRequests, approvals, decisions, editions } from './schema.ts'

const theJob = raw.placeholder('id')
const linkedJob = raw`(SELECT j.id FROM item_links l JOIN contacts c ON c.id = l.contact_id JOIN jobs j ON j.id = l.subject_id AND j.customer_id = c.customer_id
  WHERE l.id = ${theLink} AND l.purpose = 'work')`
const scopes = {
  staff: raw`= ${theJob}`,
  customer: raw`= (SELECT j.id FROM jobs j WHERE j.id = ${theJob} AND j.customer_id = ${theCustomer})`,
  link: raw`= ${linkedJob}`,
} as const
/** Far more rounds than a job has; a page stays a page. */
const most = 100

/** What was sent for approval on one job, newest first. */
export const sentOnJob = sentIn(scopes.staff)
export const sentOnJobForCustomer = sentIn(scopes.customer)
export const sentOnJobForLink = sentIn(scopes.link)
export type SentRow = Awaited<ReturnType<typeof sentOnJob.execute>>[number]

/** What was decided on one job, newest first. */
export const recordsOnJob = recordsIn(scopes.staff)
export const recordsOnJobForCustomer = recordsIn(scopes.customer, ne(approvals.kind, 'override'))
export const recordsOnJobForLink = recordsIn(scopes.link, ne(approvals.kind, 'override'))
export type OnJobRow = Awaited<ReturnType<typeof recordsOnJob.execute>>[number]

function sentIn(job: SQL) {
  const subjects = sql
    .select({ id: approvalRequests.subjectId })
    .from(approvalRequests)
    .where(and(raw`${approvalRequests.jobId} ${job}`, ne(approvalRequests.state, 'draft')))
  return sql
    .select({
      id: editions.id,
      subjectId: editions.subjectId,
      number: editions.number,
      about: raw<RequestKind>`${editions.content} ->> '$.kind'`,
      title: raw<string>`${editions.content} ->> '$.title'`,
      at: editions.createdAt,
    })
    .from(editions)
    .where(inArray(editions.subjectId, subjects))
    .orderBy(desc(editions.createdAt))
    .limit(most)
}

function recordsIn(job: SQL, only?: SQL) {
  // Lines that came from an estimate stand by what was said to that.
  const standing = sql
    .select({ id: decisions.approvalId })
    .from(decisions)
    .innerJoin(approvalRequests, eq(approvalRequests.id, decisions.requestId))
    .where(raw`${approvalRequests.jobId} ${job}`)
  return sql
    .select({
      id: approvals.id,
      sequence: approvals.sequence,
      kind: approvals.kind,
      subjectId: approvals.subjectId,
      editionId: approvals.editionId,
      edition: approvals.edition,
      outcome: approvals.outcome,
      body: approvals.body,
      at: approvals.at,
      title: raw<string | null>`(SELECT r.title FROM approval_requests r WHERE r.id = approvals.request_id)`,
      name: raw<string | null>`(SELECT p.payload ->> '$.name' FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
      recordedBy: raw<
        string | null
      >`(SELECT p.payload ->> '$.recordedBy' FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
    })
    .from(approvals)
    .where(and(or(raw`${approvals.jobId} ${job}`, inArray(approvals.id, standing)), only))
    .orderBy(desc(approvals.sequence))
    .limit(most)
}
