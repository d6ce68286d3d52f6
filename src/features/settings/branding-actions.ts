import * as v from 'valibot'
import { ImageUnreadable } from '#adapters/files.ts'
import type { StaffCtx } from '#context.ts'
import { Refused } from '#database/write.ts'
import { type StoredLogo, storeLogo } from '#features/files/actions.ts'
import { checkLogo, unreadable } from '#features/files/rules.ts'
import { MaybeLine, Ticked, Version } from '#lib/fields.ts'
import { brandColors } from '#ui/theme.ts'
import { changeProfile, differences } from './actions.ts'
import { Color } from './fields.ts'

export const SaveBranding = v.object({ version: Version, portalName: MaybeLine(80), color: Color, removeLogo: Ticked })
export type SaveBranding = v.InferOutput<typeof SaveBranding>

export type Published = { readonly ok: true } | { readonly ok: false; readonly problem: string }

/**
 * Publishes the shop's face: name, colour with its readable shades, logo. Earlier logos stay, for mails that show them. Answers
 * with a sentence when the file cannot be a logo; then nothing changed.
 */
export async function saveBranding(ctx: StaffCtx, input: SaveBranding, file: File | undefined): Promise<Published> {
  const logo = file ? await takeLogo(ctx, file) : undefined
  if (typeof logo === 'string') return { ok: false, problem: logo }
  const colors = brandColors(input.color)
  const portalName = input.portalName === ctx.shop.name ? null : input.portalName
  const change = { colors, portalName, ...logoChange(logo, input.removeLogo === true) }
  const action = { kind: 'brand.changed', subjectId: ctx.tenant.key, details: differences(ctx, change) }
  try {
    await ctx.write(action, [...(logo?.inserts ?? []), ...changeProfile(input.version, change)])
  } catch (error) {
    if (error instanceof Refused) await logo?.discard()
    throw error
  }
  return { ok: true }
}

/** The logo stored, or why it cannot be one. */
async function takeLogo(ctx: StaffCtx, file: File): Promise<StoredLogo | string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const checked = checkLogo(bytes)
  if (!checked.ok) return checked.problem
  try {
    return await storeLogo(ctx, bytes, checked.picture, file.name)
  } catch (error) {
    // The header was a picture's, the rest was not.
    if (error instanceof ImageUnreadable) return unreadable
    throw error
  }
}

function logoChange(logo: StoredLogo | undefined, isRemoved: boolean) {
  if (logo) return { logoFileId: logo.fileId, mailLogoFileId: logo.fileId }
  return isRemoved ? { logoFileId: null, mailLogoFileId: null } : {}
}
