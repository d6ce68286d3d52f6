import type Stripe from 'stripe'
import { late } from '#lib/late.ts'
import type { Payments } from './stripe.ts'
import { answered } from './stripe-answered.ts'
import { findCharge, refundOf } from './stripe-charges.ts'
import { createIntent, detach, intentOf } from './stripe-kept.ts'
import { accountOf, checkoutOf, withIntent } from './stripe-objects.ts'
import { createSession } from './stripe-sessions.ts'
import { verifyEvent } from './stripe-signature.ts'

interface PaymentsSettings {
  readonly secretKey: string
  readonly webhookSecrets: readonly string[]
  readonly feePpm: number
  readonly url?: URL
}

/** Stripe Connect with direct charges. The SDK is loaded at the first call: 33 kB that no portal page needs. */
export function createPayments(settings: PaymentsSettings): Payments {
  const client = late(() => load(settings))
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
    chargeKept: (charge) => answered(async () => intentOf(await createIntent(await client(), charge, settings.feePpm))),
    findIntent: (account, customer, key) =>
      answered(async () => {
        const found = await (await client()).paymentIntents.list({ customer, limit: 100 }, { stripeAccount: account })
        const intent = found.data.find(({ metadata }) => metadata['payment'] === key)
        return intent && intentOf(intent)
      }),
    getIntent: (account, id) =>
      answered(async () => intentOf(await (await client()).paymentIntents.retrieve(id, {}, { stripeAccount: account }))),
    detach: (account, method) => answered(async () => detach(await client(), account, method)),
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
