import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedNow, dueByNow, evenParts, type Instalment, nextOf, rescaled, standingOf, stepSums } from './instalment-rules.ts'

const plan = (...amounts: number[]): Instalment[] =>
  amounts.map((amountMinor, position) => ({ position, dueOn: `2030-0${position + 4}-01`, amountMinor }))
const left = (steps: readonly Instalment[], balance: number) => standingOf(steps, balance).map(({ leftMinor }) => leftMinor)

describe('a plan to pay', () => {
  test.each([
    ['nothing came in', 300, [100, 100, 100]],
    ['one part came in', 200, [0, 100, 100]],
    ['more than a part came in', 150, [0, 50, 100]],
    ['all came in', 0, [0, 0, 0]],
    ['too much came in', -20, [0, 0, 0]],
    ['a late fee was added', 320, [120, 100, 100]],
    ['a fee was added after a part came in', 220, [20, 100, 100]],
  ])('when %s, counts the earliest first', (_name, balance, expected) => {
    expect(left(plan(100, 100, 100), balance)).toEqual(expected)
  })

  test('always asks for exactly what is left, and never less than nothing of a part', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(amounts, fc.integer({ min: -(10 ** 10), max: 10 ** 10 }), (all, balance) => {
        const rest = left(plan(...all), balance)
        expect(rest.reduce((a, b) => a + b, 0)).toBe(Math.max(balance, 0))
        expect(rest.every((minor) => minor >= 0)).toBe(true)
      }),
    )
  })

  test('knows what is next, what is due, and what may be paid ahead', () => {
    const steps = plan(100, 100, 100)
    expect(nextOf(steps, 200)?.position).toBe(1)
    expect(dueByNow({ balanceMinor: 300 }, steps, '2030-03-31')).toBe(0)
    expect(dueByNow({ balanceMinor: 300 }, steps, '2030-05-01')).toBe(200)
    expect(dueByNow({ balanceMinor: 300 }, [], '2030-05-01')).toBe(300)
    const owing = (balanceMinor: number, currency = 'USD') => ({ balanceMinor, currency })
    expect(stepSums(steps, owing(250))).toEqual([50, 150, 250])
    // Stripe charges no less than 2 złoty.
    expect(stepSums(steps, owing(250, 'PLN'))).toEqual([250])
    expect(askedNow(steps, owing(300), '2030-03-31')).toEqual({ minor: 100, dueOn: '2030-04-01', isDue: false })
    expect(askedNow(steps, owing(300), '2030-05-02')).toEqual({ minor: 200, dueOn: '2030-04-01', isDue: true })
    expect(askedNow(steps, owing(100), '2030-05-02')).toBeUndefined()
    expect(stepSums(steps, owing(210))).toEqual([110, 210])
    expect(askedNow(steps, owing(210), '2030-04-02')).toEqual({ minor: 110, dueOn: '2030-04-01', isDue: false })
    expect(askedNow([], owing(100), '2030-05-02')).toBeUndefined()
  })

  test('splits and changes its sum without losing a cent', () => {
    expect(evenParts(75_420, 2)).toEqual([37_710, 37_710])
    expect(evenParts(100, 3)).toEqual([34, 33, 33])
    expect(rescaled(plan(30, 70), 75_421).map(({ amountMinor }) => amountMinor)).toEqual([22_626, 52_795])
    const amounts = fc.array(fc.integer({ min: 1, max: 10 ** 9 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10 ** 10 }), (all, total) => {
        expect(rescaled(plan(...all), total).reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(total)
      }),
    )
  })
})
