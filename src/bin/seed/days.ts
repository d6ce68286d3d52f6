import { addDays, dayOf } from '#lib/time.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/** Turns a script's days into days of the calendar and instants of a working day, none of them in the future. */
export function createCalendar(now: number, timeZone: string) {
  const today = dayOf(now, timeZone)

  /** The calendar day so many days from today; one on a weekend moves to the Friday before, or to the Monday after when it is to come. */
  function on(day: number): string {
    const wanted = addDays(today, day)
    const weekday = new Date(`${wanted}T00:00:00Z`).getUTCDay()
    if (day === 0 || (weekday !== 0 && weekday !== 6)) return wanted
    if (day > 0) return addDays(wanted, weekday === 6 ? 2 : 1)
    return addDays(wanted, weekday === 6 ? -1 : -2)
  }

  /** An instant of that day, `step` turns after half past nine. */
  function at(day: number, step: number): number {
    const noon = Date.parse(`${on(day)}T12:00:00Z`)
    const offset = Math.round((noon - wallNoon(noon)) / minuteMs) * minuteMs
    const instant = noon + offset - 150 * minuteMs + step * 23 * minuteMs
    return Math.min(instant, now - 60 * minuteMs + step * 3 * minuteMs)
  }

  /** What a clock on the shop's wall shows at noon UTC, as if it were UTC. */
  function wallNoon(noon: number): number {
    for (let minutes = -14 * 60; minutes <= 14 * 60; minutes += 15) {
      // The first instant of the wall's next day tells how far the wall is from UTC.
      const midnight = noon + 12 * 60 * minuteMs - minutes * minuteMs
      const isFirst = dayOf(midnight, timeZone) !== dayOf(midnight - minuteMs, timeZone)
      if (isFirst) return noon + minutes * minuteMs
    }
    return noon
  }

  return { today, on, at, now, ago: (days: number) => now - days * dayMs }
}
export type Calendar = ReturnType<typeof createCalendar>
