import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface StripeEvent {
  readonly type: string
  readonly account: string
  readonly payload: string
  readonly signature: string
}
export interface Stripe {
  readonly port: number
  /** Answers every question of an account's onboarding. */
  onboard(account: string): Promise<void>
  /** Pays a checkout session with a card that is good. */
  pay(session: string): Promise<void>
  events(account: string): Promise<readonly StripeEvent[]>
  close(): void
}

/** Starts the Stripe double in its own process. */
export async function startStripe(webhookSecret: string): Promise<Stripe> {
  const child = fork(join(import.meta.dirname, 'stripe-child.ts'), [webhookSecret])
  const [port] = (await once(child, 'message')) as [number] // the one message the child sends
  const control = async (method: string, path: string) => {
    const body = method === 'POST' ? { body: '{}' } : {}
    const response = await fetch(`http://127.0.0.1:${port}/_control/${path}`, { method, ...body })
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}`)
    return response.json()
  }
  return {
    port,
    onboard: async (account) => void (await control('POST', `onboard/${account}`)),
    pay: async (session) => void (await control('POST', `pay/${session}`)),
    events: async (account) => (await control('GET', `events?account=${account}`)) as StripeEvent[], // its own shape
    close: () => child.disconnect(),
  }
}
