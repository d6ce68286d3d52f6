import { and, asc, eq, isNotNull, isNull, or, type SQL } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { outbox } from '#features/activity/schema.ts'
import { isLetIn } from '#features/customers/access.ts'
import { greetedName } from '#features/customers/queries.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { staff } from '#features/team/schema.ts'
import { assetName, isFound, standingColumns } from './queries.ts'
import { jobs, statuses } from './schema.ts'

const status = raw.placeholder('status')
const advisor = raw.placeholder('advisor')
const like = raw.placeholder('like')
const matches = raw`(${status} = '' OR jobs.status_id = ${status}) AND (${advisor} = '' OR jobs.advisor_id = ${advisor})
  AND (${isFound} OR customers.name LIKE ${like} ESCAPE '\\')`

const isOpen = eq(jobs.isClosed, false)
const byDay = [raw`jobs.due_on IS NULL`, asc(jobs.dueOn), asc(jobs.number)]
/** One page of the shop's work, and how much of it there is by due day; closed work counts under no day. */
export const staffLists = {
  open: listOf(isOpen, byDay),
  late: listOf(and(isOpen, raw`jobs.due_on < ${raw.placeholder('horizon')}`), byDay),
  closed: listOf(eq(jobs.isClosed, true), [raw`jobs.number DESC`]),
  all: listOf(undefined, [raw`jobs.number DESC`]),
} as const
export type StaffListed = Awaited<ReturnType<(typeof staffLists)['open']['rows']['execute']>>[number]

/** Open work by due day, whatever is being looked for. */
export const openDays = sql
  .select({ dueOn: jobs.dueOn, count: raw<number>`count(*)` })
  .from(jobs)
  .where(isOpen)
  .groupBy(jobs.dueOn)

/** Who may look after a job. */
export const advisorsToChoose = sql
  .select({ id: staff.id, name: staff.name, role: staff.role })
  .from(staff)
  .where(or(eq(staff.isActive, true), eq(staff.id, raw.placeholder('advisor'))))
  .orderBy(asc(staff.name))

/** The customer `:owner`, where new work may still be made for it. */
export const ownerChosen = sql
  .select({ id: customers.id, name: customers.name })
  .from(customers)
  .where(and(eq(customers.id, raw.placeholder('owner')), isNull(customers.archivedAt), isNull(customers.mergedIntoId)))

/** The contacts of job `:id` whom a mail about it may reach. */
export const contactsToTell = sql
  .select({ id: contacts.id })
  .from(contacts)
  .innerJoin(jobs, eq(jobs.customerId, contacts.customerId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(jobs.id, raw.placeholder('id')), isLetIn, isNotNull(contacts.personId)))

/** When a customer was last mailed about where job `:id` stands. */
export const toldOfJob = sql
  .select({ at: raw<number | null>`max(${outbox.sentAt})` })
  .from(outbox)
  .where(
    and(
      raw`${outbox.topic} >= 'job.status:' || ${raw.placeholder('id')} || ':'`,
      raw`${outbox.topic} < 'job.status:' || ${raw.placeholder('id')} || ';'`,
      isNull(outbox.failure),
    ),
  )

/** What a mail about job `:id` says to contact `:contact`: nothing for a contact who may not read it any more. */
export const jobForMail = sql
  .select({
    title: jobs.title,
    number: jobs.number,
    dueOn: jobs.dueOn,
    isClosed: jobs.isClosed,
    statusId: jobs.statusId,
    mailSubject: statuses.mailSubject,
    mailBody: statuses.mailBody,
    contactName: greetedName,
    email: people.email,
    advisorName: staff.name,
    advisorTitle: staff.title,
    advisorPhone: staff.phone,
    advisorEmail: staff.email,
    ...standingColumns,
  })
  .from(jobs)
  .innerJoin(statuses, eq(statuses.id, jobs.statusId))
  .innerJoin(customers, eq(customers.id, jobs.customerId))
  .innerJoin(contacts, and(eq(contacts.customerId, jobs.customerId), eq(contacts.id, raw.placeholder('recipient'))))
  .innerJoin(people, eq(people.id, contacts.personId))
  .leftJoin(staff, and(eq(staff.id, jobs.advisorId), eq(staff.isActive, true)))
  .where(and(eq(jobs.id, raw.placeholder('id')), isLetIn))

function listOf(scope: SQL | undefined, order: SQL[]) {
  const where = and(scope, matches)
  const day = raw<string | null>`CASE WHEN jobs.is_closed THEN NULL ELSE jobs.due_on END`
  return {
    rows: sql
      .select({
        id: jobs.id,
        number: jobs.number,
        title: jobs.title,
        customerName: customers.name,
        statusId: jobs.statusId,
        statusName: statuses.name,
        statusAt: jobs.statusAt,
        dueOn: jobs.dueOn,
        isClosed: jobs.isClosed,
        pieces: jobs.pieces,
        advisorName: staff.name,
        version: jobs.version,
        assetName,
        ...standingColumns,
      })
      .from(jobs)
      .innerJoin(statuses, eq(statuses.id, jobs.statusId))
      .innerJoin(customers, eq(customers.id, jobs.customerId))
      .leftJoin(staff, eq(staff.id, jobs.advisorId))
      .where(where)
      .orderBy(...order)
      .limit(raw.placeholder('limit'))
      .offset(raw.placeholder('offset')),
    days: sql
      .select({ dueOn: day, count: raw<number>`count(*)` })
      .from(jobs)
      .innerJoin(customers, eq(customers.id, jobs.customerId))
      .where(where)
      .groupBy(day),
  }
}
