import { and, asc, eq, isNull } from 'drizzle-orm'
import { raw, sql, theCustomer, theNow } from '#database/sql.ts'
import { adjustedMinor } from '#features/invoices/queries.ts'
import { invoices } from '#features/invoices/schema.ts'
import { dueWhere, foundWhere } from './found.ts'
import { assets } from './schema.ts'

const state = raw.placeholder('state')
const depot = raw.placeholder('depot')
const like = raw.placeholder('like')

/** What a customer has with the shop now. */
const isOwn = and(eq(assets.ownerId, theCustomer), isNull(assets.archivedAt))

/** Those of them that a page asks for; what it does not ask about is an empty text, and costs nothing. */
const isAsked = raw`(${state} = '' OR ${assets.state} = ${state}) AND (${depot} = '' OR ${assets.depot} = ${depot})
  AND (${raw.placeholder('due')} = '' OR ${dueWhere(raw.placeholder('soonOn'))}) AND (${like} = '%%' OR ${foundWhere(like)})`

const columns = {
  ...{ id: assets.id, kind: assets.kind, name: assets.name, state: assets.state, unitNumber: assets.unitNumber },
  ...{ plate: assets.plate, vin: assets.vin, year: assets.year, make: assets.make, model: assets.model, depot: assets.depot },
  ...{ odometer: assets.odometer, odometerUnit: assets.odometerUnit },
  ...{ serviceDueOn: assets.serviceDueOn, serviceDueAt: assets.serviceDueAt },
}
const byName = [asc(assets.name), asc(assets.id)] as const

/** One page of what a customer owns, by the index that holds owner and name. */
export const fleetForCustomer = sql
  .select(columns)
  .from(assets)
  .where(and(isOwn, isAsked))
  .orderBy(...byName)
  .limit(raw.placeholder('limit'))
  .offset(raw.placeholder('offset'))
export type OwnedAsset = Awaited<ReturnType<typeof fleetForCustomer.execute>>[number]

/** How many there are in all, and of those that the page asks for. */
export const ownedCountForCustomer = sql.select({ count: raw<number>`count(*)` }).from(assets).where(isOwn)
export const fleetCountForCustomer = sql.select({ count: raw<number>`count(*)` }).from(assets).where(and(isOwn, isAsked))

/** Where they stand. From one depot the next is sought: SQLite itself would read the index of every vehicle for them. */
export const depotsForCustomer = sql
  .select({ depot: raw<string>`depot` })
  .from(raw`(WITH RECURSIVE d(depot) AS (SELECT min(depot) FROM assets WHERE owner_id = ${theCustomer}
    UNION ALL SELECT (SELECT min(a.depot) FROM assets a WHERE a.owner_id = ${theCustomer} AND a.depot > d.depot) FROM d WHERE d.depot IS NOT NULL)
    SELECT depot FROM d WHERE depot IS NOT NULL LIMIT 100)`)

/** All of those that a page asks for, to take along as a table. */
export const fleetToExportForCustomer = sql
  .select(columns)
  .from(assets)
  .where(and(isOwn, isAsked))
  .orderBy(...byName)
  .limit(20_000)

const thirteenMonthsMs = 400 * 86_400_000

/** What was billed for their work, by the month of the invoice and its currency: no more than the last 13. */
export const spendForCustomer = sql
  .select({
    month: raw<string>`substr(${invoices.issuedOn}, 1, 7)`,
    currency: invoices.currency,
    minor: raw<number>`sum(${invoices.totalMinor} + ${adjustedMinor})`,
  })
  .from(invoices)
  .where(
    and(
      eq(invoices.customerId, theCustomer),
      raw`${invoices.sentAt} > ${theNow} - ${thirteenMonthsMs} AND ${invoices.voidedAt} IS NULL AND ${invoices.issuedOn} IS NOT NULL`,
      raw`EXISTS (SELECT 1 FROM job_assets ja CROSS JOIN assets ON assets.id = ja.asset_id
        WHERE ja.job_id = ${invoices.jobId} AND ${isOwn} AND ${isAsked})`,
    ),
  )
  .groupBy(raw`1`, invoices.currency)
  .orderBy(raw`1`)
export type Spent = Awaited<ReturnType<typeof spendForCustomer.execute>>[number]

/** A few of them, for the first page. */
export const fewForCustomer = sql
  .select(columns)
  .from(assets)
  .where(isOwn)
  .orderBy(...byName)
  .limit(3)
