import type { BaseCtx } from '#context.ts'
import { dayOf, formatDay, formatInstant } from '#lib/time.ts'

/** How a page says when something was written. */
export interface When {
  readonly day: (at: number) => string
  /** A day of the calendar: "Today", or "Fri, Apr 10". */
  dayText(day: string, today: string): string
  clock(at: number): string
  /** In a list: the time today, else the day. */
  short(at: number): string
}

/** After the page's read, when the shop is known. */
export function whenAt({ shop, now }: Pick<BaseCtx, 'shop' | 'now'>): When {
  const { locale, timeZone: zone } = shop
  const day = (at: number) => dayOf(at, zone)
  const today = day(now)
  const clock = (at: number) => formatInstant(at, { locale, zone }, 'clock')
  const isThisYear = (on: string) => on.slice(0, 4) === today.slice(0, 4)
  return {
    day,
    clock,
    dayText: (on, todayText) => (on === today ? todayText : formatDay(on, locale, isThisYear(on) ? 'short' : 'year')),
    short: (at) => (day(at) === today ? clock(at) : formatDay(day(at), locale, isThisYear(day(at)) ? 'plain' : 'year')),
  }
}
