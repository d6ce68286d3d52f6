import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '#lib/sealed-record.ts'
import {
  chasedMinor,
  heldMinor,
  type InvoiceAct,
  type InvoiceFacts,
  invoiceStates,
  keyedLines,
  type Line,
  plainDay,
  readsInvoices,
  ringOf,
  stateOf,
  totalOf,
  whyNot,
} from './rules.ts'

const today = '2030-04-09'
const sent: InvoiceFacts = {
  totalMinor: 1000,
  adjustedMinor: 0,
  balanceMinor: 1000,
  dueOn: '2030-04-23',
  sentAt: 1,
  voidedAt: null,
}
const facts: Record<(typeof invoiceStates)[number], InvoiceFacts> = {
  draft: { ...sent, sentAt: null, balanceMinor: 0 },
  open: sent,
  partly_paid: { ...sent, balanceMinor: 250 },
  overdue: { ...sent, dueOn: '2030-04-08', balanceMinor: 250 },
  paid: { ...sent, balanceMinor: 0 },
  overpaid: { ...sent, balanceMinor: -1 },
  void: { ...sent, balanceMinor: 0, voidedAt: 2 },
}

describe('where an invoice stands', () => {
  test.each(invoiceStates)('%s follows from its row', (state) => {
    expect(stateOf(facts[state], today)).toBe(state)
  })

  test('it is not late on the day it is due, nor without one', () => {
    expect(stateOf({ ...sent, dueOn: today }, today)).toBe('open')
    expect(stateOf({ ...sent, dueOn: null }, today)).toBe('open')
  })

  test('the ring fills with what was paid', () => {
    const rings = invoiceStates.map((state) => [state, ringOf(facts[state], state)])
    expect(Object.fromEntries(rings)).toEqual({
      draft: 'todo',
      open: 'todo',
      partly_paid: 75,
      overdue: 'todo',
      paid: 'full',
      overpaid: 'full',
      void: 'todo',
    })
  })
})

describe('what went back', () => {
  const sum = fc.integer({ min: 0, max: 2_000 })
  test('is held as far as it is open, and the rest is chased, together never more than is left', () => {
    fc.assert(
      fc.property(sum, sum, fc.boolean(), (balanceMinor, goneBackMinor, isDisputed) => {
        const invoice = { ...sent, balanceMinor, goneBackMinor, isDisputed }
        const [held, chased] = [heldMinor(invoice), chasedMinor(invoice)]
        expect([held <= balanceMinor, held <= goneBackMinor, held >= 0]).toEqual([true, true, true])
        expect(chased).toBe(isDisputed ? 0 : balanceMinor - held)
      }),
    )
  })

  test('holds nothing of what is void or not sent', () => {
    for (const more of [{ voidedAt: 2 }, { sentAt: null }]) {
      const invoice = { ...sent, ...more, goneBackMinor: 500, isDisputed: false }
      expect([heldMinor(invoice), chasedMinor(invoice)]).toEqual([0, 0])
    }
  })
})

describe('what may be done', () => {
  const edges: Record<InvoiceAct, string[]> = {
    edit: ['draft', 'open'],
    send: ['draft'],
    discard: ['draft'],
    void: ['open'],
    receive: ['open', 'partly_paid', 'overdue', 'paid', 'overpaid'],
    pay: ['open', 'partly_paid', 'overdue'],
    credit: ['partly_paid', 'overdue', 'paid', 'overpaid'],
    waive: [],
  }
  test.each(Object.entries(edges))('%s only from %j', (act, from) => {
    const paidStates = ['partly_paid', 'overdue', 'paid', 'overpaid']
    for (const state of invoiceStates) {
      const standing = { ...facts[state], hasPayments: paidStates.includes(state), isPending: false }
      expect([state, whyNot(act as InvoiceAct, standing) === undefined]).toEqual([state, from.includes(state)])
    }
  })

  test('nothing that would cross a payment under way', () => {
    const pending = { ...sent, hasPayments: false, isPending: true }
    expect(whyNot('void', pending)).toContain('under way')
    expect(whyNot('edit', pending)).toContain('under way')
  })

  test('a draft without a price is not sent', () => {
    expect(whyNot('send', { ...facts.draft, totalMinor: 0, hasPayments: false, isPending: false })).toContain('comes to nothing')
  })

  test('those who neither see prices nor pay do not read invoices', () => {
    expect([readsInvoices({ seesPrices: false, canPay: false }), readsInvoices({ seesPrices: true, canPay: false })]).toEqual([
      false,
      true,
    ])
    expect(readsInvoices({ seesPrices: false, canPay: true })).toBe(true)
  })
})

test('a day says its year once it is another one', () => {
  expect(plainDay('2030-02-14', 'en-US', today)).toBe('Feb 14')
  expect(plainDay('2029-02-14', 'en-US', today)).toContain('2029')
})

describe('lines that are typed again', () => {
  const line = (lineKey: string, name: string, detail = ''): Line => ({
    ...{ lineKey, name, detail, quantity: 1000, unitPriceMinor: 500, discountPpm: 0, taxPpm: 75_000, taxName: 'Ohio sales tax' },
  })
  const typed = (text: string, taxPpm = 75_000) => ({ text, quantity: 1000, unitPriceMinor: 500, discountPpm: 0, taxPpm })
  const before = [line('a', 'Cap', 'black'), line('b', 'Patch'), line('c', 'Digitizing')]
  const again = (texts: string[]) =>
    keyedLines(
      texts.map((text) => typed(text)),
      before,
      () => 'Tax',
      () => 'new',
    ).map(({ lineKey }) => lineKey)

  test('keep their key when moved, reworded or left alone, and only new ones get a new one', () => {
    expect(again(['Cap, black', 'Patch', 'Digitizing'])).toEqual(['a', 'b', 'c'])
    expect(again(['Digitizing', 'Cap, black'])).toEqual(['c', 'a'])
    expect(again(['Cap, navy', 'Patch'])).toEqual(['a', 'b'])
    expect(again(['Cap, black', 'Patch', 'Digitizing', 'Rush'])).toEqual(['a', 'b', 'c', 'new'])
  })

  test('keep their detail and the name of their tax as long as words and rate stand', () => {
    const [same, other] = keyedLines(
      [typed('Cap, black'), typed('Patch', 50_000)],
      before,
      () => 'Tax',
      () => 'new',
    )
    expect(same).toMatchObject({ name: 'Cap', detail: 'black', taxName: 'Ohio sales tax' })
    expect(other).toMatchObject({ taxName: 'Tax' })
    expect(
      keyedLines(
        [typed('Patch', 0)],
        before,
        () => 'Tax',
        () => 'new',
      )[0]?.taxName,
    ).toBe('')
  })

  test('never share a key', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Cap, black', 'Patch', 'Digitizing', 'Rush', 'Cap'), { maxLength: 8 }), (texts) => {
        let made = 0
        const keys = keyedLines(
          texts.map((text) => typed(text)),
          before,
          () => 'Tax',
          () => `new ${++made}`,
        ).map(({ lineKey }) => lineKey)
        expect(new Set(keys).size).toBe(texts.length)
      }),
    )
  })
})

test('a total that could not be exact is none', () => {
  const big = { quantity: 1000, unitPriceMinor: 10 ** 12, discountPpm: 0, taxPpm: 0 }
  expect(totalOf([big])).toBe(10 ** 12)
  expect(totalOf([big, { ...big, unitPriceMinor: 1 }])).toBeUndefined()
  expect(totalOf([{ ...big, quantity: 10 ** 9 }])).toBeUndefined()
  expect(totalOf([])).toBe(0)
})

test('one content has one canonical text, however its fields are ordered', () => {
  expect(canonicalJson({ b: [1, null, 'ü"'], a: { d: true, c: -5 } })).toBe('{"a":{"c":-5,"d":true},"b":[1,null,"ü\\""]}')
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.constant(null))), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).toReversed())
      expect(canonicalJson(reversed)).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual({ ...value })
    }),
  )
})
