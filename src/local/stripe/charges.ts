import { newId } from './ids.ts'
import type { PaymentIntent } from './intents.ts'
import { noSuch } from './problem.ts'
import type { Book } from './state.ts'

export type Charge = ReturnType<typeof buildCharge>

interface Payer {
  card: 'good' | 'refused'
  email: string | null
  name: string | null
}

export const declined = 'Your card was declined.'

export function getCharge(book: Book, id: string): Charge {
  const charge = book.charges[id]
  if (!charge) throw noSuch('charge', id, 'id')
  return charge
}

export function buildCharge(now: number, intent: PaymentIntent, by: Payer) {
  const isPaid = by.card === 'good'
  const id = newId('ch_')
  const fee = isPaid ? intent.application_fee_amount : null
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: isPaid ? intent.amount : 0,
    application: null,
    application_fee: fee === null ? null : newId('fee_'),
    application_fee_amount: fee,
    billing_details: { address: null, email: by.email, name: by.name, phone: null, tax_id: null },
    captured: isPaid,
    created: now,
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: isPaid ? null : 'card_declined',
    failure_message: isPaid ? null : declined,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: isPaid
      ? {
          network_status: 'approved_by_network',
          reason: null,
          risk_level: 'normal',
          seller_message: 'Payment complete.',
          type: 'authorized',
        }
      : {
          network_status: 'declined_by_network',
          reason: 'generic_decline',
          risk_level: 'normal',
          seller_message: declined,
          type: 'issuer_declined',
        },
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: newId('pm_'),
    payment_method_details: {
      card: {
        brand: 'visa',
        country: 'US',
        exp_month: 12,
        exp_year: 2034,
        funding: 'credit',
        last4: isPaid ? '4242' : '0002',
        network: 'visa',
      },
      type: 'card',
    },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    review: null,
    shipping: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    status: isPaid ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: null,
    ...unrefunded(),
  }
}

interface ChargeProgress {
  amount_refunded: number
  balance_transaction: string | null
  refunded: boolean
}
const unrefunded = (): ChargeProgress => ({ amount_refunded: 0, balance_transaction: null, refunded: false })
