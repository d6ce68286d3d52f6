import { recordMovement } from './balance.ts'
import { getCharge } from './charges.ts'
import type { Fields } from './fields.ts'
import { newId } from './ids.ts'
import { getIntent } from './intents.ts'
import { noSuch, refused } from './problem.ts'
import { type Book, bookOf, type Double } from './state.ts'

export type Dispute = ReturnType<typeof buildDispute>

const answerSeconds = 7 * 24 * 3600
/** What a bank charges for asking, in minor units. */
const disputeFee = 1_500

const evidenceFields = [
  ...['access_activity_log', 'billing_address', 'customer_communication', 'customer_email_address', 'customer_name'],
  ...['customer_purchase_ip', 'customer_signature', 'duplicate_charge_explanation', 'product_description', 'receipt'],
  ...['service_date', 'service_documentation', 'shipping_address', 'shipping_carrier', 'shipping_date'],
  ...['shipping_tracking_number', 'uncategorized_file', 'uncategorized_text'],
]

export function getDispute(book: Book, id: string): Dispute {
  const dispute = book.disputes[id]
  if (!dispute) throw noSuch('dispute', id, 'dispute')
  return dispute
}

/** The payer tells the bank that a charge is not right: the money goes back at once. */
export function openDispute(double: Double, account: string, intentId: string, reason = 'fraudulent'): Dispute {
  const book = bookOf(double.state, account)
  const { latest_charge: charge } = getIntent(book, intentId)
  const charged = charge ? getCharge(book, charge) : undefined
  if (!charged?.paid) throw refused(`This PaymentIntent (${intentId}) has no charge to dispute.`)
  if (charged.disputed) throw refused(`Charge ${charged.id} is disputed already.`)
  const dispute = buildDispute(double.now(), charged, reason)
  book.disputes[dispute.id] = dispute
  charged.disputed = true
  move(double, book, dispute, -dispute.amount, disputeFee)
  double.emit(account, 'charge.dispute.created', dispute)
  return dispute
}

/** The bank decides. */
export function closeDispute(double: Double, account: string, id: string, status: 'won' | 'lost'): Dispute {
  const book = bookOf(double.state, account)
  const dispute = getDispute(book, id)
  if (dispute.status === 'won' || dispute.status === 'lost') throw refused(`Dispute ${id} is ${dispute.status} already.`)
  dispute.status = status
  if (status === 'won') move(double, book, dispute, dispute.amount, 0)
  double.emit(account, 'charge.dispute.closed', dispute)
  return dispute
}

/** Evidence, kept or sent: what was sent once cannot be taken back. */
export function updateDispute(double: Double, account: string, id: string, input: Fields): Dispute {
  input.only(['evidence', 'metadata', 'submit', 'expand'])
  const dispute = getDispute(bookOf(double.state, account), id)
  if (dispute.status !== 'needs_response') throw refused('This dispute is already closed or under review.', 'dispute_closed')
  input.group('evidence').only(evidenceFields)
  for (const name of evidenceFields) {
    const text = input.group('evidence').text(name)
    if (text) dispute.evidence[name] = text
  }
  dispute.evidence_details.has_evidence = true
  if (input.text('submit') === 'true') {
    dispute.evidence_details.submission_count += 1
    dispute.status = 'under_review'
  }
  double.emit(account, 'charge.dispute.updated', dispute)
  return dispute
}

function move(double: Double, book: Book, dispute: Dispute, amount: number, fee: number) {
  const { id: source, currency } = dispute
  const movement = { type: 'adjustment' as const, amount, currency, source, stripeFee: fee, applicationFee: 0 }
  dispute.balance_transactions.push(recordMovement(book, { ...movement, created: double.now() }).id)
}

function buildDispute(
  now: number,
  charge: { id: string; amount: number; currency: string; payment_intent: string },
  reason: string,
) {
  const balance: string[] = []
  const evidence: Record<string, string | null> = Object.fromEntries(evidenceFields.map((name) => [name, null]))
  return {
    id: newId('du_'),
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: balance,
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence,
    evidence_details: {
      due_by: now + answerSeconds,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: { brand: 'visa', case_type: 'chargeback', network_reason_code: '10.4' },
      type: 'card',
    },
    reason,
    status: 'needs_response' as 'needs_response' | 'under_review' | 'won' | 'lost',
  }
}
