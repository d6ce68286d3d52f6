import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DocumentTerms, maxMinor, type PricedLine, totalsOf } from './money.ts'

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
        { grossMinor: 44400, discountMinor: 4440, shareMinor: 0, netMinor: 39960, taxMinor: 3297, totalMinor: 43257 },
        { grossMinor: 4500, discountMinor: 0, shareMinor: 0, netMinor: 4500, taxMinor: 0, totalMinor: 4500 },
      ],
      subtotalMinor: 48900,
      discountMinor: 4440,
      wholeDiscountMinor: 0,
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

  test('a discount on the whole is shared by the lines, and taxed by what is left of each', () => {
    const lines = [line(1_000, 10_000, 100_000), line(1_000, 5_000), line(1_000, 1, 100_000)]
    const { lines: each, ...all } = totalsOf(lines, { discountMinor: 100 })
    expect(each.map(({ shareMinor, netMinor, taxMinor }) => [shareMinor, netMinor, taxMinor])).toEqual([
      [67, 9_933, 993],
      [33, 4_967, 0],
      [0, 1, 0],
    ])
    expect(all).toMatchObject({
      subtotalMinor: 15_001,
      wholeDiscountMinor: 100,
      netMinor: 14_901,
      taxMinor: 993,
      totalMinor: 15_894,
    })
    expect(totalsOf(lines, { discountPpm: 100_000, discountMinor: 7 }).wholeDiscountMinor).toBe(1_500)
  })

  test('a discount takes no more than there is, and a free document stays free', () => {
    expect(totalsOf([line(1_000, 500, 100_000)], { discountMinor: 900 })).toMatchObject({
      wholeDiscountMinor: 500,
      totalMinor: 0,
    })
    expect(totalsOf([line(1_000, -500)], { discountMinor: 900 })).toMatchObject({ wholeDiscountMinor: 0, totalMinor: -500 })
  })

  test('prices that include tax sum to what was typed, with the tax taken out of them', () => {
    const { lines, taxes, ...all } = totalsOf([line(2_000, 11_900, 190_000), line(1_000, 535, 70_000)], { isTaxInclusive: true })
    expect(taxes.map(({ baseMinor, taxMinor }) => [baseMinor, taxMinor])).toEqual([
      [20_000, 3_800],
      [500, 35],
    ])
    expect(lines.map(({ netMinor, totalMinor }) => [netMinor, totalMinor])).toEqual([
      [20_000, 23_800],
      [500, 535],
    ])
    expect(all).toMatchObject({ subtotalMinor: 24_335, netMinor: 20_500, taxMinor: 3_835, totalMinor: 24_335 })
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
      fc.property(documents, inPercent, (document, terms) => {
        const [charge, credit] = [document, document.map((l) => ({ ...l, unitPriceMinor: 0 - l.unitPriceMinor }))].map((lines) =>
          totalsOf(lines, terms),
        )
        expect(credit?.totalMinor).toBe(0 - (charge?.totalMinor ?? 0))
        expect(credit?.lines.map((l) => 0 - l.totalMinor)).toEqual(charge?.lines.map((l) => l.totalMinor))
      }),
    )
  })

  test('lines with credits among them sum to the total', () => {
    fc.assert(
      fc.property(documents, fc.oneof(inPercent, inAmount), (document, terms) => {
        expect(faultOf(document, terms)).toBeUndefined()
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
          const terms = {
            discountPpm: discounts[next() % discounts.length] ?? 0,
            discountMinor: next() % 3 === 0 ? next() % 100_000 : 0,
            isTaxInclusive: next() % 2 === 0,
          }
          const fault = faultOf(document, terms)
          if (fault) throw new Error(`${fault}: ${JSON.stringify({ document, terms })}`)
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

const inPercent = fc.record({ discountPpm: fc.nat(1_000_000), isTaxInclusive: fc.boolean() })
const inAmount = fc.record({ discountMinor: fc.nat(1e9), isTaxInclusive: fc.boolean() })

/** Says which promise a document breaks, without the price of an assertion each. */
function faultOf(document: readonly PricedLine[], terms: DocumentTerms): string | undefined {
  const t = totalsOf(document, terms)
  const sum = (key: keyof (typeof t.lines)[number]) => t.lines.reduce((a, l) => a + l[key], 0)
  if (sum('totalMinor') !== t.totalMinor) return 'lines do not sum to the total'
  const charged = terms.isTaxInclusive ? t.totalMinor : t.netMinor
  if (t.subtotalMinor - t.discountMinor - t.wholeDiscountMinor !== charged || t.netMinor + t.taxMinor !== t.totalMinor)
    return 'the sums do not add up'
  const after = Math.max(t.subtotalMinor - t.discountMinor, 0)
  if (!terms.discountPpm && t.wholeDiscountMinor !== Math.min(terms.discountMinor ?? 0, after))
    return 'the discount on the whole is not what was given'
  if (t.taxes.reduce((a, tax) => a + tax.taxMinor, 0) !== t.taxMinor || sum('taxMinor') !== t.taxMinor) return 'taxes do not sum'
  // Taken out of a price, it is off from the nearest by as much of the price with its tax.
  const whole = (ratePpm: number) => (terms.isTaxInclusive ? 1e6 + ratePpm : 1e6)
  if (t.taxes.some((tax) => Math.abs(tax.taxMinor * 1e6 - tax.baseMinor * tax.ratePpm) > whole(tax.ratePpm) / 2))
    return 'a tax is not the nearest'
  const off = (l: (typeof t.lines)[number], i: number) => Math.abs(l.taxMinor * 1e6 - l.netMinor * document[i]!.taxPpm)
  if (t.lines.some((l, i) => off(l, i) > whole(document[i]!.taxPpm))) return 'a line carries tax that is not its own'
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
