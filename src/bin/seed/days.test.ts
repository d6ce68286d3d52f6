import { describe, expect, it } from 'vitest'
import { dayOf, formatInstant } from '#lib/time.ts'
import { createCalendar } from './days.ts'

// Friday, half past four in the afternoon in New York.
const now = Date.UTC(2026, 3, 17, 20, 30)
const zone = 'America/New_York'
const calendar = createCalendar(now, zone)

describe('the days of a demo shop', () => {
  it('are never a weekend: past ones move to Friday, future ones to Monday', () => {
    expect([calendar.on(-5), calendar.on(-6), calendar.on(0), calendar.on(1), calendar.on(2), calendar.on(3)]).toEqual([
      '2026-04-10',
      '2026-04-10',
      '2026-04-17',
      '2026-04-20',
      '2026-04-20',
      '2026-04-20',
    ])
  })

  it('begin at half past nine on the shop’s own wall, in summer and in winter', () => {
    const place = { locale: 'en-US', zone }
    expect(formatInstant(calendar.at(-1, 0), place)).toBe('Thu, Apr 16, 9:30 am')
    expect(formatInstant(calendar.at(-100, 0), place)).toBe('Wed, Jan 7, 9:30 am')
    expect(formatInstant(createCalendar(now, 'Asia/Tokyo').at(-2, 1), { locale: 'en-US', zone: 'Asia/Tokyo' })).toBe(
      'Thu, Apr 16, 9:53 am',
    )
  })

  it('are never in the future, and keep the order of their steps', () => {
    const early = createCalendar(Date.UTC(2026, 3, 17, 10, 0), zone)
    const instants = [0, 1, 5, 13].map((step) => early.at(0, step))
    expect(instants.every((at) => at < early.now)).toBe(true)
    expect(instants.toSorted((a, b) => a - b)).toEqual(instants)
    expect(dayOf(calendar.at(0, 13), zone)).toBe('2026-04-17')
  })
})
