import { sql } from 'drizzle-orm'
import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { day, flag, instant, minor } from '#database/columns.ts'
import { customers } from '#features/customers/schema.ts'
import { invoices } from '#features/invoices/schema.ts'
import type { PaymentMethod, PaymentState } from './rules.ts'

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
    account: text('account'),
    checkoutSession: text('checkout_session'),
    checkoutUrl: text('checkout_url'),
    paymentIntent: text('payment_intent'),
    /** "Visa ending 4242". */
    instrument: text('instrument'),
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
    kind: text('kind').$type<'invoice' | 'void' | 'revision' | 'payment' | 'refund' | 'credit'>().notNull(),
    amountMinor: minor('amount_minor').notNull(),
    currency: text('currency').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    invoiceId: text('invoice_id').references(() => invoices.id),
    paymentId: text('payment_id').references(() => payments.id),
    /** What it came from, once: `<payment>:<invoice>`, a refund's id. */
    source: text('source').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    uniqueIndex('ledger_source').on(t.source),
    index('ledger_invoice').on(t.invoiceId),
    index('ledger_customer').on(t.customerId, t.at),
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
