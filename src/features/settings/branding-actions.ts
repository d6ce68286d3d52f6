import * as v from 'valibot'
import { FilesUnavailable, ImageUnreadable } from '#adapters/files.ts'
import type { StaffCtx } from '#context.ts'
import { type StoredLogo, storeLogo } from '#features/files/actions.ts'
import { checkLogo, unreadable } from '#features/files/rules.ts'
import { MaybeLine, Ticked, Version } from '#lib/fields.ts'
import { brandColors } from '#ui/theme.ts'
import { changeProfile, differences } from './actions.ts'
import { Color } from './fields.ts'

export const SaveBranding = v.object({ version: Version, portalName: MaybeLine(80), color: Color, removeLogo: Ticked })
export type SaveBranding = v.InferOutput<typeof SaveBranding>

export type Published = { readonly ok: true } | LogoProblem
/** 422: another file is needed; 503: the same one, later. */
interface LogoProblem {
  readonly ok: false
  readonly problem: string
  readonly status: 422 | 503
}

const notStored = 'The logo could not be stored right now, so nothing is published yet. Choose it again and publish in a minute.'

/**
 * Publishes the shop's face: name, colour with its readable shades, logo. Earlier logos stay, for mails that show them. Answers
 * with a sentence when the file cannot be a logo, or not be stored; then nothing changed.
 */
export async function saveBranding(ctx: StaffCtx, input: SaveBranding, file: File | undefined): Promise<Published> {
  const logo = file ? await takeLogo(ctx, file) : undefined
  if (logo && 'problem' in logo) return logo
  const colors = brandColors(input.color)
  const portalName = input.portalName === ctx.shop.name ? null : input.portalName
  const change = { colors, portalName, ...logoChange(logo, input.removeLogo === true) }
  const action = { kind: 'brand.changed', subjectId: ctx.tenant.key, details: differences(ctx, change) }
  await ctx.write(action, [...(logo?.inserts ?? []), ...changeProfile(input.version, change)])
  return { ok: true }
}

/** The logo stored, or why it cannot be one. */
async function takeLogo(ctx: StaffCtx, file: File): Promise<StoredLogo | LogoProblem> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const checked = checkLogo(bytes)
  if (!checked.ok) return { ...checked, status: 422 }
  try {
    return await storeLogo(ctx, bytes, checked.picture, file.name)
  } catch (error) {
    // The header was a picture's, the rest was not.
    if (error instanceof ImageUnreadable) return { ok: false, problem: unreadable, status: 422 }
    if (error instanceof FilesUnavailable) return { ok: false, problem: notStored, status: 503 }
    throw error
  }
}

function logoChange(logo: StoredLogo | undefined, isRemoved: boolean) {
  if (logo) return { logoFileId: logo.fileId, mailLogoFileId: logo.fileId }
  return isRemoved ? { logoFileId: null, mailLogoFileId: null } : {}
}
