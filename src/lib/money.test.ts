import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  currencies,
  decimalOf,
  exponentOf,
  formatMoney,
  formatPercent,
  formatQuantity,
  maxMinor,
  parseMoney,
  parsePercent,
  parseQuantity,
  percentOf,
} from './money.ts'
import { allocate, roundRatio } from './rounding.ts'

describe('writing money', () => {
  test.each([
    [123905, 'USD', 'en-US', '$1,239.05'],
    [-123905, 'USD', 'en-US', '−$1,239.05'],
    [0, 'USD', 'en-US', '$0.00'],
    [1239, 'JPY', 'en-US', '¥1,239'],
    [1239, 'KWD', 'en-US', 'KWD\u00a01.239'],
    [123905, 'COP', 'en-US', 'COP\u00a01,239.05'],
    [123905, 'EUR', 'de-DE', '1.239,05\u00a0€'],
    [-123905, 'CAD', 'fr-CA', '−1\u00a0239,05\u00a0$'],
    [maxMinor, 'USD', 'en-US', '$10,000,000,000.00'],
  ])('%i minor units of %s in %s', (minor, currency, locale, text) => {
    expect(formatMoney(minor, currency, locale)).toBe(text)
  })

  test('no cent is lost in writing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e14, max: 1e14 }), fc.constantFrom('USD', 'JPY', 'KWD'), (minor, currency) => {
        const digits = formatMoney(minor, currency, 'en-US').replace(/\D/g, '')
        expect(Number(digits)).toBe(Math.abs(minor))
      }),
    )
  })

  test('every currency a shop may choose is an ISO code with its own number of decimals', () => {
    for (const currency of currencies) expect(formatMoney(1, currency, 'en-US')).toContain('1')
    expect(new Set(currencies).size).toBe(currencies.length)
    expect(currencies.every((currency) => Intl.supportedValuesOf('currency').includes(currency))).toBe(true)
    expect([exponentOf('JPY'), exponentOf('EUR'), exponentOf('KWD')]).toEqual([0, 2, 3])
  })
})

describe('reading money', () => {
  test.each([
    ['$1,234.50', 'USD', 123450],
    ['1234.5', 'USD', 123450],
    [' 12 ', 'USD', 1200],
    ['US$ 12', 'USD', 1200],
    ['$12.00 USD', 'USD', 1200],
    ['12 usd', 'USD', 1200],
    ['12,50 $', 'CAD', 1250],
    ['CA$12.50', 'CAD', 1250],
    ['1.234,50 €', 'EUR', 123450],
    ['12,50 kr', 'SEK', 1250],
    ['¥1,234', 'JPY', 1234],
    ['1.234', 'KWD', 1234],
    ['0', 'USD', 0],
    ['10,000,000,000', 'USD', maxMinor],
  ])('%s of %s', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor)
  })

  test.each([
    ['', 'USD'],
    ['$', 'USD'],
    ['twelve', 'USD'],
    ['1.234', 'USD'],
    ['12.5', 'JPY'],
    ['€12', 'USD'],
    ['12 EUR', 'USD'],
    ['-12', 'USD'],
    ['−12', 'USD'],
    ['1e3', 'USD'],
    ['12 13', 'USD'],
    ['10,000,000,000.01', 'USD'],
    ['9'.repeat(30), 'USD'],
  ])('"%s" of %s is refused', (text, currency) => {
    expect(parseMoney(text, currency)).toBeUndefined()
  })

  test('what a field or a page shows is read back exactly, in every currency', () => {
    fc.assert(
      fc.property(fc.nat(maxMinor), fc.constantFrom(...currencies), (minor, currency) => {
        expect(parseMoney(decimalOf(minor, currency), currency)).toBe(minor)
        expect(parseMoney(formatMoney(minor, currency, 'en-US'), currency)).toBe(minor)
      }),
    )
  })
})

describe('quantities and rates', () => {
  test.each([
    ['12', 12_000],
    ['2.5', 2_500],
    ['0.001', 1],
    ['1,000', 1_000_000],
    ['1000000', 1_000_000_000],
  ])('the quantity %s', (text, thousandths) => {
    expect(parseQuantity(text)).toBe(thousandths)
  })

  test.each(['0', '0.000', '-1', '1.2345', '1000000.001', '', 'x'])('"%s" is no quantity', (text) => {
    expect(parseQuantity(text)).toBeUndefined()
  })

  test.each([
    ['7.5', 75_000],
    ['7.5%', 75_000],
    [' 8,25 % ', 82_500],
    ['9.975', 99_750],
    ['0', 0],
    ['100', 1_000_000],
  ])('the rate %s', (text, ppm) => {
    expect(parsePercent(text)).toBe(ppm)
  })

  test.each(['100.0001', '101', '-1', '1.23456', '%', '5%%'])('"%s" is no rate', (text) => {
    expect(parsePercent(text)).toBeUndefined()
  })

  test('they read as people write them', () => {
    expect([formatQuantity(12_000, 'en-US'), formatQuantity(2_500, 'de-DE'), formatQuantity(1_234_000, 'en-US')]).toEqual([
      '12',
      '2,5',
      '1,234',
    ])
    expect([formatPercent(75_000, 'en-US'), formatPercent(99_750, 'en-US')]).toEqual(['7.5%', '9.975%'])
    expect([75_000, 0, 1_000_000, 100_000, 1].map(percentOf)).toEqual(['7.5', '0', '100', '10', '0.0001'])
  })

  test('a rate shown in a field is read back exactly', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (ppm) => {
        expect(parsePercent(percentOf(ppm))).toBe(ppm)
      }),
    )
  })
})

describe('rounding', () => {
  test.each([
    [5n, 10n, 1n],
    [4n, 10n, 0n],
    [15n, 10n, 2n],
    [25n, 10n, 3n],
    [-5n, 10n, -1n],
    [-4n, 10n, 0n],
    [-25n, 10n, -3n],
    [25n, -10n, -3n],
    [0n, 7n, 0n],
  ])('%i over %i is %i', (numerator, denominator, rounded) => {
    expect(roundRatio(numerator, denominator)).toBe(rounded)
  })

  test('it is never more than a half away, and mirrors', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), (numerator, denominator) => {
        const off = 2n * (roundRatio(numerator, denominator) * denominator - numerator)
        expect(off <= denominator && off >= -denominator).toBe(true)
        expect(roundRatio(-numerator, denominator)).toBe(-roundRatio(numerator, denominator))
      }),
    )
  })
})

describe('allocating', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [5, [3, 7], [2, 3]],
    [1, [1, 1], [1, 0]],
    [7, [0, 0], [4, 3]],
    [7, [0, 5], [0, 7]],
    [0, [], []],
  ])('%i over %j', (total, weights, parts) => {
    expect(allocate(total, weights)).toEqual(parts)
  })

  test('a negative weight and a total with nobody to take it are refused', () => {
    expect(() => allocate(1, [2, -1])).toThrow(RangeError)
    expect(() => allocate(1, [])).toThrow(RangeError)
  })

  test('parts sum exactly and none is a whole unit from its share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -maxMinor, max: maxMinor }),
        fc.array(fc.nat(1e9), { minLength: 1, maxLength: 20 }),
        (total, weights) => {
          const parts = allocate(total, weights)
          expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
          const sum = weights.reduce((a, b) => a + BigInt(b), 0n)
          if (sum === 0n) return
          parts.forEach((part, i) => {
            const off = BigInt(part) * sum - BigInt(total) * BigInt(weights[i]!)
            expect(off < sum && off > -sum).toBe(true)
          })
        },
      ),
    )
  })
})
