import type Stripe from 'stripe'
import { wait } from '#lib/wait.ts'
import { accountOf, checkoutOf, refundState } from './stripe-objects.ts'
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
  readonly amountMinor: number
  readonly currency: string
  readonly paymentKey: string | undefined
  readonly paymentIntent: string | undefined
  readonly isLive: boolean
}
export interface Refund {
  readonly id: string
  readonly amountMinor: number
  readonly state: 'done' | 'pending' | 'failed'
}
export interface Charge {
  readonly paymentIntent: string
  /** "Visa ending 4242". */
  readonly instrument: string
  readonly amountMinor: number
  readonly currency: string
  readonly refunds: readonly Refund[]
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

const withIntent = { expand: ['payment_intent'] }

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

async function findCharge(stripe: Stripe, account: string, intent: string): Promise<Charge> {
  const charges = await stripe.charges.list({ payment_intent: intent, limit: 10 }, { stripeAccount: account })
  const charge = charges.data.find((one) => one.status === 'succeeded')
  if (!charge) throw new PaymentsRefused(`No successful charge for ${intent}`)
  const refunds = await stripe.refunds.list({ payment_intent: intent, limit: 100 }, { stripeAccount: account })
  const card = charge.payment_method_details?.card
  return {
    paymentIntent: intent,
    instrument: card
      ? `${card.brand ? card.brand.slice(0, 1).toUpperCase() + card.brand.slice(1) : 'Card'} ending ${card.last4 ?? ''}`
      : 'Paid online',
    amountMinor: charge.amount,
    currency: charge.currency.toUpperCase(),
    refunds: refunds.data.map((one) => ({ id: one.id, amountMinor: one.amount, state: refundState(one.status) })),
  }
}

const pausesMs = [120, 380]

/** Tries again after what passes by itself, never after a timeout: then the 3 s are used up. */
async function answered<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call()
    } catch (cause) {
      if (cause instanceof PaymentsRefused) throw cause
      const { status, type, isTimeout } = troubleOf(cause)
      const isPassing = !isTimeout && (status === undefined || status >= 500 || status === 409 || status === 429)
      const pause = pausesMs[attempt]
      if (isPassing && pause !== undefined) {
        await wait(pause)
        continue
      }
      if (isPassing || isTimeout) throw new PaymentsUnavailable('Stripe gave no answer', { cause })
      const message = cause instanceof Error ? cause.message : 'Stripe refused'
      throw type === 'StripeIdempotencyError' ? new KeySpent(message, { cause }) : new PaymentsRefused(message, { cause })
    }
  }
}

function troubleOf(cause: unknown): { status: number | undefined; type: unknown; isTimeout: boolean } {
  if (typeof cause !== 'object' || cause === null) return { status: undefined, type: undefined, isTimeout: false }
  const status = 'statusCode' in cause && typeof cause.statusCode === 'number' ? cause.statusCode : undefined
  const detail = 'detail' in cause ? cause.detail : undefined
  const isTimeout = typeof detail === 'object' && detail !== null && 'code' in detail && detail.code === 'ETIMEDOUT'
  return { status, type: 'type' in cause ? cause.type : undefined, isTimeout }
}
