import { isDue } from '#features/invoices/rules.ts'
import { refundableMinor } from '#features/payments/refund-actions.ts'
import { bundleOf, type Truth, typedAmount } from '#features/payments/rules.ts'
import { atDesk } from './at-desk.ts'
import { atStripe } from './at-stripe.ts'
import { standing } from './look.ts'
import {
  add,
  attemptsOn,
  balanceOf,
  currency,
  endAttempts,
  hear,
  isUndecided,
  leftAtStripe,
  type ModelPayment,
  type Part,
  takeStep,
  truthOf,
  type World,
  write,
} from './world.ts'

const depositMinor = 200
const partial = { takesPartial: true, leastMinor: 50 }

/** Has Stripe make the page; nothing where the press dies on its way there, and the next press takes it up. */
function offer(world: World, payment: ModelPayment, dies: boolean) {
  if (dies) return
  payment.checkoutSession = payment.id
  if (!world.stripe.has(payment.id))
    world.stripe.set(payment.id, {
      checkout: { state: 'open', isPaid: false, hasFailed: false },
      ...{ refunds: [], disputes: [] },
    })
}

const others = {
  /** Opens the page of one invoice or of several, and types an amount where it is one. */
  look: (world, pick, amount) => {
    const due = [...world.invoices.values()].filter((invoice, i) => (pick >> i) % 2 === 1 && isDue(standing(world, invoice)))
    const owing = due.map(({ id }) => ({ id, balanceMinor: balanceOf(world, id), currency }))
    const bundle = bundleOf(owing)
    if ('wrong' in bundle) return
    const [first] = owing
    const typed = first && owing.length === 1 ? typedAmount((amount / 100).toFixed(2), first, partial) : undefined
    world.tabs.push(
      owing.map(({ id: invoiceId, balanceMinor }) => ({
        ...{ invoiceId, seenMinor: balanceMinor, amountMinor: typed && 'minor' in typed ? typed.minor : balanceMinor },
      })),
    )
  },
  /** Presses Pay in one of the open pages: what was seen must be owed still, and no other attempt open. */
  press: (world, pick, amount) => {
    const parts = newest(world.tabs, pick) ?? []
    const ids = parts.map(({ invoiceId }) => invoiceId)
    const open = attemptsOn(world, ids)
    const dies = amount % 7 === 0
    if (open.some(({ state }) => state === 'processing')) return
    const isSame = (attempt: ModelPayment) => JSON.stringify(attempt.parts) === JSON.stringify(parts)
    const standingAttempt = open.find((attempt) => isSame(attempt) && truthOf(world, attempt)?.checkout.state !== 'expired')
    if (standingAttempt) return offer(world, standingAttempt, dies)
    if (!endAttempts(world, open)) return
    const isOwed = ({ invoiceId, seenMinor }: Part) =>
      balanceOf(world, invoiceId) === seenMinor && world.invoices.get(invoiceId)?.voidedAt === null
    if (parts.length > 0 && parts.every(isOwed)) offer(world, add(world, parts), dies)
  },
  deposit: (world) => {
    const made = [...world.payments.values()].filter(({ estimateId }) => estimateId !== null)
    const stands = (one: ModelPayment) => isUndecided(one) || (one.state === 'succeeded' && one.refundedMinor < one.amountMinor)
    if (!made.some(stands)) offer(world, add(world, [], { estimateId: 'est_1', amountMinor: depositMinor }), false)
  },
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

/** The one that `pick` means, counted from the newest. */
const newest = <T>(among: readonly T[], pick: number): T | undefined =>
  among[among.length - 1 - (pick % Math.max(1, among.length))]
const newestOf = <T>(among: ReadonlyMap<string, T>, pick: number) => newest([...among.values()], pick)

/** Something that somebody does: who or what it is about by `pick`, and how much by `amount`, in minor units. */
export type Act = readonly [name: string, pick: number, amount: number]
type Doing = (world: World, pick: number, amount: number) => void

const acts = new Map<string, Doing>([
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
