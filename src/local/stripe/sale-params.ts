import { getCustomer } from './customers.ts'
import type { Fields } from './fields.ts'
import { isTaken, leastAmount, readable } from './money.ts'
import { refused } from './problem.ts'
import { type Book, bookOf, type Double } from './state.ts'

interface SaleLine {
  name: string
  description: string | null
  unitAmount: number
  quantity: number
}

const shortestSeconds = 30 * 60
const longestSeconds = 24 * 3600

const known = [
  ...[
    'mode',
    'line_items',
    'success_url',
    'cancel_url',
    'ui_mode',
    'client_reference_id',
    'customer',
    'customer_email',
    'metadata',
    'expires_at',
    'payment_intent_data',
    'currency',
    'expand',
  ],
  ...[
    'adaptive_pricing',
    'allow_promotion_codes',
    'automatic_tax',
    'billing_address_collection',
    'branding_settings',
    'consent_collection',
    'custom_fields',
    'custom_text',
  ],
  ...[
    'customer_creation',
    'invoice_creation',
    'locale',
    'name_collection',
    'origin_context',
    'payment_method_configuration',
    'payment_method_options',
    'payment_method_types',
  ],
  ...['phone_number_collection', 'saved_payment_method_options', 'submit_type', 'tax_id_collection', 'wallet_options'],
]
const knownOfIntent = [
  'application_fee_amount',
  'capture_method',
  'description',
  'metadata',
  'on_behalf_of',
  'receipt_email',
  'setup_future_usage',
  'statement_descriptor',
  'statement_descriptor_suffix',
  'transfer_group',
]

/** Reads and checks what a Checkout Session is made from. */
export function readSale(double: Double, account: string, input: Fields) {
  input.only(known)
  input.required('mode')
  if (input.oneOf('mode', ['payment', 'setup', 'subscription']) !== 'payment')
    throw refused('This double takes payments only: set `mode` to `payment`.', undefined, 'mode')
  const { currency, lines } = readLines(input)
  const total = lines.reduce((sum, line) => sum + line.unitAmount * line.quantity, 0)
  if (!isTaken(total, currency))
    throw refused(`Invalid amount: the last digit of ${readable(total, currency)} must be 0`, 'amount_invalid')
  const least = leastAmount[currency] ?? 1
  if (total < least)
    throw refused(
      `The Checkout Session's total amount due must add up to at least ${readable(least, currency)} ${currency}`,
      'amount_too_small',
    )
  return {
    currency,
    lines,
    total,
    successUrl: readUrl(input, 'success_url', input.required('success_url')),
    cancelUrl: input.has('cancel_url') ? readUrl(input, 'cancel_url', input.required('cancel_url')) : null,
    ...readPayer(bookOf(double.state, account), input),
    reference: input.text('client_reference_id') ?? null,
    metadata: input.pairs('metadata'),
    expiresAt: readExpiry(double, input),
    intent: readIntent(input, total),
  }
}

function readLines(input: Fields) {
  const items = input.groups('line_items')
  if (items.length === 0) input.required('line_items')
  const currencies = new Set<string>()
  const lines = items.map((item): SaleLine => {
    item.only(['price_data', 'quantity', 'tax_rates', 'metadata'])
    const price = item.group('price_data')
    const product = price.group('product_data')
    currencies.add(price.required('currency').toLowerCase())
    return {
      name: product.required('name'),
      description: product.text('description') ?? null,
      unitAmount: price.requiredInteger('unit_amount', 0),
      quantity: item.requiredInteger('quantity', 1),
    }
  })
  const [currency = 'usd', other] = currencies
  if (other)
    throw refused('You may not specify line items with different currencies in one Checkout Session.', undefined, 'line_items')
  return { currency, lines }
}

function readIntent(input: Fields, total: number) {
  const intent = input.group('payment_intent_data')
  intent.only(knownOfIntent)
  const applicationFee = intent.integer('application_fee_amount', 1) ?? null
  if (applicationFee !== null && applicationFee > total)
    throw refused(
      'The application fee cannot be greater than the total amount.',
      undefined,
      intent.path('application_fee_amount'),
    )
  return {
    applicationFee,
    description: intent.text('description') ?? null,
    metadata: intent.pairs('metadata'),
    receiptEmail: intent.text('receipt_email') ?? null,
    statementDescriptor: intent.text('statement_descriptor') ?? null,
    futureUsage: intent.oneOf('setup_future_usage', ['on_session', 'off_session']) ?? null,
  }
}

function readUrl(input: Fields, name: string, value: string): string {
  if (!URL.canParse(value.replaceAll('{CHECKOUT_SESSION_ID}', 'x')))
    throw refused('Not a valid URL', 'url_invalid', input.path(name))
  return value
}

/** Who pays: somebody known at this account, somebody who becomes known with the payment, or nobody in particular. */
function readPayer(book: Book, input: Fields) {
  const customer = input.text('customer') ?? null
  const creation = input.oneOf('customer_creation', ['always', 'if_required'])
  if (customer && input.has('customer_email'))
    throw refused('You may only specify one of these parameters: customer, customer_email.')
  if (customer && creation) throw refused('You may only specify one of these parameters: customer, customer_creation.')
  if (customer) getCustomer(book, customer, 'customer')
  return { customer, customerCreation: creation ?? ('if_required' as const), customerEmail: readEmail(input) }
}

function readEmail(input: Fields): string | null {
  const email = input.text('customer_email') ?? null
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw refused(`Invalid email address: ${email}`, 'email_invalid', 'customer_email')
  return email
}

function readExpiry(double: Double, input: Fields): number {
  const now = double.now()
  const at = input.integer('expires_at', 0) ?? now + longestSeconds
  if (double.isControlled) return at
  if (at < now + shortestSeconds)
    throw refused(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      undefined,
      'expires_at',
    )
  if (at > now + longestSeconds)
    throw refused(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      undefined,
      'expires_at',
    )
  return at
}
