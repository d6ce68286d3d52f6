import { and, asc, eq, getTableColumns, inArray, isNotNull, isNull, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer, theLink } from '#database/sql.ts'
import { events } from '#features/activity/schema.ts'
import { asOwned } from '#features/assets/kept.ts'
import { assets } from '#features/assets/schema.ts'
import { customers } from '#features/customers/schema.ts'
import { adjustedMinor } from '#features/invoices/queries.ts'
import { invoices } from '#features/invoices/schema.ts'
import { nextDueOn } from '#features/payments/instalment-queries.ts'
import { staff } from '#features/team/schema.ts'
import { decisionOnLine, isLineAsAsked, standingColumns } from './queries.ts'
import { jobAssets, jobLines, jobs, shipments, statuses } from './schema.ts'

/** The one job a page is about, as three kinds of reader may find it. */
export const scopes = {
  customer: and(eq(jobs.id, raw.placeholder('id')), eq(jobs.customerId, theCustomer)),
  link: and(
    eq(jobs.id, raw`(SELECT l.subject_id FROM item_links l WHERE l.id = ${theLink} AND l.purpose = 'work')`),
    eq(
      jobs.customerId,
      raw`(SELECT c.customer_id FROM item_links l JOIN contacts c ON c.id = l.contact_id WHERE l.id = ${theLink})`,
    ),
  ),
  staff: eq(jobs.id, raw.placeholder('id')),
} as const

export const jobForCustomer = jobIn(scopes.customer)
export const jobForLink = jobIn(scopes.link)
/** Kept apart from what customers read: it holds the shop's own notes. */
export const jobById = sql
  .select({
    ...pageColumns(),
    internalNote: jobs.internalNote,
    customerId: jobs.customerId,
    customerName: customers.name,
    advisorId: jobs.advisorId,
    estimateId: jobs.estimateId,
    estimateNumber: raw<string | null>`(SELECT e.number FROM estimates e WHERE e.id = jobs.estimate_id)`,
  })
  .from(jobs)
  .innerJoin(statuses, eq(statuses.id, jobs.statusId))
  .innerJoin(customers, eq(customers.id, jobs.customerId))
  .leftJoin(staff, eq(staff.id, jobs.advisorId))
  .where(scopes.staff)
export type StaffJob = Awaited<ReturnType<typeof jobById.execute>>[number]
export type PageJob = Awaited<ReturnType<typeof jobForCustomer.execute>>[number]

export const jobLinesForCustomer = linesIn(scopes.customer)
export const jobLinesForLink = linesIn(scopes.link)
export const linesOfJob = linesIn(scopes.staff)
export type JobLine = Awaited<ReturnType<typeof linesOfJob.execute>>[number]

const itsOwner = raw`(SELECT j.customer_id FROM jobs j WHERE j.id = ${jobAssets.jobId})`
export const jobAssetsForCustomer = assetsIn(scopes.customer)
export const jobAssetsForLink = assetsIn(scopes.link)
export const assetsOfJob = assetsIn(scopes.staff)
export type JobAsset = Awaited<ReturnType<typeof assetsOfJob.execute>>[number]

export const jobShipmentsForCustomer = shipmentsIn(scopes.customer)
export const jobShipmentsForLink = shipmentsIn(scopes.link)
export const shipmentsOfJob = shipmentsIn(scopes.staff)
export type Shipment = Awaited<ReturnType<typeof shipmentsOfJob.execute>>[number]

/** Only what moved it: progress is told from these and from nothing else. */
export const jobMovesForCustomer = movesIn(scopes.customer)
export const jobMovesForLink = movesIn(scopes.link)
export const movesOfJob = movesIn(scopes.staff)

const isSent = and(isNotNull(invoices.sentAt), isNull(invoices.voidedAt))
export const jobInvoicesForCustomer = invoicesIn(scopes.customer, and(isSent, eq(invoices.customerId, theCustomer)))
export const jobInvoicesForLink = invoicesIn(scopes.link, and(isSent, eq(invoices.customerId, jobs.customerId)))
export const invoicesOfJob = invoicesIn(scopes.staff)
export type JobInvoice = Awaited<ReturnType<typeof invoicesOfJob.execute>>[number]

const historyLength = 100
/** What happened to a job and around it, newest first: the shop's own log. */
export const historyOfJob = sql
  .select({
    ...{ kind: events.kind, actorName: events.actorName, facts: events.facts, details: events.details, at: events.at },
    /** Who gave the answer it tells of; null where that was erased. */
    answeredBy: raw<
      string | null
    >`(SELECT p.payload ->> '$.name' FROM approval_payloads p WHERE p.approval_id = ${events.facts} ->> '$.approval')`,
  })
  .from(events)
  .where(eq(events.jobId, raw.placeholder('id')))
  .orderBy(raw`${events.at} DESC, events.rowid DESC`)
  .limit(historyLength)
export type Past = Awaited<ReturnType<typeof historyOfJob.execute>>[number]

function pageColumns() {
  return {
    id: jobs.id,
    number: jobs.number,
    title: jobs.title,
    statusId: jobs.statusId,
    statusName: statuses.name,
    statusAt: jobs.statusAt,
    isClosed: jobs.isClosed,
    needs: jobs.needs,
    pieces: jobs.pieces,
    dueOn: jobs.dueOn,
    isDueMovable: jobs.isDueMovable,
    poNumber: jobs.poNumber,
    discountPpm: jobs.discountPpm,
    discountMinor: jobs.discountMinor,
    isTaxInclusive: jobs.isTaxInclusive,
    publicNote: jobs.publicNote,
    createdAt: jobs.createdAt,
    version: jobs.version,
    advisorName: staff.name,
    advisorTitle: staff.title,
    advisorPhone: staff.phone,
    advisorEmail: staff.email,
    ...standingColumns,
  }
}

function jobIn(scope: SQL | undefined) {
  const columns = pageColumns()
  return (
    sql
      .select(columns)
      .from(jobs)
      .innerJoin(statuses, eq(statuses.id, jobs.statusId))
      // Somebody who left the shop answers no customer.
      .leftJoin(staff, and(eq(staff.id, jobs.advisorId), eq(staff.isActive, true)))
      .where(scope)
  )
}

export function within(scope: SQL | undefined) {
  return sql.select({ id: jobs.id }).from(jobs).where(scope)
}

function linesIn(scope: SQL | undefined) {
  return sql
    .select({ ...getTableColumns(jobLines), decided: decisionOnLine, isAsAsked: isLineAsAsked })
    .from(jobLines)
    .where(inArray(jobLines.jobId, within(scope)))
    .orderBy(asc(jobLines.position))
}

function assetsIn(scope: SQL | undefined) {
  return sql
    .select({
      id: assets.id,
      ...{ name: asOwned<string>('name', itsOwner, 'assets'), plate: asOwned<string | null>('plate', itsOwner, 'assets') },
      ...{ vin: asOwned<string | null>('vin', itsOwner, 'assets'), year: asOwned<number | null>('year', itsOwner, 'assets') },
      ...{ make: asOwned<string | null>('make', itsOwner, 'assets'), model: asOwned<string | null>('model', itsOwner, 'assets') },
      /** Whether the job's customer owns it now: else it has no page for them. */
      isOwned: raw<number>`${assets.ownerId} IS ${itsOwner}`,
    })
    .from(jobAssets)
    .innerJoin(assets, eq(assets.id, jobAssets.assetId))
    .where(inArray(jobAssets.jobId, within(scope)))
}

function shipmentsIn(scope: SQL | undefined) {
  return sql
    .select({
      id: shipments.id,
      carrier: shipments.carrier,
      number: shipments.number,
      note: shipments.note,
      createdAt: shipments.createdAt,
    })
    .from(shipments)
    .where(and(inArray(shipments.jobId, within(scope)), isNull(shipments.removedAt)))
    .orderBy(asc(shipments.createdAt))
}

function movesIn(scope: SQL | undefined) {
  return sql
    .select({ kind: events.kind, facts: events.facts, at: events.at, actorId: events.actorId })
    .from(events)
    .where(and(inArray(events.jobId, within(scope)), inArray(events.kind, ['job.created', 'job.moved', 'job.move_undone'])))
    .orderBy(raw`${events.at}, events.rowid`)
}

function invoicesIn(scope: SQL | undefined, only?: SQL) {
  return sql
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
    })
    .from(invoices)
    .innerJoin(jobs, eq(jobs.id, invoices.jobId))
    .where(and(scope, only))
    .orderBy(asc(invoices.createdAt))
}
