import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '#database/columns.ts'

/** Somebody who is opening a shop: first the mailbox is proven, then the shop is made. */
export const signups = sqliteTable('signups', {
  id: text('id').primaryKey(),
  email: text('email').notNull(),
  browser: text('browser').notNull(),
  generation: integer('generation').notNull().default(1),
  tries: integer('tries').notNull().default(0),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  provedAt: instant('proved_at'),
  shopKey: text('shop_key'),
  finishedAt: instant('finished_at'),
})
