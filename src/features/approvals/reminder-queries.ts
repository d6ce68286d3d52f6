import { and, eq, isNull, or } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { isLetIn } from '#features/customers/access.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { staff } from '#features/team/schema.ts'
import { approvalRequests } from './schema.ts'

/** Edition `:edition` of request `:request`, while contact `:contact` is still asked for an answer to just that. */
export const stillAsked = sql
  .select({
    kind: approvalRequests.kind,
    title: approvalRequests.title,
    parts: approvalRequests.parts,
    openParts: approvalRequests.openParts,
    totalMinor: approvalRequests.totalMinor,
    currency: raw<string | null>`(SELECT e.content ->> '$.currency' FROM editions e
      WHERE e.subject_id = ${approvalRequests.subjectId} AND e.number = ${approvalRequests.edition})`,
    sentAt: approvalRequests.sentAt,
    answerBy: approvalRequests.answerBy,
    number: jobs.number,
    dueOn: jobs.dueOn,
    isDueMovable: raw<boolean>`coalesce(${jobs.isDueMovable}, 0)`,
    contactName: contacts.name,
    email: people.email,
    seesPrices: contacts.seesPrices,
    customerName: customers.name,
    advisorName: staff.name,
    advisorPhone: staff.phone,
    advisorEmail: staff.email,
  })
  .from(approvalRequests)
  .innerJoin(contacts, and(eq(contacts.customerId, approvalRequests.customerId), eq(contacts.id, raw.placeholder('contact'))))
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .leftJoin(jobs, eq(jobs.id, approvalRequests.jobId))
  .leftJoin(staff, and(eq(staff.id, jobs.advisorId), eq(staff.isActive, true)))
  .where(
    and(
      eq(approvalRequests.id, raw.placeholder('request')),
      raw`${approvalRequests.edition} = CAST(${raw.placeholder('edition')} AS INTEGER)`,
      eq(approvalRequests.state, 'open'),
      // What the shop changed since has to be sent again: an answer to the old would count for nothing.
      eq(approvalRequests.isEdited, false),
      or(isNull(jobs.id), eq(jobs.isClosed, false)),
      eq(contacts.canApprove, true),
      isLetIn,
    ),
  )
export type StillAsked = Awaited<ReturnType<typeof stillAsked.execute>>[number]
