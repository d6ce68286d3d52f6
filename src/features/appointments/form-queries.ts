import { and, asc, desc, eq, isNull, or } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { customers } from '#features/customers/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { appointments } from './schema.ts'

const owner = raw.placeholder('owner')
const job = raw.placeholder('job')
const ofJob = raw`(SELECT j.customer_id FROM jobs j WHERE j.id = ${job})`
const ofAppointment = raw`(SELECT a.customer_id FROM appointments a WHERE a.id = ${raw.placeholder('id')})`

/** Customer `:owner`, or whose job `:job` is, where something new may still be set for them. */
export const ownerChosen = sql
  .select({ id: customers.id, name: customers.name })
  .from(customers)
  .where(and(raw`${customers.id} = coalesce(nullif(${owner}, ''), ${ofJob})`, isNull(customers.archivedAt)))

const mostJobs = 100
const newest = desc(jobs.createdAt)
/** Their work that an appointment can be about: what is open, and `:job` itself. */
export const jobsToChoose = sql
  .select({ id: jobs.id, number: jobs.number, title: jobs.title })
  .from(jobs)
  .where(and(raw`${jobs.customerId} = coalesce(nullif(${owner}, ''), ${ofJob})`, or(eq(jobs.isClosed, false), eq(jobs.id, job))))
  .orderBy(newest)
  .limit(mostJobs)

/** The same for what is set already as appointment `:id`. */
export const jobsOfAppointment = sql
  .select({ id: jobs.id, number: jobs.number, title: jobs.title })
  .from(jobs)
  .where(
    and(
      raw`${jobs.customerId} = ${ofAppointment}`,
      or(
        eq(jobs.isClosed, false),
        eq(jobs.id, job),
        raw`${jobs.id} = (SELECT a.job_id FROM appointments a WHERE a.id = ${raw.placeholder('id')})`,
      ),
    ),
  )
  .orderBy(newest)
  .limit(mostJobs)

/** Resources that were used before, to choose again. */
export const resourcesUsed = sql
  .selectDistinct({ resource: appointments.resource })
  .from(appointments)
  .where(raw`${appointments.resource} <> ''`)
  .orderBy(asc(appointments.resource))
  .limit(50)
