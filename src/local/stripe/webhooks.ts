import * as v from 'valibot'
import { type StoredEvent, signatureHeader } from './events.ts'

export const Delivery = v.object({
  mode: v.picklist(['normal', 'duplicate', 'delay', 'reorder', 'off']),
  ms: v.optional(v.number(), 300),
})
export type Delivery = v.InferOutput<typeof Delivery>

interface WebhookOptions {
  url: string | undefined
  secret: string
  now(): number
  /** Called when an event was taken by the other side. */
  delivered(): void
}

export interface Webhooks {
  send(event: StoredEvent): void
  /** One more try at once, whatever the mode. */
  again(event: StoredEvent): void
  /** Changes how events travel; those held back so far leave when the new way lets them. */
  change(delivery: Delivery): void
  stop(): void
}

const retryAfter = [200, 1000, 5000, 30_000, 300_000]
const patience = 10_000

/** Posts signed events until they are answered with 2xx. Each travels by itself, so their order is not promised. */
export function createWebhooks(options: WebhookOptions): Webhooks {
  const { url } = options
  const stopping = new AbortController()
  const timers = new Set<NodeJS.Timeout>()
  let delivery: Delivery = { mode: 'normal', ms: 0 }
  let held: StoredEvent[] = []

  const after = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timers.add(timer)
  }

  const attempt = async (event: StoredEvent, tries: number) => {
    if (!url || stopping.signal.aborted) return
    const isTaken = await post(url, event, options, stopping.signal)
    if (stopping.signal.aborted) return
    if (!isTaken) return after(retryAfter[Math.min(tries, retryAfter.length - 1)] ?? 0, () => void attempt(event, tries + 1))
    event.isDelivered = true
    options.delivered()
  }

  const release = () => {
    const events = delivery.mode === 'reorder' ? held.toReversed() : held
    held = []
    return events
  }

  const inReverse = async () => {
    for (const event of release()) await attempt(event, 0)
  }

  const send = (event: StoredEvent) => {
    if (!url) return
    if (delivery.mode === 'off') held.push(event)
    else if (delivery.mode === 'delay') after(delivery.ms, () => void attempt(event, 0))
    else if (delivery.mode === 'reorder') {
      held.push(event)
      if (held.length === 1) after(delivery.ms, () => void inReverse())
    } else {
      void attempt(event, 0)
      if (delivery.mode === 'duplicate') void attempt(event, 0)
    }
  }

  return {
    send,
    again: (event) => void attempt(event, 0),
    change(next) {
      const waiting = release()
      delivery = next
      for (const event of waiting) send(event)
    },
    stop() {
      stopping.abort()
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

async function post(url: string, event: StoredEvent, options: WebhookOptions, stopping: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (local double)',
        'stripe-signature': signatureHeader(event.payload, options.secret, options.now()),
      },
      body: event.payload,
      signal: AbortSignal.any([stopping, AbortSignal.timeout(patience)]),
    })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}
