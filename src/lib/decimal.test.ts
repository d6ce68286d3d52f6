import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseScaled, scaledText } from './decimal.ts'

describe('decimal text', () => {
  test('what an input field shows is read back as the same number', () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.integer({ min: 0, max: 4 }), (scaled, decimals) => {
        expect(parseScaled(scaledText(scaled, decimals), decimals, 1e12)).toBe(scaled)
      }),
    )
  })

  test.each([
    ['1234.5', 123450],
    ['1,234.50', 123450],
    ['1 234,50', 123450],
    ['1\u202f234,50', 123450],
    ['1.234,50', 123450],
    ["1'234.50", 123450],
    ['12,5', 1250],
    ['1,234', 123400],
    ['.5', 50],
    ['12.', 1200],
    ['007', 700],
  ])('%s is understood', (text, scaled) => {
    expect(parseScaled(text, 2, 1e12)).toBe(scaled)
  })

  test.each([
    '',
    ' ',
    '.',
    ',',
    '1.234',
    '1,23,456',
    '1,2345',
    '12,345,6',
    '-1',
    '+1',
    '1e3',
    '0x10',
    'NaN',
    '1..2',
    '١٢',
    '1'.repeat(41),
  ])('"%s" is no number of two decimals', (text) => {
    expect(parseScaled(text, 2, 1e12)).toBeUndefined()
  })

  test('the limit itself is allowed and one more is not', () => {
    expect(parseScaled('10.00', 2, 1000)).toBe(1000)
    expect(parseScaled('10.01', 2, 1000)).toBeUndefined()
  })
})
