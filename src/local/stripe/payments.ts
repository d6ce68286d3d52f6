import { recordMovement, stripeFee } from './balance.ts'
import { buildCharge, type Charge, declined, getCharge, type Means } from './charges.ts'
import { createCustomer, keepMethod } from './customers.ts'
import { intentOfSale, type PaymentIntent } from './intents.ts'
import { refused } from './problem.ts'
import { customerDetails, getSale, type Sale, type Session } from './sessions.ts'
import { type Book, bookOf, type Double } from './state.ts'

export interface Attempt {
  card: Means
  email?: string | undefined
  name?: string | undefined
}

/** A person pays a session with a card that works or one the bank refuses; a refused one leaves the session open. */
export function paySession(double: Double, account: string, id: string, attempt: Attempt): Session {
  const book = bookOf(double.state, account)
  const sale = getSale(book, id)
  const { session } = sale
  if (session.status !== 'open') throw refused(`This Checkout Session is ${session.status}: it cannot be paid.`)
  const intent = intentOf(double, book, sale)
  const email = attempt.email || session.customer_email
  const charge = buildCharge(double.now(), intent, { ...attempt, email, name: attempt.name || null })
  book.charges[charge.id] = charge
  intent.latest_charge = charge.id
  if (attempt.card === 'refused') {
    refuse(intent, charge)
    double.emit(account, 'payment_intent.payment_failed', intent)
    return session
  }
  if (attempt.card === 'bank') {
    keepPayer(double, book, session, intent, charge, attempt)
    return promise(double, account, sale, intent)
  }
  settle(book, intent, charge)
  keepPayer(double, book, session, intent, charge, attempt)
  session.status = 'complete'
  session.payment_status = 'paid'
  session.url = null
  session.customer_details = customerDetails(email, attempt.name || null)
  double.emit(account, 'charge.succeeded', charge)
  double.emit(account, 'payment_intent.succeeded', intent)
  double.emit(account, 'checkout.session.completed', session)
  return session
}

/** A debit was agreed to: the session is complete, and the money comes days later or not at all. */
function promise(double: Double, account: string, { session }: Sale, intent: PaymentIntent): Session {
  intent.status = 'processing'
  session.status = 'complete'
  session.url = null
  double.emit(account, 'checkout.session.completed', session)
  return session
}

export const bounced = 'The customer’s bank account has insufficient funds.'

/** The bank's word on a debit, days later. */
export function answerDebit(double: Double, account: string, id: string, isPaid: boolean): Session {
  const book = bookOf(double.state, account)
  const { session } = getSale(book, id)
  const intent = session.payment_intent ? book.intents[session.payment_intent] : undefined
  if (intent?.status !== 'processing' || !intent.latest_charge) throw refused('No debit of this session is on its way.')
  const charge = getCharge(book, intent.latest_charge)
  if (!isPaid) {
    charge.status = 'failed'
    charge.failure_code = 'insufficient_funds'
    charge.failure_message = bounced
    intent.status = 'requires_payment_method'
    intent.last_payment_error = { type: 'invalid_request_error', code: 'insufficient_funds', message: bounced, charge: charge.id }
    double.emit(account, 'checkout.session.async_payment_failed', session)
    return session
  }
  charge.paid = true
  charge.captured = true
  charge.amount_captured = charge.amount
  charge.status = 'succeeded'
  settle(book, intent, charge)
  session.payment_status = 'paid'
  double.emit(account, 'charge.succeeded', charge)
  double.emit(account, 'payment_intent.succeeded', intent)
  double.emit(account, 'checkout.session.async_payment_succeeded', session)
  return session
}

function intentOf(double: Double, book: Book, sale: Sale): PaymentIntent {
  const { session } = sale
  const known = session.payment_intent && book.intents[session.payment_intent]
  if (known) return known
  const intent = intentOfSale(double.now(), sale)
  book.intents[intent.id] = intent
  session.payment_intent = intent.id
  return intent
}

/** Checkout makes a customer where it was told to, and attaches the method where it is meant for later. */
function keepPayer(double: Double, book: Book, session: Session, intent: PaymentIntent, charge: Charge, { card }: Attempt) {
  if (!session.customer && session.customer_creation === 'always')
    session.customer = createCustomer(double, book, { email: session.customer_email }).id
  intent.customer = session.customer
  charge.customer = session.customer
  if (!intent.setup_future_usage || !session.customer) return
  charge.payment_method = keepMethod(double, book, { customer: session.customer, means: card }).id
  intent.payment_method = charge.payment_method
}

export function settle(book: Book, intent: PaymentIntent, charge: Charge) {
  const movement = recordMovement(book, {
    type: 'charge',
    amount: charge.amount,
    currency: charge.currency,
    source: charge.id,
    stripeFee: stripeFee(charge.amount),
    applicationFee: charge.application_fee_amount ?? 0,
    created: charge.created,
  })
  charge.balance_transaction = movement.id
  intent.status = 'succeeded'
  intent.amount_received = intent.amount
  intent.last_payment_error = null
  intent.payment_method = charge.payment_method
}

export function refuse(intent: PaymentIntent, charge: Charge) {
  intent.last_payment_error = {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: declined,
    charge: charge.id,
  }
}
