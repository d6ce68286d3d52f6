import { and, desc, eq, isNotNull, isNull, ne, notInArray, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer } from '#database/sql.ts'
import { approvalRequests, decisions } from '#features/approvals/schema.ts'
import { customers } from '#features/customers/schema.ts'
import { selectRows, standingColumns } from '#features/jobs/queries.ts'
import { jobAssets, jobLines, jobs, statuses } from '#features/jobs/schema.ts'
import { assetReadings, assets, ownerships } from './schema.ts'

const theAsset = raw.placeholder('id')

/** How much of what was done or declined a page shows, the newest first. */
const most = 100

/** A thing as its page and its form show it. */
const columns = {
  ...{ id: assets.id, kind: assets.kind, name: assets.name, state: assets.state, unitNumber: assets.unitNumber },
  ...{ plate: assets.plate, vin: assets.vin, year: assets.year, make: assets.make, model: assets.model, depot: assets.depot },
  ...{ odometer: assets.odometer, odometerUnit: assets.odometerUnit, own: assets.own },
  ...{ serviceDueOn: assets.serviceDueOn, serviceDueAt: assets.serviceDueAt },
  ...{ archivedAt: assets.archivedAt, version: assets.version },
  ownerId: raw<string>`${assets.ownerId}`,
  /** Since when it is theirs: what one talks with them about. */
  ownershipId: raw<string>`(SELECT o.id FROM ownerships o WHERE o.asset_id = assets.id AND o.until_at IS NULL)`,
}

/** One thing, while this customer owns it. */
export const assetForCustomer = sql
  .select(columns)
  .from(assets)
  .where(and(eq(assets.id, theAsset), eq(assets.ownerId, theCustomer), isNull(assets.archivedAt)))
  .limit(1)
export type PageAsset = Awaited<ReturnType<typeof assetForCustomer.execute>>[number]

/** The same at the desk, with its owner. */
export const assetById = sql
  .select({
    ...columns,
    ownerName: raw<string>`${customers.name}`,
    isOwnerAway: raw<number>`${customers.archivedAt} IS NOT NULL`,
  })
  .from(assets)
  .leftJoin(customers, eq(customers.id, assets.ownerId))
  .where(eq(assets.id, theAsset))
  .limit(1)
export type DeskAsset = Awaited<ReturnType<typeof assetById.execute>>[number]

/** This customer's work on it: nothing of an owner before them. */
export const assetJobsForCustomer = selectRows()
  .innerJoin(jobAssets, eq(jobAssets.jobId, jobs.id))
  .where(and(eq(jobs.customerId, theCustomer), eq(jobAssets.assetId, theAsset)))
  .orderBy(desc(jobs.createdAt), raw`jobs.rowid DESC`)
  .limit(most)

/** Everybody's work on it, for the shop that did it. */
export const jobsOfAsset = sql
  .select({
    ...{ id: jobs.id, number: jobs.number, title: jobs.title, isClosed: jobs.isClosed, dueOn: jobs.dueOn },
    ...{ statusAt: jobs.statusAt, status: statuses.name, ...standingColumns },
    ...{ customerId: jobs.customerId, customerName: customers.name },
  })
  .from(jobAssets)
  .innerJoin(jobs, eq(jobs.id, jobAssets.jobId))
  .innerJoin(statuses, eq(statuses.id, jobs.statusId))
  .innerJoin(customers, eq(customers.id, jobs.customerId))
  .where(eq(jobAssets.assetId, theAsset))
  .orderBy(desc(jobs.createdAt), raw`jobs.rowid DESC`)
  .limit(most)
export type DeskJob = Awaited<ReturnType<typeof jobsOfAsset.execute>>[number]

/** Who owned it, the latest first. */
export const ownersOfAsset = sql
  .select({ customerId: customers.id, name: customers.name, fromAt: ownerships.fromAt, untilAt: ownerships.untilAt })
  .from(ownerships)
  .innerJoin(customers, eq(customers.id, ownerships.customerId))
  .where(eq(ownerships.assetId, theAsset))
  .orderBy(desc(ownerships.fromAt))
  .limit(20)

const readingsIn = (scope: SQL | undefined) =>
  sql
    .select({
      ...{ id: assetReadings.id, value: assetReadings.value, unit: assetReadings.unit },
      ...{ readBy: assetReadings.readBy, readAt: assetReadings.readAt },
    })
    .from(assetReadings)
    .where(and(eq(assetReadings.assetId, theAsset), scope))
    .orderBy(desc(assetReadings.readAt), raw`rowid DESC`)
    .limit(12)
/** What its odometer showed while it was this customer's, and all the shop knows. */
export const readingsForCustomer = readingsIn(eq(assetReadings.customerId, theCustomer))
export const readingsOfAsset = readingsIn(undefined)
export type Reading = Awaited<ReturnType<typeof readingsOfAsset.execute>>[number]

const declinedIn = (customer: SQL | ReturnType<typeof raw.placeholder>) =>
  sql
    .select({
      ...{ jobId: jobs.id, number: jobs.number, at: decisions.at },
      /** The part it was said to, as JSON: what was asked last. */
      part: raw<string>`(SELECT p.value FROM editions e, json_each(e.content, '$.parts') p
      WHERE e.subject_id = approval_requests.subject_id AND e.number = approval_requests.edition AND p.value ->> '$.key' = decisions.part_key)`,
    })
    .from(decisions)
    .innerJoin(approvalRequests, eq(approvalRequests.id, decisions.requestId))
    .innerJoin(jobs, and(eq(jobs.id, approvalRequests.jobId), eq(jobs.customerId, customer)))
    .innerJoin(statuses, and(eq(statuses.id, jobs.statusId), ne(statuses.stage, 'cancelled')))
    .innerJoin(jobAssets, eq(jobAssets.jobId, jobs.id))
    .where(
      and(
        ...[eq(approvalRequests.customerId, customer), eq(jobAssets.assetId, theAsset)],
        ...[eq(approvalRequests.kind, 'work'), eq(decisions.answer, 'declined')],
        notInArray(approvalRequests.state, ['draft', 'withdrawn']),
      ),
    )
    .orderBy(desc(decisions.at), raw`decisions.rowid`)
    .limit(most)
/** What this customer declined on it and may still approve, as they were asked; and what its owner did, for the desk. */
export const declinedOnAssetForCustomer = declinedIn(theCustomer)
export const declinedOnAsset = declinedIn(raw`(SELECT a.owner_id FROM assets a WHERE a.id = ${theAsset})`)
export type DeclinedLine = Awaited<ReturnType<typeof declinedOnAssetForCustomer.execute>>[number]

const isNotDeclined = raw`NOT EXISTS (SELECT 1 FROM decisions d JOIN approval_requests r ON r.id = d.request_id
  WHERE r.job_id = ${jobs.id} AND r.kind = 'work' AND d.part_key = ${jobLines.lineKey} AND d.answer = 'declined')`

/** What was done, job by job, in words that name nobody and no price: for whom it is passed on to. */
const linesDone = (scope: SQL | undefined) =>
  sql
    .select({ jobId: jobs.id, at: jobs.statusAt, what: raw<string>`group_concat(${jobLines.name}, char(10))` })
    .from(jobAssets)
    .innerJoin(jobs, eq(jobs.id, jobAssets.jobId))
    .innerJoin(statuses, and(eq(statuses.id, jobs.statusId), eq(statuses.stage, 'done')))
    .innerJoin(jobLines, eq(jobLines.jobId, jobs.id))
    .where(and(eq(jobAssets.assetId, theAsset), isNotDeclined, scope))
    .groupBy(jobs.id)
    .orderBy(desc(jobs.statusAt))
    .limit(most)
const isPassedOn = raw`EXISTS (SELECT 1 FROM ownerships o WHERE o.asset_id = ${jobAssets.assetId} AND o.customer_id = ${jobs.customerId}
  AND o.until_at IS NOT NULL AND o.passes_history = 1 AND ${jobs.createdAt} <= o.until_at)`

/** What was done before this customer owned it, where whoever owned it then passed that on. */
export const doneBeforeForCustomer = linesDone(
  and(
    isPassedOn,
    ne(jobs.customerId, theCustomer),
    raw`EXISTS (SELECT 1 FROM assets a WHERE a.id = ${jobAssets.assetId} AND a.owner_id = ${theCustomer})`,
  ),
)
/** What was done while its owner of now had it, and what was passed on to them: for its public page. */
export const doneOnAsset = linesDone(
  raw`(${isPassedOn} OR EXISTS (SELECT 1 FROM assets a WHERE a.id = ${jobAssets.assetId} AND a.owner_id = ${jobs.customerId}))`,
)
export type Done = Awaited<ReturnType<typeof doneOnAsset.execute>>[number]

const depotsIn = (owner: SQL) =>
  sql
    .selectDistinct({ depot: raw<string>`${assets.depot}` })
    .from(assets)
    .where(and(eq(assets.ownerId, owner), isNotNull(assets.depot)))
    .orderBy(assets.depot)
    .limit(100)
/** The depots on file, for typing them the same way again: of customer `:owner`, and of whoever owns thing `:id`. */
export const depotsOfOwner = depotsIn(raw`${raw.placeholder('owner')}`)
export const depotsBeside = depotsIn(raw`(SELECT a.owner_id FROM assets a WHERE a.id = ${theAsset})`)
