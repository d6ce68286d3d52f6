import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant, version } from '#database/columns.ts'
import { assets } from '#features/assets/schema.ts'
import { customers } from '#features/customers/schema.ts'

/** The public page of a thing: there once its owner switched it on, and what it shows. Its address is derived from the generation. */
export const passports = sqliteTable('passports', {
  assetId: text('asset_id')
    .primaryKey()
    .references(() => assets.id),
  /** Counts up whenever it is switched off or the thing gets a new owner: every code printed before ends. */
  generation: integer('generation').notNull().default(1),
  openedAt: instant('opened_at'),
  showsName: flag('shows_name').notNull().default(false),
  showsPlate: flag('shows_plate').notNull().default(false),
  showsVin: flag('shows_vin').notNull().default(false),
  showsHistory: flag('shows_history').notNull().default(false),
  version: version(),
})

/** A thing on its way to a new owner: whoever has the code may take it over, once. The code is derived from the row, never stored. */
export const handovers = sqliteTable(
  'handovers',
  {
    id: text('id').primaryKey(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    contactId: text('contact_id').notNull(),
    passesHistory: flag('passes_history').notNull().default(false),
    tries: integer('tries').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('handovers_asset').on(t.assetId, t.createdAt)],
)

/** Somebody who has the code and proves their mailbox. Its own code is derived too. */
export const handoverClaims = sqliteTable(
  'handover_claims',
  {
    id: text('id').primaryKey(),
    handoverId: text('handover_id')
      .notNull()
      .references(() => handovers.id),
    claimant: text('claimant').notNull(),
    company: text('company').notNull().default(''),
    email: text('email').notNull(),
    /** SHA-256 of what the browser that asked keeps in its cookie. */
    browser: text('browser').notNull(),
    generation: integer('generation').notNull().default(1),
    tries: integer('tries').notNull().default(0),
    codeExpiresAt: instant('code_expires_at'),
    createdAt: instant('created_at').notNull(),
    takenAt: instant('taken_at'),
  },
  (t) => [index('handover_claims_handover').on(t.handoverId), index('handover_claims_created').on(t.createdAt)],
)
