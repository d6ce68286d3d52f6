import { expect, test } from 'vitest'
import { hear, takeSteps, truthOf } from '#testing/money/steps.ts'
import { add, book, makeWorld, type World } from '#testing/money/world.ts'
import type { Truth } from './rules.ts'

type AtStripe = NonNullable<ReturnType<World['stripe']['get']>>
/** Something that becomes true at Stripe, and of which an event tells. */
type Fact = (now: AtStripe) => void

const open = (now: AtStripe) => {
  now.disputes.push({
    ...{ id: 'du_1', amountMinor: 1_300, currency: 'USD', reason: 'fraudulent', state: 'open', isWithdrawn: true },
    ...{ evidenceDueAt: undefined, openedAt: 1 },
  })
}
const dispute = (change: object) => (now: AtStripe) => void Object.assign(now.disputes[0] ?? {}, change)
const refund = (change: object) => (now: AtStripe) => void Object.assign(now.refunds[0] ?? {}, change)
const refunded = (state: 'done' | 'pending') => (now: AtStripe) =>
  void now.refunds.push({ id: 're_1', key: undefined, amountMinor: 301, state })
const checkout = (change: object) => (now: AtStripe) => {
  now.checkout = { ...now.checkout, ...change }
}
const paid = checkout({ state: 'complete', isPaid: true })

const courses: readonly [name: string, facts: readonly Fact[]][] = [
  [
    'a refund that bounces and a dispute that is won',
    [paid, refunded('done'), refund({ state: 'failed' }), open, dispute({ state: 'sent' }), dispute({ state: 'won' })],
  ],
  [
    'a dispute that is won, then a refund that bounces',
    [paid, open, dispute({ state: 'sent' }), dispute({ state: 'won' }), refunded('done'), refund({ state: 'failed' })],
  ],
  [
    'a debit that clears, a refund that takes its time, a dispute that is lost',
    [checkout({ state: 'complete' }), paid, refunded('pending'), refund({ state: 'done' }), open, dispute({ state: 'lost' })],
  ],
  [
    'an inquiry that becomes a dispute, and a refund between',
    [
      paid,
      (now) => {
        open(now)
        dispute({ isWithdrawn: false })(now)
      },
      refunded('done'),
      dispute({ isWithdrawn: true }),
      dispute({ state: 'sent' }),
      dispute({ state: 'won' }),
    ],
  ],
  ['a debit that fails', [checkout({ state: 'complete' }), checkout({ hasFailed: true })]],
  ['a page that expires', [checkout({ state: 'expired' })]],
]

/** Two invoices in one payment; what was due of the first came in otherwise meanwhile, or not. */
function begin(isPaidTwice: boolean) {
  const world = makeWorld()
  const part = (invoiceId: string, amountMinor: number) => ({ invoiceId, amountMinor, seenMinor: amountMinor })
  const payment = add(world, [part('inv_1', 900), part('inv_2', 400)], { checkoutSession: 'pay_1' })
  world.stripe.set(payment.id, { checkout: { state: 'open', isPaid: false, hasFailed: false }, refunds: [], disputes: [] })
  if (isPaidTwice) book(world, [{ kind: 'payment', amountMinor: -500, invoiceId: 'inv_1', source: 'cash_1:inv_1' }], 'cash_1')
  return { world, payment }
}

/** What an event brings: Stripe as it was then. */
function snapshotsOf(facts: readonly Fact[], isPaidTwice: boolean): readonly Truth[] {
  const { world, payment } = begin(isPaidTwice)
  return facts.map((fact) => {
    const now = world.stripe.get(payment.id)
    if (now) fact(now)
    return structuredClone(truthOf(world, payment)) as Truth
  })
}

/** Every order of some of these. */
function orders<T>(list: readonly T[]): T[][] {
  return [[], ...list.flatMap((one, i) => orders(list.toSpliced(i, 1)).map((rest) => [one, ...rest]))]
}

/** How it stands in the end: by invoice and credit, with what the payment itself says. */
function endOf(facts: readonly Fact[], told: readonly Truth[], isPaidTwice: boolean): string {
  const { world, payment } = begin(isPaidTwice)
  const now = world.stripe.get(payment.id)
  if (now) for (const fact of facts) fact(now)
  for (const truth of told) takeSteps(world, payment, truth)
  hear(world, payment.id)
  const credit = (world.byInvoice.get(null) ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const { state, refundedMinor, disputes } = payment
  return JSON.stringify({ balances: [...world.balances], credit, state, refundedMinor, disputes: [...disputes] })
}

for (const isPaidTwice of [false, true])
  test.each(courses)(
    `%s: all orders of all its events end alike${isPaidTwice ? ', where it was paid twice' : ''}`,
    (_name, facts) => {
      const snapshots = snapshotsOf(facts, isPaidTwice)
      const ends = new Set(orders(snapshots).map((told) => endOf(facts, told, isPaidTwice)))
      expect([...ends]).toHaveLength(1)
    },
  )
