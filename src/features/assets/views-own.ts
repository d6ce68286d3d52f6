import type { JobView } from '#features/jobs/view.ts'
import { formatDay, isDay } from '#lib/time.ts'
import type { OwnValues } from './rules.ts'
import type { OwnField } from './settings.ts'

/** What the shop's own fields hold, days as people say them. */
export function ownFacts(view: Pick<JobView, 'shop'>, { own }: { readonly own: OwnValues | null }, fields: readonly OwnField[]) {
  return fields.map(({ key, label, kind }) => {
    const value = own?.[key] ?? ''
    return { label, value: kind === 'day' && isDay(value) ? formatDay(value, view.shop.locale, 'year') : value }
  })
}
