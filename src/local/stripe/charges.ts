import type { Method } from './customers.ts'
import { newId } from './ids.ts'
import type { PaymentIntent } from './intents.ts'
import { noSuch } from './problem.ts'
import type { Book } from './state.ts'

export type Charge = ReturnType<typeof buildCharge>

/** A card that works, one that is refused, a bank account, which takes days, or a card whose owner must say yes each time. */
export type Means = 'good' | 'refused' | 'bank' | 'asks'

interface Payer {
  card: Means
  email: string | null
  name: string | null
  /** One that was kept. */
  method?: Method | undefined
}

export const declined = 'Your card was declined.'

export function getCharge(book: Book, id: string): Charge {
  const charge = book.charges[id]
  if (!charge) throw noSuch('charge', id, 'id')
  return charge
}

export function buildCharge(now: number, intent: PaymentIntent, by: Payer) {
  const isPaid = by.card === 'good' || by.card === 'asks'
  const isPending = by.card === 'bank'
  const fails = !isPaid && !isPending
  const id = newId('ch_')
  const fee = !fails ? intent.application_fee_amount : null
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
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: (fails ? 'card_declined' : null) as string | null,
    failure_message: (fails ? declined : null) as string | null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: !fails
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
    payment_method: by.method?.id ?? newId('pm_'),
    payment_method_details: by.method ? detailsOf(by.method) : meansDetails(by.card),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    review: null,
    shipping: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    status: stateOf(by.card),
    transfer_data: null,
    transfer_group: null,
    ...unrefunded(),
  }
}

const stateOf = (means: Means): 'succeeded' | 'pending' | 'failed' =>
  means === 'good' || means === 'asks' ? 'succeeded' : means === 'bank' ? 'pending' : 'failed'

export function meansDetails(means: Means) {
  if (means === 'bank') return bankAccount
  return card(means === 'good' ? '4242' : means === 'asks' ? '3184' : '0002')
}
const detailsOf = ({ type, card, us_bank_account }: Method) => ({
  type,
  ...(card ? { card } : {}),
  ...(us_bank_account ? { us_bank_account } : {}),
})

const card = (last4: string) => ({
  card: { brand: 'visa', country: 'US', exp_month: 12, exp_year: 2034, funding: 'credit', last4, network: 'visa' },
  type: 'card',
})
const bankAccount = {
  type: 'us_bank_account',
  us_bank_account: {
    account_holder_type: 'company',
    account_type: 'checking',
    bank_name: 'STRIPE TEST BANK',
    last4: '6789',
    payment_reference: null,
    routing_number: '110000000',
  },
}

interface ChargeProgress {
  amount_refunded: number
  balance_transaction: string | null
  refunded: boolean
}
const unrefunded = (): ChargeProgress => ({ amount_refunded: 0, balance_transaction: null, refunded: false })
