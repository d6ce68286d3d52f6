import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { day, flag, instant, minor, pricedLine, version } from '#database/columns.ts'
import type { Need } from '#features/approvals/rules.ts'
import { assets } from '#features/assets/schema.ts'
import { customers } from '#features/customers/schema.ts'
import { staff } from '#features/team/schema.ts'
import type { Stage } from './rules.ts'

/** The shop's own statuses, in the order work goes through them. */
export const statuses = sqliteTable('statuses', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  /** What the customer reads. */
  label: text('label').notNull(),
  stage: text('stage').$type<Stage>().notNull(),
  position: integer('position').notNull(),
  /** Whether reaching it mails the customer, and the shop's own words for that. */
  mailsCustomer: flag('mails_customer').notNull().default(false),
  mailSubject: text('mail_subject').notNull().default(''),
  mailBody: text('mail_body').notNull().default(''),
  removedAt: instant('removed_at'),
  version: version(),
})

export const jobs = sqliteTable(
  'jobs',
  {
    id: text('id').primaryKey(),
    number: integer('number').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    title: text('title').notNull(),
    statusId: text('status_id')
      .notNull()
      .references(() => statuses.id),
    /** Whether the status is done or cancelled, so that a customer's active work is one index away. */
    isClosed: flag('is_closed').notNull().default(false),
    statusAt: instant('status_at').notNull(),
    /** Pieces, where the trade counts them. */
    pieces: integer('pieces'),
    dueOn: day('due_on'),
    advisorId: text('advisor_id').references(() => staff.id),
    poNumber: text('po_number'),
    /** The estimate it came from. */
    estimateId: text('estimate_id'),
    /** Of the whole, after the discounts of lines: parts per million, or else an amount. */
    discountPpm: integer('discount_ppm').notNull().default(0),
    discountMinor: minor('discount_minor').notNull().default(0),
    /** Whether the prices of its lines include their tax. */
    isTaxInclusive: flag('is_tax_inclusive').notNull().default(false),
    /** What the customer reads about the work. */
    publicNote: text('public_note').notNull().default(''),
    internalNote: text('internal_note').notNull().default(''),
    /** What must be approved before production; missing means what the shop asks of every job. */
    needs: text('needs', { mode: 'json' }).$type<readonly Need[]>(),
    /** Whether the promised day moves by working days while an approval waits past its day. */
    isDueMovable: flag('is_due_movable').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [
    uniqueIndex('jobs_number').on(t.number),
    index('jobs_customer').on(t.customerId, t.isClosed, t.createdAt),
    index('jobs_status').on(t.statusId, t.dueOn),
    index('jobs_open').on(t.isClosed, t.dueOn),
    index('jobs_estimate').on(t.estimateId),
  ],
)

export const jobLines = sqliteTable(
  'job_lines',
  {
    id: text('id').primaryKey(),
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id),
    ...pricedLine(),
    /** Of the price, what parts cost, and the hours of labour in thousandths: told beside the price, never added to it. */
    partsMinor: minor('parts_minor'),
    laborMilli: integer('labor_milli'),
  },
  (t) => [index('job_lines_job').on(t.jobId, t.position)],
)

export const jobAssets = sqliteTable(
  'job_assets',
  {
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
  },
  (t) => [primaryKey({ columns: [t.jobId, t.assetId] }), index('job_assets_asset').on(t.assetId)],
)

/** Each day the promise moved because an answer was missing. */
export const dueMoves = sqliteTable(
  'due_moves',
  {
    id: text('id').primaryKey(),
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id),
    requestId: text('request_id').notNull(),
    fromOn: day('from_on').notNull(),
    toOn: day('to_on').notNull(),
    at: instant('at').notNull(),
  },
  // Once for each day gone by, whoever counts.
  (t) => [uniqueIndex('due_moves_from').on(t.jobId, t.fromOn)],
)

export const shipments = sqliteTable(
  'shipments',
  {
    id: text('id').primaryKey(),
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id),
    carrier: text('carrier').notNull(),
    number: text('number').notNull(),
    note: text('note').notNull().default(''),
    removedAt: instant('removed_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('shipments_job').on(t.jobId)],
)
