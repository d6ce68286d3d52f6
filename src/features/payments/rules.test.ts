import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { whyNot } from '#features/invoices/rules.ts'
import {
  type KnownPayment,
  mismatchOf,
  mostOnlineMinor,
  nextStep,
  type PaymentState,
  paysOnline,
  stripeStateOf,
  type Truth,
} from './rules.ts'
import { type Share, settlementShares, takenBack, undone } from './shares.ts'

const payment: KnownPayment = {
  ...{
    id: 'pay_1',
    state: 'open',
    account: 'acct_1',
    checkoutSession: 'cs_1',
    amountMinor: 900,
    currency: 'USD',
    refundSources: [],
    hasCost: true,
    askedRefunds: [],
    disputes: [],
  },
}
const checkout: Truth['checkout'] = {
  ...{
    id: 'cs_1',
    state: 'open',
    isPaid: false,
    hasFailed: false,
    failure: undefined,
    amountMinor: 900,
    currency: 'USD',
    isLive: false,
    paymentIntent: undefined,
  },
}
const truth: Truth = {
  account: 'acct_1',
  isLive: false,
  checkout,
  instrument: '',
  charge: 'ch_1',
  cost: undefined,
  refunds: [],
  disputes: [],
}
const paid = { ...truth, checkout: { ...checkout, state: 'complete' as const, isPaid: true } }

describe('the next step of a payment', () => {
  const states: readonly PaymentState[] = ['open', 'processing', 'failed', 'expired', 'succeeded']
  const cases: [name: string, truth: Truth, steps: (string | undefined)[]][] = [
    ['open at Stripe', truth, [undefined, undefined, undefined, undefined, undefined]],
    ['paid', paid, ['settle', 'settle', 'settle', 'settle', undefined]],
    [
      'complete, the bank is thinking',
      { ...truth, checkout: { ...checkout, state: 'complete' } },
      ['process', undefined, undefined, undefined, undefined],
    ],
    [
      'complete, the bank said no',
      { ...truth, checkout: { ...checkout, state: 'complete', hasFailed: true } },
      ['fail', 'fail', undefined, undefined, undefined],
    ],
    ['expired', { ...truth, checkout: { ...checkout, state: 'expired' } }, ['expire', 'expire', undefined, undefined, undefined]],
  ]
  test.each(cases)('%s', (_name, now, steps) => {
    expect(states.map((state) => nextStep({ ...payment, state }, now)?.does)).toEqual(steps)
  })

  test('counts a refund once, when it went through, and takes it back once, when it bounced', () => {
    const settled = { ...payment, state: 'succeeded' as const }
    const refunds = (state: 'done' | 'pending' | 'failed') => ({
      ...paid,
      refunds: [{ id: 're_1', key: 'ref_1', amountMinor: 5, state }],
    })
    expect(nextStep(settled, refunds('pending'))).toBeUndefined()
    expect(nextStep(settled, refunds('failed'))).toBeUndefined()
    const asked = { ...settled, askedRefunds: ['ref_1'] }
    expect(nextStep(asked, refunds('failed'))).toEqual({ does: 'refuse', key: 'ref_1', source: 're_1' })
    expect(nextStep(settled, refunds('done'))).toEqual({ does: 'refund', source: 're_1', amountMinor: 5, key: 'ref_1' })
    const counted = { ...settled, refundSources: ['re_1'] }
    expect(nextStep(counted, refunds('done'))).toBeUndefined()
    expect(nextStep(counted, refunds('failed'))).toEqual({
      does: 'return',
      source: 're_1:failed',
      before: 're_1',
      amountMinor: 5,
    })
    expect(nextStep({ ...settled, refundSources: ['re_1', 're_1:failed'] }, refunds('failed'))).toBeUndefined()
  })

  test('is none for a checkout that is not this payment’s', () => {
    expect(mismatchOf(payment, truth)).toBeUndefined()
    expect(mismatchOf({ ...payment, checkoutSession: null }, truth)).toBeUndefined()
    expect(mismatchOf(payment, { ...truth, isLive: true })).toBe('mode')
    expect(mismatchOf(payment, { ...truth, account: 'acct_2' })).toBe('account')
    expect(mismatchOf({ ...payment, account: null }, truth)).toBe('account')
    expect(mismatchOf({ ...payment, amountMinor: 901 }, truth)).toBe('amount')
    expect(mismatchOf({ ...payment, currency: 'CAD' }, truth)).toBe('currency')
    expect(mismatchOf({ ...payment, checkoutSession: 'cs_2' }, truth)).toBe('session')
  })

  test('Stripe’s account is ready only when it may charge', () => {
    expect(stripeStateOf({ canCharge: true, isSubmitted: true })).toBe('ready')
    expect(stripeStateOf({ canCharge: false, isSubmitted: true })).toBe('restricted')
    expect(stripeStateOf({ canCharge: false, isSubmitted: false })).toBe('started')
  })
})

test('somebody is led to pay only where they may, the shop can take it, and it is they who look', () => {
  const shop = { stripeState: 'ready', stripeAccount: 'acct_1' } as const
  const payer = { canPay: true }
  expect(paysOnline(shop, payer, false)).toBe(true)
  expect(paysOnline(shop, payer, false, mostOnlineMinor)).toBe(true)
  expect(paysOnline(shop, payer, false, mostOnlineMinor + 1)).toBe(false)
  expect(paysOnline(shop, payer, true)).toBe(false)
  expect(paysOnline(shop, { canPay: false }, false)).toBe(false)
  expect(paysOnline({ ...shop, stripeAccount: null }, payer, false)).toBe(false)
  for (const stripeState of ['none', 'started', 'restricted'] as const)
    expect(paysOnline({ ...shop, stripeState }, payer, false)).toBe(false)
})

type Row = Pick<Share, 'amountMinor' | 'invoiceId' | 'source'> & { readonly kind: string }

/** Stripe, our books and the messages between them, in memory, under the rules the product writes by. */
interface World {
  total: number
  readonly stripe: Map<
    string,
    { checkout: Truth['checkout']; refunds: { id: string; key: undefined; amountMinor: number; state: 'done' | 'failed' }[] }
  >
  readonly payments: Map<string, KnownPayment & { refundSources: string[] }>
  readonly ledger: Row[]
  readonly messages: string[]
  isVoid: boolean
  made: number
}

const sumOf = (rows: readonly Row[]) => rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
const balanceOf = (world: World) => sumOf(world.ledger.filter(({ invoiceId }) => invoiceId !== null))
const standing = (world: World) => ({
  ...{ totalMinor: world.total, balanceMinor: balanceOf(world), dueOn: null, sentAt: 1, voidedAt: world.isVoid ? 2 : null },
  hasPayments: world.ledger.some(({ kind }) => ['payment', 'credit', 'refund'].includes(kind)),
  isPending: [...world.payments.values()].some(({ state }) => state === 'processing'),
})
const openOf = (world: World) => [...world.payments.values()].filter(({ state }) => state === 'open' || state === 'processing')

function book(world: World, kind: string, amountMinor: number, source: string, invoiceId: string | null = 'inv') {
  expect(world.ledger.filter((row) => row.source === source)).toEqual([])
  world.ledger.push({ kind, amountMinor, source, invoiceId })
}
function bookAll(world: World, shares: readonly Share[]) {
  for (const { kind, amountMinor, source, invoiceId } of shares) book(world, kind, amountMinor, source, invoiceId)
}
const owed = (world: World, amountMinor: number) => ({
  ...{ invoiceId: 'inv', amountMinor, balanceMinor: balanceOf(world), voidedAt: world.isVoid ? 2 : null },
})
const rowsOf = (world: World, id: string) => world.ledger.filter(({ source }) => source.startsWith(`${id}:`)) as Share[]

/** One message: look at Stripe, take steps until there is none. */
function hear(world: World, id: string) {
  for (;;) {
    const known = world.payments.get(id)
    const now = world.stripe.get(id)
    if (!known || !now) return
    const seen = { ...truth, ...now }
    expect(mismatchOf(known, seen)).toBeUndefined()
    const step = nextStep(known, seen)
    if (!step) return
    switch (step.does) {
      case 'settle':
        world.payments.set(id, { ...known, state: 'succeeded' })
        bookAll(world, settlementShares(id, [owed(world, known.amountMinor)]))
        break
      case 'refund':
        known.refundSources.push(step.source)
        bookAll(world, takenBack('refund', id, step.source, step.amountMinor, rowsOf(world, id)))
        break
      case 'return':
        known.refundSources.push(step.source)
        bookAll(world, undone('refund', id, step.source, step.before, rowsOf(world, id), [owed(world, 0)]))
        break
      case 'refuse':
      case 'cost':
      case 'dispute':
        throw new Error('Nothing here asks for that')
      default:
        world.payments.set(id, {
          ...known,
          state: step.does === 'process' ? 'processing' : step.does === 'fail' ? 'failed' : 'expired',
        })
    }
  }
}

/** Closes what is open at Stripe; false when one of them was paid meanwhile. */
function endOpen(world: World): boolean {
  for (const { id } of openOf(world)) {
    const now = world.stripe.get(id)
    if (now?.checkout.state === 'complete') return false
    if (now) now.checkout = { ...now.checkout, state: 'expired' }
    const known = world.payments.get(id)
    if (known) world.payments.set(id, { ...known, state: 'expired' })
  }
  return true
}

type Act = readonly [name: string, pick: number, amount: number]

function play(world: World, [name, pick, amount]: Act) {
  const ids = [...world.stripe.keys()]
  const id = ids[pick % Math.max(1, ids.length)] ?? ''
  const now = world.stripe.get(id)
  switch (name) {
    case 'press': {
      if (whyNot('pay', standing(world)) || openOf(world).length > 0) return
      const key = `pay_${++world.made}`
      const amountMinor = balanceOf(world)
      world.payments.set(key, { ...payment, id: key, checkoutSession: key, amountMinor, refundSources: [] })
      world.stripe.set(key, { checkout: { ...checkout, id: key, amountMinor }, refunds: [] })
      return
    }
    case 'pay':
      if (now?.checkout.state === 'open') now.checkout = { ...now.checkout, state: 'complete', isPaid: true }
      return void world.messages.push(id, id)
    case 'debit':
      if (now?.checkout.state === 'open') now.checkout = { ...now.checkout, state: 'complete' }
      return void world.messages.push(id)
    case 'bank':
      if (now?.checkout.state === 'complete' && !now.checkout.isPaid)
        now.checkout = { ...now.checkout, isPaid: amount % 2 === 0, hasFailed: amount % 2 === 1 }
      return void world.messages.push(id)
    case 'expire':
      if (now?.checkout.state === 'open') now.checkout = { ...now.checkout, state: 'expired' }
      return void world.messages.push(id)
    case 'refund':
      if (now?.checkout.isPaid) now.refunds.push({ id: `re_${++world.made}`, key: undefined, amountMinor: amount, state: 'done' })
      return void world.messages.push(id)
    case 'bounce':
      for (const refund of now?.refunds ?? []) refund.state = 'failed'
      return void world.messages.push(id)
    case 'hear':
      return hear(world, world.messages.splice(pick % Math.max(1, world.messages.length), amount % 3 === 0 ? 0 : 1)[0] ?? id)
    case 'cash':
      if (!whyNot('receive', standing(world)) && endOpen(world))
        bookAll(world, settlementShares(`cash_${++world.made}`, [owed(world, amount)]))
      return
    case 'edit':
      if (whyNot('edit', standing(world)) || !endOpen(world)) return
      if (amount !== world.total) book(world, 'revision', amount - world.total, `edit_${++world.made}`)
      world.total = amount
      return
    case 'void':
      if (whyNot('void', standing(world)) || !endOpen(world)) return
      book(world, 'void', -world.total, 'void')
      world.isVoid = true
  }
}

const names = ['press', 'pay', 'debit', 'bank', 'expire', 'refund', 'bounce', 'hear', 'hear', 'hear', 'cash', 'edit', 'void']

test('through every history the balance is what was asked less what came in, and two payments never pass unnoticed', () => {
  const act = fc.tuple(fc.constantFrom(...names), fc.nat(9), fc.integer({ min: 1, max: 900 }))
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const world: World = {
        total: 900,
        stripe: new Map(),
        payments: new Map(),
        ledger: [],
        messages: [],
        isVoid: false,
        made: 0,
      }
      book(world, 'invoice', 900, 'inv')
      for (const one of acts) {
        play(world, one)
        expect(openOf(world).length).toBeLessThanOrEqual(1)
      }
      // In the end Stripe has told everything at least once.
      for (const id of world.stripe.keys()) hear(world, id)
      let received = 0
      for (const [id, { checkout: at, refunds }] of world.stripe) {
        if (at.isPaid) received += at.amountMinor
        for (const refund of at.isPaid ? refunds : []) {
          const isCounted = world.payments.get(id)?.refundSources.includes(refund.id)
          if (refund.state === 'done') received -= refund.amountMinor
          else expect(isCounted).toBe(world.payments.get(id)?.refundSources.includes(`${refund.id}:failed`))
        }
        expect(world.payments.get(id)?.state === 'succeeded').toBe(at.isPaid)
      }
      const cash = world.ledger
        .filter(({ source }) => source.startsWith('cash'))
        .reduce((sum, { amountMinor }) => sum - amountMinor, 0)
      expect(balanceOf(world)).toBeGreaterThanOrEqual(0)
      expect(sumOf(world.ledger)).toBe((world.isVoid ? 0 : world.total) - received - cash)
      const fromStripe = world.ledger.filter(({ source }) => source.startsWith('pay_'))
      expect(new Set(fromStripe.map(({ source }) => source)).size).toBe(fromStripe.length)
    }),
    { numRuns: Number(import.meta.env['VITE_SOAK_MODELS'] ?? 20_000) },
  )
})
