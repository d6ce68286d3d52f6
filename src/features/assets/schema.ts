import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, version } from '#database/columns.ts'
import { customers } from '#features/customers/schema.ts'

/** A vehicle or another thing a customer owns and the shop works on. */
export const assets = sqliteTable('assets', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  plate: text('plate'),
  vin: text('vin'),
  year: integer('year'),
  make: text('make'),
  model: text('model'),
  createdAt: instant('created_at').notNull(),
  version: version(),
})

/** Who owned it from when until when: a new owner never sees what the old one did. */
export const ownerships = sqliteTable(
  'ownerships',
  {
    id: text('id').primaryKey(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at'),
  },
  (t) => [index('ownerships_customer').on(t.customerId), index('ownerships_asset').on(t.assetId)],
)
