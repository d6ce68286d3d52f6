import { buildCharge, type Charge, declined, getCharge, type Means } from './charges.ts'
import { getMethod, type Method } from './customers.ts'
import type { Fields } from './fields.ts'
import { buildIntent, getIntent, type IntentInput, type PaymentIntent } from './intents.ts'
import { isTaken } from './money.ts'
import { bounced, refuse, settle } from './payments.ts'
import { refused, StripeProblem } from './problem.ts'
import { type Book, bookOf, type Double } from './state.ts'

export const mustAsk = 'Your card was declined. This transaction requires authentication.'

const known = [
  ...['amount', 'currency', 'customer', 'payment_method', 'off_session', 'confirm', 'automatic_payment_methods', 'metadata'],
  ...['application_fee_amount', 'description', 'statement_descriptor', 'receipt_email', 'payment_method_types', 'return_url'],
  ...['expand', 'setup_future_usage'],
]

/** Makes an intent and confirms it at once with a method that was kept, while its owner is away: the only way this double makes one directly. */
export function chargeKept(double: Double, account: string, input: Fields): PaymentIntent {
  const book = bookOf(double.state, account)
  if (!double.state.accounts[account]?.charges_enabled)
    throw refused('Your account cannot currently make charges. Finish its onboarding first.', 'account_invalid')
  const { wanted, method } = read(book, input)
  const intent = buildIntent(double.now(), wanted)
  book.intents[intent.id] = intent
  const charge = attempt(double, book, intent, method)
  if (method.behaves === 'good') return accept(double, account, intent, charge, method)
  if (method.behaves === 'asks') ask(intent, charge)
  else refuse(intent, charge)
  double.emit(account, 'charge.failed', charge)
  double.emit(account, 'payment_intent.payment_failed', intent)
  const { code = 'card_declined', decline_code, message = declined } = intent.last_payment_error ?? {}
  throw new StripeProblem(402, {
    ...{ type: 'card_error', code, message, charge: charge.id, payment_intent: JSON.parse(JSON.stringify(intent)) },
    ...(decline_code ? { decline_code } : {}),
  })
}

function read(book: Book, input: Fields): { wanted: IntentInput; method: Method } {
  input.only(known)
  const amount = input.requiredInteger('amount', 1)
  const currency = input.required('currency').toLowerCase()
  if (!isTaken(amount, currency)) throw refused('Invalid amount: the last digit must be 0', 'amount_invalid', 'amount')
  if (input.text('confirm') !== 'true' || input.text('off_session') !== 'true')
    throw refused(
      'This double confirms intents at once and off session: set `confirm` and `off_session` to true.',
      undefined,
      'confirm',
    )
  const automatic = input.group('automatic_payment_methods')
  const mayLeadAway = automatic.text('allow_redirects') !== 'never' && !input.has('payment_method_types')
  if (mayLeadAway && !input.has('return_url'))
    throw refused(
      'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`.',
      undefined,
      'return_url',
    )
  const method = getMethod(book, input.required('payment_method'))
  const customer = input.text('customer') ?? null
  if (method.customer === null || method.customer !== customer)
    throw refused(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again.',
      undefined,
      'payment_method',
    )
  const applicationFee = input.integer('application_fee_amount', 1) ?? null
  const wanted = {
    ...{ amount, currency, customer, applicationFee, metadata: input.pairs('metadata'), futureUsage: null },
    description: input.text('description') ?? null,
    receiptEmail: input.text('receipt_email') ?? null,
    statementDescriptor: input.text('statement_descriptor') ?? null,
  }
  return { wanted, method }
}

function attempt(double: Double, book: Book, intent: PaymentIntent, method: Method): Charge {
  const isBank = method.type === 'us_bank_account'
  const card: Means = method.behaves !== 'good' ? 'refused' : isBank ? 'bank' : 'good'
  const charge = buildCharge(double.now(), intent, { card, email: null, name: null, method })
  book.charges[charge.id] = charge
  intent.latest_charge = charge.id
  intent.payment_method = method.id
  return charge
}

function accept(double: Double, account: string, intent: PaymentIntent, charge: Charge, method: Method): PaymentIntent {
  if (method.type === 'us_bank_account') {
    intent.status = 'processing'
    double.emit(account, 'charge.pending', charge)
    double.emit(account, 'payment_intent.processing', intent)
    return intent
  }
  settle(bookOf(double.state, account), intent, charge)
  double.emit(account, 'charge.succeeded', charge)
  double.emit(account, 'payment_intent.succeeded', intent)
  return intent
}

/** The bank wants its owner to say yes, who is away. */
function ask(intent: PaymentIntent, charge: Charge) {
  charge.failure_code = 'authentication_required'
  charge.failure_message = mustAsk
  intent.last_payment_error = {
    ...{ type: 'card_error', code: 'authentication_required', decline_code: 'authentication_required' },
    ...{ message: mustAsk, charge: charge.id },
  }
}

/** The bank's word on a debit that no session is about, days later. */
export function answerKeptDebit(double: Double, account: string, id: string, isPaid: boolean): PaymentIntent {
  const book = bookOf(double.state, account)
  const intent = getIntent(book, id)
  if (intent.status !== 'processing' || !intent.latest_charge) throw refused('No debit of this intent is on its way.')
  const charge = getCharge(book, intent.latest_charge)
  if (!isPaid) {
    charge.status = 'failed'
    charge.failure_code = 'insufficient_funds'
    charge.failure_message = bounced
    intent.status = 'requires_payment_method'
    intent.last_payment_error = { type: 'invalid_request_error', code: 'insufficient_funds', message: bounced, charge: charge.id }
    double.emit(account, 'charge.failed', charge)
    double.emit(account, 'payment_intent.payment_failed', intent)
    return intent
  }
  Object.assign(charge, { paid: true, captured: true, amount_captured: charge.amount, status: 'succeeded' })
  settle(book, intent, charge)
  double.emit(account, 'charge.succeeded', charge)
  double.emit(account, 'payment_intent.succeeded', intent)
  return intent
}
