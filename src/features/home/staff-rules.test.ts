import { describe, expect, it } from 'vitest'
import { dayInWords, late, soon, total } from './staff-rules.ts'

describe('the day in words', () => {
  it.each([
    [{ us: 0, customers: 0, promised: 0 }, 'Nothing waits on anybody, and nothing is promised for this week.'],
    [{ us: 4, customers: 7, promised: 3 }, 'Four things wait on you, seven on customers. Three promised dates this week.'],
    [{ us: 1, customers: 0, promised: 1 }, 'One thing waits on you, nothing on customers. One promised date this week.'],
    [{ us: 0, customers: 1, promised: 2 }, 'Nothing waits on you, one thing on customers. Two promised dates this week.'],
    [{ us: 1, customers: 2, promised: 1 }, 'One thing waits on you, two things on customers. One promised date this week.'],
    [{ us: 13, customers: 20, promised: 0 }, '13 things wait on you, 20 on customers. No promised date this week.'],
  ])('%j reads as people say it', (waiting, sentence) => {
    expect(dayInWords(waiting)).toBe(sentence)
  })
})

describe('days of work and money', () => {
  const days = [
    { on: '2026-04-13', count: 1, amountMinor: 100 },
    { on: '2026-04-14', count: 2, amountMinor: 200 },
    { on: '2026-04-20', count: 4, amountMinor: 400 },
    { on: '2026-04-21', count: 8, amountMinor: 800 },
    { on: null, count: 16, amountMinor: 1600 },
  ]
  it('are late from the day after', () => {
    expect(late(days, '2026-04-14')).toEqual({ count: 1, amountMinor: 100 })
  })
  it('are due this week from today for seven days', () => {
    expect(soon(days, '2026-04-14')).toEqual({ count: 6, amountMinor: 600 })
  })
  it('count in all, without a day too', () => {
    expect(total(days)).toEqual({ count: 31, amountMinor: 3100 })
  })
})
