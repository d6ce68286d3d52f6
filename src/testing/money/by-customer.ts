import { isDue } from '#features/invoices/rules.ts'
import { stepSums } from '#features/payments/instalment-rules.ts'
import { bundleOf, typedAmount } from '#features/payments/rules.ts'
import { finishLater } from './by-itself.ts'
import { fateOf, finish } from './kept.ts'
import { newest, standing } from './look.ts'
import { truthOf } from './steps.ts'
import {
  add,
  attemptsOn,
  balanceOf,
  currency,
  endAttempts,
  isUndecided,
  type ModelMethod,
  type ModelPayment,
  type Part,
  type World,
} from './world.ts'

const depositMinor = 200
const partial = { takesPartial: true, leastMinor: 50 }

/** What the customer does: pays on Stripe's page or with what was kept, and says what is kept and pays by itself. */
export const byCustomer = {
  /** Opens the page of one invoice or of several, and types an amount, or takes the next parts of its plan, where it is one. */
  look: (world, pick, amount) => {
    const due = [...world.invoices.values()].filter((invoice, i) => (pick >> i) % 2 === 1 && isDue(standing(world, invoice)))
    const owing = due.map(({ id }) => ({ id, balanceMinor: balanceOf(world, id), currency }))
    if ('wrong' in bundleOf(owing)) return
    const minor = owing.length === 1 ? amountOf(world, owing[0]?.id ?? '', amount) : undefined
    world.tabs.push(
      owing.map(({ id: invoiceId, balanceMinor }) => ({
        invoiceId,
        seenMinor: balanceMinor,
        amountMinor: minor ?? balanceMinor,
      })),
    )
  },
  /** Presses Pay in one of the open pages. */
  press: (world, pick, amount) => lead(world, newest(world.tabs, pick) ?? [], amount),
  /** Presses Pay with what was kept: all of it, or the next parts of a plan. */
  tap: (world, pick, amount) => {
    const method = newest(world.kept, pick >> 2)
    const parts = newest(world.tabs, pick % 4) ?? []
    const isWhole = ({ invoiceId, amountMinor, seenMinor }: Part) =>
      amountMinor === seenMinor || (parts.length === 1 && stepsOf(world, invoiceId).includes(amountMinor))
    if (method?.removedAt === null && parts.every(isWhole)) lead(world, parts, amount, method)
  },
  deposit: (world) => {
    const made = [...world.payments.values()].filter(({ estimateId }) => estimateId !== null)
    const stands = (one: ModelPayment) => isUndecided(one) || (one.state === 'succeeded' && one.refundedMinor < one.amountMinor)
    if (!made.some(stands)) offer(world, add(world, [], { estimateId: 'est_1', amountMinor: depositMinor }), false)
  },
  keep: (world, _pick, amount) => {
    if (world.kept.filter(({ removedAt }) => removedAt === null).length > 1) return
    const behaves = amount % 2 === 0 ? 'good' : 'bank'
    world.kept.push({ id: `way_${++world.made}`, behaves, autopayAt: null, removedAt: null })
  },
  /** Has new invoices paid with this by itself, and with nothing else. */
  agree: (world, pick) => {
    const method = newest(world.kept, pick)
    if (method?.removedAt !== null) return
    for (const one of world.kept) one.autopayAt = one === method ? world.now : null
  },
  stop: (world) => {
    for (const one of world.kept) one.autopayAt = null
  },
  remove: (world, pick) => {
    const method = newest(world.kept, pick)
    if (method) Object.assign(method, { removedAt: method.removedAt ?? world.now, autopayAt: null })
  },
} satisfies Record<string, (world: World, pick: number, amount: number) => void>

const stepsOf = (world: World, id: string) =>
  stepSums(world.invoices.get(id)?.steps ?? [], { balanceMinor: balanceOf(world, id), currency: 'USD' })

function amountOf(world: World, id: string, amount: number): number | undefined {
  const sums = stepsOf(world, id)
  if (amount % 2 === 0 && sums.length > 0) return sums[(amount >> 1) % sums.length]
  const typed = typedAmount((amount / 100).toFixed(2), { balanceMinor: balanceOf(world, id), currency }, partial)
  return 'minor' in typed ? typed.minor : undefined
}

/**
 * Leads to pay as checkout.ts does, with no database below: what was seen must be owed still, and no other attempt open. A charge of
 * what was kept that stands open is finished first, whoever began it.
 */
function lead(world: World, parts: readonly Part[], amount: number, method?: ModelMethod): undefined {
  const open = attemptsOn(
    world,
    parts.map(({ invoiceId }) => invoiceId),
  )
  const dies = amount % 7 === 0
  if (open.some(({ state }) => state === 'processing')) return undefined
  const charging = open.find(({ savedMethodId }) => savedMethodId !== null)
  if (charging) {
    finish(world, charging, fateOf(amount))
    return undefined
  }
  const isSame = (attempt: ModelPayment) => method === undefined && JSON.stringify(attempt.parts) === JSON.stringify(parts)
  const standingAttempt = open.find((attempt) => isSame(attempt) && truthOf(world, attempt)?.checkout.state !== 'expired')
  if (standingAttempt) return offer(world, standingAttempt, dies)
  if (!endAttempts(world, open)) return undefined
  const isOwed = ({ invoiceId, seenMinor }: Part) =>
    balanceOf(world, invoiceId) === seenMinor && world.invoices.get(invoiceId)?.voidedAt === null
  if (parts.length === 0 || !parts.every(isOwed)) return undefined
  if (!method) return offer(world, add(world, parts), dies)
  const payment = add(world, parts, { savedMethodId: method.id })
  finishLater(world, payment.id)
  // The bank wants to see its owner: on Stripe's page it can.
  if (!dies && finish(world, payment, fateOf(amount)) === 'asks') return offer(world, add(world, parts), false)
  return undefined
}

/** Has Stripe make the page; nothing where the press dies on its way there, and the next press takes it up. */
function offer(world: World, payment: ModelPayment, dies: boolean): undefined {
  if (dies) return undefined
  payment.checkoutSession = payment.id
  if (!world.stripe.has(payment.id))
    world.stripe.set(payment.id, {
      checkout: { state: 'open', isPaid: false, hasFailed: false },
      ...{ refunds: [], disputes: [] },
    })
  return undefined
}
