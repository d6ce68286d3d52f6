import { and, eq, isNull } from 'drizzle-orm'
import type { Action, CustomerCtx, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused } from '#database/write.ts'
import { notFound } from '#errors.ts'
import { uploadsNamed } from '#features/files/queries.ts'
import { ownUploads, useFiles } from '#features/files/upload.ts'
import { advisorForCustomer } from '#features/requests/queries.ts'
import { newId } from '#lib/id.ts'
import type { AddColor, AddLogos, ChangeColor, ChangeLogo, SaveNotes } from './forms.ts'
import { tellsShop } from './mails.ts'
import { colorForCustomer, logoForCustomer } from './queries.ts'
import { brandLimits, labelFrom } from './rules.ts'
import { customerBrands, customerColors, customerLogos } from './schema.ts'
import { unlessUsed } from './used.ts'
import { brandWords as words } from './words.ts'

/** Whoever keeps a customer's branding: one of their contacts, or the shop. */
export type Keeper = CustomerCtx | StaffCtx

/** Adds a logo of each upload, called after its file. Refused past 60 logos, and for an upload that is gone or somebody else's. */
export async function addLogos(ctx: Keeper, customerId: string, { file, note }: AddLogos): Promise<void> {
  const ids = [...new Set(file)]
  const [named, [advisor]] = await ctx.read([uploadsNamed, advisorForCustomer], {
    ...at(customerId),
    uploads: JSON.stringify(ids),
  })
  const logos = ids.map((fileId) => ({ fileId, label: labelFrom(named.find(({ id }) => id === fileId)?.name ?? '') || '–' }))
  const held = raw`(SELECT count(*) FROM customer_logos WHERE customer_id = ${customerId} AND removed_at IS NULL)`
  const facts = { name: logos.map(({ label }) => label).join(', ') }
  await keep(ctx, { kind: 'logo.added', customerId, facts }, advisor, [
    ...(ctx.audience === 'customer' ? [ownUploads(ctx, ids)] : []),
    useFiles(ctx, ids),
    ...logos.map((logo) => sql.insert(customerLogos).values({ id: newId('lgo'), customerId, note, ...logo, createdAt: ctx.now })),
    assert(raw`${held} <= ${brandLimits.logos}`, words.full.logos),
  ])
}

/** Changes what a logo is called and what is noted of it. Refused as 'stale' when somebody was faster; throws notFound for what is not theirs. */
export async function changeLogo(ctx: Keeper, customerId: string, id: string, { version, label, note }: ChangeLogo) {
  const [[logo], [advisor]] = await ctx.read([logoForCustomer, advisorForCustomer], at(customerId, id))
  if (!logo) throw notFound('logo')
  const change = sql
    .update(customerLogos)
    .set({ label, note, version: raw`${customerLogos.version} + 1` })
    .where(and(eq(customerLogos.id, id), eq(customerLogos.version, version), isNull(customerLogos.removedAt)))
  await keep(ctx, { kind: 'logo.changed', customerId, facts: { name: label } }, advisor, [change, exactlyOne('stale')])
}

/** Takes a logo away; work that was made from it keeps it. Twice is the same as once. */
export async function removeLogo(ctx: Keeper, customerId: string, id: string): Promise<void> {
  const [[logo], [advisor]] = await ctx.read([logoForCustomer, advisorForCustomer], at(customerId, id))
  const remove = sql.update(customerLogos).set({ removedAt: ctx.now }).where(eq(customerLogos.id, id))
  const action = { kind: 'logo.removed', customerId, facts: { name: logo?.label ?? '' } }
  await unlessGone(keep(ctx, action, advisor, logo ? [remove, ...unlessUsed(id, logo.fileId)] : [isGone]))
}

/** Adds a color. Refused past 60. */
export async function addColor(ctx: Keeper, customerId: string, color: AddColor): Promise<void> {
  const [[advisor]] = await ctx.read([advisorForCustomer], at(customerId))
  const held = raw`(SELECT count(*) FROM customer_colors WHERE customer_id = ${customerId})`
  await keep(ctx, { kind: 'color.added', customerId, facts: { name: color.label } }, advisor, [
    sql.insert(customerColors).values({ id: newId('clr'), customerId, ...color, createdAt: ctx.now }),
    assert(raw`${held} <= ${brandLimits.colors}`, words.full.colors),
  ])
}

/** Changes a color. Refused as 'stale' when somebody was faster; throws notFound for what is not theirs. */
export async function changeColor(ctx: Keeper, customerId: string, id: string, { version, ...color }: ChangeColor) {
  const [[known], [advisor]] = await ctx.read([colorForCustomer, advisorForCustomer], at(customerId, id))
  if (!known) throw notFound('color')
  const change = sql
    .update(customerColors)
    .set({ ...color, version: raw`${customerColors.version} + 1` })
    .where(and(eq(customerColors.id, id), eq(customerColors.version, version)))
  await keep(ctx, { kind: 'color.changed', customerId, facts: { name: color.label } }, advisor, [change, exactlyOne('stale')])
}

/** Takes a color away. Twice is the same as once. */
export async function removeColor(ctx: Keeper, customerId: string, id: string): Promise<void> {
  const [[color], [advisor]] = await ctx.read([colorForCustomer, advisorForCustomer], at(customerId, id))
  const remove = sql.delete(customerColors).where(eq(customerColors.id, id))
  const action = { kind: 'color.removed', customerId, facts: { name: color?.label ?? '' } }
  await unlessGone(keep(ctx, action, advisor, [color ? remove : isGone]))
}

/** Keeps what is to be minded in production. Refused as 'stale' when somebody was faster. */
export async function saveNotes(ctx: Keeper, customerId: string, { version, notes }: SaveNotes): Promise<void> {
  const [[advisor]] = await ctx.read([advisorForCustomer], at(customerId))
  await keep(ctx, { kind: 'brand.noted', customerId, facts: {} }, advisor, [
    sql.insert(customerBrands).values({ customerId }).onConflictDoNothing(),
    sql
      .update(customerBrands)
      .set({ notes, version: raw`${customerBrands.version} + 1` })
      .where(and(eq(customerBrands.customerId, customerId), eq(customerBrands.version, version))),
    exactlyOne('stale'),
  ])
}

/** Notes that somebody of the shop has looked at what the customer changed. */
export async function markBrandSeen(ctx: StaffCtx, customerId: string): Promise<void> {
  await ctx.write({ kind: 'brand.seen', subjectId: customerId, customerId }, [
    sql.update(customerBrands).set({ seenAt: ctx.now }).where(eq(customerBrands.customerId, customerId)),
  ])
}

// Behind the form's own mark: one that was sent with other words hears that first.
const isGone = assert(raw`0`, 'gone')
async function unlessGone(removal: Promise<void>): Promise<void> {
  try {
    await removal
  } catch (error) {
    if (!(error instanceof Refused && error.reason === 'gone')) throw error
  }
}

// The customer's own context fills in its own id, whatever is said here.
const at = (customer: string, id = '') => ({ customer, id })

/** One change: the shop's own is news for nobody; a contact's waits for the shop's look, and is mailed once it stopped. */
async function keep(
  ctx: Keeper,
  { kind, customerId, facts }: Pick<Action, 'kind' | 'facts'> & { readonly customerId: string },
  advisor: { readonly email: string } | undefined,
  changes: readonly Change[],
): Promise<void> {
  const isTheirs = ctx.audience === 'customer'
  const changedAt = ctx.now
  const touch = sql
    .insert(customerBrands)
    .values({ customerId, changedAt })
    .onConflictDoUpdate({ target: customerBrands.customerId, set: { changedAt } })
  const mails = isTheirs ? tellsShop(ctx, customerId, advisor?.email) : []
  const action = { kind, subjectId: customerId, customerId, facts: facts ?? {}, mails }
  await ctx.write(action, [...changes, ...(isTheirs ? [touch] : [])])
}
