import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { day, instant, minor, pricedLine, version } from '#database/columns.ts'
import { customers } from '#features/customers/schema.ts'
import { jobs } from '#features/jobs/schema.ts'

export const invoices = sqliteTable(
  'invoices',
  {
    id: text('id').primaryKey(),
    /** Given when it is sent, one after the other, without gaps. */
    number: text('number'),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    jobId: text('job_id').references(() => jobs.id),
    title: text('title').notNull(),
    currency: text('currency').notNull(),
    totalMinor: minor('total_minor').notNull().default(0),
    /** The sum of its ledger rows, kept by a trigger of the database on each new row. */
    balanceMinor: minor('balance_minor').notNull().default(0),
    dueOn: day('due_on'),
    issuedOn: day('issued_on'),
    poNumber: text('po_number'),
    note: text('note').notNull().default(''),
    edition: integer('edition').notNull().default(0),
    sentAt: instant('sent_at'),
    voidedAt: instant('voided_at'),
    settledAt: instant('settled_at'),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [
    uniqueIndex('invoices_number').on(t.number),
    index('invoices_customer').on(t.customerId, t.sentAt),
    index('invoices_job').on(t.jobId),
    index('invoices_due').on(t.customerId, t.balanceMinor),
  ],
)

export const invoiceLines = sqliteTable(
  'invoice_lines',
  {
    id: text('id').primaryKey(),
    invoiceId: text('invoice_id')
      .notNull()
      .references(() => invoices.id),
    ...pricedLine(),
  },
  (t) => [index('invoice_lines_invoice').on(t.invoiceId, t.position)],
)
