import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { instant, version } from '#database/columns.ts'
import { contacts, customers } from '#features/customers/schema.ts'
import type { AppointmentState } from './rules.ts'

/** A time the shop set for a customer: a fitting, a drop-off, a visit. */
export const appointments = sqliteTable(
  'appointments',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    jobId: text('job_id'),
    title: text('title').notNull(),
    startsAt: instant('starts_at').notNull(),
    /** How long it takes. */
    minutes: integer('minutes').notNull(),
    place: text('place').notNull().default(''),
    /** The bay, the table, the person: what no second appointment may have at the same time. */
    resource: text('resource').notNull().default(''),
    /** What the customer should know or bring. */
    note: text('note').notNull().default(''),
    state: text('state').$type<AppointmentState>().notNull().default('planned'),
    stateAt: instant('state_at').notNull(),
    /** What the customer wrote when they asked for another time; missing once the shop has answered. */
    wish: text('wish'),
    cancelledBy: text('cancelled_by').$type<'staff' | 'contact'>(),
    /** Counts every change that calendars must take over (RFC 5545, SEQUENCE). */
    sequence: integer('sequence').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [
    index('appointments_customer').on(t.customerId, t.startsAt),
    index('appointments_starts').on(t.startsAt),
    index('appointments_job').on(t.jobId),
  ],
)

/** A contact's private calendar address. Its token is derived from id and generation. */
export const calendarFeeds = sqliteTable(
  'calendar_feeds',
  {
    id: text('id').primaryKey(),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id),
    generation: integer('generation').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('calendar_feeds_contact').on(t.contactId)],
)
