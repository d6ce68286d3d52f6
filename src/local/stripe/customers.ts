import { type Means, meansDetails } from './charges.ts'
import type { Fields } from './fields.ts'
import { newId } from './ids.ts'
import { noSuch, refused } from './problem.ts'
import { type Book, bookOf, type Double } from './state.ts'

export type Customer = ReturnType<typeof buildCustomer>
export type Method = ReturnType<typeof buildMethod>

/** How the bank answers when a kept method is charged without its owner: it pays, it says no, or its owner has to be asked. */
export type Behaviour = 'good' | 'refused' | 'asks'

export function createCustomer(double: Double, book: Book, of: { email: string | null; name?: string | null }): Customer {
  const customer = buildCustomer(double.now(), of)
  book.customers[customer.id] = customer
  return customer
}

export function addCustomer(double: Double, account: string, input: Fields): Customer {
  input.only(['email', 'name', 'description', 'metadata', 'expand'])
  const of = { email: input.text('email') ?? null, name: input.text('name') ?? null }
  return createCustomer(double, bookOf(double.state, account), of)
}

export function getCustomer(book: Book, id: string, param = 'id'): Customer {
  const customer = book.customers[id]
  if (!customer) throw noSuch('customer', id, param)
  return customer
}

/** Attaches what somebody paid with to a customer, for later. */
export function keepMethod(double: Double, book: Book, of: { customer: string; means: Means }): Method {
  const method = buildMethod(double.now(), of)
  book.methods[method.id] = method
  return method
}

export function getMethod(book: Book, id: string, param = 'payment_method'): Method {
  const method = book.methods[id]
  if (!method) throw noSuch('PaymentMethod', id, param)
  return method
}

/** A detached method belongs to nobody and can never be attached or charged again. */
export function detachMethod(double: Double, account: string, id: string): object {
  const method = getMethod(bookOf(double.state, account), id)
  if (!method.customer)
    throw refused(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
      undefined,
      'payment_method',
    )
  method.customer = null
  double.emit(account, 'payment_method.detached', shown(method))
  return shown(method)
}

/** As Stripe shows it: how its bank will behave, Stripe does not know either. */
export function shown({ behaves: _, ...method }: Method): object {
  return method
}

function buildCustomer(now: number, { email, name = null }: { email: string | null; name?: string | null }) {
  return {
    id: newId('cus_', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: now,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    email,
    livemode: false,
    metadata: {},
    name,
    phone: null,
    shipping: null,
    tax_exempt: 'none',
  }
}

function buildMethod(now: number, { customer, means }: { customer: string; means: Means }) {
  const details: ReturnType<typeof meansDetails> & { card?: object; us_bank_account?: object } = meansDetails(means)
  return {
    id: newId('pm_'),
    object: 'payment_method',
    allow_redisplay: 'limited',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    card: details.card ?? null,
    created: now,
    customer: customer as string | null,
    livemode: false,
    metadata: {},
    type: details.type,
    us_bank_account: details.us_bank_account ?? null,
    behaves: (means === 'asks' ? 'asks' : 'good') as Behaviour,
  }
}
