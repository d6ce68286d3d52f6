import { createHmac } from 'node:crypto'
import { newId } from './ids.ts'
import { platform, type State } from './state.ts'

export type EventType =
  | 'account.updated'
  | 'charge.dispute.closed'
  | 'charge.dispute.created'
  | 'charge.dispute.updated'
  | 'charge.failed'
  | 'charge.pending'
  | 'charge.refunded'
  | 'charge.succeeded'
  | 'checkout.session.async_payment_failed'
  | 'checkout.session.async_payment_succeeded'
  | 'checkout.session.completed'
  | 'checkout.session.expired'
  | 'payment_intent.payment_failed'
  | 'payment_intent.processing'
  | 'payment_intent.succeeded'
  | 'payment_method.detached'
  | 'refund.created'
  | 'refund.updated'

export interface StoredEvent {
  id: string
  type: EventType
  account: string
  created: number
  /** The exact bytes that are sent and signed. */
  payload: string
  isDelivered: boolean
}

interface Cause {
  account: string
  type: EventType
  object: object
  now: number
}

/** The version the pinned `stripe` package speaks. */
export const apiVersion = '2026-10-28.endive'

const mostEvents = 5000

export function recordEvent(state: State, { account, type, object, now }: Cause): StoredEvent {
  const id = newId('evt_')
  const body = {
    id,
    object: 'event',
    ...(account !== platform && { account }),
    api_version: apiVersion,
    created: now,
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  }
  const event = { id, type, account, created: now, payload: JSON.stringify(body, null, 2), isDelivered: false }
  state.events.push(event)
  if (state.events.length > mostEvents) state.events.shift()
  return event
}

/** The `Stripe-Signature` header for a payload as sent at that second. */
export function signatureHeader(payload: string, secret: string, at: number): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex')}`
}
