import { describe, expect, test } from 'vitest'
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
  const shop = { stripeState: 'ready', stripeAccount: 'acct_1', currency: 'USD' } as const
  const payer = { canPay: true }
  expect(paysOnline(shop, payer, false)).toBe(true)
  expect(paysOnline(shop, payer, false, mostOnlineMinor)).toBe(true)
  expect(paysOnline(shop, payer, false, mostOnlineMinor + 1)).toBe(false)
  expect([29, 30].map((minor) => paysOnline({ ...shop, currency: 'GBP' }, payer, false, minor))).toEqual([false, true])
  expect([999, 1_000].map((minor) => paysOnline({ ...shop, currency: 'MXN' }, payer, false, minor))).toEqual([false, true])
  expect([1_005, 1_010].map((minor) => paysOnline({ ...shop, currency: 'KWD' }, payer, false, minor))).toEqual([false, true])
  expect(paysOnline(shop, payer, true)).toBe(false)
  expect(paysOnline(shop, { canPay: false }, false)).toBe(false)
  expect(paysOnline({ ...shop, stripeAccount: null }, payer, false)).toBe(false)
  for (const stripeState of ['none', 'started', 'restricted'] as const)
    expect(paysOnline({ ...shop, stripeState }, payer, false)).toBe(false)
})
