import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused } from '#database/write.ts'
import { type Replanned, replan } from '#features/activity/replan.ts'
import { Line, MaybeEmail, MaybeLine, MaybePhone, Text, Ticked, Version } from '#lib/fields.ts'
import { currencies } from '#lib/money.ts'
import { isZone, locales } from '#lib/time.ts'
import { Days, InvoicePrefix, MaybeWebsite, Percent, TabLabel } from './fields.ts'
import { hasMoney } from './queries.ts'
import { portalTabs } from './rules.ts'
import { profile } from './schema.ts'

type ProfileChange = Partial<typeof profile.$inferInsert>

/** The batch that changes the profile, if it still is the one the form showed. */
export function changeProfile(version: number, change: ProfileChange): readonly Change[] {
  const bumped = { ...change, version: raw`${profile.version} + 1` }
  return [[sql.update(profile).set(bumped).where(eq(profile.version, version)), exactlyOne('stale')]]
}

/** Before and after of what an edit of the profile changes, for the shop's own log. */
export function differences(ctx: StaffCtx, change: ProfileChange): Record<string, unknown> {
  const before: Readonly<Record<string, unknown>> = { ...ctx.house }
  const changed = Object.entries(change).filter(([key, after]) => JSON.stringify(before[key]) !== JSON.stringify(after))
  return Object.fromEntries(changed.map(([key, after]) => [key, { before: before[key], after }]))
}

export const SaveShop = v.object({
  version: Version,
  name: Line('Type the name of the shop', 120),
  email: MaybeEmail,
  phone: MaybePhone,
  website: MaybeWebsite,
  address: MaybeLine(300),
  timeZone: v.pipe(v.string('Choose a time zone'), v.check(isZone, 'Choose a time zone')),
  currency: v.optional(v.picklist(currencies, 'Choose a currency')),
  locale: v.picklist(locales, 'Choose how dates and numbers are written'),
  taxName: Line('Type what the tax is called on an invoice', 40),
  taxPpm: Percent,
  dueDays: Days,
  invoicePrefix: InvoicePrefix,
  paymentNote: Text(2_000),
})
export type SaveShop = v.InferOutput<typeof SaveShop>

/**
 * Changes what the shop says about itself; in another time zone the mails it has planned for a morning go in the morning there. Answers 'currency' when the
 * currency may not change any more.
 */
export async function saveShop(
  ctx: StaffCtx,
  { version, currency, ...rest }: SaveShop,
  mailsIn: (zone: string) => readonly Replanned[],
): Promise<'done' | 'currency'> {
  const change = { ...rest, currency: currency ?? ctx.shop.currency }
  const isOther = change.currency !== ctx.shop.currency
  const moved = change.timeZone === ctx.shop.timeZone ? [] : replan(mailsIn(change.timeZone))
  const guard = isOther ? [assert(raw`NOT ${hasMoney}`, 'currency')] : []
  try {
    const action = { kind: 'shop.changed', subjectId: ctx.tenant.key, details: differences(ctx, change) }
    await ctx.write(action, [...changeProfile(version, change), ...guard, ...moved])
    return 'done'
  } catch (error) {
    if (error instanceof Refused && error.reason === 'currency') return 'currency'
    throw error
  }
}

export const SavePortal = v.object({
  version: Version,
  isOn: Ticked,
  passwords: Ticked,
  portalName: MaybeLine(80),
  jobsShown: Ticked,
  jobsLabel: TabLabel,
  invoicesShown: Ticked,
  invoicesLabel: TabLabel,
  messagesShown: Ticked,
  messagesLabel: TabLabel,
  requestsShown: Ticked,
  requestsLabel: TabLabel,
  brandingShown: Ticked,
  brandingLabel: TabLabel,
})
export type SavePortal = v.InferOutput<typeof SavePortal>

/** Switches the portal and passwords on or off, and sets what its tabs are called. */
export async function savePortal(ctx: StaffCtx, input: SavePortal): Promise<void> {
  const isOn = input.isOn === true
  const change = {
    isPortalOn: isOn,
    arePasswordsOn: input.passwords === true,
    portalName: input.portalName === ctx.shop.name ? null : input.portalName,
    tabs: portalTabs.map((key) => ({ key, label: input[`${key}Label`], isShown: input[`${key}Shown`] === true })),
  }
  const kind = isOn === ctx.shop.isPortalOn ? 'portal.changed' : isOn ? 'portal.opened' : 'portal.closed'
  await ctx.write({ kind, subjectId: ctx.tenant.key, details: differences(ctx, change) }, changeProfile(input.version, change))
}
