import { soonDays } from '#features/assets/rules.ts'
import type { JobView } from '#features/jobs/view.ts'
import { formatQuantity } from '#lib/money.ts'
import { addDays } from '#lib/time.ts'
import type { OwnedAsset } from './fleet-queries.ts'
import { type AssetKind, type DistanceUnit, distanceUnitOf, hasVehicles, inUnit, modelOf, serviceState } from './rules.ts'
import { assetWords as words } from './words.ts'

/** A reading as the shop's country counts: "82,410 mi". */
export function distanceText({ shop }: Pick<JobView, 'shop'>, value: number, from?: DistanceUnit | null): string {
  const unit = distanceUnitOf(shop.locale)
  return words.distance[unit](formatQuantity(inUnit(value, from ?? unit, unit) * 1000, shop.locale))
}

type Told = Pick<OwnedAsset, 'kind' | 'name' | 'state' | 'unitNumber' | 'plate' | 'year' | 'make' | 'model' | 'depot'> &
  Pick<OwnedAsset, 'odometer' | 'odometerUnit' | 'serviceDueOn' | 'serviceDueAt'>

/** "14, 2021 Ford Transit, CX 4471, Dayton": what a list says under the name. */
export function detailText(asset: Told): string {
  return [asset.unitNumber, modelOf(asset), asset.plate, asset.depot].filter(Boolean).join(', ')
}

/** How its service stands, up to 30 days ahead. */
export const serviceOf = ({ today }: Pick<JobView, 'today'>, asset: Told) => serviceState(asset, today, addDays(today, soonDays))

/** "Apr 12 or at 90,000 mi": when the next service is due, or nothing. */
export function serviceText(view: Pick<JobView, 'shop' | 'day'>, { serviceDueOn, serviceDueAt }: Told): string {
  const parts = [serviceDueOn && view.day(serviceDueOn), serviceDueAt !== null && words.dueAt(distanceText(view, serviceDueAt))]
  return words.dueBy(parts.filter((part) => typeof part === 'string'))
}

/** What this shop mostly works on. */
export const usualKind = ({ shop }: Pick<JobView, 'shop'>): AssetKind => (hasVehicles(shop.trade) ? 'vehicle' : 'thing')
