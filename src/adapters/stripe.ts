import type Stripe from 'stripe'
import { answered } from './stripe-answered.ts'
import { findCharge, refundOf } from './stripe-charges.ts'
import { accountOf, checkoutOf, withIntent } from './stripe-objects.ts'
import { verifyEvent } from './stripe-signature.ts'

/** What a checkout is for. Amounts in minor units. */
export interface CheckoutRequest {
  readonly account: string
  /** The payment's id: Stripe answers the same session to the same key. */
  readonly key: string
  readonly currency: string
  /** What is paid, a line for each: together the amount. */
  readonly lines: readonly { readonly label: string; readonly amountMinor: number }[]
  readonly email: string
  readonly successUrl: string
  readonly cancelUrl: string
  readonly expiresAt: number
}
export interface Checkout {
  readonly id: string
  readonly url: string | undefined
  readonly state: 'open' | 'complete' | 'expired'
  readonly isPaid: boolean
  /** Complete, but the bank said no afterwards: a debit that bounced. */
  readonly hasFailed: boolean
  /** Why, as the bank says it. */
  readonly failure: string | undefined
  readonly amountMinor: number
  readonly currency: string
  readonly paymentKey: string | undefined
  readonly paymentIntent: string | undefined
  readonly isLive: boolean
}
export interface Refund {
  readonly id: string
  /** Our own row of it, where we asked for it. */
  readonly key: string | undefined
  readonly amountMinor: number
  readonly state: 'done' | 'pending' | 'failed'
}
export interface RefundRequest {
  readonly account: string
  /** Our row's id: asked again under it, Stripe gives the same refund. */
  readonly key: string
  readonly paymentIntent: string
  readonly amountMinor: number
}
/** A payer's bank asks the money back. Amount in minor units. */
export interface Dispute {
  readonly id: string
  readonly amountMinor: number
  readonly currency: string
  readonly reason: string
  readonly state: 'open' | 'sent' | 'won' | 'lost'
  /** A bank that only asks has taken nothing yet. */
  readonly isWithdrawn: boolean
  readonly evidenceDueAt: number | undefined
  readonly openedAt: number
}
/** What speaks for the charge, by the names of Stripe's fields. */
export type Evidence = Readonly<
  Partial<
    Record<
      | ('customer_name' | 'customer_email_address' | 'product_description' | 'service_date' | 'shipping_carrier')
      | ('shipping_tracking_number' | 'uncategorized_text' | 'access_activity_log'),
      string
    >
  >
>
export interface Charge {
  readonly id: string
  readonly paymentIntent: string
  /** "Visa ending 4242". */
  readonly instrument: string
  readonly amountMinor: number
  readonly currency: string
  readonly refunds: readonly Refund[]
  readonly disputes: readonly Dispute[]
  /** What is kept of it, and when Stripe releases the rest; undefined while Stripe has not said. */
  readonly cost: Cost | undefined
}
export interface Cost {
  /** Everything that is kept, the platform's part with it, in minor units. */
  readonly feeMinor: number
  readonly applicationFeeMinor: number
  readonly availableAt: number
}
export interface ConnectedAccount {
  readonly id: string
  readonly canCharge: boolean
  readonly isSubmitted: boolean
}
export interface SignedEvent {
  readonly id: string
  readonly type: string
  readonly account: string | undefined
  readonly objectId: string
  /** The payment intent that a charge or a refund belongs to. */
  readonly paymentIntent: string | undefined
  readonly isLive: boolean
  readonly createdAt: number
}

/**
 * The payment provider, in our terms. Every call throws PaymentsUnavailable without an answer, PaymentsRefused with a no, and
 * KeySpent when its key was used before for something else.
 */
export interface Payments {
  createAccount(
    key: string,
    shop: { readonly name: string; readonly email: string; readonly country?: string },
  ): Promise<ConnectedAccount>
  accountLink(account: string, urls: { readonly back: string; readonly again: string }): Promise<string>
  getAccount(account: string): Promise<ConnectedAccount>
  createCheckout(request: CheckoutRequest): Promise<Checkout>
  getCheckout(account: string, id: string): Promise<Checkout>
  /** The checkout a payment intent belongs to, or undefined. */
  findCheckout(account: string, paymentIntent: string): Promise<Checkout | undefined>
  expireCheckout(account: string, id: string): Promise<Checkout>
  getCharge(account: string, paymentIntent: string): Promise<Charge>
  refund(request: RefundRequest): Promise<Refund>
  /** Sends what speaks for a disputed charge to the bank, which takes it once. */
  submitEvidence(account: string, dispute: string, evidence: Evidence): Promise<void>
  /** The event in these bytes, if one of our secrets signed exactly them within 300 s (Stripe's own tolerance); else undefined. */
  verifyEvent(body: string, signature: string, now: number): Promise<SignedEvent | undefined>
  readonly isLive: boolean
  /** Where forms may lead a person, to pay or to set up payments: origins for the page's policy, parted by spaces. */
  readonly checkoutOrigin: string
}
export class PaymentsUnavailable extends Error {}
export class PaymentsRefused extends Error {}
export class KeySpent extends PaymentsRefused {}

interface PaymentsSettings {
  readonly secretKey: string
  readonly webhookSecrets: readonly string[]
  readonly feePpm: number
  readonly url?: URL
}

/** Stripe Connect with direct charges. The SDK is loaded at the first call: 33 kB that no portal page needs. */
export function createPayments(settings: PaymentsSettings): Payments {
  let loading: Promise<Stripe> | undefined
  const client = () => {
    loading ??= load(settings)
    return loading
  }
  const isLive = settings.secretKey.startsWith('sk_live_')
  return {
    isLive,
    checkoutOrigin: settings.url?.origin ?? 'https://checkout.stripe.com https://connect.stripe.com',
    createAccount: (key, shop) =>
      answered(async () => {
        const stripe = await client()
        const account = await stripe.accounts.create(
          {
            type: 'standard',
            email: shop.email,
            business_profile: { name: shop.name },
            ...(shop.country ? { country: shop.country } : {}),
          },
          { idempotencyKey: key },
        )
        return accountOf(account)
      }),
    accountLink: (account, urls) =>
      answered(async () => {
        const stripe = await client()
        const link = await stripe.accountLinks.create({
          account,
          type: 'account_onboarding',
          return_url: urls.back,
          refresh_url: urls.again,
        })
        return link.url
      }),
    getAccount: (account) => answered(async () => accountOf(await (await client()).accounts.retrieve(account))),
    createCheckout: (request) => answered(async () => checkoutOf(await createSession(await client(), request, settings.feePpm))),
    getCheckout: (account, id) =>
      answered(async () =>
        checkoutOf(await (await client()).checkout.sessions.retrieve(id, withIntent, { stripeAccount: account })),
      ),
    findCheckout: (account, intent) =>
      answered(async () => {
        const found = await (await client()).checkout.sessions.list(
          { payment_intent: intent, limit: 1, expand: ['data.payment_intent'] },
          { stripeAccount: account },
        )
        return found.data[0] && checkoutOf(found.data[0])
      }),
    expireCheckout: (account, id) =>
      answered(async () => checkoutOf(await (await client()).checkout.sessions.expire(id, {}, { stripeAccount: account }))),
    getCharge: (account, intent) => answered(async () => findCharge(await client(), account, intent)),
    refund: ({ account, key, paymentIntent, amountMinor }) =>
      answered(async () => {
        const wanted = { payment_intent: paymentIntent, amount: amountMinor, metadata: { refund: key } }
        return refundOf(await (await client()).refunds.create(wanted, { stripeAccount: account, idempotencyKey: key }))
      }),
    submitEvidence: (account, dispute, evidence) =>
      answered(async () => {
        await (await client()).disputes.update(dispute, { evidence, submit: true }, { stripeAccount: account })
      }),
    async verifyEvent(body, signature, now) {
      const stripe = await client()
      for (const secret of settings.webhookSecrets) {
        const event = await verifyEvent(stripe, body, signature, secret, now)
        if (event) return event
      }
      return undefined
    },
  }
}

async function load({ secretKey, url }: PaymentsSettings): Promise<Stripe> {
  const { default: StripeClient } = await import('stripe')
  return new StripeClient(secretKey, {
    httpClient: StripeClient.createFetchHttpClient(),
    // `answered` tries again itself, because the SDK would try again after a timeout too.
    maxNetworkRetries: 0,
    // A person waits for this page, and 3 s is the most a dependency may take in all.
    timeout: 2_400,
    telemetry: false,
    ...(url
      ? { host: url.hostname, port: url.port, protocol: url.protocol === 'http:' ? ('http' as const) : ('https' as const) }
      : {}),
  })
}

function createSession(stripe: Stripe, request: CheckoutRequest, feePpm: number) {
  const amountMinor = request.lines.reduce((sum, line) => sum + line.amountMinor, 0)
  const fee = Math.floor((amountMinor * feePpm) / 1_000_000)
  return stripe.checkout.sessions.create(
    {
      mode: 'payment',
      client_reference_id: request.key,
      ...(request.email ? { customer_email: request.email } : {}),
      line_items: request.lines.map(({ label, amountMinor }) => ({
        quantity: 1,
        price_data: { currency: request.currency.toLowerCase(), unit_amount: amountMinor, product_data: { name: label } },
      })),
      ...(fee > 0 ? { payment_intent_data: { application_fee_amount: fee } } : {}),
      success_url: request.successUrl,
      cancel_url: request.cancelUrl,
      expires_at: Math.floor(request.expiresAt / 1000),
    },
    { stripeAccount: request.account, idempotencyKey: request.key },
  )
}
