import type { BaseCtx } from '#context.ts'
import { hasVehicles } from '#features/assets/rules.ts'
import type { Profile } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { daysBetween, formatDay, formatInstant } from '#lib/time.ts'
import { isLate, todayAt } from './rules.ts'
import { jobWords, type Vocabulary, vocabularies } from './words.ts'

/** What every view of this slice is given beside its rows: where it stands, and how this shop speaks, counts and dates. */
export interface JobView {
  readonly base: string
  readonly shop: Profile
  readonly now: number
  readonly today: string
  readonly vocabulary: Vocabulary
  readonly hasVehicles: boolean
  money(minor: number, currency?: string): string
  day(on: string): string
  when(at: number): string
  /** The day of an instant, in words. */
  dayAt(at: number): string
}

/** After the page's read, when the shop is known. */
export function viewOf({ base, shop, now }: Pick<BaseCtx, 'base' | 'shop' | 'now'>): JobView {
  const today = todayAt(now, shop)
  const place = { locale: shop.locale, zone: shop.timeZone }
  const day = (on: string) => formatDay(on, shop.locale, on.slice(0, 4) === today.slice(0, 4) ? 'short' : 'year')
  return {
    base,
    shop,
    now,
    today,
    vocabulary: vocabularies[shop.trade],
    hasVehicles: hasVehicles(shop.trade),
    money: (minor, currency = shop.currency) => formatMoney(minor, currency, shop.locale),
    day,
    dayAt: (at) => day(todayAt(at, shop)),
    when: (at) => formatInstant(at, place, todayAt(at, shop).slice(0, 4) === today.slice(0, 4) ? 'short' : 'year'),
  }
}

interface Dated {
  readonly dueOn: string | null
  readonly isClosed: boolean
}
/** "2 days late", or nothing while there is time. */
export function lateText(job: Dated, today: string): string | undefined {
  return job.dueOn !== null && isLate(job, today) ? jobWords.late(daysBetween(job.dueOn, today)) : undefined
}
