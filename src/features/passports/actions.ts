import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { CustomerCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, type Guard } from '#database/write.ts'
import { Ticked, Version } from '#lib/fields.ts'
import type { OwnPassport } from './queries.ts'
import { handoverMs } from './rules.ts'
import { handovers, passports } from './schema.ts'

/** A version of 0 is that of a passport nobody made yet. */
export const SavePassport = v.object({
  version: Version,
  showsName: Ticked,
  showsPlate: Ticked,
  showsVin: Ticked,
  showsHistory: Ticked,
})
export const ClosePassport = v.object({ version: Version })
export const MakeHandover = v.object({ passesHistory: Ticked })

type Shown = Omit<v.InferOutput<typeof SavePassport>, 'version'>

/** Switches the public page of a thing on, or changes what it shows. Throws Refused('stale') when it was changed or handed over meanwhile. */
export async function savePassport(
  ctx: CustomerCtx,
  asset: OwnPassport,
  { version, ...shown }: v.InferOutput<typeof SavePassport>,
) {
  const kind = asset.openedAt === null ? 'passport.opened' : 'passport.changed'
  const openedAt = raw`coalesce(${passports.openedAt}, ${ctx.now})`
  const save = sql
    .insert(passports)
    .values({ assetId: asset.id, ...ticked(shown), openedAt: ctx.now })
    .onConflictDoUpdate({
      target: passports.assetId,
      set: { ...ticked(shown), openedAt, version: raw`${passports.version} + 1` },
      setWhere: eq(passports.version, version),
    })
  await ctx.write({ ...about(ctx, asset, kind), details: { ...shown } }, [
    ...isOwners(ctx, asset.id),
    [save, exactlyOne('stale')],
  ])
}
const ticked = ({ showsName, showsPlate, showsVin, showsHistory }: Shown) => ({ showsName, showsPlate, showsVin, showsHistory })

/** Switches it off: its address, and every code printed of it, ends for good. Throws Refused('stale') when it was changed meanwhile. */
export async function closePassport(ctx: CustomerCtx, asset: OwnPassport, version: number) {
  const close = sql
    .update(passports)
    .set({ openedAt: null, generation: raw`${passports.generation} + 1`, version: raw`${passports.version} + 1` })
    .where(and(eq(passports.assetId, asset.id), eq(passports.version, version)))
  await ctx.write(about(ctx, asset, 'passport.closed'), [...isOwners(ctx, asset.id), [close, exactlyOne('stale')]])
}

/** Makes a code for a new owner; an older one ends. */
export async function makeHandover(ctx: CustomerCtx, asset: OwnPassport, passesHistory: boolean) {
  const id = ctx.newId('hdo')
  const row = { id, assetId: asset.id, customerId: ctx.customerId, contactId: ctx.contactId, passesHistory }
  await ctx.write(about(ctx, asset, 'handover.made'), [
    ...isOwners(ctx, asset.id),
    endHandovers(ctx.now, asset.id),
    sql.insert(handovers).values({ ...row, createdAt: ctx.now, expiresAt: ctx.now + handoverMs }),
  ])
}

/** Ends the code; twice is the same as once. */
export async function endHandover(ctx: CustomerCtx, asset: OwnPassport) {
  await ctx.write(about(ctx, asset, 'handover.ended'), [...isOwners(ctx, asset.id), endHandovers(ctx.now, asset.id)])
}

/** Every code for a thing that could still be used ends. */
export function endHandovers(now: number, assetId: string): Change {
  return sql
    .update(handovers)
    .set({ revokedAt: now })
    .where(and(eq(handovers.assetId, assetId), isNull(handovers.usedAt), isNull(handovers.revokedAt)))
}

/** It is theirs, and they may decide for their company: both as it is written. */
function isOwners({ customerId, contactId }: CustomerCtx, assetId: string): Guard[] {
  return [
    assert(raw`EXISTS (SELECT 1 FROM assets a WHERE a.id = ${assetId} AND a.owner_id = ${customerId})`, 'stale'),
    assert(raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = ${contactId} AND c.can_approve = 1)`, 'stale'),
  ]
}

const about = ({ customerId }: CustomerCtx, { id, name }: OwnPassport, kind: string) => ({
  ...{ kind, subjectId: id, customerId, facts: { asset: name } },
})
