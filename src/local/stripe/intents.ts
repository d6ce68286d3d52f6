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

/** Always refuses: an intent that waits is made by Checkout, and Stripe has its session expired instead. */
export function cancelIntent(book: Book, id: string): never {
  const { status } = getIntent(book, id)
  const reason =
    status === 'requires_payment_method'
      ? 'You cannot cancel this PaymentIntent because it belongs to a Checkout Session. Expire the Checkout Session instead.'
      : `You cannot cancel this PaymentIntent because it has a status of ${status}.`
  throw refused(reason, 'payment_intent_unexpected_state', 'intent')
}

/** What an intent is made from, by Checkout or directly. */
export interface IntentInput {
  amount: number
  currency: string
  customer: string | null
  applicationFee: number | null
  description: string | null
  metadata: Record<string, string>
  receiptEmail: string | null
  statementDescriptor: string | null
  futureUsage: 'on_session' | 'off_session' | null
}

/** The intent of a session, made with the first attempt to pay it. */
export function intentOfSale(now: number, { session, intentInput }: Sale) {
  return buildIntent(now, {
    ...intentInput,
    amount: session.amount_total,
    currency: session.currency,
    customer: session.customer,
  })
}

export function buildIntent(now: number, input: IntentInput) {
  const id = newId('pi_')
  return {
    id,
    object: 'payment_intent',
    amount: input.amount,
    amount_capturable: 0,
    application: null,
    application_fee_amount: input.applicationFee,
    automatic_payment_methods: null,
    capture_method: 'automatic_async',
    client_secret: newId(`${id}_secret_`),
    confirmation_method: 'automatic',
    created: now,
    currency: input.currency,
    customer: input.customer,
    customer_account: null,
    description: input.description,
    livemode: false,
    metadata: input.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    processing: null,
    receipt_email: input.receiptEmail,
    review: null,
    setup_future_usage: input.futureUsage,
    shipping: null,
    statement_descriptor: input.statementDescriptor,
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
