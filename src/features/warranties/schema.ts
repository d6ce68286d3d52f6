import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { day, instant, version } from '#database/columns.ts'
import { assets } from '#features/assets/schema.ts'
import { customers } from '#features/customers/schema.ts'
import { files } from '#features/files/schema.ts'

/** What stands good for something that was built in or made: on a thing, on a job, or on both. It is its customer's, and stays so when the thing moves on. */
export const warranties = sqliteTable(
  'warranties',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    assetId: text('asset_id').references(() => assets.id),
    jobId: text('job_id'),
    product: text('product').notNull(),
    brand: text('brand').notNull().default(''),
    coverage: text('coverage').notNull().default(''),
    registration: text('registration').notNull().default(''),
    fromOn: day('from_on').notNull(),
    /** The last day it holds; missing where it holds for as long as they own it. */
    untilOn: day('until_on'),
    fileId: text('file_id').references(() => files.id),
    removedAt: instant('removed_at'),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [
    index('warranties_customer').on(t.customerId, t.untilOn),
    index('warranties_asset').on(t.assetId),
    index('warranties_job').on(t.jobId),
    index('warranties_file').on(t.fileId),
    index('warranties_until').on(t.untilOn),
  ],
)
