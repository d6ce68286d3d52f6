import * as v from 'valibot'
import { type Answer, type Incoming, json, parseJson } from '#local/http.ts'
import { completeOnboarding } from './accounts.ts'
import type { Behaviour } from './customers.ts'
import { closeDispute, openDispute } from './disputes.ts'
import { signatureHeader } from './events.ts'
import { answerKeptDebit } from './off-session.ts'
import { answerDebit, paySession } from './payments.ts'
import { noSuch, refused } from './problem.ts'
import { moveRefund, refundIntent } from './refunds.ts'
import { expireSession, findSale } from './sessions.ts'
import type { Double, State } from './state.ts'
import { Delivery, type Webhooks } from './webhooks.ts'

export interface RequestLine {
  method: string
  path: string
  account: string | null
  idempotencyKey: string | null
}

interface Controlled {
  double: Double
  webhooks: Webhooks
  secret: string
  requests: RequestLine[]
}

const Pay = v.object({
  card: v.optional(v.picklist(['good', 'refused', 'bank', 'asks']), 'good'),
  email: v.optional(v.string()),
  name: v.optional(v.string()),
})
const Behaves = v.object({ behaves: v.picklist(['good', 'refused', 'asks']) })
const Onboard = v.object({ name: v.optional(v.string()) })
const Answered = v.object({ isPaid: v.boolean() })
const Verdict = v.object({ status: v.picklist(['won', 'lost']) })
const Moved = v.object({ status: v.picklist(['pending', 'succeeded', 'failed']) })
const RefundPart = v.object({ amount: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))) })

/** What a test may make happen, and see, in place of a person at Stripe's pages. */
export function controlStripe({ double, webhooks, secret, requests }: Controlled, incoming: Incoming): Answer {
  const [, , verb = '', id = ''] = incoming.url.pathname.split('/')
  const { method } = incoming
  if (method === 'GET' && verb === 'events')
    return json(listEvents(double.state, secret, double.now(), incoming.url.searchParams))
  if (method === 'GET' && verb === 'requests') return json(requests)
  if (method === 'DELETE' && verb === 'requests') return json(requests.splice(0))
  if (method !== 'POST') return json({ message: 'There is no such control.' }, 404)
  switch (verb) {
    case 'pay':
      return json(paySession(double, accountOfSession(double, id), id, read(Pay, incoming)))
    case 'expire':
      return json(expireSession(double, accountOfSession(double, id), id))
    case 'onboard':
      return json(completeOnboarding(double, id, read(Onboard, incoming).name))
    case 'bank':
      return json(answerBank(double, id, read(Answered, incoming).isPaid))
    case 'method':
      return json(setBehaviour(double, id, read(Behaves, incoming).behaves))
    case 'dispute':
      return json(openDispute(double, accountOfIntent(double, id), id))
    case 'verdict':
      return json(closeDispute(double, accountOfDispute(double, id), id, read(Verdict, incoming).status))
    case 'refund':
      return json(refundIntent(double, accountOfIntent(double, id), id, read(RefundPart, incoming).amount))
    case 'refund-state':
      return json(moveRefund(double, id, read(Moved, incoming).status))
    case 'webhooks': {
      const delivery = read(Delivery, incoming)
      webhooks.change(delivery)
      return json(delivery)
    }
    default:
      return json({ message: 'There is no such control.' }, 404)
  }
}

/** For a session, or an intent that has none. */
export function answerBank(double: Double, id: string, isPaid: boolean): object {
  if (id.startsWith('pi_')) return answerKeptDebit(double, accountOfIntent(double, id), id, isPaid)
  return answerDebit(double, accountOfSession(double, id), id, isPaid)
}

/** A bank changes its mind about a method that was kept. */
function setBehaviour(double: Double, id: string, behaves: Behaviour) {
  const method = Object.values(double.state.books).find(({ methods }) => methods[id])?.methods[id]
  if (!method) throw noSuch('PaymentMethod', id, 'payment_method')
  method.behaves = behaves
  return method
}

function accountOfSession(double: Double, id: string): string {
  const found = findSale(double, id)
  if (!found) throw noSuch('checkout.session', id, 'session')
  return found.account
}

export function accountOfDispute(double: Double, id: string): string {
  const found = Object.entries(double.state.books).find(([, book]) => book.disputes[id])
  if (!found) throw noSuch('dispute', id, 'dispute')
  return found[0]
}

export function accountOfIntent(double: Double, id: string): string {
  const found = Object.entries(double.state.books).find(([, book]) => book.intents[id])
  if (!found) throw noSuch('payment_intent', id, 'intent')
  return found[0]
}

function listEvents(state: State, secret: string, now: number, query: URLSearchParams) {
  const account = query.get('account')
  const at = Number(query.get('at') ?? now)
  const about = query.get('about')?.split(',').filter(Boolean)
  return state.events
    .filter((event) => account === null || event.account === account)
    .filter(({ payload }) => !about || about.some((id) => payload.includes(id)))
    .map(({ id, type, account: owner, payload }) => ({
      id,
      type,
      account: owner,
      payload,
      signature: signatureHeader(payload, secret, at),
    }))
}

function read<T extends v.GenericSchema>(schema: T, { body }: Incoming): v.InferOutput<T> {
  const parsed = v.safeParse(schema, body ? parseJson(body) : {})
  if (!parsed.success) throw refused(v.summarize(parsed.issues))
  return parsed.output
}
