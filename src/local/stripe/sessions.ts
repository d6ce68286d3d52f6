import type { Fields } from './fields.ts'
import { newId } from './ids.ts'
import { noSuch, refused } from './problem.ts'
import { readSale } from './sale-params.ts'
import { type Book, bookOf, type Double, platform } from './state.ts'

type SaleInput = ReturnType<typeof readSale>
export type Session = ReturnType<typeof buildSession>
type LineItem = ReturnType<typeof buildLineItem>

/** A Checkout Session and what it was made from, which Stripe keeps to itself. */
export interface Sale {
  session: Session
  lineItems: LineItem[]
  intentInput: SaleInput['intent']
}

export function createSession(double: Double, account: string, input: Fields): Session {
  if (account !== platform && !double.state.accounts[account]?.charges_enabled)
    throw refused('Your account cannot currently make charges. Finish its onboarding first.', 'account_invalid')
  const sale = readSale(double, account, input)
  const session = buildSession(double, sale)
  const lineItems = sale.lines.map((line) => buildLineItem(line, sale.currency))
  double.nextExpiryAt = Math.min(double.nextExpiryAt, session.expires_at)
  bookOf(double.state, account).sales[session.id] = { session, lineItems, intentInput: sale.intent }
  return session
}

export function getSale(book: Book, id: string): Sale {
  const sale = book.sales[id]
  if (!sale) throw noSuch('checkout.session', id, 'session')
  return sale
}

/** Finds a sale of whichever account, for the page that only knows its id. */
export function findSale(double: Double, id: string): { account: string; sale: Sale } | undefined {
  for (const [account, book] of Object.entries(double.state.books)) {
    const sale = book.sales[id]
    if (sale) return { account, sale }
  }
  return undefined
}

export function expireSession(double: Double, account: string, id: string): Session {
  const book = bookOf(double.state, account)
  const { session } = getSale(book, id)
  if (session.status !== 'open')
    throw refused(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
    )
  session.status = 'expired'
  session.url = null
  const intent = session.payment_intent ? book.intents[session.payment_intent] : undefined
  if (intent) {
    intent.status = 'canceled'
    intent.canceled_at = double.now()
    intent.cancellation_reason = 'automatic'
  }
  double.emit(account, 'checkout.session.expired', session)
  return session
}

/** Expires every open session whose time is over; true when there was one. */
export function expireDue(double: Double): boolean {
  if (double.now() < double.nextExpiryAt) return false
  const now = double.now()
  const open = Object.entries(double.state.books).flatMap(([account, book]) =>
    Object.values(book.sales)
      .filter(({ session }) => session.status === 'open')
      .map(({ session }) => ({ account, id: session.id, at: session.expires_at })),
  )
  const due = open.filter(({ at }) => at <= now)
  for (const { account, id } of due) expireSession(double, account, id)
  double.nextExpiryAt = open.reduce((soonest, { at }) => (at > now ? Math.min(soonest, at) : soonest), Number.POSITIVE_INFINITY)
  return due.length > 0
}

function buildSession(double: Double, sale: SaleInput) {
  const id = newId('cs_test_', 58)
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    amount_subtotal: sale.total,
    amount_total: sale.total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: sale.cancelUrl,
    client_reference_id: sale.reference,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: double.now(),
    currency: sale.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: sale.customer as string | null,
    customer_account: null,
    customer_creation: sale.customer ? null : sale.customerCreation,
    customer_details: sale.customerEmail ? customerDetails(sale.customerEmail, null) : null,
    customer_email: sale.customerEmail,
    discounts: [],
    expires_at: sale.expiresAt,
    invoice: null,
    invoice_creation: { enabled: false, invoice_data: null },
    livemode: false,
    locale: null,
    metadata: sale.metadata,
    mode: 'payment',
    origin_context: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_options: {},
    payment_method_types: ['card'],
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    submit_type: null,
    subscription: null,
    success_url: sale.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    wallet_options: null,
    ...progress(`${double.origin()}/c/pay/${id}`),
  }
}

/** What changes while a session lives; the intent appears with the first attempt to pay. */
interface Progress {
  payment_intent: string | null
  payment_status: 'paid' | 'unpaid'
  status: 'open' | 'complete' | 'expired'
  url: string | null
}
const progress = (url: string): Progress => ({ payment_intent: null, payment_status: 'unpaid', status: 'open', url })

export interface CustomerDetails {
  address: null
  business_name: null
  email: string | null
  individual_name: null
  name: string | null
  phone: null
  tax_exempt: 'none'
  tax_ids: null
}
export const customerDetails = (email: string | null, name: string | null): CustomerDetails => ({
  address: null,
  business_name: null,
  email,
  individual_name: null,
  name,
  phone: null,
  tax_exempt: 'none',
  tax_ids: null,
})

function buildLineItem(line: SaleInput['lines'][number], currency: string) {
  const amount = line.unitAmount * line.quantity
  return {
    id: newId('li_'),
    object: 'item',
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency,
    description: line.name,
    metadata: {},
    price: {
      id: newId('price_'),
      object: 'price',
      active: false,
      billing_scheme: 'per_unit',
      currency,
      livemode: false,
      metadata: {},
      nickname: null,
      product: newId('prod_', 14),
      recurring: null,
      type: 'one_time',
      unit_amount: line.unitAmount,
      unit_amount_decimal: String(line.unitAmount),
    },
    quantity: line.quantity,
  }
}
