import { and, eq } from 'drizzle-orm'
import type { CustomerCtx, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import type { AssetInput } from './form.ts'
import { distanceUnitOf } from './rules.ts'
import { assetReadings, assets, ownerships } from './schema.ts'

type Typing = StaffCtx | CustomerCtx
const nextVersion = raw`${assets.version} + 1`

/** So many things one customer may have. */
const mostOwned = 20_000

/** Adds a thing for a customer, theirs from now on. Refused for a customer that is put away. */
export async function addAsset(ctx: Typing, customerId: string, input: AssetInput, odometer: number | null): Promise<string> {
  const id = ctx.newId('ast')
  const { own, ...columns } = input
  await ctx.write({ kind: 'asset.added', subjectId: id, customerId, facts: { asset: input.name } }, [
    assert(raw`EXISTS (SELECT 1 FROM customers c WHERE c.id = ${customerId} AND c.archived_at IS NULL)`, 'customer'),
    assert(raw`(SELECT count(*) FROM assets a WHERE a.owner_id = ${customerId}) < ${mostOwned}`, 'too many'),
    sql.insert(assets).values({ id, ...columns, own, createdAt: ctx.now }),
    sql.insert(ownerships).values({ id: newId('own'), assetId: id, customerId, fromAt: ctx.now }),
    ...(odometer === null ? [] : [noteReading(ctx, { id, customerId }, odometer)].flat()),
  ])
  return id
}

interface Known {
  readonly id: string
  readonly ownerId: string
  readonly name: string
}

/**
 * Changes what is kept of a thing. The shop hears of what a customer changed. Throws Refused('stale') when it was changed, put away or
 * handed over meanwhile.
 */
export async function changeAsset(ctx: Typing, before: Known & AssetInput, version: number, input: AssetInput): Promise<void> {
  const { own, ...columns } = input
  const update = sql
    .update(assets)
    .set({ ...columns, own, version: nextVersion })
    .where(isAt(before, version))
  const action = { kind: 'asset.changed', subjectId: before.id, customerId: before.ownerId, facts: { asset: input.name } }
  await ctx.write({ ...action, details: differencesOf(before, input) }, [[update, exactlyOne('stale')]])
}

/** Puts a thing away, or takes it out again: it leaves lists and choices, and what was done to it stays. Throws Refused('stale') when it was changed meanwhile. */
export async function archiveAsset(ctx: StaffCtx, before: Known, version: number, isAway: boolean): Promise<void> {
  const update = sql
    .update(assets)
    .set({ archivedAt: isAway ? ctx.now : null, version: nextVersion })
    .where(isAt(before, version))
  const kind = isAway ? 'asset.archived' : 'asset.restored'
  await ctx.write({ kind, subjectId: before.id, customerId: before.ownerId, facts: { asset: before.name } }, [
    [update, exactlyOne('stale')],
  ])
}

/** Notes what an odometer shows, in the unit of the shop's country. Throws Refused('stale') for a thing that is its customer's no more. */
export async function readOdometer(ctx: Typing, before: Known, value: number): Promise<void> {
  const facts = { asset: before.name, odometer: value }
  const isOwned = assert(
    raw`EXISTS (SELECT 1 FROM assets a WHERE a.id = ${before.id} AND a.owner_id = ${before.ownerId})`,
    'stale',
  )
  await ctx.write({ kind: 'asset.read', subjectId: before.id, customerId: before.ownerId, facts }, [
    isOwned,
    noteReading(ctx, { id: before.id, customerId: before.ownerId }, value),
  ])
}

function noteReading(
  ctx: Typing,
  { id, customerId }: { readonly id: string; readonly customerId: string },
  value: number,
): Change {
  const unit = distanceUnitOf(ctx.shop.locale)
  const readBy = 'name' in ctx.actor ? ctx.actor.name : ''
  return [
    sql.insert(assetReadings).values({ id: newId('rdg'), assetId: id, customerId, value, unit, readBy, readAt: ctx.now }),
    sql.update(assets).set({ odometer: value, odometerUnit: unit }).where(eq(assets.id, id)),
  ]
}

const isAt = ({ id, ownerId }: Known, version: number) =>
  and(eq(assets.id, id), eq(assets.version, version), eq(assets.ownerId, ownerId))

function differencesOf(before: AssetInput, after: AssetInput): Record<string, unknown> {
  const was: Readonly<Record<string, unknown>> = { ...before }
  const changed = Object.entries(after).filter(([key, value]) => JSON.stringify(was[key]) !== JSON.stringify(value))
  return Object.fromEntries(changed.map(([key, value]) => [key, { before: was[key], after: value }]))
}
