import type Stripe from 'stripe'
import { type Charge, type Cost, type Dispute, PaymentsRefused, type Refund } from './stripe.ts'
import { refundState } from './stripe-objects.ts'

/** The charge that succeeded for a payment intent, with what became of it since. Throws PaymentsRefused where there is none. */
export async function findCharge(stripe: Stripe, account: string, intent: string): Promise<Charge> {
  const on = { stripeAccount: account }
  const query = { payment_intent: intent, limit: 10, expand: ['data.balance_transaction'] }
  const charges = await stripe.charges.list(query, on)
  const charge = charges.data.find((one) => one.status === 'succeeded')
  if (!charge) throw new PaymentsRefused(`No successful charge for ${intent}`)
  const refunds = await stripe.refunds.list({ payment_intent: intent, limit: 100 }, on)
  const disputes = charge.disputed ? (await stripe.disputes.list({ payment_intent: intent, limit: 10 }, on)).data : []
  return {
    id: charge.id,
    paymentIntent: intent,
    instrument: instrumentOf(charge),
    amountMinor: charge.amount,
    currency: charge.currency.toUpperCase(),
    refunds: refunds.data.map(refundOf),
    disputes: disputes.map(disputeOf),
    cost: costOf(charge),
  }
}

/** A refund in our terms. */
export function refundOf({ id, amount, status, metadata }: Stripe.Refund): Refund {
  return { id, amountMinor: amount, state: refundState(status), key: metadata?.['refund'] }
}

function disputeOf(dispute: Stripe.Dispute): Dispute {
  const { id, amount, currency, reason, status, created, evidence_details: evidence } = dispute
  return {
    ...{ id, amountMinor: amount, currency: currency.toUpperCase(), reason, state: disputeState(status) },
    isWithdrawn: !status.startsWith('warning') && status !== 'prevented',
    evidenceDueAt: evidence.due_by ? evidence.due_by * 1000 : undefined,
    openedAt: created * 1000,
  }
}

/** An inquiry that is closed cost nothing, so it is won. */
function disputeState(status: string): Dispute['state'] {
  if (status.endsWith('needs_response')) return 'open'
  if (status.endsWith('under_review')) return 'sent'
  return status === 'lost' ? 'lost' : 'won'
}

function costOf({ balance_transaction: movement }: Stripe.Charge): Cost | undefined {
  if (!movement || typeof movement === 'string') return undefined
  const ours = movement.fee_details.filter(({ type }) => type === 'application_fee')
  return {
    feeMinor: movement.fee,
    applicationFeeMinor: ours.reduce((sum, { amount }) => sum + amount, 0),
    availableAt: movement.available_on * 1000,
  }
}

/** "Visa ending 4242", "Stripe Test Bank ending 6789". */
function instrumentOf({ payment_method_details: details }: Stripe.Charge): string {
  if (details?.card) return `${capital(details.card.brand ?? 'card')} ending ${details.card.last4 ?? ''}`
  const bank = details?.us_bank_account
  if (!bank) return 'Paid online'
  const name = (bank.bank_name ?? 'Bank account').toLowerCase().split(' ').map(capital).join(' ')
  return `${name} ending ${bank.last4 ?? ''}`
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)
