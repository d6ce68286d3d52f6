import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keptShares, type Share, settlementShares, sourceOf, takenBack, undone } from './shares.ts'

const part = (invoiceId: string, amountMinor: number, balanceMinor = amountMinor, voidedAt: number | null = null) => ({
  ...{ invoiceId, amountMinor, balanceMinor, voidedAt },
})
const inShort = (shares: readonly Share[]) => shares.map(({ kind, amountMinor, invoiceId }) => [kind, amountMinor, invoiceId])

describe('a payment that comes in', () => {
  test('pays each of its invoices', () => {
    expect(inShort(settlementShares('pay', [part('a', 40), part('b', 60, 100)]))).toEqual([
      ['payment', -40, 'a'],
      ['payment', -60, 'b'],
    ])
  })

  test('becomes credit as far as an invoice was paid or voided by then', () => {
    expect(inShort(settlementShares('pay', [part('a', 40, 15), part('b', 60, 0), part('c', 5, 5, 1)]))).toEqual([
      ['payment', -15, 'a'],
      ['credit', -25, null],
      ['credit', -60, null],
      ['credit', -5, null],
    ])
  })
})

describe('money given back', () => {
  test('comes from the credit first, then from the invoices by largest remainder', () => {
    const rows = settlementShares('pay', [part('a', 100, 50), part('b', 25), part('c', 25)])
    expect(inShort(takenBack('refund', 'pay', 're', 50, rows))).toEqual([['refund', 50, null]])
    expect(inShort(takenBack('refund', 'pay', 're', 60, rows))).toEqual([
      ['refund', 50, null],
      ['refund', 5, 'a'],
      ['refund', 3, 'b'],
      ['refund', 2, 'c'],
    ])
  })

  test('beyond what came in falls on the first invoice, or on the credit where there is none', () => {
    const rows = settlementShares('pay', [part('a', 40)])
    expect(inShort(takenBack('dispute', 'pay', 'dp', 45, rows))).toEqual([['dispute', 45, 'a']])
    const deposit: Share[] = [{ kind: 'deposit', amountMinor: -40, invoiceId: null, source: 'pay:est' }]
    expect(inShort(takenBack('dispute', 'pay', 'dp', 45, deposit))).toEqual([['dispute', 45, null]])
  })

  test('sums to what was asked, never takes more of an invoice than was paid of it, and undone leaves what was before', () => {
    const amounts = fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 0, max: 900 })), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 2_000 }), (list, wished) => {
        const rows = settlementShares(
          'pay',
          list.map(([amount, balance], i) => part(`inv_${i}`, amount, balance)),
        )
        const paid = new Map(rows.map(({ invoiceId, amountMinor }) => [invoiceId, -amountMinor]))
        const whole = list.reduce((sum, [amount]) => sum + amount, 0)
        expect(rows.reduce((sum, { amountMinor }) => sum - amountMinor, 0)).toBe(whole)
        const back = takenBack('refund', 'pay', 're', Math.min(wished, whole), rows)
        expect(back.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(Math.min(wished, whole))
        for (const { invoiceId, amountMinor } of back)
          if (invoiceId) expect(amountMinor).toBeLessThanOrEqual(paid.get(invoiceId) ?? 0)
        // Each invoice owes again what was taken back of it; nobody paid it otherwise.
        const owing = back.map(({ invoiceId, amountMinor }) => part(invoiceId ?? '', 0, amountMinor))
        const again = undone('refund', 'pay', 're:failed', 're', [...rows, ...back], owing)
        expect([...back, ...again].reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0)
        expect(new Set([...rows, ...back, ...again].map(({ source }) => source)).size).toBe(rows.length + back.length * 2)
      }),
      { numRuns: 1_000 },
    )
  })
})

test('what comes back to an invoice that was paid otherwise, or is void, is the customer’s credit', () => {
  const rows = [...settlementShares('pay', [part('a', 40), part('b', 60)])]
  const back = takenBack('refund', 'pay', 're', 100, rows)
  const undo = (owed: Parameters<typeof undone>[5]) =>
    inShort(undone('refund', 'pay', 're:failed', 're', [...rows, ...back], owed))
  expect(undo([part('a', 0, 40), part('b', 0, 10)])).toEqual([
    ['refund', -40, 'a'],
    ['refund', -50, null],
    ['refund', -10, 'b'],
  ])
  expect(undo([{ ...part('a', 0, 40), voidedAt: 2 }, part('b', 0, 60)])).toEqual([
    ['refund', -40, null],
    ['refund', -60, 'b'],
  ])
})

test('what a bank takes back of an invoice that is void falls on the credit, and comes back there', () => {
  const paid = settlementShares('pay', [part('a', 40)])
  const rows = [...paid, ...takenBack('refund', 'pay', 're', 40, paid)]
  const taken = takenBack('dispute', 'pay', 'dp', 40, rows, ['a'])
  expect(inShort(taken)).toEqual([['dispute', 40, null]])
  const again = undone('dispute_won', 'pay', 'dp:won', 'dp', [...rows, ...taken], [part('a', 0, 0, 1)])
  expect(inShort(again)).toEqual([['dispute_won', -40, null]])
})

describe('what was paid of an invoice and is taken off it', () => {
  const payers = [
    { paymentId: 'new', minor: 30 },
    { paymentId: 'old', minor: 70 },
  ]
  const kept = (balanceMinor: number, minor: number) =>
    keptShares({ id: 'a', balanceMinor }, 'crn', minor, payers).map(({ amountMinor, invoiceId, paymentId }) => [
      ...[amountMinor, invoiceId, paymentId],
    ])

  test('is credit of the payments that paid it, the newest first; what is owed still is owed less', () => {
    expect(kept(20, 20)).toEqual([])
    expect(kept(20, 70)).toEqual([
      [-30, null, 'new'],
      [30, 'a', 'new'],
      [-20, null, 'old'],
      [20, 'a', 'old'],
    ])
  })

  test('is the customer’s own credit as far as other credit paid it', () => {
    expect(kept(0, 120)).toEqual([
      [-30, null, 'new'],
      [30, 'a', 'new'],
      [-70, null, 'old'],
      [70, 'a', 'old'],
      [-20, null, null],
      [20, 'a', null],
    ])
  })

  test('and then given back is taken from that credit: the invoice owes nothing again', () => {
    const paid = settlementShares('pay', [part('a', 100)])
    const rows = [...paid, ...keptShares({ id: 'a', balanceMinor: 0 }, 'crn', 40, [{ paymentId: 'pay', minor: 100 }])]
    expect(inShort(takenBack('refund', 'pay', 're', 40, rows))).toEqual([['refund', 40, null]])
  })
})

test('a row tells what it came from', () => {
  expect(['pay:inv', 'pay:inv/rest', 'pay:re_1:inv', 'pay:re_1:failed:credit'].map((source) => sourceOf({ source }))).toEqual([
    ...['', '', 're_1', 're_1:failed'],
  ])
})
