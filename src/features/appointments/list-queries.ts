import { and, asc, desc, eq, ne, or, type SQL } from 'drizzle-orm'
import { raw, sql, theNow } from '#database/sql.ts'
import { customers } from '#features/customers/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { deskColumns, endsAt, isUpcoming } from './queries.ts'
import { appointments } from './schema.ts'

export const filters = ['upcoming', 'wished', 'past', 'cancelled'] as const
export type Filter = (typeof filters)[number]
export const pageSize = 50

interface ListOptions {
  readonly filter: Filter
  /** A pattern for LIKE, or undefined. */
  readonly like: string | undefined
  readonly page: number
}

/** One page of the shop's appointments, and how many there are of that kind: what is to come from now on, what is over backwards. */
export function listQueries({ filter, like, page }: ListOptions) {
  const texts = [appointments.title, appointments.resource, customers.name]
  const found = and(scopes[filter], like ? or(...texts.map((column) => raw`${column} LIKE ${like} ESCAPE '\\'`)) : undefined)
  const isAhead = filter === 'upcoming' || filter === 'wished'
  const order = isAhead
    ? [asc(appointments.startsAt), asc(appointments.id)]
    : [desc(appointments.startsAt), desc(appointments.id)]
  const rows = sql
    .select(deskColumns)
    .from(appointments)
    .innerJoin(customers, eq(customers.id, appointments.customerId))
    .leftJoin(jobs, eq(jobs.id, appointments.jobId))
    .where(found)
    .orderBy(...order)
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const count = sql
    .select({ count: raw<number>`count(*)` })
    .from(appointments)
    .innerJoin(customers, eq(customers.id, appointments.customerId))
    .where(found)
  return [rows, count] as const
}

const scopes: Readonly<Record<Filter, SQL | undefined>> = {
  upcoming: isUpcoming,
  wished: and(eq(appointments.state, 'wished'), raw`${appointments.startsAt} > ${theNow}`),
  past: and(ne(appointments.state, 'cancelled'), raw`${endsAt} <= ${theNow}`),
  cancelled: eq(appointments.state, 'cancelled'),
}
