import { describe, expect, it } from 'vitest'
import { lostDays, nextWorkingDay, promisedBefore } from './due-days.ts'

const week = [1, 2, 3, 4, 5]
const shop = { zone: 'America/New_York', workingDays: week }
const at = (iso: string) => Date.parse(iso)
const iso = (times: readonly number[]) => times.map((time) => new Date(time).toISOString())

describe('a working day', () => {
  it.each([
    ['2026-04-14', week, '2026-04-15'],
    ['2026-04-17', week, '2026-04-20'],
    ['2026-04-17', [1, 2, 3, 4, 5, 6], '2026-04-18'],
    ['2026-04-17', [3], '2026-04-22'],
    ['2026-04-15', [3], '2026-04-22'],
    ['2026-04-15', [], '2026-04-16'],
  ])('follows %s where the shop works on %j: %s', (on, workingDays, next) => {
    expect(nextWorkingDay(on, workingDays)).toBe(next)
  })
})

describe('a missing answer', () => {
  const friday = { answerBy: at('2026-04-17T19:00:00Z'), movedAt: null, freeAt: 0 }

  it('costs nothing before its hour, and a day at its hour', () => {
    expect(lostDays(friday, shop, friday.answerBy - 1)).toEqual({ passed: [], next: friday.answerBy })
    expect(iso(lostDays(friday, shop, friday.answerBy).passed)).toEqual(['2026-04-17T19:00:00.000Z'])
  })

  it('costs no day the shop does not work', () => {
    const { passed, next } = lostDays(friday, shop, at('2026-04-20T18:59:00Z'))
    expect(passed).toHaveLength(1)
    expect(iso([next ?? 0])).toEqual(['2026-04-20T19:00:00.000Z'])
  })

  it('due on a day the shop rests costs the next working day, not that one', () => {
    const sunday = { answerBy: at('2026-04-19T19:00:00Z'), movedAt: null, freeAt: 0 }
    expect(lostDays(sunday, shop, at('2026-04-20T18:00:00Z')).passed).toEqual([])
    expect(lostDays(sunday, shop, at('2026-04-20T19:00:00Z')).passed).toHaveLength(1)
  })

  it('costs the days that passed while nobody counted, and none that was counted', () => {
    const now = at('2026-04-22T20:00:00Z')
    expect(lostDays(friday, shop, now).passed).toHaveLength(4)
    expect(iso(lostDays({ ...friday, movedAt: at('2026-04-20T19:00:00Z') }, shop, now).passed)).toEqual([
      '2026-04-21T19:00:00.000Z',
      '2026-04-22T19:00:00.000Z',
    ])
  })

  it('costs nothing for days that passed before the promise could move', () => {
    const now = at('2026-04-22T20:00:00Z')
    expect(iso(lostDays({ ...friday, freeAt: at('2026-04-21T20:00:00Z') }, shop, now).passed)).toEqual([
      '2026-04-22T19:00:00.000Z',
    ])
  })

  it('costs one day on each, whoever else is asked about the same work', () => {
    const morning = { answerBy: at('2026-04-21T13:00:00Z'), movedAt: at('2026-04-21T12:00:00Z'), freeAt: 0 }
    expect(lostDays(morning, shop, at('2026-04-21T20:00:00Z')).passed).toEqual([])
  })

  it('keeps its hour on the shop’s clock when summer begins and when it ends', () => {
    const march = { answerBy: at('2026-03-06T20:00:00Z'), movedAt: null, freeAt: 0 }
    expect(iso(lostDays(march, shop, at('2026-03-10T12:00:00Z')).passed)).toEqual([
      '2026-03-06T20:00:00.000Z',
      '2026-03-09T19:00:00.000Z',
    ])
    const autumn = { answerBy: at('2026-10-30T19:00:00Z'), movedAt: null, freeAt: 0 }
    expect(iso([lostDays(autumn, shop, at('2026-11-01T12:00:00Z')).next ?? 0])).toEqual(['2026-11-02T20:00:00.000Z'])
  })

  it('costs nothing where the shop works on no day', () => {
    expect(lostDays(friday, { ...shop, workingDays: [] }, at('2027-01-01T00:00:00Z'))).toEqual({ passed: [], next: undefined })
  })
})

describe('the day promised before', () => {
  const moves = [
    { fromOn: '2026-04-13', toOn: '2026-04-14' },
    { fromOn: '2026-04-12', toOn: '2026-04-13' },
  ]
  it('is where the moves began', () => expect(promisedBefore('2026-04-14', moves)).toBe('2026-04-12'))
  it('is not told once another day was promised', () => expect(promisedBefore('2026-04-20', moves)).toBeUndefined())
  it('is not told of work that never moved', () => expect(promisedBefore('2026-04-14', [])).toBeUndefined())
})
