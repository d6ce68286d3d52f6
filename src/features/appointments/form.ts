import * as v from 'valibot'
import type { Profile } from '#features/settings/rules.ts'
import { Line, MaybeLine, Text } from '#lib/fields.ts'
import { addDays, clockOf, dayOf, formatDay, formatInstant, instantsOf, isDay, isTime } from '#lib/time.ts'
import { desk } from './desk-words.ts'
import { instantMeant, whichOf, whichTimes } from './rules.ts'

const words = desk.wrong
const longestMinutes = 24 * 60

const OneLine = (max: number) =>
  v.pipe(
    MaybeLine(max),
    v.transform((text) => text ?? ''),
  )

/** An appointment as the desk types it, on the shop's own clock. */
export const appointmentFields = {
  job: v.pipe(
    v.optional(v.string(), ''),
    v.maxLength(60),
    v.transform((id) => id || null),
  ),
  title: Line(words.title, 120),
  on: v.pipe(v.string(words.on), v.check(isDay, words.on)),
  time: v.pipe(v.string(words.time), v.check(isTime, words.time)),
  which: v.optional(
    v.union([
      v.picklist(whichTimes),
      v.pipe(
        v.literal(''),
        v.transform(() => undefined),
      ),
    ]),
  ),
  minutes: v.pipe(
    v.optional(v.string(), ''),
    v.trim(),
    v.regex(/^\d{1,4}$/, words.minutes),
    v.transform(Number),
    v.minValue(5, words.minutes),
    v.maxValue(longestMinutes, words.minutes),
  ),
  place: OneLine(200),
  resource: OneLine(80),
  note: Text(2_000),
}
const Fields = v.object(appointmentFields)
type Fields = v.InferOutput<typeof Fields>

/** What is set: the typed day and time as an instant, ms. */
export type Setting = Omit<Fields, 'on' | 'time' | 'which' | 'job'> & { readonly startsAt: number; readonly jobId: string | null }
type Shop = Pick<Profile, 'timeZone' | 'locale'>

/** The instant that was meant, or what is wrong with it: the shop's clock may never show it, or show it twice. `was` stands though it is past. */
export function settingOf(
  { on, time, which, job, ...rest }: Fields,
  shop: Shop,
  now: number,
  was?: number,
): { readonly ok: true; readonly value: Setting } | { readonly ok: false; readonly errors: Readonly<Record<string, string>> } {
  if (on < dayOf(now, shop.timeZone)) return wrong('on', words.past)
  const startsAt = instantMeant(on, time, which, shop.timeZone)
  if (startsAt === 'skipped') return wrong('time', words.skipped(formatDay(on, shop.locale, 'year')))
  if (startsAt === 'twice') return wrong('which', words.twice(formatDay(on, shop.locale, 'year')))
  if (startsAt <= now && startsAt !== was) return wrong('time', words.past)
  return { ok: true, value: { ...rest, jobId: job, startsAt } }
}
const wrong = (field: string, text: string) => ({ ok: false as const, errors: { [field]: text } })

/** The two instants that a typed day and time may mean, in words; nothing where it means one. */
export function bothTimes({ on = '', time = '' }: Readonly<Record<string, string>>, { timeZone: zone, locale }: Shop) {
  if (!isDay(on) || !isTime(time)) return []
  const all = instantsOf(on, time, zone)
  if (all.length < 2) return []
  return all.map((at, i) => ({
    value: whichTimes[i] ?? 'first',
    label: `${formatInstant(at, { locale, zone }, 'full')}, ${words.order[i]}`,
  }))
}

/** An appointment as its form holds it. */
export function valuesOf(row: Omit<Setting, 'jobId'> & { readonly jobId: string | null }, zone: string): Record<string, string> {
  return {
    ...{ job: row.jobId ?? '', title: row.title, on: dayOf(row.startsAt, zone), time: clockOf(row.startsAt, zone) },
    ...{ which: whichOf(row.startsAt, zone) ?? '', minutes: String(row.minutes) },
    ...{ place: row.place, resource: row.resource, note: row.note },
  }
}

/** What a new one begins with: tomorrow, at the shop. */
export function freshValues(shop: Shop & Pick<Profile, 'address'>, now: number): Record<string, string> {
  return {
    on: addDays(dayOf(now, shop.timeZone), 1),
    time: '',
    minutes: '60',
    place: shop.address?.replace(/\s*\n\s*/g, ', ') ?? '',
  }
}
