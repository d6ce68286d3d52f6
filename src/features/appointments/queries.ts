import { and, asc, desc, eq, gt, isNotNull, isNull, ne, or, type SQL } from 'drizzle-orm'
import { raw, sql, theContact, theCustomer, theNow } from '#database/sql.ts'
import { isLetIn } from '#features/customers/access.ts'
import { greetedName } from '#features/customers/queries.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { staff } from '#features/team/schema.ts'
import { appointments, calendarFeeds } from './schema.ts'

const id = raw.placeholder('id')
export const endsAt = raw<number>`(${appointments.startsAt} + ${appointments.minutes} * 60000)`
/** Not over yet, and not called off. */
export const isUpcoming = and(ne(appointments.state, 'cancelled'), raw`${endsAt} > ${theNow}`)

const columns = {
  id: appointments.id,
  customerId: appointments.customerId,
  jobId: appointments.jobId,
  jobTitle: jobs.title,
  jobNumber: jobs.number,
  title: appointments.title,
  startsAt: appointments.startsAt,
  minutes: appointments.minutes,
  place: appointments.place,
  resource: appointments.resource,
  note: appointments.note,
  state: appointments.state,
  stateAt: appointments.stateAt,
  wish: appointments.wish,
  cancelledBy: appointments.cancelledBy,
  sequence: appointments.sequence,
  version: appointments.version,
}
/** What the desk's lists show of each. */
export const deskColumns = { ...columns, customerName: customers.name }
const withJob = () => sql.select(columns).from(appointments).leftJoin(jobs, eq(jobs.id, appointments.jobId))
const isOwn = eq(appointments.customerId, theCustomer)
/** So many of those that are over a page shows. */
export const pastShown = 20

/** What is to come for a customer, the next one first. */
export const upcomingForCustomer = withJob()
  .where(and(isOwn, isUpcoming))
  .orderBy(asc(appointments.startsAt), asc(appointments.id))
  .limit(100)
export type Appointment = Awaited<ReturnType<typeof upcomingForCustomer.execute>>[number]

/** One page of what is over or was called off, the latest first, and the first of the next. */
export const pastForCustomer = withJob()
  .where(and(isOwn, or(eq(appointments.state, 'cancelled'), raw`${endsAt} <= ${theNow}`)))
  .orderBy(desc(appointments.startsAt), desc(appointments.id))
  .limit(pastShown + 1)
  .offset(raw.placeholder('offset'))

/** What is to come about job `:id`. */
export const upcomingOfJobForCustomer = withJob()
  .where(and(isOwn, eq(appointments.jobId, id), isUpcoming))
  .orderBy(asc(appointments.startsAt))

/** Appointment `:id` of the customer who reads, with whom the shop tells of an answer. */
export const appointmentForCustomer = sql
  .select({ ...columns, advisorEmail: staff.email })
  .from(appointments)
  .leftJoin(jobs, eq(jobs.id, appointments.jobId))
  .leftJoin(staff, and(eq(staff.id, jobs.advisorId), eq(staff.isActive, true)))
  .where(and(isOwn, eq(appointments.id, id)))

/** The calendar address of the contact who reads, while it works. */
export const feedForCustomer = sql
  .select({ id: calendarFeeds.id, generation: calendarFeeds.generation, createdAt: calendarFeeds.createdAt })
  .from(calendarFeeds)
  .innerJoin(contacts, and(eq(contacts.id, calendarFeeds.contactId), eq(contacts.customerId, theCustomer)))
  .where(and(eq(calendarFeeds.contactId, theContact), isNull(calendarFeeds.revokedAt)))

/** Whose feed `:feed` is, as long as the portal lets them in. */
export const openFeed = sql
  .select({ generation: calendarFeeds.generation, customerId: contacts.customerId })
  .from(calendarFeeds)
  .innerJoin(contacts, eq(contacts.id, calendarFeeds.contactId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(
    and(eq(calendarFeeds.id, raw.placeholder('feed')), isNull(calendarFeeds.revokedAt), isNotNull(contacts.personId), isLetIn),
  )

const keptInFeedMs = 60 * 86_400_000
/** What feed `:feed` tells: from two months ago on, with what was called off, so that calendars take it away. */
export const appointmentsOfFeed = withJob()
  .where(
    and(
      eq(
        appointments.customerId,
        raw`(SELECT c.customer_id FROM calendar_feeds f JOIN contacts c ON c.id = f.contact_id WHERE f.id = ${raw.placeholder('feed')})`,
      ),
      gt(appointments.startsAt, raw`${theNow} - ${keptInFeedMs}`),
    ),
  )
  .orderBy(asc(appointments.startsAt))
  .limit(500)

/** Appointment `:id` as the desk reads it. */
export const appointmentById = sql
  .select({ ...columns, customerName: customers.name, isArchived: raw<boolean>`${customers.archivedAt} IS NOT NULL` })
  .from(appointments)
  .innerJoin(customers, eq(customers.id, appointments.customerId))
  .leftJoin(jobs, eq(jobs.id, appointments.jobId))
  .where(eq(appointments.id, id))
export type StaffAppointment = Awaited<ReturnType<typeof appointmentById.execute>>[number]

const forDesk = (scope: SQL | undefined) =>
  sql
    .select(deskColumns)
    .from(appointments)
    .innerJoin(customers, eq(customers.id, appointments.customerId))
    .leftJoin(jobs, eq(jobs.id, appointments.jobId))
    .where(scope)
    .orderBy(asc(appointments.startsAt), asc(appointments.id))

/** What is to come for customer `:id`, and about job `:id`. */
export const upcomingOfCustomer = forDesk(and(eq(appointments.customerId, id), isUpcoming)).limit(20)
export const upcomingOfJob = forDesk(and(eq(appointments.jobId, id), isUpcoming))
/** From `:from` on, before `:until`; ms. */
export const appointmentsBetween = forDesk(
  and(
    ne(appointments.state, 'cancelled'),
    raw`${appointments.startsAt} >= ${raw.placeholder('from')} AND ${appointments.startsAt} < ${raw.placeholder('until')}`,
  ),
).limit(200)
/** What customers ask to have moved, and the shop has not answered. */
export const wishesOpen = forDesk(and(eq(appointments.state, 'wished'), raw`${appointments.startsAt} > ${theNow}`)).limit(5)
export type DeskAppointment = Awaited<ReturnType<typeof upcomingOfJob.execute>>[number]

/** What else has the resource `:resource` between `:from` and `:until`, beside appointment `:id`; the first of it. */
export const clashWith = sql
  .select({
    resource: appointments.resource,
    title: appointments.title,
    startsAt: appointments.startsAt,
    customerName: customers.name,
  })
  .from(appointments)
  .innerJoin(customers, eq(customers.id, appointments.customerId))
  .where(
    and(
      ne(appointments.id, id),
      ne(appointments.state, 'cancelled'),
      raw`lower(${appointments.resource}) = lower(${raw.placeholder('resource')})`,
      raw`${appointments.startsAt} < ${raw.placeholder('until')} AND ${endsAt} > ${raw.placeholder('from')}`,
    ),
  )
  .orderBy(asc(appointments.startsAt))
  .limit(1)

const contactsOf = (customer: SQL) =>
  sql
    .select({ id: contacts.id })
    .from(contacts)
    .innerJoin(customers, eq(customers.id, contacts.customerId))
    .where(and(eq(contacts.customerId, customer), isLetIn, isNotNull(contacts.personId)))
/** Whom a mail may reach about an appointment of customer `:owner`, and about appointment `:id`. */
export const contactsToTell = contactsOf(raw`${raw.placeholder('owner')}`)
export const contactsOfAppointment = contactsOf(raw`(SELECT a.customer_id FROM appointments a WHERE a.id = ${id})`)
export type Contacts = Awaited<ReturnType<typeof contactsToTell.execute>>

/** What a mail about appointment `:id` says to contact `:contact`: nothing to one who may not read it any more. */
export const appointmentForMail = sql
  .select({
    ...columns,
    contactName: greetedName,
    email: people.email,
    customerName: customers.name,
    advisorName: staff.name,
    advisorPhone: staff.phone,
    advisorEmail: staff.email,
  })
  .from(appointments)
  .innerJoin(customers, eq(customers.id, appointments.customerId))
  .innerJoin(contacts, and(eq(contacts.customerId, appointments.customerId), eq(contacts.id, raw.placeholder('contact'))))
  .innerJoin(people, eq(people.id, contacts.personId))
  .leftJoin(jobs, eq(jobs.id, appointments.jobId))
  .leftJoin(staff, and(eq(staff.id, jobs.advisorId), eq(staff.isActive, true)))
  .where(and(eq(appointments.id, id), isLetIn))
export type MailedAppointment = Awaited<ReturnType<typeof appointmentForMail.execute>>[number]
