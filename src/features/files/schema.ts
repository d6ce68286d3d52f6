import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '#database/columns.ts'

/** A stored file: what it is was found in its bytes, never in its name. */
export const files = sqliteTable('files', {
  id: text('id').primaryKey(),
  /** Where it lies in R2: `<tenant>/<random>`, written once. */
  key: text('key').notNull(),
  name: text('name').notNull(),
  type: text('type').notNull(),
  size: integer('size').notNull(),
  width: integer('width'),
  height: integer('height'),
  /** SHA-256, hex. */
  sha256: text('sha256').notNull(),
  derivedFromId: text('derived_from_id'),
  visibility: text('visibility').$type<'public' | 'customer' | 'internal'>().notNull(),
  createdAt: instant('created_at').notNull(),
})
