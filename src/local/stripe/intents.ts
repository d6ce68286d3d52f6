import { newId } from './ids.ts'
import { noSuch, refused } from './problem.ts'
import type { Sale } from './sessions.ts'
import type { Book } from './state.ts'

export type PaymentIntent = ReturnType<typeof buildIntent>

export function getIntent(book: Book, id: string): PaymentIntent {
  const intent = book.intents[id]
  if (!intent) throw noSuch('payment_intent', id, 'intent')
  return intent
}

/** Always refuses: every intent here is made by Checkout, and Stripe has its session expired instead. */
export function cancelIntent(book: Book, id: string): never {
  const { status } = getIntent(book, id)
  const reason =
    status === 'requires_payment_method'
      ? 'You cannot cancel this PaymentIntent because it belongs to a Checkout Session. Expire the Checkout Session instead.'
      : `You cannot cancel this PaymentIntent because it has a status of ${status}.`
  throw refused(reason, 'payment_intent_unexpected_state', 'intent')
}

export function buildIntent(now: number, { session, intentInput }: Sale) {
  const id = newId('pi_')
  return {
    id,
    object: 'payment_intent',
    amount: session.amount_total,
    amount_capturable: 0,
    application: null,
    application_fee_amount: intentInput.applicationFee,
    automatic_payment_methods: null,
    capture_method: 'automatic_async',
    client_secret: newId(`${id}_secret_`),
    confirmation_method: 'automatic',
    created: now,
    currency: session.currency,
    customer: null,
    customer_account: null,
    description: intentInput.description,
    livemode: false,
    metadata: intentInput.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    processing: null,
    receipt_email: intentInput.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    statement_descriptor: intentInput.statementDescriptor,
    statement_descriptor_suffix: null,
    transfer_data: null,
    transfer_group: null,
    ...unpaid(),
  }
}

interface IntentProgress {
  amount_received: number
  canceled_at: number | null
  cancellation_reason: 'automatic' | null
  last_payment_error: {
    type: 'card_error' | 'invalid_request_error'
    code: string
    decline_code?: string
    message: string
    charge: string
  } | null
  latest_charge: string | null
  payment_method: string | null
  status: 'requires_payment_method' | 'processing' | 'succeeded' | 'canceled'
}
const unpaid = (): IntentProgress => ({
  amount_received: 0,
  canceled_at: null,
  cancellation_reason: null,
  last_payment_error: null,
  latest_charge: null,
  payment_method: null,
  status: 'requires_payment_method',
})
