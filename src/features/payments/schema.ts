import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { day, flag, instant, minor } from '#database/columns.ts'
import { customers } from '#features/customers/schema.ts'
import { invoices } from '#features/invoices/schema.ts'
import type { DisputeState, LedgerKind, PaymentMethod, PaymentState, RefundState } from './rules.ts'

/** One attempt to pay. */
export const payments = sqliteTable(
  'payments',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    method: text('method').$type<PaymentMethod>().notNull(),
    state: text('state').$type<PaymentState>().notNull(),
    amountMinor: minor('amount_minor').notNull(),
    refundedMinor: minor('refunded_minor').notNull().default(0),
    currency: text('currency').notNull(),
    /** The estimate whose deposit it is; such a payment has no parts. */
    estimateId: text('estimate_id'),
    account: text('account'),
    checkoutSession: text('checkout_session'),
    checkoutUrl: text('checkout_url'),
    paymentIntent: text('payment_intent'),
    /** "Visa ending 4242". */
    instrument: text('instrument'),
    charge: text('charge'),
    /** What Stripe and the platform keep of it, and the day Stripe releases the rest. */
    feeMinor: minor('fee_minor'),
    applicationFeeMinor: minor('application_fee_minor'),
    availableOn: day('available_on'),
    /** Why it failed, as the bank says it. */
    failure: text('failure'),
    /** The saved method it was made with, without a checkout. */
    savedMethodId: text('saved_method_id'),
    receivedOn: day('received_on'),
    note: text('note').notNull().default(''),
    payerName: text('payer_name').notNull().default(''),
    contactId: text('contact_id'),
    expiresAt: instant('expires_at'),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    uniqueIndex('payments_checkout').on(t.checkoutSession),
    uniqueIndex('payments_intent').on(t.paymentIntent),
    index('payments_customer').on(t.customerId),
    uniqueIndex('payments_estimate_open').on(t.estimateId).where(sql`state IN ('open', 'processing')`),
  ],
)

/** What of a payment is for which invoice. An invoice has at most one open attempt. */
export const paymentParts = sqliteTable(
  'payment_parts',
  {
    id: text('id').primaryKey(),
    paymentId: text('payment_id')
      .notNull()
      .references(() => payments.id),
    invoiceId: text('invoice_id')
      .notNull()
      .references(() => invoices.id),
    amountMinor: minor('amount_minor').notNull(),
    isOpen: flag('is_open').notNull().default(true),
  },
  (t) => [
    uniqueIndex('payment_parts_open').on(t.invoiceId).where(sql`is_open = 1`),
    index('payment_parts_payment').on(t.paymentId),
    index('payment_parts_invoice').on(t.invoiceId),
  ],
)

/** Every movement of money, append-only (triggers refuse change and deletion). Positive: the customer owes more. */
export const ledger = sqliteTable(
  'ledger',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<LedgerKind>().notNull(),
    amountMinor: minor('amount_minor').notNull(),
    currency: text('currency').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    invoiceId: text('invoice_id').references(() => invoices.id),
    paymentId: text('payment_id').references(() => payments.id),
    /** Where it is a deposit, or one that was applied. */
    estimateId: text('estimate_id'),
    /** What it came from, once: `<payment>:<invoice>`, a refund's id. */
    source: text('source').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    uniqueIndex('ledger_source').on(t.source),
    index('ledger_invoice').on(t.invoiceId),
    index('ledger_customer').on(t.customerId, t.at),
    index('ledger_estimate').on(t.estimateId),
  ],
)

/** Each event Stripe signed, stored once. */
export const stripeEvents = sqliteTable('stripe_events', {
  id: text('id').primaryKey(),
  type: text('type').notNull(),
  objectId: text('object_id').notNull(),
  createdAt: instant('created_at').notNull(),
  receivedAt: instant('received_at').notNull(),
  appliedAt: instant('applied_at'),
  outcome: text('outcome'),
})

/** Money we mean to give back: written before Stripe is asked, under whose key the asking is repeated. */
export const refunds = sqliteTable(
  'refunds',
  {
    id: text('id').primaryKey(),
    paymentId: text('payment_id')
      .notNull()
      .references(() => payments.id),
    amountMinor: minor('amount_minor').notNull(),
    state: text('state').$type<RefundState>().notNull(),
    reason: text('reason').notNull().default(''),
    /** Whether what goes back is owed no more: a credit note comes with it. Else it is to be paid another way. */
    isForgiven: flag('is_forgiven').notNull().default(false),
    stripeRefund: text('stripe_refund'),
    createdById: text('created_by_id').notNull(),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [index('refunds_payment').on(t.paymentId), uniqueIndex('refunds_stripe').on(t.stripeRefund)],
)

/** A payer who told their bank that a charge was not theirs to pay. Its id is Stripe's. */
export const disputes = sqliteTable(
  'disputes',
  {
    id: text('id').primaryKey(),
    paymentId: text('payment_id')
      .notNull()
      .references(() => payments.id),
    amountMinor: minor('amount_minor').notNull(),
    currency: text('currency').notNull(),
    reason: text('reason').notNull(),
    state: text('state').$type<DisputeState>().notNull(),
    evidenceDueAt: instant('evidence_due_at'),
    evidenceSentAt: instant('evidence_sent_at'),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
  },
  (t) => [index('disputes_payment').on(t.paymentId), index('disputes_state').on(t.state)],
)

/** A card or bank account that a customer had us keep, at Stripe, for later payments. */
export const savedMethods = sqliteTable(
  'saved_methods',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    contactId: text('contact_id').notNull(),
    account: text('account').notNull(),
    stripeCustomer: text('stripe_customer').notNull(),
    stripeMethod: text('stripe_method').notNull(),
    /** "Visa ending 4242". */
    label: text('label').notNull(),
    /** Since when new invoices are paid with it by themselves, as its owner agreed. */
    autopayAt: instant('autopay_at'),
    removedAt: instant('removed_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('saved_methods_customer').on(t.customerId), uniqueIndex('saved_methods_method').on(t.stripeMethod)],
)

/** One step of a plan to pay: so much of an invoice, on that day. */
export const instalments = sqliteTable(
  'instalments',
  {
    id: text('id').primaryKey(),
    invoiceId: text('invoice_id')
      .notNull()
      .references(() => invoices.id),
    position: integer('position').notNull(),
    dueOn: day('due_on').notNull(),
    amountMinor: minor('amount_minor').notNull(),
    /** The payment that was tried for it last. */
    paymentId: text('payment_id'),
    paidAt: instant('paid_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('instalments_invoice').on(t.invoiceId, t.position), index('instalments_due').on(t.paidAt, t.dueOn)],
)

/** Where our rows and Stripe's differ, as the nightly comparison found them. */
export const differences = sqliteTable(
  'differences',
  {
    id: text('id').primaryKey(),
    /** What differs, once: `<kind>:<object>`. */
    source: text('source').notNull(),
    kind: text('kind').notNull(),
    paymentId: text('payment_id'),
    details: text('details', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
    foundAt: instant('found_at').notNull(),
    resolvedAt: instant('resolved_at'),
  },
  (t) => [uniqueIndex('differences_source').on(t.source)],
)
