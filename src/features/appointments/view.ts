import type { BaseCtx } from '#context.ts'
import type { Profile } from '#features/settings/rules.ts'
import { dayOf, formatDay, formatInstant } from '#lib/time.ts'

/** What every view of this slice is given beside its rows: where it stands, and how this shop dates. */
export interface AppointmentView {
  readonly base: string
  readonly shop: Profile
  readonly now: number
  readonly today: string
  /** "Tue, Apr 12, 3:00 pm EDT", with its year where that is another one. */
  when(at: number): string
  /** The day and the time of an instant, on the shop's clock. */
  dayAt(at: number): string
  timeAt(at: number): string
}

/** After the page's read, when the shop is known. */
export function viewOf({ base, shop, now }: Pick<BaseCtx, 'base' | 'shop' | 'now'>): AppointmentView {
  const { timeZone: zone, locale } = shop
  const today = dayOf(now, zone)
  const isThisYear = (on: string) => on.slice(0, 4) === today.slice(0, 4)
  return {
    ...{ base, shop, now, today },
    when: (at) => formatInstant(at, { locale, zone }, isThisYear(dayOf(at, zone)) ? 'zone' : 'full'),
    dayAt: (at) => formatDay(dayOf(at, zone), locale, isThisYear(dayOf(at, zone)) ? 'short' : 'year'),
    timeAt: (at) => formatInstant(at, { locale, zone }, 'clockZone'),
  }
}
