import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import { notFound } from '#errors.ts'
import { isStale } from '#features/customers/stale.ts'
import { MaybeLine, Text, Version } from '#lib/fields.ts'
import { carriers, isTracking } from '#lib/tracking.ts'
import { jobById, shipmentsOfJob } from './page-queries.ts'
import { jobs, shipments } from './schema.ts'

export const WriteNotes = v.object({ version: Version, publicNote: Text(2_000), internalNote: Text(4_000) })
export type WriteNotes = v.InferOutput<typeof WriteNotes>

/** Keeps what staff tell each other, and what they tell the customer, about the work; not when it was changed meanwhile. */
export async function writeNotes(
  ctx: StaffCtx,
  id: string,
  { version, publicNote, internalNote }: WriteNotes,
): Promise<{ readonly isStale: boolean }> {
  const [[job]] = await ctx.read([jobById], { id })
  if (!job) throw notFound('Job')
  const before = { publicNote: job.publicNote, internalNote: job.internalNote }
  const action = {
    kind: 'job.noted',
    subjectId: id,
    customerId: job.customerId,
    jobId: id,
    details: { before, after: { publicNote, internalNote } },
  }
  const update = sql
    .update(jobs)
    .set({ publicNote, internalNote, version: raw`${jobs.version} + 1` })
    .where(and(eq(jobs.id, id), eq(jobs.version, version)))
  try {
    await ctx.write(action, [[update, exactlyOne('stale')]])
    return { isStale: false }
  } catch (error) {
    if (isStale(error)) return { isStale: true }
    throw error
  }
}

const carrierKeys = carriers.map(({ key }) => key)
export const AddShipment = v.pipe(
  v.object({
    carrier: v.picklist(carrierKeys, 'Choose a carrier'),
    number: v.pipe(v.string(), v.trim(), v.minLength(1, 'Type the tracking number'), v.maxLength(2_000, 'That is too long')),
    shipmentNote: MaybeLine(120),
  }),
  v.forward(
    v.partialCheck(
      [['carrier'], ['number']],
      ({ carrier, number }) => isTracking(carrier, number),
      'This is no number of that carrier. Check it, or choose Other and paste the https address of the tracking page.',
    ),
    ['number'],
  ),
)
export type AddShipment = v.InferOutput<typeof AddShipment>

/** Lets the customer follow a parcel. */
export async function addShipment(ctx: StaffCtx, jobId: string, { carrier, number, shipmentNote }: AddShipment): Promise<void> {
  const [[job]] = await ctx.read([jobById], { id: jobId })
  if (!job) throw notFound('Job')
  const id = ctx.newId('shp')
  const action = {
    kind: 'job.shipped',
    subjectId: jobId,
    customerId: job.customerId,
    jobId,
    audience: 'customer',
    facts: { shipment: id, carrier, number, title: job.title },
  } as const
  await ctx.write(action, [
    sql.insert(shipments).values({ id, jobId, carrier, number, note: shipmentNote ?? '', createdAt: ctx.now }),
  ])
}

/** Takes a parcel away again, typed wrong or sent for somebody else. Twice is the same as once. */
export async function removeShipment(ctx: StaffCtx, jobId: string, id: string): Promise<void> {
  const [[job], rows] = await ctx.read([jobById, shipmentsOfJob], { id: jobId })
  if (!job) throw notFound('Job')
  const shipment = rows.find((row) => row.id === id)
  if (!shipment) return
  const action = {
    kind: 'job.unshipped',
    subjectId: jobId,
    customerId: job.customerId,
    jobId,
    facts: { shipment: id, number: shipment.number },
  }
  const remove = sql
    .update(shipments)
    .set({ removedAt: ctx.now })
    .where(and(eq(shipments.id, id), eq(shipments.jobId, jobId), isNull(shipments.removedAt)))
  await ctx.write(action, [[remove, exactlyOne('stale')]])
}
