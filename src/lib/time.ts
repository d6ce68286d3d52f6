import { recall } from './recall.ts'

const day = 86_400_000
const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** The locales a shop may choose: they order dates and group digits. */
export const locales: readonly string[] =
  'en-US en-CA en-GB en-AU en-NZ en-IE fr-CA fr-FR es-US es-MX es-ES de-DE de-AT de-CH nl-NL it-IT pt-BR pt-PT da-DK nb-NO sv-SE fi-FI pl-PL ja-JP'.split(
    ' ',
  )

/** Where and how a shop reads its clock: a locale and an IANA zone. */
export interface Place {
  readonly locale: string
  readonly zone: string
}

const weekday = { weekday: 'short', month: 'short', day: 'numeric' } as const
const hour = { hour: 'numeric', minute: '2-digit' } as const
const shapes = {
  day: weekday,
  dayYear: { ...weekday, year: 'numeric' },
  dayPlain: { month: 'short', day: 'numeric' },
  clock: hour,
  instant: { ...weekday, ...hour },
  instantYear: { ...weekday, ...hour, year: 'numeric' },
  instantZone: { ...weekday, ...hour, timeZoneName: 'short' },
  instantFull: { ...weekday, ...hour, year: 'numeric', timeZoneName: 'short' },
  clockZone: { ...hour, timeZoneName: 'short' },
  month: { month: 'short', year: 'numeric' },
  wall: {
    ...{ calendar: 'iso8601', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  },
  numbers: { calendar: 'iso8601', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' },
} satisfies Record<string, Intl.DateTimeFormatOptions>
const dayShapes = { short: 'day', year: 'dayYear', plain: 'dayPlain' } as const
const instantShapes = {
  short: 'instant',
  year: 'instantYear',
  zone: 'instantZone',
  full: 'instantFull',
  clock: 'clock',
  clockZone: 'clockZone',
} as const

/** A calendar day in words: "Fri, Apr 17", with year "Fri, Apr 17, 2026", plain "Apr 17". Throws RangeError for what is no day. */
export function formatDay(on: string, locale: string, shape: keyof typeof dayShapes = 'short'): string {
  return recall(dayTexts, `${locale} ${shape} ${on}`, () => formatter(locale, 'UTC', dayShapes[shape]).format(midnightOf(on)))
}

/**
 * An instant (ms UTC) on that place's clock: "Tue, Apr 12, 3:00 pm"; 'year' adds the year, 'zone' the zone's short name, 'full' both;
 * 'clock' is the time alone, 'clockZone' with its zone.
 */
export function formatInstant(at: number, place: Place, shape: keyof typeof instantShapes = 'short'): string {
  const text = formatter(place.locale, place.zone, instantShapes[shape]).format(at)
  // Without the dots, at which a sentence that goes on would seem to end, and one that ends would have two.
  return /^e[ns]/.test(place.locale)
    ? text.replace(/\s([AP])\.?\s?M\b\.?/i, (_, half: string) => ` ${half.toLowerCase()}m`)
    : text
}

/** The month of an instant at that place: "Mar 2022". */
export function formatMonth(at: number, place: Place): string {
  return formatter(place.locale, place.zone, 'month').format(at)
}

/** The calendar day of an instant in a zone, as YYYY-MM-DD. Throws RangeError for an unknown zone. */
export function dayOf(at: number, zone: string): string {
  // Every zone is whole quarters of an hour away from UTC, so all instants of a quarter are on one day.
  return recall(daysOfQuarters, `${zone} ${Math.floor(at / quarterMs)}`, () => {
    const parts = formatter('en-US', zone, 'numbers').formatToParts(at)
    const part = (type: string) => parts.find((p) => p.type === type)!.value
    return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
  })
}

/** The instant (ms UTC) at which a clock in that zone shows this day and time ("15:00"). A time that a summer skips is an hour later. */
export function instantOf(on: string, time: string, zone: string): number {
  const wanted = midnightOf(on) + Date.parse(`1970-01-01T${time}Z`)
  const first = wanted - (wallOf(wanted, zone) - wanted)
  // Where the clock changes in between, the offset of the instant itself counts.
  return wanted - (wallOf(first, zone) - first)
}

/** Every instant (ms UTC) at which a clock in that zone shows this day and time, in order: none where a summer skips it, two where its end repeats it. */
export function instantsOf(on: string, time: string, zone: string): number[] {
  const wanted = midnightOf(on) + Date.parse(`1970-01-01T${time}Z`)
  const offsets = new Set([wanted - day, wanted + day].map((at) => wallOf(at, zone) - at))
  return [...offsets]
    .map((offset) => wanted - offset)
    .filter((at) => wallOf(at, zone) === wanted)
    .sort((a, b) => a - b)
}

/** The time a clock in that zone shows: "15:00". */
export function clockOf(at: number, zone: string): string {
  return new Date(wallOf(at, zone)).toISOString().slice(11, 16)
}

/** What a clock in that zone shows, as if it were UTC. */
function wallOf(at: number, zone: string): number {
  const parts = formatter('en-US', zone, 'wall').formatToParts(at)
  const [year = 0, month = 1, date = 1, hours = 0, minutes = 0] = ['year', 'month', 'day', 'hour', 'minute'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  )
  return Date.UTC(year, month - 1, date, hours, minutes)
}

/** The calendar day n days later (or earlier, when negative). Throws RangeError for what is no day. */
export function addDays(on: string, n: number): string {
  return new Date(midnightOf(on) + n * day).toISOString().slice(0, 10)
}

/** The day of the week, Monday 1 to Sunday 7 (ISO 8601). Throws RangeError for what is no day. */
export function weekdayOf(on: string): number {
  return new Date(midnightOf(on)).getUTCDay() || 7
}

/** Calendar days from one day to another; negative when `to` is earlier. Throws RangeError for what is no day. */
export function daysBetween(from: string, to: string): number {
  return (midnightOf(to) - midnightOf(from)) / day
}

/** A time of day as its field gives it: "14:30". */
export const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

/** True for YYYY-MM-DD that the calendar has. */
export function isDay(text: string): boolean {
  if (!dayPattern.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** True for an IANA zone name, old names too; offsets like "+02:00" are none, because they know no summer. */
export function isZone(text: string): boolean {
  if (zones().includes(text)) return true
  if (!/^[A-Z][A-Za-z]*(?:[/_+-][A-Za-z0-9]+)*$/.test(text)) return false
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

let knownZones: readonly string[] | undefined
/** Every zone to choose from, under its current name, sorted. */
export function zones(): readonly string[] {
  knownZones ??= [...new Set([...Intl.supportedValuesOf('timeZone').map((zone) => renamed[zone] ?? zone), 'UTC'])].sort()
  return knownZones
}

// The same few days and quarters of an hour stand on every page of an hour.
const dayTexts = new Map<string, string>()
const daysOfQuarters = new Map<string, string>()
const midnights = new Map<string, number>()
const quarterMs = 15 * 60_000

function midnightOf(on: string): number {
  return recall(midnights, on, () => {
    if (!isDay(on)) throw new RangeError(`Not a calendar day: ${on}`)
    return Date.parse(`${on}T00:00:00Z`)
  })
}

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(locale: string, zone: string, shape: keyof typeof shapes): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${shape}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, { ...shapes[shape], timeZone: zone })
  formatters.set(key, made)
  return made
}

// Engines list these zones by names that tzdata has since replaced.
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Louisville': 'America/Kentucky/Louisville',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Europe/Kiev': 'Europe/Kyiv',
}
