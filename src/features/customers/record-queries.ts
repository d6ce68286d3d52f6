import { and, desc, eq, inArray } from 'drizzle-orm'
import type { BaseCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { notFound } from '#errors.ts'
import { events } from '#features/activity/schema.ts'
import { upcomingOfCustomer } from '#features/appointments/queries.ts'
import { countOfCustomer, someOfCustomer } from '#features/assets/list-queries.ts'
import { soonDays } from '#features/assets/rules.ts'
import { adjustedMinor } from '#features/invoices/queries.ts'
import { invoices } from '#features/invoices/schema.ts'
import { standingColumns } from '#features/jobs/queries.ts'
import { jobs, statuses } from '#features/jobs/schema.ts'
import { creditOfCustomer } from '#features/payments/credit-queries.ts'
import { nextDueOn } from '#features/payments/instalment-queries.ts'
import { limitsOfCustomer } from '#features/work/limit-queries.ts'
import { addDays, dayOf } from '#lib/time.ts'
import { alsoListed, contactsOfCustomer, customerById } from './queries.ts'
import type { DueDay } from './rules.ts'
import { toldKinds } from './words.ts'

const id = raw.placeholder('id')
const shown = 5

const jobTally = sql
  .select({
    active: raw<number>`coalesce(sum(jobs.is_closed = 0), 0)`,
    orders: raw<number>`coalesce(sum(${statuses.stage} <> 'cancelled'), 0)`,
  })
  .from(jobs)
  .innerJoin(statuses, eq(statuses.id, jobs.statusId))
  .where(eq(jobs.customerId, id))

const isSent = raw`${invoices.sentAt} IS NOT NULL AND ${invoices.voidedAt} IS NULL`

const dueDays = sql
  .select({ dueOn: nextDueOn, invoices: raw<number>`count(*)`, minor: raw<number>`sum(balance_minor)` })
  .from(invoices)
  .where(and(eq(invoices.customerId, id), raw`${invoices.balanceMinor} > 0`, isSent))
  .groupBy(nextDueOn)

const invoiceTally = sql
  .select({
    all: raw<number>`count(*)`,
    invoicedMinor: raw<number>`coalesce(sum(CASE WHEN sent_at IS NOT NULL AND voided_at IS NULL THEN total_minor END), 0)`,
  })
  .from(invoices)
  .where(eq(invoices.customerId, id))

const latestJobs = sql
  .select({
    id: jobs.id,
    number: jobs.number,
    title: jobs.title,
    pieces: jobs.pieces,
    dueOn: jobs.dueOn,
    isClosed: jobs.isClosed,
    status: statuses.name,
    ...standingColumns,
  })
  .from(jobs)
  .innerJoin(statuses, eq(statuses.id, jobs.statusId))
  .where(eq(jobs.customerId, id))
  .orderBy(jobs.isClosed, desc(jobs.createdAt))
  .limit(shown)

const latestInvoices = sql
  .select({
    id: invoices.id,
    number: invoices.number,
    title: invoices.title,
    currency: invoices.currency,
    totalMinor: invoices.totalMinor,
    adjustedMinor,
    balanceMinor: invoices.balanceMinor,
    dueOn: nextDueOn,
    sentAt: invoices.sentAt,
    voidedAt: invoices.voidedAt,
    settledAt: invoices.settledAt,
  })
  .from(invoices)
  .where(eq(invoices.customerId, id))
  .orderBy(desc(invoices.createdAt))
  .limit(shown)

// Events stand for ever under the customer they happened to, so those of merged ones are read along.
const lately = sql
  .select({
    kind: events.kind,
    actorKind: events.actorKind,
    actorName: events.actorName,
    facts: events.facts,
    details: events.details,
    job: raw<string | null>`(SELECT j.title FROM jobs j WHERE j.id = events.job_id)`,
    person: raw<
      string | null
    >`(SELECT c.name FROM sessions s JOIN contacts c ON c.id = s.contact_id WHERE s.id = events.subject_id)`,
    invoice: raw<string | null>`(SELECT i.number FROM invoices i WHERE i.id = events.subject_id)`,
    at: events.at,
  })
  .from(events)
  .where(
    and(
      raw`${events.customerId} IN (SELECT id FROM customers WHERE id = ${id} OR merged_into_id = ${id})`,
      inArray(events.kind, [...toldKinds]),
    ),
  )
  .orderBy(desc(events.at), desc(events.id))
  .limit(8)

/** Who made this record part of another one, and when. */
const mergeOf = sql
  .select({ by: events.actorName, at: events.at })
  .from(events)
  .where(and(eq(events.subjectId, id), eq(events.kind, 'customer.merged')))
  .orderBy(desc(events.at))
  .limit(1)

export type CustomerRecord = Awaited<ReturnType<typeof getRecord>>

/** Everything on a customer's record, in one trip. */
export async function getRecord(ctx: BaseCtx, customerId: string) {
  const queries = [
    customerById,
    contactsOfCustomer,
    alsoListed,
    jobTally,
    dueDays,
    invoiceTally,
    latestJobs,
    latestInvoices,
    lately,
    mergeOf,
    limitsOfCustomer,
    creditOfCustomer,
    upcomingOfCustomer,
    someOfCustomer,
    countOfCustomer,
  ] as const
  const [
    [customer],
    contacts,
    also,
    [tally],
    due,
    [money],
    jobRows,
    invoiceRows,
    happened,
    [merge],
    limits,
    credits,
    appointments,
    assets,
    [owned],
  ] = await ctx.read(queries, {
    id: customerId,
    // The shop's own day is known only after the read: the world's is at most a day away.
    soonOn: addDays(dayOf(ctx.now, 'UTC'), soonDays),
  })
  if (!customer) throw notFound('Customer')
  return {
    customer,
    contacts,
    also,
    activeJobs: tally?.active ?? 0,
    orders: tally?.orders ?? 0,
    due: due satisfies DueDay[],
    invoices: money?.all ?? 0,
    invoicedMinor: money?.invoicedMinor ?? 0,
    jobs: jobRows,
    latestInvoices: invoiceRows,
    lately: happened,
    merge,
    limits,
    credits,
    appointments,
    assets,
    owned: owned?.count ?? 0,
  }
}
