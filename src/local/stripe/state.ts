import type { Account, OnboardingLink } from './accounts.ts'
import type { BalanceTransaction } from './balance.ts'
import type { Charge } from './charges.ts'
import type { Customer, Method } from './customers.ts'
import type { Dispute } from './disputes.ts'
import type { EventType, StoredEvent } from './events.ts'
import type { StoredAnswer } from './idempotency.ts'
import type { PaymentIntent } from './intents.ts'
import type { Refund } from './refunds.ts'
import type { Sale } from './sessions.ts'

/** What belongs to one account and is a stranger to every other. */
export interface Book {
  sales: Record<string, Sale>
  intents: Record<string, PaymentIntent>
  charges: Record<string, Charge>
  refunds: Record<string, Refund>
  balance: Record<string, BalanceTransaction>
  disputes: Record<string, Dispute>
  customers: Record<string, Customer>
  methods: Record<string, Method>
}

export interface State {
  accounts: Record<string, Account>
  links: Record<string, OnboardingLink>
  books: Record<string, Book>
  events: StoredEvent[]
  answers: Record<string, StoredAnswer>
}

/** What every endpoint of the double is given. */
export interface Double {
  state: State
  /** Tests run under clocks of their own, so the bounds on `expires_at` hold only where nobody controls the double. */
  isControlled: boolean
  /** No session that is open expires before this, so that nobody looks through thousands at each request; in s, as `now`. */
  nextExpiryAt: number
  origin(): string
  now(): number
  emit(account: string, type: EventType, object: object): void
}

/** The account that calls without a `Stripe-Account` header. */
export const platform = ''

export const emptyState = (): State => ({ accounts: {}, links: {}, books: {}, events: [], answers: {} })

export function bookOf(state: State, account: string): Book {
  const empty = { sales: {}, intents: {}, charges: {}, refunds: {}, balance: {}, disputes: {}, customers: {}, methods: {} }
  // A file from before there were any of some kind.
  const book = { ...empty, ...state.books[account] }
  state.books[account] = book
  return book
}
