import { knownOf } from '#features/payments/apply.ts'
import type { Payment } from '#features/payments/queries.ts'
import { mismatchOf, nextStep, type Step, type Truth } from '#features/payments/rules.ts'
import { forgivenOf, sharesOf } from '#features/payments/step-shares.ts'
import { account, balanceOf, book, currency, type ModelPayment, rowsOf, type World } from './world.ts'

export function truthOf(world: World, payment: ModelPayment): Truth | undefined {
  const now = world.stripe.get(payment.id)
  if (!now) return undefined
  const { checkout, refunds, disputes } = now
  const shown = { id: payment.id, failure: undefined, amountMinor: payment.amountMinor, currency, isLive: false }
  return {
    ...{ account, isLive: false, instrument: '', charge: undefined, refunds, disputes },
    checkout: { ...checkout, ...shown, paymentIntent: undefined },
    cost: checkout.isPaid ? { feeMinor: 3, applicationFeeMinor: 0, availableAt: 1 } : undefined,
  }
}

/** One look at Stripe and one step of it; false when there is nothing to write, or what is told is not this payment’s. */
export function takeStep(world: World, payment: ModelPayment, truth = truthOf(world, payment)): boolean {
  const known = knownFrom(world, payment)
  if (!truth || mismatchOf(known, truth)) return false
  const step = nextStep(known, truth)
  if (!step) return false
  write(world, payment, step)
  note(payment, step)
  return true
}

/** Takes steps until there is none. Throws where that never comes. */
export function takeSteps(world: World, payment: ModelPayment, truth?: Truth): void {
  for (let taken = 0; takeStep(world, payment, truth); taken++)
    if (taken === 100) throw new Error(`${payment.id} does not come to rest`)
}

/** Writes the rows of a step; what goes back and was forgiven is owed no more. */
export function write(world: World, payment: ModelPayment, step: Step): void {
  const parts = partsOf(world, payment)
  const shares = sharesOf({ payment, parts, rows: rowsOf(world, payment.id) }, step)
  book(world, shares, payment.id, payment.estimateId)
  const isForgiven = step.does === 'refund' && payment.asked.some((one) => one.id === step.key && one.isForgiven)
  for (const { part, amountMinor } of isForgiven ? forgivenOf(parts, shares) : []) {
    const source = `crn_${++world.made}`
    book(world, [{ kind: 'credit_note', amountMinor: -amountMinor, invoiceId: part.invoiceId, source }])
  }
}

/** The invoices of a payment, those that its credit paid among them, as they stand. */
export function partsOf(world: World, { id, parts }: ModelPayment) {
  const touched = rowsOf(world, id).flatMap(({ invoiceId }) => (invoiceId === null ? [] : [invoiceId]))
  const others = [...new Set(touched)].filter((invoiceId) => !parts.some((part) => part.invoiceId === invoiceId))
  return [...parts, ...others.map((invoiceId) => ({ invoiceId, amountMinor: 0 }))].map((part) => ({
    ...part,
    balanceMinor: balanceOf(world, part.invoiceId),
    voidedAt: world.invoices.get(part.invoiceId)?.voidedAt ?? null,
  }))
}

export function knownFrom(world: World, payment: ModelPayment) {
  const row = { ...payment, account: payment.isOutside ? null : account, currency } as unknown as Payment // Its other columns decide nothing.
  return knownOf(
    row,
    rowsOf(world, payment.id),
    payment.asked,
    [...payment.disputes].map(([id, state]) => ({ id, state })),
  )
}

/** Hears about a payment: looks at Stripe and takes steps until there is none. */
export function hear(world: World, id: string): void {
  const payment = world.payments.get(id)
  if (payment) takeSteps(world, payment)
}

/** What a step says of the payment itself. */
function note(payment: ModelPayment, step: Step): void {
  switch (step.does) {
    case 'settle':
      payment.state = 'succeeded'
      return
    case 'process':
      payment.state = 'processing'
      return
    case 'fail':
    case 'expire':
      payment.state = step.does === 'fail' ? 'failed' : 'expired'
      return
    case 'cost':
      payment.feeMinor = 3
      return
    case 'refund':
      payment.refundedMinor += step.amountMinor
      for (const one of payment.asked) if (one.id === step.key) Object.assign(one, { state: 'done', stripeRefund: step.source })
      return
    case 'return':
      payment.refundedMinor -= step.amountMinor
      for (const one of payment.asked) if (one.stripeRefund === step.before) one.state = 'failed'
      return
    case 'refuse':
      for (const one of payment.asked) if (one.id === step.key) one.state = 'failed'
      return
    case 'dispute':
      payment.disputes.set(step.dispute.id, step.dispute.state)
      return
    default:
      step satisfies never
  }
}
