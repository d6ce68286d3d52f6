import { and, asc, desc, eq, isNull, or, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer } from '#database/sql.ts'
import { assets } from '#features/assets/schema.ts'
import { isLetIn } from '#features/customers/access.ts'
import { greetedName } from '#features/customers/queries.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { files } from '#features/files/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { warranties } from './schema.ts'

const id = raw.placeholder('id')
const stands = isNull(warranties.removedAt)

const columns = {
  ...{ id: warranties.id, product: warranties.product, brand: warranties.brand, coverage: warranties.coverage },
  ...{ registration: warranties.registration, fromOn: warranties.fromOn, untilOn: warranties.untilOn },
  ...{ assetId: warranties.assetId, jobId: warranties.jobId, fileId: warranties.fileId, version: warranties.version },
  /** What it stands on: the thing while it is still theirs, else the job. */
  on: raw<
    string | null
  >`coalesce((SELECT a.name FROM assets a WHERE a.id = ${warranties.assetId} AND a.owner_id = ${warranties.customerId}),
    (SELECT j.title FROM jobs j WHERE j.id = ${warranties.jobId} AND j.customer_id = ${warranties.customerId}))`,
}
const select = () => sql.select(columns).from(warranties)
/** What ends first, first; what never ends, last. */
const inOrder = [raw`${warranties.untilOn} IS NULL`, asc(warranties.untilOn), asc(warranties.id)] as const
const most = 50

/** A customer's warranties on thing `:id`, and on job `:id`: also those that are over. */
export const warrantiesOnAssetForCustomer = select()
  .where(and(eq(warranties.customerId, theCustomer), eq(warranties.assetId, id), stands))
  .orderBy(...inOrder)
  .limit(most)
export const warrantiesOnJobForCustomer = select()
  .where(and(eq(warranties.customerId, theCustomer), eq(warranties.jobId, id), stands))
  .orderBy(...inOrder)
  .limit(most)
export type Warranty = Awaited<ReturnType<typeof warrantiesOnJobForCustomer.execute>>[number]

const yesterday = raw`date(${raw.placeholder('now')} / 1000 - 86400, 'unixepoch')`
/** Those that hold today, for the first page; which of them the shop's own day ends is told after the read. */
export const activeWarrantiesForCustomer = select()
  .where(
    and(
      ...[eq(warranties.customerId, theCustomer), stands],
      or(isNull(warranties.untilOn), raw`${warranties.untilOn} >= ${yesterday}`),
    ),
  )
  .orderBy(...inOrder)
  .limit(6)

/** The same at the desk: on thing `:id`, of whoever owns it now, and on job `:id`. */
export const warrantiesOfAsset = select()
  .where(
    and(eq(warranties.assetId, id), stands, raw`${warranties.customerId} = (SELECT a.owner_id FROM assets a WHERE a.id = ${id})`),
  )
  .orderBy(...inOrder)
  .limit(most)
export const warrantiesOfJob = select()
  .where(and(eq(warranties.jobId, id), stands))
  .orderBy(...inOrder)
  .limit(most)

/** One of them at the desk, with its customer and its document. */
export const warrantyById = sql
  .select({ ...columns, customerId: warranties.customerId, customerName: customers.name, fileName: files.name })
  .from(warranties)
  .innerJoin(customers, eq(customers.id, warranties.customerId))
  .leftJoin(files, eq(files.id, warranties.fileId))
  .where(and(eq(warranties.id, id), stands))
export type DeskWarranty = Awaited<ReturnType<typeof warrantyById.execute>>[number]

/** What a new one can stand on: thing `:asset` with its owner, and job `:job` with its customer and its things. */
export const assetToWarrant = sql
  .select({ id: assets.id, name: assets.name, customerId: customers.id, customerName: customers.name })
  .from(assets)
  .innerJoin(customers, eq(customers.id, assets.ownerId))
  .where(eq(assets.id, raw.placeholder('asset')))
export const jobToWarrant = sql
  .select({ id: jobs.id, name: jobs.title, customerId: customers.id, customerName: customers.name })
  .from(jobs)
  .innerJoin(customers, eq(customers.id, jobs.customerId))
  .where(eq(jobs.id, raw.placeholder('job')))
const assetsOn = (job: SQL) =>
  sql
    .select({ id: assets.id, name: assets.name })
    .from(assets)
    .where(
      raw`${assets.id} IN (SELECT ja.asset_id FROM job_assets ja WHERE ja.job_id = ${job})
      AND ${assets.ownerId} = (SELECT j.customer_id FROM jobs j WHERE j.id = ${job})`,
    )
export const assetsOfJobToWarrant = assetsOn(raw`${raw.placeholder('job')}`)
/** The things on the job that warranty `:id` stands on. */
export const assetsBesideWarranty = assetsOn(raw`(SELECT w.job_id FROM warranties w WHERE w.id = ${id})`)

/** One page of the shop's warranties within a scope. */
export function listQuery(scope: SQL | undefined, isOver: boolean, limit: number, offset: number) {
  return sql
    .select({ ...columns, customerName: customers.name })
    .from(warranties)
    .innerJoin(customers, eq(customers.id, warranties.customerId))
    .where(and(stands, scope))
    .orderBy(...(isOver ? [desc(warranties.untilOn), asc(warranties.id)] : inOrder))
    .limit(limit)
    .offset(offset)
}
export type ListedWarranty = Awaited<ReturnType<ReturnType<typeof listQuery>['execute']>>[number]

/** What a mail about warranty `:id` says, and to whom: the customer's first contact that the portal lets in. */
export const warrantyForMail = sql
  .select({ ...columns, contactName: greetedName, email: people.email, customerId: customers.id, customerName: customers.name })
  .from(warranties)
  .innerJoin(customers, eq(customers.id, warranties.customerId))
  .innerJoin(contacts, eq(contacts.customerId, warranties.customerId))
  .innerJoin(people, eq(people.id, contacts.personId))
  .where(and(eq(warranties.id, id), stands, isLetIn))
  .orderBy(desc(contacts.isPrimary), asc(contacts.createdAt))
  .limit(1)
