import { refundableMinor } from '#features/payments/refund-actions.ts'
import type { Truth } from '#features/payments/rules.ts'
import { atDesk } from './at-desk.ts'
import { atStripe } from './at-stripe.ts'
import { byCustomer } from './by-customer.ts'
import { passUntil } from './by-itself.ts'
import { arrive, fateOf } from './kept.ts'
import { newest, newestOf } from './look.ts'
import { hear, takeStep, truthOf, write } from './steps.ts'
import { leftAtStripe, type ModelPayment, type World } from './world.ts'

const others = {
  /** The desk gives money back: written down, then asked of Stripe, which may not answer; or over the counter. */
  ask: (world, pick, amount) => {
    const payment = newestOf(world.payments, pick)
    if (payment?.state !== 'succeeded' || [...payment.disputes.values()].some((state) => state === 'open' || state === 'sent'))
      return
    if (amount > refundableMinor(payment, payment.asked)) return
    const asked = { id: `ref_${++world.made}`, amountMinor: amount, isForgiven: amount % 5 < 2, stripeRefund: null }
    payment.asked.push({ ...asked, state: payment.isOutside ? 'done' : 'asked' })
    if (payment.isOutside) {
      write(world, payment, { does: 'refund', source: `out_${asked.id}`, amountMinor: amount, key: asked.id })
      payment.refundedMinor += amount
      return
    }
    if (amount % 4 > 0) answerRefunds(world, payment, amount)
  },
  repeat: (world, pick, amount) => {
    const payment = newestOf(world.payments, pick)
    if (payment) answerRefunds(world, payment, amount)
  },
  hear: (world, pick, amount) => {
    const [id] = world.messages.splice(pick % Math.max(1, world.messages.length), amount % 3 === 0 ? 0 : 1)
    hear(world, id ?? newestOf(world.payments, pick)?.id ?? '')
  },
  /** The Worker dies between two steps: the message stays unread. */
  crash: (world, pick) => {
    const payment = world.payments.get(world.messages[pick % Math.max(1, world.messages.length)] ?? '')
    if (payment) takeStep(world, payment)
  },
  /** Time goes on, and the clock does what is due on its way, or all of it at the end where it slept. */
  wait: (world, pick, amount) => {
    const until = world.now + (amount % 4 === 0 ? hourMs : (1 + (amount % 12)) * 24 * hourMs)
    passUntil(world, until, fateOf(pick), amount % 5 === 0)
  },
  /** A bank thinks otherwise of what was kept from now on. */
  behave: (world, pick, amount) => {
    const method = newest(world.kept, pick)
    if (method && method.behaves !== 'bank') method.behaves = (['good', 'refused', 'asks'] as const)[amount % 3] ?? 'good'
  },
  /** What was on its way to Stripe comes there. */
  arrive,
  /** Something that calls itself this payment and is not. */
  foreign: (world, pick, amount) => {
    const payment = newestOf(world.payments, pick)
    const truth = payment && truthOf(world, payment)
    if (!payment || !truth) return
    const { checkout } = truth
    const paid = { ...checkout, state: 'complete' as const, isPaid: true }
    const foreign: readonly Truth[] = [
      { ...truth, checkout: paid, account: 'acct_other' },
      { ...truth, checkout: { ...paid, isLive: true } },
      { ...truth, checkout: { ...paid, amountMinor: checkout.amountMinor + amount } },
      { ...truth, checkout: { ...paid, currency: 'CAD' } },
      ...(payment.checkoutSession ? [{ ...truth, checkout: { ...paid, id: 'cs_other' } }] : []),
    ]
    for (const one of foreign) if (takeStep(world, payment, one)) throw new Error('What is not ours moved money')
  },
} satisfies Record<string, (world: World, pick: number, amount: number) => void>

const hourMs = 3_600_000

/** Asked under the row’s own key, Stripe makes a refund once; it says no to more than is left. */
function answerRefunds(world: World, payment: ModelPayment, amount: number) {
  const now = world.stripe.get(payment.id)
  for (const one of payment.asked.filter(({ state }) => state === 'asked')) {
    if (!now || now.refunds.some(({ key }) => key === one.id)) continue
    if (one.amountMinor > leftAtStripe(world, payment)) one.state = 'failed'
    else
      now.refunds.push({
        ...{ id: `re_${++world.made}`, key: one.id, amountMinor: one.amountMinor },
        state: amount % 3 === 0 ? 'pending' : 'done',
      })
  }
  world.messages.push(payment.id)
}

/** Something that somebody does: who or what it is about by `pick`, and how much by `amount`, in minor units. */
export type Act = readonly [name: string, pick: number, amount: number]
type Doing = (world: World, pick: number, amount: number) => void

const acts = new Map<string, Doing>([
  ...Object.entries<Doing>(byCustomer),
  ...Object.entries<Doing>(others),
  ...Object.entries(atDesk).map(([name, act]): [string, Doing] => [
    name,
    (world, pick, amount) => {
      const invoice = newestOf(world.invoices, pick)
      if (invoice) act(world, invoice, amount)
    },
  ]),
  ...Object.entries(atStripe).map(([name, act]): [string, Doing] => [
    name,
    (world, pick, amount) => {
      const known = [...world.payments.values()].filter(({ id }) => world.stripe.has(id))
      const payment = newest(known, pick)
      const now = payment && world.stripe.get(payment.id)
      if (now) act(world, { id: payment.id, payment, now, pick, amount })
    },
  ]),
])
export const names = [...acts.keys()]

export function play(world: World, [name, pick, amount]: Act): void {
  acts.get(name)?.(world, pick, amount)
}
