import { recordMovement } from './balance.ts'
import { type Charge, getCharge } from './charges.ts'
import type { Fields } from './fields.ts'
import { newId } from './ids.ts'
import { getIntent } from './intents.ts'
import { readable } from './money.ts'
import { noSuch, refused } from './problem.ts'
import { type Book, bookOf, type Double } from './state.ts'

export type Refund = ReturnType<typeof buildRefund>

interface RefundInput {
  amount?: number | undefined
  reason: string | null
  metadata: Record<string, string>
}

export function createRefund(double: Double, account: string, input: Fields): Refund {
  input.only([
    'charge',
    'payment_intent',
    'amount',
    'reason',
    'metadata',
    'refund_application_fee',
    'reverse_transfer',
    'currency',
    'instructions_email',
    'origin',
    'expand',
  ])
  const charge = chargeToRefund(bookOf(double.state, account), input)
  return refundCharge(double, account, charge, {
    amount: input.integer('amount', 1),
    reason: input.oneOf('reason', ['duplicate', 'fraudulent', 'requested_by_customer']) ?? null,
    metadata: input.pairs('metadata'),
  })
}

/** Gives back all that is left of a payment, or part of it. */
export function refundIntent(double: Double, account: string, intent: string, amount: number | undefined): Refund {
  const charge = chargeOfIntent(bookOf(double.state, account), intent)
  return refundCharge(double, account, charge, { amount, reason: null, metadata: {} })
}

/** A refund to a bank account waits for days; and a bank may send one back. */
export function moveRefund(double: Double, id: string, status: Refund['status']): Refund {
  const [account, book] = Object.entries(double.state.books).find(([, one]) => one.refunds[id]) ?? []
  const refund = book?.refunds[id]
  if (!account || !refund) throw noSuch('refund', id, 'refund')
  refund.status = status
  double.emit(account, 'refund.updated', refund)
  return refund
}

export function getRefund(book: Book, id: string): Refund {
  const refund = book.refunds[id]
  if (!refund) throw noSuch('refund', id, 'refund')
  return refund
}

function chargeToRefund(book: Book, input: Fields): Charge {
  const intent = input.text('payment_intent')
  if (intent) return chargeOfIntent(book, intent)
  const charge = input.text('charge')
  if (charge) return getCharge(book, charge)
  throw refused('One of the following params should be provided for this request: payment_intent or charge.', 'parameter_missing')
}

function chargeOfIntent(book: Book, id: string): Charge {
  const intent = getIntent(book, id)
  if (intent.status !== 'succeeded' || !intent.latest_charge)
    throw refused(`This PaymentIntent (${id}) does not have a successful charge to refund.`, undefined, 'payment_intent')
  return getCharge(book, intent.latest_charge)
}

function refundCharge(double: Double, account: string, charge: Charge, input: RefundInput): Refund {
  const book = bookOf(double.state, account)
  if (!charge.paid) throw refused(`Charge ${charge.id} failed: there is nothing to refund.`, undefined, 'charge')
  const left = charge.amount - charge.amount_refunded
  if (left === 0) throw refused(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded')
  const amount = input.amount ?? left
  if (amount > left)
    throw refused(
      `Refund amount (${readable(amount, charge.currency)}) is greater than unrefunded amount on charge (${readable(left, charge.currency)})`,
      undefined,
      'amount',
    )
  const id = newId('re_')
  const now = double.now()
  const movement = recordMovement(book, {
    type: 'refund',
    amount: -amount,
    currency: charge.currency,
    source: id,
    stripeFee: 0,
    applicationFee: 0,
    created: now,
  })
  const refund = buildRefund({ id, now, amount, movement: movement.id }, charge, input)
  book.refunds[id] = refund
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded === charge.amount
  double.emit(account, 'refund.created', refund)
  double.emit(account, 'charge.refunded', charge)
  return refund
}

function buildRefund(made: { id: string; now: number; amount: number; movement: string }, charge: Charge, input: RefundInput) {
  return {
    id: made.id,
    object: 'refund',
    amount: made.amount,
    balance_transaction: made.movement,
    charge: charge.id,
    created: made.now,
    currency: charge.currency,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: input.metadata,
    payment_intent: charge.payment_intent,
    reason: input.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded' as 'pending' | 'succeeded' | 'failed',
    transfer_reversal: null,
  }
}
