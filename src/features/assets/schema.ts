import { isNull } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { day, flag, instant, version } from '#database/columns.ts'
import { customers } from '#features/customers/schema.ts'
import type { AssetKind, AssetState, DistanceUnit, OwnValues } from './rules.ts'

/** A vehicle or another thing a customer owns and the shop works on. */
export const assets = sqliteTable(
  'assets',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    plate: text('plate'),
    vin: text('vin'),
    year: integer('year'),
    make: text('make'),
    model: text('model'),
    createdAt: instant('created_at').notNull(),
    version: version(),
    kind: text('kind').$type<AssetKind>().notNull().default('vehicle'),
    state: text('state').$type<AssetState>().notNull().default('in_service'),
    /** Who owns it now, as its open ownership says: a trigger keeps it, so that a page of 2,000 is found by one index. */
    ownerId: text('owner_id'),
    unitNumber: text('unit_number'),
    depot: text('depot'),
    /** What it showed last; `asset_readings` has what it showed before. */
    odometer: integer('odometer'),
    odometerUnit: text('odometer_unit').$type<DistanceUnit>(),
    /** The next service: by day, by what the odometer shows, or whichever comes first. */
    serviceDueOn: day('service_due_on'),
    serviceDueAt: integer('service_due_at'),
    /** What the shop's own fields hold, by their key. */
    own: text('own', { mode: 'json' }).$type<OwnValues>(),
    archivedAt: instant('archived_at'),
  },
  (t) => [
    index('assets_owner').on(t.ownerId, t.archivedAt, t.name, t.id),
    index('assets_depot').on(t.ownerId, t.depot),
    index('assets_name').on(t.archivedAt, t.name, t.id),
  ],
)

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
    /** What it was called when it was handed over, as JSON: its old owner reads that, and nothing the new one makes of it. */
    kept: text('kept'),
    /** Whether its old owner passed on what was done to it. */
    passesHistory: flag('passes_history').notNull().default(false),
  },
  (t) => [
    index('ownerships_customer').on(t.customerId),
    index('ownerships_asset').on(t.assetId),
    uniqueIndex('ownerships_open').on(t.assetId).where(isNull(t.untilAt)),
  ],
)

/** What an odometer showed, and who read it. */
export const assetReadings = sqliteTable(
  'asset_readings',
  {
    id: text('id').primaryKey(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    /** Whose it was then: the next owner does not read how far the last one drove in between. */
    customerId: text('customer_id').notNull(),
    value: integer('value').notNull(),
    unit: text('unit').$type<DistanceUnit>().notNull(),
    readBy: text('read_by').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (t) => [index('asset_readings_asset').on(t.assetId, t.readAt)],
)
