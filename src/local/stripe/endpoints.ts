import { createAccount, createAccountLink, getAccount } from './accounts.ts'
import { getCharge } from './charges.ts'
import { addCustomer, detachMethod, getCustomer, getMethod, shown } from './customers.ts'
import { getDispute, updateDispute } from './disputes.ts'
import type { Fields } from './fields.ts'
import { cancelIntent, getIntent } from './intents.ts'
import { type Json, listPage } from './objects.ts'
import { chargeKept } from './off-session.ts'
import { noSuch } from './problem.ts'
import { createRefund, getRefund } from './refunds.ts'
import { createSession, expireSession, getSale } from './sessions.ts'
import { type Book, type Double, platform } from './state.ts'

interface Call {
  double: Double
  account: string
  book: Book
  input: Fields
  /** The id in the path, empty where there is none. */
  id: string
}

type Endpoint = readonly [method: 'GET' | 'POST', path: string, work: (call: Call) => object]

/** Every endpoint the double has, in the order they are tried. */
const endpoints: readonly Endpoint[] = [
  ['POST', '/v1/accounts', ({ double, input }) => createAccount(double, input)],
  ['GET', '/v1/accounts', ({ double, input }) => listPage('/v1/accounts', Object.values(double.state.accounts), input)],
  ['GET', '/v1/accounts/:id', ({ double, id }) => getAccount(double, id)],
  ['GET', '/v1/account', ({ double, account }) => getAccount(double, account)],
  ['POST', '/v1/account_links', ({ double, input }) => createAccountLink(double, input)],

  ['POST', '/v1/checkout/sessions', ({ double, account, input }) => createSession(double, account, input)],
  ['GET', '/v1/checkout/sessions', listSessions],
  ['GET', '/v1/checkout/sessions/:id', ({ book, id }) => getSale(book, id).session],
  [
    'GET',
    '/v1/checkout/sessions/:id/line_items',
    ({ book, id, input }) => listPage(`/v1/checkout/sessions/${id}/line_items`, getSale(book, id).lineItems.toReversed(), input),
  ],
  ['POST', '/v1/checkout/sessions/:id/expire', ({ double, account, id }) => expireSession(double, account, id)],

  ['POST', '/v1/customers', ({ double, account, input }) => addCustomer(double, account, input)],
  ['GET', '/v1/customers/:id', ({ book, id }) => getCustomer(book, id)],
  ['GET', '/v1/payment_methods/:id', ({ book, id }) => shown(getMethod(book, id))],
  ['POST', '/v1/payment_methods/:id/detach', ({ double, account, id }) => detachMethod(double, account, id)],

  ['POST', '/v1/payment_intents', ({ double, account, input }) => chargeKept(double, account, input)],
  ['GET', '/v1/payment_intents', listIntents],
  ['GET', '/v1/payment_intents/:id', ({ book, id }) => getIntent(book, id)],
  ['POST', '/v1/payment_intents/:id/cancel', ({ book, id }) => cancelIntent(book, id)],
  ['GET', '/v1/charges', listCharges],
  ['GET', '/v1/charges/:id', ({ book, id }) => getCharge(book, id)],
  ['POST', '/v1/refunds', ({ double, account, input }) => createRefund(double, account, input)],
  ['GET', '/v1/refunds', listRefunds],
  ['GET', '/v1/refunds/:id', ({ book, id }) => getRefund(book, id)],
  ['GET', '/v1/disputes', listDisputes],
  ['GET', '/v1/disputes/:id', ({ book, id }) => getDispute(book, id)],
  ['POST', '/v1/disputes/:id', ({ double, account, id, input }) => updateDispute(double, account, id, input)],
  [
    'GET',
    '/v1/balance_transactions',
    ({ book, input }) => listPage('/v1/balance_transactions', Object.values(book.balance), input),
  ],
  ['GET', '/v1/balance_transactions/:id', getBalanceTransaction],
  ['GET', '/v1/events', listEvents],
  ['GET', '/v1/events/:id', getEvent],
]

/** The endpoint of a path, with the id in it. */
export function findEndpoint(method: string, path: string): { id: string; work: Endpoint[2] } | undefined {
  for (const [verb, pattern, work] of endpoints) {
    const id = verb === method ? match(pattern, path) : undefined
    if (id !== undefined) return { id, work }
  }
  return undefined
}

function match(pattern: string, path: string): string | undefined {
  const parts = path.split('/')
  const wanted = pattern.split('/')
  if (parts.length !== wanted.length) return undefined
  const isSame = wanted.every((part, index) => part === ':id' || part === parts[index])
  return isSame ? (parts[wanted.indexOf(':id')] ?? '') : undefined
}

function listSessions({ book, input }: Call) {
  const intent = input.text('payment_intent')
  const status = input.text('status')
  const sessions = Object.values(book.sales).map((sale) => sale.session)
  const wanted = sessions.filter(
    (session) => (!intent || session.payment_intent === intent) && (!status || session.status === status),
  )
  return listPage('/v1/checkout/sessions', wanted, input)
}

function listIntents({ book, input }: Call) {
  const customer = input.text('customer')
  const wanted = Object.values(book.intents).filter((intent) => !customer || intent.customer === customer)
  return listPage('/v1/payment_intents', wanted, input)
}

function listCharges({ book, input }: Call) {
  const intent = input.text('payment_intent')
  const wanted = Object.values(book.charges).filter((charge) => !intent || charge.payment_intent === intent)
  return listPage('/v1/charges', wanted, input)
}

function listDisputes({ book, input }: Call) {
  const intent = input.text('payment_intent')
  const wanted = Object.values(book.disputes).filter((dispute) => !intent || dispute.payment_intent === intent)
  return listPage('/v1/disputes', wanted, input)
}

function listRefunds({ book, input }: Call) {
  const intent = input.text('payment_intent')
  const charge = input.text('charge')
  const wanted = Object.values(book.refunds).filter(
    (refund) => (!intent || refund.payment_intent === intent) && (!charge || refund.charge === charge),
  )
  return listPage('/v1/refunds', wanted, input)
}

function getBalanceTransaction({ book, id }: Call) {
  const transaction = book.balance[id]
  if (!transaction) throw noSuch('balance transaction', id)
  return transaction
}

function listEvents({ double, account, input }: Call) {
  const type = input.text('type')
  const types = type ? [type] : input.list('types')
  const wanted = double.state.events.filter(
    (event) => event.account === account && (types.length === 0 || types.includes(event.type)),
  )
  const list = listPage('/v1/events', wanted, input)
  return { ...list, data: list.data.map(({ payload }): Json => JSON.parse(payload)) }
}

function getEvent({ double, account, id }: Call): object {
  const event = double.state.events.find((one) => one.id === id && one.account === account)
  if (!event) throw noSuch('event', id)
  const body: object = JSON.parse(event.payload)
  return body
}

/** The account a `Stripe-Account` header names must be known; without one the platform itself is meant. */
export const isKnownAccount = (double: Double, account: string) => account === platform || account in double.state.accounts
