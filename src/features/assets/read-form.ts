import * as v from 'valibot'
import type { CustomerCtx, StaffCtx } from '#context.ts'
import { checkForm, type FormState, fieldError } from '#lib/form.ts'
import { Distance } from './form.ts'
import type { PageAsset } from './page-queries.ts'
import { distanceUnitOf, inUnit } from './rules.ts'
import { readOdometer } from './save-actions.ts'
import { distanceText } from './view.ts'
import { assetWords as words } from './words.ts'

const Read = v.object({ odometer: Distance, lower: v.optional(v.string(), '') })
export interface ReadingAgain {
  readonly form: FormState
  readonly isLower: boolean
}

/** Notes what the form of an odometer says; answers what is wrong with it where it is no number, or less than before. */
export async function readFromForm(
  ctx: StaffCtx | CustomerCtx,
  asset: PageAsset,
  raw: Record<string, unknown>,
): Promise<'read' | ReadingAgain> {
  const form = checkForm(Read, raw)
  if (!form.ok) return { form, isLower: false }
  const { odometer, lower } = form.value
  const typed = { odometer: typeof raw['odometer'] === 'string' ? raw['odometer'] : '' }
  if (odometer === null) return { form: fieldError(typed, 'odometer', words.wrong.odometer), isLower: false }
  const { odometer: was, odometerUnit } = asset
  const unit = distanceUnitOf(ctx.shop.locale)
  if (was !== null && odometer < inUnit(was, odometerUnit ?? unit, unit) && lower === '')
    return { form: fieldError(typed, 'odometer', words.wrong.lower(distanceText(ctx, was, odometerUnit))), isLower: true }
  await readOdometer(ctx, asset, odometer)
  return 'read'
}
