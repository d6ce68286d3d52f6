import fc from 'fast-check'
import { test } from 'vitest'
import { type Act, names, play } from '#testing/money/acts.ts'
import { passUntil } from '#testing/money/by-itself.ts'
import { hear, takeStep } from '#testing/money/steps.ts'
import { balanceOf, isUndecided, makeWorld, rowsOf, sumOf, type World } from '#testing/money/world.ts'
import { standingOf } from './instalment-rules.ts'
import { refundableMinor } from './refund-actions.ts'

/** `npm run soak` asks for more. */
const runs = Number(import.meta.env['VITE_SOAK_MODELS'] ?? 10_000)

const about = [fc.nat(31), fc.integer({ min: 1, max: 900 })] as const
const act: fc.Arbitrary<Act> = fc.tuple(fc.constantFrom(...names), ...about)
/** What a history is made of most: somebody looks at an invoice or several and pays, and the shop hears of it. */
const sale: fc.Arbitrary<Act[]> = fc
  .tuple(...about)
  .map(([pick, amount]) => (['look', 'press', 'pay', 'hear'] as const).map((name) => [name, name === 'look' ? pick : 0, amount]))
/** The same with what was kept. */
const tapped: fc.Arbitrary<Act[]> = fc
  .tuple(...about)
  .map(([pick, amount]) => (['look', 'tap'] as const).map((name) => [name, name === 'look' ? pick : 0, amount]))
/** Somebody agrees to be charged, is sent an invoice, with a plan or not, and days pass. */
const autopay: fc.Arbitrary<Act[]> = fc
  .tuple(fc.constantFrom('plan', 'look', 'behave'), ...about)
  .map(([also, pick, amount]) => (['agree', 'bill', also, 'wait', 'wait'] as const).map((name) => [name, pick, amount]))
const history = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: act.map((one) => [one]) },
      { weight: 2, arbitrary: sale },
      { weight: 1, arbitrary: tapped },
      { weight: 1, arbitrary: autopay },
    ),
    { maxLength: 60, size: 'max' },
  )
  .map((chunks) => chunks.flat().slice(0, 60))

/** What a payment brought, by Stripe’s own objects or over the counter. */
function broughtMinor(world: World, id: string): number {
  const payment = world.payments.get(id)
  if (!payment) return 0
  const now = world.stripe.get(id)
  if (!now) return payment.isOutside ? payment.amountMinor - payment.refundedMinor : 0
  if (!now.checkout.isPaid) return 0
  const refunded = sumOf(now.refunds.filter(({ state }) => state === 'done'))
  const lost = sumOf(now.disputes.filter(({ isWithdrawn, state }) => isWithdrawn && state !== 'won'))
  return payment.amountMinor - refunded - lost
}

/** What holds at every moment; `expect` at each would cost more than all the rest. */
function brokenIn(world: World): string | undefined {
  const open = [...world.payments.values()]
    .filter(isUndecided)
    .flatMap(({ parts, estimateId }) => estimateId ?? parts.map(({ invoiceId }) => invoiceId))
  if (new Set(open).size < open.length) return `Two attempts are open: ${open}`
  for (const { id, voidedAt, steps } of world.invoices.values()) {
    const balance = balanceOf(world, id)
    // Money beyond what was due is credit, where it is seen, never hidden on an invoice.
    if (balance < 0) return `${id} owes ${balance}`
    if (voidedAt !== null && balance !== 0) return `${id} is void and owes ${balance}`
    if (steps.length > 0 && sumOf(standingOf(steps, balance).map(({ leftMinor }) => ({ amountMinor: leftMinor }))) !== balance)
      return `The parts of ${id} do not come to ${balance}`
  }
  for (const payment of world.payments.values()) {
    if (payment.state !== 'succeeded' || payment.disputes.size > 0) continue
    // Paid twice, or too much: it can be given back in one press, or is on its way back.
    const credit = -sumOf(rowsOf(world, payment.id).filter(({ invoiceId }) => invoiceId === null))
    const underWay = sumOf(payment.asked.filter(({ state }) => state === 'asked'))
    if (credit > refundableMinor(payment, payment.asked) + underWay) return `${credit} of ${payment.id} cannot be given back`
  }
  return undefined
}

const weeks = 40 * 86_400_000

/** What holds once Stripe has told everything at least once, and again once the clock has nothing left to do. */
function brokenInTheEnd(world: World): string | undefined {
  const broken = brokenAtRest(world)
  if (broken || world.jobs.length === 0) return broken
  // Pages that stay open keep what comes by itself waiting.
  for (const { checkout } of world.stripe.values()) if (checkout.state === 'open') Object.assign(checkout, { state: 'expired' })
  for (const id of world.payments.keys()) hear(world, id)
  passUntil(world, world.now + weeks, 'answered')
  const charging = [...world.payments.values()].find(({ savedMethodId, state }) => savedMethodId !== null && state === 'open')
  return charging ? `Nobody finishes ${charging.id}` : brokenAtRest(world)
}

function brokenAtRest(world: World): string | undefined {
  for (const id of world.payments.keys()) hear(world, id)
  const broken = brokenIn(world)
  if (broken) return broken
  for (const payment of world.payments.values()) {
    const { id, isOutside, state, disputes, refundedMinor } = payment
    const now = world.stripe.get(id)
    if (takeStep(world, payment)) return `${id} does not come to rest`
    const brought = -sumOf(rowsOf(world, id))
    if (brought !== broughtMinor(world, id)) return `${id} brought ${brought}, not ${broughtMinor(world, id)}`
    if ((state === 'succeeded') !== (isOutside || now?.checkout.isPaid === true)) return `${id} is ${state}`
    if (!now?.checkout.isPaid) continue
    if (refundedMinor !== sumOf(now.refunds.filter((refund) => refund.state === 'done')))
      return `${id} gave back ${refundedMinor}`
    if (now.disputes.some((dispute) => disputes.get(dispute.id) !== dispute.state)) return `A dispute of ${id} stands otherwise`
  }
  const sum = sumOf(world.ledger)
  const owed = askedMinor(world) - [...world.payments.keys()].reduce((total, id) => total + broughtMinor(world, id), 0)
  return sum === owed ? undefined : `The books say ${sum}, and ${owed} is owed`
}

/** What all invoices come to that stand, with their late fees and credit notes. */
function askedMinor(world: World): number {
  return [...world.invoices.values()].reduce((total, { id, sentAt, voidedAt, totalMinor }) => {
    if (sentAt === null || voidedAt !== null) return total
    const rows = world.byInvoice.get(id) ?? []
    if (sumOf(rows) !== balanceOf(world, id)) throw new Error(`${id} is not the sum of its rows`)
    return total + totalMinor + sumOf(rows.filter(({ kind }) => kind === 'late_fee' || kind === 'credit_note'))
  }, 0)
}

/**
 * Histories that once broke a promise: a void invoice that the credit of a deposit had paid before, a bank that was asked for the parts
 * of one plan in one hour, a charge that nobody finished because its plan was changed, a part that was asked for while the bank's no to
 * another was not yet told.
 */
const found: [Act[]][] = [
  [
    [
      ['agree', 0, 91],
      ['bill', 0, 91],
      ['plan', 0, 91],
      ['behave', 0, 91],
      ['wait', 0, 91],
      ['wait', 0, 91],
    ],
  ],
  [
    [
      ['agree', 0, 1],
      ['bill', 0, 1],
      ['plan', 0, 1],
      ['wait', 0, 1],
      ['wait', 0, 1],
      ['plan', 0, 7],
    ],
  ],
  [
    [
      ['deposit', 0, 1],
      ['look', 0, 1],
      ['press', 0, 1],
      ['pay', 0, 1],
      ['hear', 0, 1],
      ['bill', 0, 1],
      ['dispute', 0, 1],
      ['look', 0, 1],
      ['press', 0, 1],
      ['pay', 0, 1],
      ['hear', 0, 1],
      ['void', 0, 1],
      ['dispute', 0, 1],
    ],
  ],
  [
    [
      ['deposit', 0, 1],
      ['debit', 0, 1],
      ['bank', 0, 58],
      ['crash', 0, 1],
      ['bill', 0, 1],
      ['dispute', 0, 1],
      ['look', 0, 1],
      ['press', 0, 1],
      ['pay', 0, 1],
      ['hear', 0, 1],
      ['refund', 0, 1],
      ['void', 0, 1],
    ],
  ],
  [
    [
      ['look', 9, 1],
      ['press', 0, 1],
      ['pay', 0, 1],
      ['hear', 0, 1],
      ['remove', 0, 1],
      ['keep', 0, 4],
      ['agree', 0, 247],
      ['bill', 0, 247],
      ['plan', 0, 247],
      ['wait', 0, 247],
      ['wait', 0, 247],
      ['look', 16, 659],
      ['tap', 0, 659],
      ['agree', 9, 669],
      ['bill', 9, 669],
      ['plan', 9, 669],
      ['wait', 9, 669],
      ['wait', 9, 669],
    ],
  ],
]

test('through every history the books are what was asked less what came in, and two payments never pass unnoticed', () => {
  fc.assert(
    fc.property(history, (acts) => {
      const world = makeWorld()
      for (const one of acts) {
        play(world, one)
        const broken = brokenIn(world)
        if (broken) throw new Error(`After ${one[0]}: ${broken}`)
      }
      const broken = brokenInTheEnd(world)
      if (broken) throw new Error(broken)
    }),
    { numRuns: runs, examples: found },
  )
})
