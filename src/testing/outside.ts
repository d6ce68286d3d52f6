import { env } from 'cloudflare:workers'
import { expect } from 'vitest'
import type { Env } from '#env.ts'

// The test's Worker gets the product's own environment; the runner's type for it is not generated.
export const testEnv = env as unknown as Env & Record<'SQLD_URL' | 'MAIL_URL' | 'STRIPE_URL' | 'GOOGLE_URL', string>

async function call(url: string, method = 'GET', body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`)
  return text ? JSON.parse(text) : undefined
}

/** What the local libSQL server can be told: `namespace` is `shop-<key>` or `directory`. */
export const libsql = {
  copy: (from: string, to: string) => call(`${testEnv.SQLD_URL}/_control/copy/${from}/${to}`, 'POST'),
  exec: (namespace: string, sql: string) => call(`${testEnv.SQLD_URL}/_control/exec/${namespace}`, 'POST', sql),
  fault: (namespace: string, faults: readonly object[]) =>
    call(`${testEnv.SQLD_URL}/_control/faults/${namespace}`, 'POST', faults),
  /** What somebody else does between an action's look and its next write. */
  meanwhile: (namespace: string, sql: string) => libsql.fault(namespace, [{ kind: 'before', match: 'write', body: sql }]),
  /** Waits for a request with this text in it. */
  untilAsked: (namespace: string, match: string) =>
    expect.poll(async () => (await libsql.last(namespace)).some((body) => body.includes(match))).toBe(true),
  heal: (namespace: string) => call(`${testEnv.SQLD_URL}/_control/faults/${namespace}`, 'DELETE'),
  resetCounters: (namespace: string) => call(`${testEnv.SQLD_URL}/_control/counters/${namespace}`, 'DELETE'),
  /** The last requests it got, as they were sent. */
  last: (namespace: string) => call(`${testEnv.SQLD_URL}/_control/last/${namespace}`) as Promise<string[]>,
  counters: (namespace: string) =>
    call(`${testEnv.SQLD_URL}/_control/counters/${namespace}`) as Promise<{
      requests: number
      statements: number
      writes: number
    }>,
}

export interface StripeEvent {
  readonly id: string
  readonly type: string
  readonly account?: string
  readonly payload: string
  readonly signature: string
}
/** What the Stripe double can be told. */
export const stripe = {
  pay: (session: string, card: 'good' | 'refused' | 'bank' | 'asks' = 'good') =>
    call(`${testEnv.STRIPE_URL}/_control/pay/${session}`, 'POST', { card }) as Promise<{ payment_intent: string | null }>,
  /** The bank's word on a debit, days later. */
  bank: (session: string, isPaid: boolean) => call(`${testEnv.STRIPE_URL}/_control/bank/${session}`, 'POST', { isPaid }),
  /** How a bank answers from now on when this kept method is charged. */
  method: (id: string, behaves: 'good' | 'refused' | 'asks') =>
    call(`${testEnv.STRIPE_URL}/_control/method/${id}`, 'POST', { behaves }),
  dispute: (intent: string) => call(`${testEnv.STRIPE_URL}/_control/dispute/${intent}`, 'POST') as Promise<{ id: string }>,
  verdict: (dispute: string, status: 'won' | 'lost') =>
    call(`${testEnv.STRIPE_URL}/_control/verdict/${dispute}`, 'POST', { status }),
  expire: (session: string) => call(`${testEnv.STRIPE_URL}/_control/expire/${session}`, 'POST'),
  onboard: (account: string) => call(`${testEnv.STRIPE_URL}/_control/onboard/${account}`, 'POST', {}),
  refund: (intent: string, amount: number) => call(`${testEnv.STRIPE_URL}/_control/refund/${intent}`, 'POST', { amount }),
  /** A refund to a bank account that waits, or what came of it. */
  refundState: (refund: string, status: 'pending' | 'succeeded' | 'failed') =>
    call(`${testEnv.STRIPE_URL}/_control/refund-state/${refund}`, 'POST', { status }),
  /** All of an account, or those that name one of these objects. */
  events: (account: string, atMs: number, about?: readonly string[]) => {
    const query = `account=${account}&at=${Math.floor(atMs / 1000)}${about ? `&about=${about.join()}` : ''}`
    return call(`${testEnv.STRIPE_URL}/_control/events?${query}`) as Promise<StripeEvent[]>
  },
  fault: (faults: readonly object[]) => call(`${testEnv.STRIPE_URL}/_control/faults`, 'POST', faults),
  heal: () => call(`${testEnv.STRIPE_URL}/_control/faults`, 'DELETE'),
}

export interface ReceivedMail {
  readonly ID: string
  readonly From: { readonly Name: string; readonly Address: string }
  readonly To: readonly { readonly Address: string }[]
  readonly ReplyTo: readonly { readonly Address: string }[]
  readonly Subject: string
  readonly Text: string
  readonly HTML: string
  readonly Attachments: readonly { readonly PartID: string; readonly FileName: string; readonly ContentType: string }[]
}
/** What the mailbox holds. */
export const mailbox = {
  async to(address: string): Promise<ReceivedMail[]> {
    const found = (await call(`${testEnv.MAIL_URL}/api/v1/search?query=${encodeURIComponent(`to:${address}`)}`)) as {
      messages: { ID: string }[]
    }
    const mails: ReceivedMail[] = []
    for (const { ID } of found.messages) mails.push((await call(`${testEnv.MAIL_URL}/api/v1/message/${ID}`)) as ReceivedMail)
    return mails
  },
  /** The bytes of what came with a mail. */
  part: async (id: string, part: string) =>
    new Uint8Array(await (await fetch(`${testEnv.MAIL_URL}/api/v1/message/${id}/part/${part}`)).arrayBuffer()),
  /** What the provider would post about this mail, to be sent as it is. */
  report: (id: string, kind: 'delivered' | 'bounced', atMs: number) =>
    call(`${testEnv.MAIL_URL}/_control/reports/${id}/${kind}?at=${atMs}`) as Promise<{
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }>,
  /** What the provider would post when somebody answers this mail, to be sent as it is. */
  reply: (id: string, reply: object) =>
    call(`${testEnv.MAIL_URL}/_control/replies/${id}`, 'POST', reply) as Promise<{
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }>,
  fault: (faults: readonly object[]) => call(`${testEnv.MAIL_URL}/_control/faults`, 'POST', faults),
  heal: () => call(`${testEnv.MAIL_URL}/_control/faults`, 'DELETE'),
}

/** How Google's next tokens are made otherwise than they should be: see the double. */
export interface Twist {
  readonly at?: number
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  readonly signer?: 'own' | 'foreign' | 'secret' | 'nothing' | 'other'
}
/** What the Google double can be told, and what somebody does on its page. */
export const google = {
  /** Chooses an account on Google's page, and gives the address it leads back to. */
  async choose(address: string, email: string): Promise<string> {
    const body = new URLSearchParams({ email })
    const response = await fetch(address, { method: 'POST', body, redirect: 'manual' })
    const location = response.headers.get('location')
    if (!location) throw new Error(`Google's page answered ${response.status}: ${await response.text()}`)
    return location
  },
  twist: (twist: Twist) => call(`${testEnv.GOOGLE_URL}/_control/twist`, 'POST', twist),
  rotate: () => call(`${testEnv.GOOGLE_URL}/_control/rotation`, 'POST'),
  fault: (faults: readonly object[]) => call(`${testEnv.GOOGLE_URL}/_control/faults`, 'POST', faults),
  heal: () => call(`${testEnv.GOOGLE_URL}/_control/faults`, 'DELETE'),
}
