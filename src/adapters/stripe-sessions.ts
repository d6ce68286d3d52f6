import type Stripe from 'stripe'
import type { CheckoutRequest } from './stripe.ts'

/** The platform's part of an amount, in minor units. */
export function feeOf(amountMinor: number, feePpm: number): number {
  return Math.floor((amountMinor * feePpm) / 1_000_000)
}

/** A hosted page for a request; asked again under its key, the same one. */
export function createSession(stripe: Stripe, request: CheckoutRequest, feePpm: number): Promise<Stripe.Checkout.Session> {
  const fee = feeOf(
    request.lines.reduce((sum, line) => sum + line.amountMinor, 0),
    feePpm,
  )
  const intent = {
    ...(fee > 0 ? { application_fee_amount: fee } : {}),
    ...(request.keeps ? { setup_future_usage: 'off_session' as const } : {}),
  }
  return stripe.checkout.sessions.create(
    {
      mode: 'payment',
      client_reference_id: request.key,
      ...payerOf(request),
      line_items: request.lines.map(({ label, amountMinor }) => ({
        quantity: 1,
        price_data: { currency: request.currency.toLowerCase(), unit_amount: amountMinor, product_data: { name: label } },
      })),
      ...(Object.keys(intent).length > 0 ? { payment_intent_data: intent } : {}),
      ...(request.keeps ? { metadata: { keeps: 'yes' } } : {}),
      success_url: request.successUrl,
      cancel_url: request.cancelUrl,
      expires_at: Math.floor(request.expiresAt / 1000),
    },
    { stripeAccount: request.account, idempotencyKey: request.key },
  )
}

/** Somebody is known at Stripe only where they had something kept. */
function payerOf({ keeps, customer, email }: CheckoutRequest) {
  if (keeps && customer) return { customer }
  return { ...(email ? { customer_email: email } : {}), ...(keeps ? { customer_creation: 'always' as const } : {}) }
}
