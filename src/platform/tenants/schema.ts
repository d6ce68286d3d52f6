import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant } from '#database/columns.ts'

export const shops = sqliteTable('shops', {
  /** Short, random, for ever: the stamp of its database and the name in its cookies and tokens. */
  key: text('key').primaryKey(),
  slug: text('slug').notNull().unique(),
  /** 'making' until its database stands; only 'active' ones are served. */
  status: text('status').$type<'making' | 'active' | 'suspended'>().notNull(),
  /** `sqld:<namespace>` or an https address. */
  database: text('database'),
  /** The database's token, encrypted with the shop's own key. */
  sealedToken: text('sealed_token'),
  schemaVersion: integer('schema_version').notNull().default(0),
  salt: text('salt').notNull(),
  canonicalHost: text('canonical_host'),
  createdAt: instant('created_at').notNull(),
})

/** Shops' own hosts. */
export const hosts = sqliteTable(
  'hosts',
  {
    host: text('host').primaryKey(),
    shopKey: text('shop_key')
      .notNull()
      .references(() => shops.key),
    isActive: integer('is_active', { mode: 'boolean' }).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('hosts_shop').on(t.shopKey)],
)

/** Every slug a shop ever had: an old one forwards for ever. */
export const slugs = sqliteTable('slugs', {
  slug: text('slug').primaryKey(),
  shopKey: text('shop_key')
    .notNull()
    .references(() => shops.key),
  createdAt: instant('created_at').notNull(),
})

/** Which mailbox works at which shops. */
export const staffShops = sqliteTable(
  'staff_shops',
  {
    email: text('email').notNull(),
    shopKey: text('shop_key')
      .notNull()
      .references(() => shops.key),
  },
  (t) => [primaryKey({ columns: [t.email, t.shopKey] })],
)

export const stripeAccounts = sqliteTable('stripe_accounts', {
  account: text('account').primaryKey(),
  shopKey: text('shop_key')
    .notNull()
    .references(() => shops.key),
})

/** How often something happened in a window of time: `<what>:<whom>`, start of the window. */
export const rateCounters = sqliteTable(
  'rate_counters',
  {
    key: text('key').notNull(),
    windowAt: instant('window_at').notNull(),
    count: integer('count').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.windowAt] }), index('rate_counters_expiry').on(t.expiresAt)],
)

/** The public halves of the keys that shops sign approvals with. They outlive the shop, so that a receipt can still be checked. */
export const signingKeys = sqliteTable('signing_keys', {
  /** Says which shop and which generation: `<shop key>.1`. */
  keyId: text('key_id').primaryKey(),
  /** 32 bytes, base64url (RFC 8032). */
  publicKey: text('public_key').notNull(),
  createdAt: instant('created_at').notNull(),
})
