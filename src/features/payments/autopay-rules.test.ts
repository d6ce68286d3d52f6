import { describe, expect, test } from 'vitest'
import { chargeTimeOf, nextTryAt } from './autopay-rules.ts'

const day = 86_400_000
const zone = 'America/New_York'
const at = (text: string) => Date.parse(text)

describe('the hour an invoice is charged by itself', () => {
  test.each([
    ['on its due day, at ten by the shop’s clock', '2030-04-23', '2030-04-09T15:00Z', '2030-04-23T14:00Z'],
    ['three days after it was sent, where its due day is sooner', '2030-04-10', '2030-04-09T15:00Z', '2030-04-12T15:00Z'],
    ['three days after it was sent, where it is due at once', null, '2030-04-09T15:00Z', '2030-04-12T15:00Z'],
    ['at ten in winter too', '2030-12-12', '2030-11-12T15:00Z', '2030-12-12T15:00Z'],
  ])('is %s', (_name, dueOn, sent, expected) => {
    expect(chargeTimeOf(dueOn, at(sent), zone)).toBe(at(expected))
  })
})

describe('what the bank refused', () => {
  test('is tried twice more, three days apart, and then no more', () => {
    expect([1, 2, 3, 4].map((tries) => nextTryAt(tries, false, 0))).toEqual([3 * day, 3 * day, undefined, undefined])
  })
  test('is not tried again where the bank wants to ask', () => {
    expect(nextTryAt(1, true, 0)).toBeUndefined()
  })
})
