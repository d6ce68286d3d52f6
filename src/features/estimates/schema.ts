import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { day, flag, instant, minor, pricedLine, version } from '#database/columns.ts'
import { assets } from '#features/assets/schema.ts'
import { customers } from '#features/customers/schema.ts'
import { files } from '#features/files/schema.ts'
import type { Tier } from './rules.ts'

/** An offer: what was sent of it is in its editions, how it was answered in its request for approval. */
export const estimates = sqliteTable(
  'estimates',
  {
    id: text('id').primaryKey(),
    /** Given when it is sent first. */
    number: text('number'),
    /** Missing for a template. */
    customerId: text('customer_id').references(() => customers.id),
    title: text('title').notNull(),
    /** What the customer reads above the lines. */
    note: text('note').notNull().default(''),
    currency: text('currency').notNull(),
    /** From one to three, the cheapest first; none where there is nothing to choose. */
    tiers: text('tiers', { mode: 'json' }).$type<readonly Tier[]>().notNull().default([]),
    /** Of the whole, after the discounts of lines: parts per million, or else an amount. */
    discountPpm: integer('discount_ppm').notNull().default(0),
    discountMinor: minor('discount_minor').notNull().default(0),
    /** Whether the prices of its lines include their tax. */
    isTaxInclusive: flag('is_tax_inclusive').notNull().default(false),
    /** What is paid at once with a yes: parts per million of the total, or else an amount. */
    depositPpm: integer('deposit_ppm').notNull().default(0),
    depositMinor: minor('deposit_minor').notNull().default(0),
    validUntilOn: day('valid_until_on'),
    advisorId: text('advisor_id'),
    edition: integer('edition').notNull().default(0),
    sentAt: instant('sent_at'),
    /** The job it became. */
    jobId: text('job_id'),
    /** The estimate that took its place. */
    supersededById: text('superseded_by_id'),
    /** What a template is called at the shop; missing for an estimate. */
    templateName: text('template_name'),
    removedAt: instant('removed_at'),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [
    uniqueIndex('estimates_number').on(t.number),
    index('estimates_customer').on(t.customerId, t.sentAt),
    index('estimates_created').on(t.createdAt),
  ],
)

export const estimateLines = sqliteTable(
  'estimate_lines',
  {
    id: text('id').primaryKey(),
    estimateId: text('estimate_id')
      .notNull()
      .references(() => estimates.id),
    ...pricedLine(),
    /** The tier it belongs to; missing where it is part of each. */
    tierKey: text('tier_key'),
    /** An add-on the customer may tick. */
    isOptional: flag('is_optional').notNull().default(false),
  },
  (t) => [index('estimate_lines_estimate').on(t.estimateId, t.position)],
)

export const estimateAssets = sqliteTable(
  'estimate_assets',
  {
    estimateId: text('estimate_id')
      .notNull()
      .references(() => estimates.id),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
  },
  (t) => [primaryKey({ columns: [t.estimateId, t.assetId] }), index('estimate_assets_asset').on(t.assetId)],
)

/** A photo on an estimate. */
export const estimateFiles = sqliteTable(
  'estimate_files',
  {
    id: text('id').primaryKey(),
    estimateId: text('estimate_id')
      .notNull()
      .references(() => estimates.id),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
    caption: text('caption').notNull().default(''),
    removedAt: instant('removed_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('estimate_files_estimate').on(t.estimateId), index('estimate_files_file').on(t.fileId)],
)
