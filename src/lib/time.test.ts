import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  clockOf,
  dayOf,
  daysBetween,
  formatDay,
  formatInstant,
  formatMonth,
  instantOf,
  instantsOf,
  isDay,
  isZone,
  locales,
  weekdayOf,
  zones,
} from './time.ts'
import { agoInWords, dueInWords } from './time-told.ts'

const at = (iso: string) => Date.parse(iso)
const newYork = { locale: 'en-US', zone: 'America/New_York' }

describe('days in words', () => {
  test.each([
    ['2026-04-17', 'en-US', 'short', 'Fri, Apr 17'],
    ['2026-04-17', 'en-US', 'year', 'Fri, Apr 17, 2026'],
    ['2026-04-17', 'en-US', 'plain', 'Apr 17'],
    ['2024-02-29', 'en-GB', 'plain', '29 Feb'],
    ['2026-04-17', 'fr-CA', 'plain', '17 avr.'],
    ['2026-04-17', 'de-DE', 'plain', '17. Apr.'],
  ] as const)('%s in %s, %s', (on, locale, shape, words) => {
    expect(formatDay(on, locale, shape)).toBe(words)
  })

  test('what is no day is not shown as another', () => {
    expect(() => formatDay('2026-02-30', 'en-US')).toThrow(RangeError)
  })
})

describe('instants in words', () => {
  test.each([
    ['2022-04-12T19:00:00Z', 'en-US', 'America/New_York', 'short', 'Tue, Apr 12, 3:00 pm'],
    ['2022-04-12T19:00:00Z', 'en-CA', 'America/Toronto', 'short', 'Tue, Apr 12, 3:00 pm'],
    ['2022-04-12T19:00:00Z', 'en-AU', 'America/New_York', 'short', 'Tue, 12 Apr, 3:00 pm'],
    ['2022-04-12T19:00:00Z', 'en-US', 'America/New_York', 'zone', 'Tue, Apr 12, 3:00 pm EDT'],
    ['2022-01-12T20:00:00Z', 'en-US', 'America/New_York', 'zone', 'Wed, Jan 12, 3:00 pm EST'],
    ['2022-04-12T19:00:00Z', 'es-US', 'America/New_York', 'short', 'mar, 12 de abr, 3:00 pm'],
    ['2022-04-12T15:00:00Z', 'es-MX', 'America/New_York', 'clock', '11:00 am'],
    ['2022-04-12T19:00:00Z', 'en-US', 'America/New_York', 'year', 'Tue, Apr 12, 2022, 3:00 pm'],
    ['2022-04-12T04:00:00Z', 'en-US', 'America/New_York', 'short', 'Tue, Apr 12, 12:00 am'],
    ['2022-04-12T19:00:00Z', 'de-DE', 'Europe/Berlin', 'short', 'Di., 12. Apr., 21:00'],
  ] as const)('%s in %s at %s, %s', (iso, locale, zone, shape, words) => {
    expect(formatInstant(at(iso), { locale, zone }, shape)).toBe(words)
  })

  test('the hour that summer skips and the hour that winter repeats', () => {
    expect(formatInstant(at('2026-03-08T06:59:00Z'), newYork, 'zone')).toBe('Sun, Mar 8, 1:59 am EST')
    expect(formatInstant(at('2026-03-08T07:00:00Z'), newYork, 'zone')).toBe('Sun, Mar 8, 3:00 am EDT')
    expect(formatInstant(at('2026-11-01T05:30:00Z'), newYork, 'zone')).toBe('Sun, Nov 1, 1:30 am EDT')
    expect(formatInstant(at('2026-11-01T06:30:00Z'), newYork, 'zone')).toBe('Sun, Nov 1, 1:30 am EST')
  })

  test('zones off the full hour', () => {
    const shown = (zone: string) => formatInstant(at('2026-06-30T20:00:00Z'), { locale: 'en-US', zone })
    expect(shown('Asia/Kolkata')).toBe('Wed, Jul 1, 1:30 am')
    expect(shown('Asia/Kathmandu')).toBe('Wed, Jul 1, 1:45 am')
    expect(shown('America/St_Johns')).toBe('Tue, Jun 30, 5:30 pm')
    expect(shown('Australia/Lord_Howe')).toBe('Wed, Jul 1, 6:30 am')
  })

  test('a month is the month of the place', () => {
    expect(formatMonth(at('2022-03-15T12:00:00Z'), newYork)).toBe('Mar 2022')
    expect(formatMonth(at('2022-04-01T03:59:00Z'), newYork)).toBe('Mar 2022')
  })
})

describe('the day of an instant', () => {
  test.each([
    ['2026-03-08T04:59:59Z', 'America/New_York', '2026-03-07'],
    ['2026-03-08T05:00:00Z', 'America/New_York', '2026-03-08'],
    ['2026-03-09T03:59:59Z', 'America/New_York', '2026-03-08'],
    ['2026-03-09T04:00:00Z', 'America/New_York', '2026-03-09'],
    ['2026-11-02T04:59:59Z', 'America/New_York', '2026-11-01'],
    ['2026-12-31T18:29:59Z', 'Asia/Kolkata', '2026-12-31'],
    ['2026-12-31T18:30:00Z', 'Asia/Kolkata', '2027-01-01'],
    ['2026-01-01T10:00:00Z', 'Pacific/Kiritimati', '2026-01-02'],
    ['2024-02-29T12:00:00Z', 'UTC', '2024-02-29'],
  ])('%s in %s is %s', (iso, zone, day) => {
    expect(dayOf(at(iso), zone)).toBe(day)
  })

  test('in UTC it is the day of the ISO text', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }), (date) => {
        expect(dayOf(date.getTime(), 'UTC')).toBe(date.toISOString().slice(0, 10))
      }),
    )
  })

  test('a zone nobody knows is refused', () => {
    expect(() => dayOf(0, 'Mars/Olympus')).toThrow(RangeError)
  })
})

describe('counting days', () => {
  test.each([
    ['2026-03-07', 2, '2026-03-09'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-04-17', 0, '2026-04-17'],
  ])('%s and %i days is %s', (on, n, day) => {
    expect(addDays(on, n)).toBe(day)
    expect(daysBetween(on, day)).toBe(n)
  })

  test('adding and counting agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), (n) => {
        expect(daysBetween('2026-01-31', addDays('2026-01-31', n))).toBe(n)
      }),
    )
  })

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-4-1', '26-04-01', '2026-04-17T00:00', '', ' 2026-04-17'])(
    '"%s" is no day',
    (text) => {
      expect(isDay(text)).toBe(false)
      expect(() => addDays(text, 1)).toThrow(RangeError)
    },
  )

  test('a leap day is a day', () => {
    expect(isDay('2024-02-29')).toBe(true)
  })
})

describe('zones and locales', () => {
  test('every zone and locale that can be chosen can be used', () => {
    expect(zones().length).toBeGreaterThan(300)
    expect(zones().every(isZone)).toBe(true)
    expect(zones()).toEqual(expect.arrayContaining(['UTC', 'America/New_York', 'Asia/Kolkata', 'Europe/Kyiv']))
    for (const zone of zones()) expect(isDay(dayOf(0, zone))).toBe(true)
    for (const locale of locales) expect(formatDay('2026-04-17', locale)).toContain('17')
  })

  test.each(['Asia/Calcutta', 'Europe/Kiev', 'Asia/Kolkata', 'Etc/GMT+5', 'UTC'])('%s is a zone', (text) => {
    expect(isZone(text)).toBe(true)
  })

  test.each(['', '+02:00', '-0500', 'Mars/Olympus', 'america/new_york', 'America/New_York ', '../etc'])(
    '"%s" is no zone',
    (text) => {
      expect(isZone(text)).toBe(false)
    },
  )
})

describe('in words', () => {
  test.each([
    ['2026-04-17', 'due today'],
    ['2026-04-18', 'due tomorrow'],
    ['2026-04-21', 'due in 4 days'],
    ['2026-04-16', '1 day late'],
    ['2026-04-13', '4 days late'],
  ])('%s seen on 2026-04-17 is %s', (due, words) => {
    expect(dueInWords(due, '2026-04-17')).toBe(words)
  })

  test.each([
    [-5_000, 'just now'],
    [59_999, 'just now'],
    [60_000, '1 min'],
    [5 * 60_000, '5 min'],
    [3_599_999, '59 min'],
    [3 * 3_600_000, '3 h'],
    [86_399_999, '23 h'],
    [86_400_000, '1 day'],
    [2 * 86_400_000, '2 days'],
  ])('%i ms ago is %s', (ms, words) => {
    expect(agoInWords(1e12 - ms, 1e12)).toBe(words)
  })
})

describe('the instant of a day and a time', () => {
  test.each([
    ['2026-04-14', '15:00', 'America/New_York', '2026-04-14T19:00:00.000Z'],
    ['2026-01-14', '15:00', 'America/New_York', '2026-01-14T20:00:00.000Z'],
    ['2026-03-08', '01:30', 'America/New_York', '2026-03-08T06:30:00.000Z'],
    ['2026-03-08', '03:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-04-14', '09:15', 'Asia/Kathmandu', '2026-04-14T03:30:00.000Z'],
    ['2026-04-14', '00:00', 'UTC', '2026-04-14T00:00:00.000Z'],
  ])('%s %s in %s', (on, time, zone, instant) => {
    expect(new Date(instantOf(on, time, zone)).toISOString()).toBe(instant)
  })
})

test.each([
  ['2026-04-13', 1],
  ['2026-04-18', 6],
  ['2026-04-19', 7],
])('%s is day %i of its week', (on, day) => {
  expect(weekdayOf(on)).toBe(day)
})

test.each([
  ['2026-04-14T19:00:00Z', 'America/New_York', '15:00'],
  ['2026-01-14T19:00:00Z', 'America/New_York', '14:00'],
  ['2026-04-14T18:20:00Z', 'Asia/Kathmandu', '00:05'],
])('a clock shows %s in %s as %s', (iso, zone, time) => {
  expect(clockOf(at(iso), zone)).toBe(time)
})

describe('the instants at which a clock shows a time', () => {
  test.each([
    ['2026-04-12', '15:00', 'America/New_York', ['2026-04-12T19:00:00Z']],
    ['2026-03-08', '02:30', 'America/New_York', []],
    ['2026-03-08', '01:59', 'America/New_York', ['2026-03-08T06:59:00Z']],
    ['2026-03-08', '03:00', 'America/New_York', ['2026-03-08T07:00:00Z']],
    ['2026-11-01', '01:30', 'America/New_York', ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z']],
    ['2026-11-01', '00:59', 'America/New_York', ['2026-11-01T04:59:00Z']],
    ['2026-11-01', '02:00', 'America/New_York', ['2026-11-01T07:00:00Z']],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', []],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', ['2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z']],
    ['2011-12-30', '12:00', 'Pacific/Apia', []],
    ['2026-06-01', '12:00', 'Asia/Kolkata', ['2026-06-01T06:30:00Z']],
  ])('%s %s in %s', (on, time, zone, instants) => {
    expect(instantsOf(on, time, zone)).toEqual(instants.map(at))
  })

  test('are each shown as that time again, and the one instant is among them', () => {
    const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 })
    const zone = fc.constantFrom('America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Tehran', 'America/St_Johns')
    fc.assert(
      fc.property(minutes, zone, (minute, zone) => {
        const instant = minute * 60_000
        const [on, time] = [dayOf(instant, zone), clockOf(instant, zone)]
        const all = instantsOf(on, time, zone)
        expect(all).toContain(instant)
        expect(all.every((one) => dayOf(one, zone) === on && clockOf(one, zone) === time)).toBe(true)
      }),
    )
  })
})
