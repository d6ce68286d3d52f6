import { createServer } from 'node:http'
import Stripe from 'stripe'
import { onTestFinished } from 'vitest'
import { createStripeDouble, type StripeDoubleOptions } from './server.ts'

export const secret = 'whsec_test'

export interface Received {
  body: string
  signature: string
}

/** A double of its own for one test, the official client beside it, and a hand for its controls. */
export async function startStripe(options: Partial<StripeDoubleOptions> = {}) {
  const double = createStripeDouble({ webhookSecret: secret, control: true, ...options })
  const port = await double.listen(0)
  onTestFinished(() => double.close())
  const origin = `http://127.0.0.1:${port}`
  const stripe = new Stripe('sk_test_local', {
    httpClient: Stripe.createNodeHttpClient(),
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  })
  const control = async <T = unknown>(path: string, body: unknown = {}, method = 'POST'): Promise<T> => {
    const answer = await fetch(`${origin}/_control/${path}`, { method, ...(method === 'POST' && { body: JSON.stringify(body) }) })
    const value: T = JSON.parse(await answer.text())
    return value
  }
  /** Pays at the hosted page and answers the id of the intent. */
  const pay = async (session: string, card: 'good' | 'refused' = 'good') =>
    (await control<{ payment_intent: string }>(`pay/${session}`, { card })).payment_intent
  return { double, origin, stripe, control, pay }
}

/** A connected account that may charge. */
export async function startShop(options: Partial<StripeDoubleOptions> = {}) {
  const started = await startStripe(options)
  const account = await started.stripe.accounts.create({ type: 'standard', business_profile: { name: 'Smith Embroidery' } })
  await started.control(`onboard/${account.id}`)
  return { ...started, account: account.id, on: { stripeAccount: account.id } }
}

export const sale = (unitAmount = 12_500): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: unitAmount, product_data: { name: 'Invoice 1042' } } }],
  payment_intent_data: { application_fee_amount: 100, metadata: { invoice: 'inv_1' } },
  metadata: { invoice: 'inv_1' },
  client_reference_id: 'pay_1',
  customer_email: 'ann@example.com',
  success_url: 'http://shop.localhost/back?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://shop.localhost/invoice',
})

/** A webhook endpoint that answers what `reply` says and hands out what came. */
export async function startReceiver(reply: (nth: number) => number = () => 200) {
  const received: Received[] = []
  const waiting: (() => void)[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    received.push({ body: Buffer.concat(chunks).toString(), signature: String(request.headers['stripe-signature']) })
    response.writeHead(reply(received.length)).end()
    for (const wake of waiting.splice(0)) wake()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const some = async (enough: (all: Received[]) => boolean) => {
    while (!enough(received)) await new Promise<void>((resolve) => waiting.push(resolve))
    return received
  }
  return { url: `http://127.0.0.1:${port}/webhooks/stripe`, received, some }
}

export const typeOf = ({ body }: Received): string => JSON.parse(body).type
export const idOf = ({ body }: Received): string => JSON.parse(body).id
