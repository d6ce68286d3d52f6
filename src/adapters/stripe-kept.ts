import type Stripe from 'stripe'
import type { Intent, KeptCharge } from './stripe.ts'
import { feeOf } from './stripe-sessions.ts'

/** Charges what was kept: the bank's no comes as the intent that failed. */
export async function createIntent(stripe: Stripe, charge: KeptCharge, feePpm: number): Promise<Stripe.PaymentIntent> {
  const { account, key, kept, amountMinor, currency, label } = charge
  const fee = feeOf(amountMinor, feePpm)
  try {
    return await stripe.paymentIntents.create(
      {
        ...{ amount: amountMinor, currency: currency.toLowerCase(), customer: kept.customer, payment_method: kept.method },
        ...{ off_session: true, confirm: true, description: label, metadata: { payment: key } },
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        ...(fee > 0 ? { application_fee_amount: fee } : {}),
      },
      { stripeAccount: account, idempotencyKey: key },
    )
  } catch (error) {
    const failed = failedIntent(error)
    if (failed) return failed
    throw error
  }
}

/** Stripe answers a refused charge with an error that carries the intent. */
function failedIntent(error: unknown): Stripe.PaymentIntent | undefined {
  if (typeof error !== 'object' || error === null || !('type' in error) || error.type !== 'StripeCardError') return undefined
  // The SDK types the field of its own error class, which is loaded with the client.
  return 'payment_intent' in error ? ((error.payment_intent as Stripe.PaymentIntent | undefined) ?? undefined) : undefined
}

const failedStates = new Set<string>(['requires_payment_method', 'requires_action', 'requires_confirmation', 'canceled'])

/** A charge of what was kept, in our terms. */
export function intentOf(intent: Stripe.PaymentIntent): Intent {
  const { id, status, amount, currency, metadata, livemode, last_payment_error: error } = intent
  const hasFailed = failedStates.has(status)
  return {
    ...{ id, url: undefined, state: 'complete', isPaid: status === 'succeeded', hasFailed, failure: error?.message },
    ...{ amountMinor: amount, currency: currency.toUpperCase(), paymentKey: metadata['payment'], paymentIntent: id },
    ...{ keeps: false, kept: undefined, isLive: livemode },
    mustAsk: hasFailed && (error?.code === 'authentication_required' || status === 'requires_action'),
  }
}

/** Has Stripe forget a method. What is not there or not attached any more is forgotten already. */
export async function detach(stripe: Stripe, account: string, method: string): Promise<void> {
  const on = { stripeAccount: account }
  try {
    const { customer } = await stripe.paymentMethods.retrieve(method, {}, on)
    if (customer !== null) await stripe.paymentMethods.detach(method, {}, on)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

const isMissing = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'resource_missing'
