import { and, asc, desc, eq, isNotNull, isNull, ne, or, type SQL } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { events, outbox } from '#features/activity/schema.ts'
import { editions } from '#features/approvals/schema.ts'
import { isLetIn } from '#features/customers/access.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { decisionOnLine } from '#features/jobs/queries.ts'
import { jobLines, jobs } from '#features/jobs/schema.ts'
import { nextDueOn } from '#features/payments/instalment-queries.ts'
import { adjusted } from './queries.ts'
import { invoices } from './schema.ts'

export const filters = ['all', 'draft', 'open', 'late', 'paid', 'void'] as const
export type Filter = (typeof filters)[number]

export const pageSize = 50

interface ListOptions {
  readonly filter: Filter
  /** A pattern for LIKE, or undefined. */
  readonly like: string | undefined
  readonly customerId: string | undefined
  readonly today: string
  readonly page: number
}

/** One page of the shop's invoices with its count, and what is open in all by due day. */
export function listQueries({ filter, like, customerId, today, page }: ListOptions) {
  const found = and(
    stateIs(filter, today),
    customerId ? eq(invoices.customerId, customerId) : undefined,
    like ? or(likes(invoices.number, like), likes(invoices.title, like), likes(customers.name, like)) : undefined,
  )
  const rows = sql
    .select({
      id: invoices.id,
      number: invoices.number,
      title: invoices.title,
      currency: invoices.currency,
      totalMinor: invoices.totalMinor,
      balanceMinor: invoices.balanceMinor,
      adjustedMinor: adjusted(raw`'late_fee', 'credit_note'`),
      dueOn: nextDueOn,
      issuedOn: invoices.issuedOn,
      sentAt: invoices.sentAt,
      voidedAt: invoices.voidedAt,
      settledAt: invoices.settledAt,
      customerId: invoices.customerId,
      customerName: customers.name,
    })
    .from(invoices)
    .innerJoin(customers, eq(customers.id, invoices.customerId))
    .where(found)
    .orderBy(raw`${invoices.sentAt} IS NOT NULL`, desc(invoices.sentAt), desc(invoices.createdAt))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const count = sql
    .select({ count: raw<number>`count(*)` })
    .from(invoices)
    .innerJoin(customers, eq(customers.id, invoices.customerId))
    .where(found)
  return [rows, count, openDays] as const
}
export type StaffRow = Awaited<ReturnType<ReturnType<typeof listQueries>[0]['execute']>>[number]

/** What the shop is owed, by due day: what is late is decided on the shop's own day. */
const openDays = sql
  .select({ dueOn: nextDueOn, invoices: raw<number>`count(*)`, minor: raw<number>`sum(balance_minor)` })
  .from(invoices)
  .where(raw`sent_at IS NOT NULL AND voided_at IS NULL AND balance_minor > 0`)
  .groupBy(nextDueOn)

const likes = (column: typeof invoices.number | typeof invoices.title | typeof customers.name, like: string) =>
  raw`${column} LIKE ${like} ESCAPE '\\'`

function stateIs(filter: Filter, today: string): SQL | undefined {
  const isSent = and(isNotNull(invoices.sentAt), isNull(invoices.voidedAt))
  switch (filter) {
    case 'all':
      return undefined
    case 'draft':
      return isNull(invoices.sentAt)
    case 'open':
      return and(isSent, raw`${invoices.balanceMinor} > 0`)
    case 'late':
      return and(isSent, raw`${invoices.balanceMinor} > 0`, raw`${nextDueOn} < ${today}`)
    case 'paid':
      return and(isSent, raw`${invoices.balanceMinor} <= 0`)
    case 'void':
      return isNotNull(invoices.voidedAt)
    default:
      return filter satisfies never
  }
}

const id = raw.placeholder('id')
const customerOfInvoice = raw`(SELECT customer_id FROM invoices WHERE id = ${id})`

/** Contacts of invoice `id`'s customer who may read invoices and can be mailed. */
export const recipientsOfInvoice = sql
  .select({ contactId: contacts.id, name: contacts.name, email: people.email })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(
    and(
      raw`${contacts.customerId} = ${customerOfInvoice}`,
      isLetIn,
      or(eq(contacts.canPay, true), eq(contacts.seesPrices, true)),
    ),
  )
  .orderBy(desc(contacts.isPrimary), asc(contacts.createdAt))
export type Recipient = Awaited<ReturnType<typeof recipientsOfInvoice.execute>>[number]

/** What happened to invoice `id`, newest first. */
export const historyOfInvoice = sql
  .select({
    id: events.id,
    kind: events.kind,
    actorKind: events.actorKind,
    actorName: events.actorName,
    facts: events.facts,
    details: events.details,
    at: events.at,
  })
  .from(events)
  .where(and(eq(events.subjectId, id), ne(events.kind, 'document.made')))
  .orderBy(desc(events.at), desc(events.id))
  .limit(50)
export type Happening = Awaited<ReturnType<typeof historyOfInvoice.execute>>[number]

export const editionsOfInvoice = sql
  .select({ number: editions.number, sha256: editions.sha256, createdAt: editions.createdAt })
  .from(editions)
  .where(eq(editions.subjectId, id))
  .orderBy(desc(editions.number))

/** When whoever pays invoice `id` is reminded next; of a plan, only for a part that is not paid. */
export const nextReminder = sql
  .select({ at: raw<number | null>`min(${outbox.dueAt})` })
  .from(outbox)
  .where(
    and(
      eq(outbox.kind, 'invoice.reminder'),
      raw`${outbox.payload} ->> '$.invoice' = ${id}`,
      raw`${outbox.payload} ->> '$.edition' = (SELECT CAST(i.edition AS TEXT) FROM invoices i WHERE i.id = ${id})`,
      raw`coalesce(${outbox.payload} ->> '$.on', '9999') >= (SELECT coalesce(${nextDueOn}, '') FROM invoices WHERE invoices.id = ${id})`,
      isNull(outbox.sentAt),
      isNull(outbox.failedAt),
    ),
  )

/** Job `id` with what an invoice takes over from it, and its draft where one waits. */
export const jobToBill = sql
  .select({
    id: jobs.id,
    title: jobs.title,
    customerId: jobs.customerId,
    poNumber: jobs.poNumber,
    estimateId: jobs.estimateId,
    discountPpm: jobs.discountPpm,
    discountMinor: jobs.discountMinor,
    isTaxInclusive: jobs.isTaxInclusive,
    isExempt:
      raw<boolean>`EXISTS (SELECT 1 FROM customers c WHERE c.id = jobs.customer_id AND c.tax_exemption IS NOT NULL)`.mapWith(
        Boolean,
      ),
    draftId: raw<
      string | null
    >`(SELECT i.id FROM invoices i WHERE i.job_id = jobs.id AND i.sent_at IS NULL ORDER BY i.created_at LIMIT 1)`,
    /** Its lines differ from what its customer answered, or were sent again and wait: nobody agreed to these. */
    isUnasked: raw<boolean>`EXISTS (SELECT 1 FROM approval_requests r
      WHERE r.kind = 'work' AND r.subject_id = jobs.id AND r.state <> 'withdrawn'
        AND (r.is_edited = 1 OR (r.state = 'open' AND r.edition > 1)))`.mapWith(Boolean),
  })
  .from(jobs)
  .where(eq(jobs.id, id))
/** All but what the customer declined. */
export const linesToBill = sql
  .select()
  .from(jobLines)
  .where(and(eq(jobLines.jobId, id), raw`coalesce(${decisionOnLine}, '') <> 'declined'`))
  .orderBy(asc(jobLines.position))
