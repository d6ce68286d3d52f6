import { join } from 'node:path'
import { createFaults } from '#local/faults.ts'
import { type Answer, createLocalServer, type Incoming, json, type LocalServer } from '#local/http.ts'
import { openJsonFile } from '#local/json-file.ts'
import { createApi, problemReply } from './api.ts'
import { controlStripe, type RequestLine } from './control.ts'
import { recordEvent } from './events.ts'
import { answerPage } from './pages.ts'
import { expireDue } from './sessions.ts'
import { type Double, emptyState, type State } from './state.ts'
import { createWebhooks } from './webhooks.ts'

export interface StripeDoubleOptions {
  /** Where events are posted; without it they are only kept. */
  webhookUrl?: string
  webhookSecret: string
  /** Where `stripe.json` is kept; without it everything ends with the process. */
  dir?: string
  /** Opens `/_control`. */
  control?: boolean
  /** The origin in the links handed out, where it is not the address listened on. */
  publicOrigin?: string
}

const mostRequests = 5000
const sweepEvery = 1000

/** Stripe as this product uses it: the API, the hosted pages and signed webhooks, on loopback. Throws when its file is damaged. */
export function createStripeDouble(options: StripeDoubleOptions): LocalServer {
  const file = openJsonFile<State>(options.dir && join(options.dir, 'stripe.json'), emptyState())
  const requests: RequestLine[] = []
  const faults = createFaults()
  const now = () => Math.floor(Date.now() / 1000)
  let origin = options.publicOrigin ?? ''
  const webhooks = createWebhooks({ url: options.webhookUrl, secret: options.webhookSecret, now, delivered: () => file.save() })
  const double: Double = {
    state: file.value,
    isControlled: options.control ?? false,
    nextExpiryAt: 0,
    origin: () => origin,
    now,
    emit: (account, type, object) => webhooks.send(recordEvent(file.value, { account, type, object, now: now() })),
  }
  const api = createApi(double, faults)
  const sweep = () => {
    if (expireDue(double)) file.save()
  }
  let sweeping: NodeJS.Timeout | undefined

  const answer = (incoming: Incoming): Answer | Promise<Answer> => {
    const path = incoming.url.pathname
    if (path.startsWith('/v1/')) {
      note(requests, incoming)
      return api(incoming)
    }
    if (!path.startsWith('/_control/')) return answerPage({ double, webhooks }, incoming)
    if (!options.control) return json({ message: 'This double is not under control.' }, 404)
    if (path === '/_control/faults') return faults.control(incoming)
    return controlStripe({ double, webhooks, secret: options.webhookSecret, requests }, incoming)
  }

  return createLocalServer({
    async answer(incoming) {
      sweep()
      try {
        return await answer(incoming)
      } catch (error) {
        return problemReply(error)
      } finally {
        if (incoming.method !== 'GET') file.save()
      }
    },
    started(port) {
      origin ||= `http://127.0.0.1:${port}`
      sweeping = setInterval(sweep, sweepEvery).unref()
      for (const event of file.value.events) if (!event.isDelivered) webhooks.send(event)
    },
    stopped() {
      clearInterval(sweeping)
      webhooks.stop()
    },
  })
}

function note(requests: RequestLine[], { method, url, header }: Incoming) {
  requests.push({
    method,
    path: url.pathname,
    account: header('stripe-account') ?? null,
    idempotencyKey: header('idempotency-key') ?? null,
  })
  if (requests.length > mostRequests) requests.shift()
}
