import { sql as raw } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { day, flag, instant, minor, pricedLine, version } from '#database/columns.ts'
import { customers } from '#features/customers/schema.ts'
import { files } from '#features/files/schema.ts'
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
    /** The estimate it came from, whose deposit is applied when it is sent. */
    estimateId: text('estimate_id'),
    /** Of the whole, after the discounts of lines: parts per million, or else an amount. */
    discountPpm: integer('discount_ppm').notNull().default(0),
    discountMinor: minor('discount_minor').notNull().default(0),
    /** Whether the prices of its lines include their tax. */
    isTaxInclusive: flag('is_tax_inclusive').notNull().default(false),
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
    index('invoices_estimate').on(t.estimateId),
    /** Those that wait to be paid: every page of the desk counts them. */
    index('invoices_open').on(t.sentAt).where(raw`sent_at IS NOT NULL AND voided_at IS NULL AND balance_minor > 0`),
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

/** What takes back part of an invoice that was paid, or is being paid: numbered like invoices, in a row of its own. */
export const creditNotes = sqliteTable(
  'credit_notes',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    invoiceId: text('invoice_id')
      .notNull()
      .references(() => invoices.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    amountMinor: minor('amount_minor').notNull(),
    currency: text('currency').notNull(),
    reason: text('reason').notNull(),
    issuedOn: day('issued_on').notNull(),
    createdById: text('created_by_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('credit_notes_number').on(t.number), index('credit_notes_invoice').on(t.invoiceId)],
)

/** A document as a PDF, made once for each content. */
export const documents = sqliteTable(
  'documents',
  {
    subjectId: text('subject_id').notNull(),
    /** SHA-256 of all that the paper says, hex. */
    contentSha256: text('content_sha256').notNull(),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.subjectId, t.contentSha256] })],
)
