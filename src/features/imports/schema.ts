import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant, version } from '#database/columns.ts'
import type { ImportState, Mapping, Outcome } from './rules.ts'

/** A list of customers that was brought in, or is on its way. */
export const imports = sqliteTable('imports', {
  id: text('id').primaryKey(),
  /** The name of the file, as its bringer has it. */
  name: text('name').notNull(),
  /** What the file says; forgotten a while after the end. */
  content: text('content').notNull(),
  /** Which column holds what. */
  mapping: text('mapping', { mode: 'json' }).$type<Mapping>().notNull(),
  hasHeader: flag('has_header').notNull().default(true),
  /** Whether contacts with an email are let in; nobody is mailed by it. */
  givesAccess: flag('gives_access').notNull().default(true),
  state: text('state').$type<ImportState>().notNull(),
  /** How many rows there are, and how many were looked at. */
  total: integer('total').notNull(),
  done: integer('done').notNull().default(0),
  createdById: text('created_by_id').notNull(),
  createdAt: instant('created_at').notNull(),
  finishedAt: instant('finished_at'),
  undoneAt: instant('undone_at'),
  version: version(),
})

/** What became of each row of it. */
export const importRows = sqliteTable(
  'import_rows',
  {
    importId: text('import_id')
      .notNull()
      .references(() => imports.id),
    position: integer('position').notNull(),
    outcome: text('outcome').$type<Outcome>().notNull(),
    /** Whom the row led to, and who was made for it. Without foreign keys: undoing takes them away. */
    customerId: text('customer_id'),
    contactId: text('contact_id'),
    isNewCustomer: flag('is_new_customer').notNull().default(false),
    isNewContact: flag('is_new_contact').notNull().default(false),
    /** Why nothing was made of it. */
    problem: text('problem'),
    undoneAt: instant('undone_at'),
  },
  (t) => [primaryKey({ columns: [t.importId, t.position] }), index('import_rows_customer').on(t.customerId)],
)
