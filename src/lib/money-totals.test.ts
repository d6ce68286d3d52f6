import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxMinor, type PricedLine, totalsOf } from './money.ts'

const line = (quantity: number, unitPriceMinor: number, taxPpm = 0, discountPpm = 0, taxName = 'Tax'): PricedLine => ({
  quantity,
  unitPriceMinor,
  discountPpm,
  taxPpm,
  taxName,
})

describe('totals of a document', () => {
  test('quantity, discount and tax', () => {
    expect(totalsOf([line(24_000, 1850, 82_500, 100_000), line(1_000, 4500)])).toEqual({
      lines: [
        { grossMinor: 44400, discountMinor: 4440, netMinor: 39960, taxMinor: 3297, totalMinor: 43257 },
        { grossMinor: 4500, discountMinor: 0, netMinor: 4500, taxMinor: 0, totalMinor: 4500 },
      ],
      subtotalMinor: 48900,
      discountMinor: 4440,
      netMinor: 44460,
      taxes: [{ name: 'Tax', ratePpm: 82_500, baseMinor: 39960, taxMinor: 3297 }],
      taxMinor: 3297,
      totalMinor: 47757,
    })
  })

  test('tax is rounded once per name and rate, not per line', () => {
    const { lines, taxes } = totalsOf([line(1_000, 10, 50_000), line(1_000, 10, 50_000), line(1_000, 10, 50_000)])
    expect(taxes).toEqual([{ name: 'Tax', ratePpm: 50_000, baseMinor: 30, taxMinor: 2 }])
    expect(lines.map((l) => l.taxMinor)).toEqual([1, 1, 0])
  })

  test('taxes of another name or rate stand apart, in the order they appear', () => {
    const { taxes } = totalsOf([
      line(1_000, 100, 50_000, 0, 'GST'),
      line(1_000, 100, 99_750, 0, 'QST'),
      line(1_000, 100, 70_000, 0, 'GST'),
    ])
    expect(taxes.map((tax) => [tax.name, tax.ratePpm, tax.taxMinor])).toEqual([
      ['GST', 50_000, 5],
      ['QST', 99_750, 10],
      ['GST', 70_000, 7],
    ])
  })

  test('no lines make zero', () => {
    expect(totalsOf([])).toMatchObject({ lines: [], taxes: [], totalMinor: 0 })
  })

  test('a document that cannot be exact is refused', () => {
    expect(totalsOf(Array(4_000).fill(line(1_000, maxMinor, 1_000_000))).totalMinor).toBe(8_000 * maxMinor)
    expect(() => totalsOf([line(1e9, maxMinor)])).toThrow(RangeError)
  })

  test('a credit mirrors what it credits', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const credit = totalsOf(document.map((l) => ({ ...l, unitPriceMinor: 0 - l.unitPriceMinor })))
        expect(credit.totalMinor).toBe(0 - totalsOf(document).totalMinor)
        expect(credit.lines.map((l) => 0 - l.totalMinor)).toEqual(totalsOf(document).lines.map((l) => l.totalMinor))
      }),
    )
  })

  test('lines with credits among them sum to the total', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(faultOf(document)).toBeUndefined()
      }),
    )
  })

  test('no cent is lost in 100,000 documents', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const next = generator(seed)
        for (let i = 0; i < 100_000; i++) {
          const document = Array.from({ length: 1 + (next() % 4) }, () =>
            line(
              1 + (next() % 500_000),
              next() % 2_000_000,
              rates[next() % rates.length],
              discounts[next() % discounts.length],
              names[next() % 2],
            ),
          )
          const fault = faultOf(document)
          if (fault) throw new Error(`${fault}: ${JSON.stringify(document)}`)
        }
      }),
      { numRuns: 1, endOnFailure: true },
    )
  })
})

const rates = [0, 50_000, 82_500, 99_750, 200_000]
const discounts = [0, 0, 100_000, 33_333]
const names = ['GST', 'QST'] as const
const documents = fc.array(
  fc.record({
    quantity: fc.integer({ min: 1, max: 1e7 }),
    unitPriceMinor: fc.integer({ min: -1e7, max: 1e7 }),
    discountPpm: fc.nat(1_000_000),
    taxPpm: fc.oneof(fc.constantFrom(...rates), fc.nat(1_000_000)),
    taxName: fc.constantFrom(...names),
  }),
  { maxLength: 12 },
)

/** Says which promise a document breaks, without the price of an assertion each. */
function faultOf(document: readonly PricedLine[]): string | undefined {
  const t = totalsOf(document)
  const sum = (key: keyof (typeof t.lines)[number]) => t.lines.reduce((a, l) => a + l[key], 0)
  if (sum('totalMinor') !== t.totalMinor) return 'lines do not sum to the total'
  if (t.subtotalMinor - t.discountMinor !== t.netMinor || t.netMinor + t.taxMinor !== t.totalMinor)
    return 'the sums do not add up'
  if (t.taxes.reduce((a, tax) => a + tax.taxMinor, 0) !== t.taxMinor || sum('taxMinor') !== t.taxMinor) return 'taxes do not sum'
  if (t.taxes.some((tax) => Math.abs(tax.taxMinor * 1e6 - tax.baseMinor * tax.ratePpm) > 500_000))
    return 'a tax is not the nearest'
  const off = (l: (typeof t.lines)[number], i: number) => Math.abs(l.taxMinor * 1e6 - l.netMinor * document[i]!.taxPpm)
  if (t.lines.some((l, i) => off(l, i) > 1e6)) return 'a line carries tax that is not its own'
  return undefined
}

/** A small fast generator (xorshift), seeded by fast-check so that a failure can be run again. */
function generator(seed: number): () => number {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
