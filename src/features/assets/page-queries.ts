import { and, desc, eq, isNull, ne, notInArray } from 'drizzle-orm'
import { raw, sql, theCustomer } from '#database/sql.ts'
import { approvalRequests, decisions } from '#features/approvals/schema.ts'
import { selectRows } from '#features/jobs/queries.ts'
import { jobAssets, jobs, statuses } from '#features/jobs/schema.ts'
import { assets, ownerships } from './schema.ts'

const theAsset = raw.placeholder('id')

/** How much of what was done or declined a page shows, the newest first. */
const most = 100

/** One vehicle, while this customer owns it. */
export const assetForCustomer = sql
  .select({
    ...{ id: assets.id, name: assets.name, plate: assets.plate, vin: assets.vin },
    ...{ year: assets.year, make: assets.make, model: assets.model },
  })
  .from(assets)
  .innerJoin(ownerships, eq(ownerships.assetId, assets.id))
  .where(and(eq(assets.id, theAsset), eq(ownerships.customerId, theCustomer), isNull(ownerships.untilAt)))
  .limit(1)
export type PageAsset = Awaited<ReturnType<typeof assetForCustomer.execute>>[number]

/** This customer's work on it: nothing of an owner before them. */
export const assetJobsForCustomer = selectRows()
  .innerJoin(jobAssets, eq(jobAssets.jobId, jobs.id))
  .where(and(eq(jobs.customerId, theCustomer), eq(jobAssets.assetId, theAsset)))
  .orderBy(desc(jobs.createdAt), raw`jobs.rowid DESC`)
  .limit(most)

/** What this customer declined on it and may still approve, as they were asked. */
export const declinedOnAssetForCustomer = sql
  .select({
    ...{ jobId: jobs.id, number: jobs.number, at: decisions.at },
    /** The part it was said to, as JSON: what was asked last. */
    part: raw<string>`(SELECT p.value FROM editions e, json_each(e.content, '$.parts') p
      WHERE e.subject_id = approval_requests.subject_id AND e.number = approval_requests.edition AND p.value ->> '$.key' = decisions.part_key)`,
  })
  .from(decisions)
  .innerJoin(approvalRequests, eq(approvalRequests.id, decisions.requestId))
  .innerJoin(jobs, and(eq(jobs.id, approvalRequests.jobId), eq(jobs.customerId, theCustomer)))
  .innerJoin(statuses, and(eq(statuses.id, jobs.statusId), ne(statuses.stage, 'cancelled')))
  .innerJoin(jobAssets, eq(jobAssets.jobId, jobs.id))
  .where(
    and(
      ...[eq(approvalRequests.customerId, theCustomer), eq(jobAssets.assetId, theAsset)],
      ...[eq(approvalRequests.kind, 'work'), eq(decisions.answer, 'declined')],
      notInArray(approvalRequests.state, ['draft', 'withdrawn']),
    ),
  )
  .orderBy(desc(decisions.at), raw`decisions.rowid`)
  .limit(most)
export type DeclinedLine = Awaited<ReturnType<typeof declinedOnAssetForCustomer.execute>>[number]
