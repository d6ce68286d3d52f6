import { and, asc, desc, eq, isNotNull, isNull, or, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer, theLink } from '#database/sql.ts'
import { events } from '#features/activity/schema.ts'
import type { RequestState } from '#features/approvals/rules.ts'
import { assets } from '#features/assets/schema.ts'
import { customers } from '#features/customers/schema.ts'
import { files } from '#features/files/schema.ts'
import { estimateAssets, estimateFiles, estimateLines, estimates } from './schema.ts'

const id = raw.placeholder('id')

const requestState = raw<RequestState | null>`(SELECT r.state FROM approval_requests r WHERE r.subject_id = estimates.id)`
const seenAt = raw<number | null>`(SELECT min(d.seen_at) FROM deliveries d WHERE d.subject_id = estimates.id)`
/** The one that took its place, once that was sent to the same customer. */
const supersededById = raw<string | null>`(SELECT e.id FROM estimates e
  WHERE e.id = estimates.superseded_by_id AND e.customer_id = estimates.customer_id AND e.sent_at IS NOT NULL AND e.removed_at IS NULL)`
/** What came in as its deposit, in minor units, as a positive amount. */
const depositPaidMinor = raw<number>`(SELECT coalesce(0 - sum(l.amount_minor), 0) FROM ledger l
  WHERE l.estimate_id = estimates.id AND l.kind IN ('deposit', 'refund'))`
const depositState = raw<'open' | 'processing' | null>`(SELECT p.state FROM payments p
  WHERE p.estimate_id = estimates.id AND p.state IN ('open', 'processing'))`

/** Whether its work was billed: a deposit that was not paid by then is asked for with the invoice, and by nothing else. */
const isBilled = raw<boolean>`EXISTS (SELECT 1 FROM invoices i WHERE i.job_id = estimates.job_id AND i.estimate_id = estimates.id
  AND i.sent_at IS NOT NULL AND i.voided_at IS NULL)`.mapWith(Boolean)

const columns = {
  id: estimates.id,
  number: estimates.number,
  customerId: customers.id,
  customerName: customers.name,
  title: estimates.title,
  note: estimates.note,
  currency: estimates.currency,
  tiers: estimates.tiers,
  discountPpm: estimates.discountPpm,
  discountMinor: estimates.discountMinor,
  isTaxInclusive: estimates.isTaxInclusive,
  depositPpm: estimates.depositPpm,
  depositMinor: estimates.depositMinor,
  validUntilOn: estimates.validUntilOn,
  advisorId: estimates.advisorId,
  edition: estimates.edition,
  sentAt: estimates.sentAt,
  jobId: estimates.jobId,
  jobNumber: raw<number | null>`(SELECT j.number FROM jobs j WHERE j.id = estimates.job_id)`,
  supersededById,
  createdAt: estimates.createdAt,
  version: estimates.version,
  requestState,
  seenAt,
  depositPaidMinor,
  depositState,
  isBilled,
  /** Why its customer pays no tax, if so: as it is today. */
  taxExemption: customers.taxExemption,
}

function estimateIn(scope: SQL | undefined) {
  return sql
    .select(columns)
    .from(estimates)
    .innerJoin(customers, eq(customers.id, estimates.customerId))
    .where(and(scope, isNull(estimates.removedAt), isNull(estimates.templateName)))
}
export type Estimate = Awaited<ReturnType<ReturnType<typeof estimateIn>['execute']>>[number]

export const estimateById = estimateIn(eq(estimates.id, id))
const isSent = isNotNull(estimates.sentAt)
export const estimateForCustomer = estimateIn(and(eq(estimates.id, id), eq(estimates.customerId, theCustomer), isSent))
/** The one an item link leads to, if it still is its contact's company's. */
export const estimateForLink = estimateIn(
  and(
    isSent,
    raw`EXISTS (SELECT 1 FROM item_links l JOIN contacts c ON c.id = l.contact_id
      WHERE l.id = ${theLink} AND l.purpose = 'estimate' AND l.subject_id = estimates.id AND c.customer_id = estimates.customer_id)`,
  ),
)

export const linesOfEstimate = sql
  .select({
    lineKey: estimateLines.lineKey,
    name: estimateLines.name,
    detail: estimateLines.detail,
    quantity: estimateLines.quantity,
    unitPriceMinor: estimateLines.unitPriceMinor,
    discountPpm: estimateLines.discountPpm,
    taxPpm: estimateLines.taxPpm,
    taxName: estimateLines.taxName,
    tierKey: estimateLines.tierKey,
    isOptional: estimateLines.isOptional,
  })
  .from(estimateLines)
  .where(eq(estimateLines.estimateId, id))
  .orderBy(asc(estimateLines.position))

export const assetsOfEstimate = sql
  .select({ id: assets.id, name: assets.name, year: assets.year, make: assets.make, model: assets.model })
  .from(estimateAssets)
  .innerJoin(assets, eq(assets.id, estimateAssets.assetId))
  .where(eq(estimateAssets.estimateId, id))

const preview = (column: 'id' | 'sha256') =>
  raw<string | null>`(SELECT d.${raw.raw(column)} FROM files d
    WHERE d.derived_from_id = files.id AND d.variant = 'preview' ORDER BY d.width DESC LIMIT 1)`

/** Photos on estimate `:id`, oldest first. */
export const photosOfEstimate = sql
  .select({
    ...{ id: estimateFiles.id, file: files.id, name: files.name, caption: estimateFiles.caption, sha256: files.sha256 },
    ...{ preview: preview('id'), previewSha256: preview('sha256') },
  })
  .from(estimateFiles)
  .innerJoin(files, eq(files.id, estimateFiles.fileId))
  .where(and(eq(estimateFiles.estimateId, id), isNull(estimateFiles.removedAt)))
  .orderBy(asc(estimateFiles.createdAt), raw`estimate_files.rowid`)
export type EstimatePhoto = Awaited<ReturnType<typeof photosOfEstimate.execute>>[number]

const rowColumns = {
  ...{ id: estimates.id, number: estimates.number, title: estimates.title, currency: estimates.currency },
  ...{ validUntilOn: estimates.validUntilOn, sentAt: estimates.sentAt, createdAt: estimates.createdAt },
  supersededById,
  customerId: customers.id,
  customerName: customers.name,
  requestState,
  seenAt,
  /** What was said yes to, before tax; until then the most that can be, of what was sent. */
  totalMinor: raw<number | null>`(SELECT coalesce(
    (SELECT a.body ->> '$.approvedMinor' FROM approvals a WHERE a.request_id = r.id AND r.state = 'approved' ORDER BY a.sequence DESC LIMIT 1),
    r.total_minor) FROM approval_requests r WHERE r.subject_id = estimates.id)`,
}
export type EstimateRow = Awaited<ReturnType<ReturnType<typeof listQueries>[0]['execute']>>[number]

export const filters = ['all', 'draft', 'open', 'approved', 'declined', 'expired'] as const
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
/** One page of the shop's estimates, and how many there are of that kind. */
export function listQueries({ filter, like, customerId, today, page }: ListOptions) {
  const found = and(
    isNull(estimates.removedAt),
    isNull(estimates.templateName),
    stateIs(filter, today),
    customerId ? eq(estimates.customerId, customerId) : undefined,
    like
      ? or(...[estimates.number, estimates.title, customers.name].map((column) => raw`${column} LIKE ${like} ESCAPE '\\'`))
      : undefined,
  )
  const rows = sql
    .select(rowColumns)
    .from(estimates)
    .innerJoin(customers, eq(customers.id, estimates.customerId))
    .where(found)
    .orderBy(desc(estimates.createdAt), desc(estimates.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const count = sql
    .select({ count: raw<number>`count(*)` })
    .from(estimates)
    .innerJoin(customers, eq(customers.id, estimates.customerId))
    .where(found)
  return [rows, count] as const
}

function stateIs(filter: Filter, today: string): SQL | undefined {
  const isOpen = raw`(${requestState} = 'open' AND ${supersededById} IS NULL)`
  const isOver = raw`coalesce(${estimates.validUntilOn} < ${today}, 0)`
  switch (filter) {
    case 'all':
      return undefined
    case 'draft':
      return isNull(estimates.sentAt)
    case 'open':
      return raw`${isOpen} AND NOT ${isOver}`
    case 'expired':
      return raw`${isOpen} AND ${isOver}`
    case 'approved':
    case 'declined':
      return raw`${requestState} = ${filter}`
    default:
      return filter satisfies never
  }
}

/** The estimates a customer was sent, the newest first. */
export const estimatesForCustomer = sql
  .select(rowColumns)
  .from(estimates)
  .innerJoin(customers, eq(customers.id, estimates.customerId))
  .where(and(eq(estimates.customerId, theCustomer), isSent, isNull(estimates.removedAt), raw`${requestState} <> 'withdrawn'`))
  .orderBy(desc(estimates.sentAt))
  .limit(100)

/** The shop's templates, by name. */
export const templates = sql
  .select({ id: estimates.id, templateName: estimates.templateName, title: estimates.title })
  .from(estimates)
  .where(and(isNotNull(estimates.templateName), isNull(estimates.removedAt)))
  .orderBy(asc(estimates.templateName))
/** Template, or estimate, `:from`, to start another with. */
export const sourceToCopy = sql
  .select()
  .from(estimates)
  .where(and(eq(estimates.id, raw.placeholder('from')), isNull(estimates.removedAt)))

/** What happened to estimate `:id` and to its request for approval, newest first. */
export const historyOfEstimate = sql
  .select({ kind: events.kind, actorName: events.actorName, facts: events.facts, at: events.at })
  .from(events)
  .where(
    and(
      raw`${events.subjectId} IN (${id}, (SELECT r.id FROM approval_requests r WHERE r.subject_id = ${id}))`,
      // How far it came stands in a block of its own, and a payment page is opened by going to it.
      raw`${events.kind} NOT IN ('delivery.seen', 'payment.offered')`,
    ),
  )
  .orderBy(desc(events.at), desc(events.id))
  .limit(50)
export type Happening = Awaited<ReturnType<typeof historyOfEstimate.execute>>[number]
