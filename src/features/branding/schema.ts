import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, version } from '#database/columns.ts'
import { customers } from '#features/customers/schema.ts'
import { files } from '#features/files/schema.ts'

/** What a customer wants minded in production, and how far the shop has seen what they changed. */
export const customerBrands = sqliteTable('customer_brands', {
  customerId: text('customer_id')
    .primaryKey()
    .references(() => customers.id),
  notes: text('notes').notNull().default(''),
  /** When one of the customer's own changed anything of their branding. */
  changedAt: instant('changed_at'),
  /** When somebody of the shop looked at it. */
  seenAt: instant('seen_at'),
  version: version(),
})

/** A customer's logo, in whatever format they have it. */
export const customerLogos = sqliteTable(
  'customer_logos',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
    label: text('label').notNull(),
    note: text('note').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    /** Taken away by the customer, and kept because work was made from it. */
    removedAt: instant('removed_at'),
    version: version(),
  },
  (t) => [index('customer_logos_customer').on(t.customerId, t.createdAt), index('customer_logos_file').on(t.fileId)],
)

/** A colour of a customer's. */
export const customerColors = sqliteTable(
  'customer_colors',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    label: text('label').notNull(),
    /** `#rrggbb`, lower case. */
    hex: text('hex').notNull(),
    /** As the customer writes it: "Pantone 347 C". */
    pantone: text('pantone').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [index('customer_colors_customer').on(t.customerId, t.createdAt)],
)
