import type { BaseCtx, Viewer } from '#context.ts'
import type { Profile } from '#features/settings/rules.ts'
import { dayOf, formatDay, formatInstant } from '#lib/time.ts'

/** What every view of this slice is given beside its rows: where it stands, and how this shop dates. */
export interface AppointmentView {
  readonly base: string
  readonly shop: Profile
  readonly now: number
  readonly today: string
  /** The clock its reader lives by, where they said; else their browser tells. */
  readonly theirZone: string | undefined
  /** "Tue, Apr 12, 3:00 pm EDT", with its year where that is another one. */
  when(at: number): string
  /** The day and the time of an instant, on the shop's clock. */
  dayAt(at: number): string
  timeAt(at: number): string
}

type Looking = Pick<BaseCtx, 'base' | 'shop' | 'now'> & { readonly viewer?: Pick<Viewer, 'timeZone'> }

/** After the page's read, when the shop is known. */
export function viewOf({ base, shop, now, viewer }: Looking): AppointmentView {
  const { timeZone: zone, locale } = shop
  const today = dayOf(now, zone)
  const isThisYear = (on: string) => on.slice(0, 4) === today.slice(0, 4)
  return {
    ...{ base, shop, now, today, theirZone: viewer?.timeZone ?? undefined },
    when: (at) => formatInstant(at, { locale, zone }, isThisYear(dayOf(at, zone)) ? 'zone' : 'full'),
    dayAt: (at) => formatDay(dayOf(at, zone), locale, isThisYear(dayOf(at, zone)) ? 'short' : 'year'),
    timeAt: (at) => formatInstant(at, { locale, zone }, 'clockZone'),
  }
}
