import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { day, instant, version } from '#database/columns.ts'
import { assets } from '#features/assets/schema.ts'
import { customers } from '#features/customers/schema.ts'
import { files } from '#features/files/schema.ts'
import type { RequestKind, RequestState } from './rules.ts'

/** What somebody asks the shop to make or to mend. */
export const requests = sqliteTable(
  'requests',
  {
    id: text('id').primaryKey(),
    number: integer('number').notNull(),
    kind: text('kind').$type<RequestKind>().notNull(),
    state: text('state').$type<RequestState>().notNull().default('new'),
    stateAt: instant('state_at').notNull(),
    /** Missing while a stranger's is not accepted. */
    customerId: text('customer_id').references(() => customers.id),
    contactId: text('contact_id'),
    /** Who asked, as they wrote it: of a stranger all there is. */
    name: text('name').notNull(),
    company: text('company').notNull().default(''),
    email: text('email').notNull(),
    phone: text('phone').notNull().default(''),
    what: text('what').notNull(),
    pieces: integer('pieces'),
    sizes: text('sizes').notNull().default(''),
    notes: text('notes').notNull().default(''),
    wantedOn: day('wanted_on'),
    /** The job it repeats, and what the customer said about its printed phone, website and logo. */
    fromJobId: text('from_job_id'),
    stillTrue: text('still_true').notNull().default(''),
    /** What the shop made of it. */
    estimateId: text('estimate_id'),
    jobId: text('job_id'),
    closedReason: text('closed_reason').notNull().default(''),
    assigneeId: text('assignee_id'),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [
    uniqueIndex('requests_number').on(t.number),
    index('requests_customer').on(t.customerId, t.createdAt),
    index('requests_state').on(t.state, t.createdAt),
  ],
)

export const requestFiles = sqliteTable(
  'request_files',
  {
    requestId: text('request_id')
      .notNull()
      .references(() => requests.id),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.fileId] }), index('request_files_file').on(t.fileId)],
)

export const requestAssets = sqliteTable(
  'request_assets',
  {
    requestId: text('request_id')
      .notNull()
      .references(() => requests.id),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.assetId] }), index('request_assets_asset').on(t.assetId)],
)

/**
 * A request that is still being written. A contact's is kept until it is sent; a stranger's for a day, and nobody reads it before a code
 * proved their mailbox.
 */
export const requestDrafts = sqliteTable(
  'request_drafts',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<RequestKind>().notNull(),
    contactId: text('contact_id'),
    /** SHA-256 of what a stranger's browser keeps in its cookie. */
    browser: text('browser'),
    /** What the steps said so far. */
    content: text('content', { mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
    /** Of the mailed code: it is derived from id and generation, and never stored. */
    email: text('email'),
    generation: integer('generation').notNull().default(0),
    tries: integer('tries').notNull().default(0),
    codeExpiresAt: instant('code_expires_at'),
    sentAt: instant('sent_at'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    version: version(),
  },
  (t) => [index('request_drafts_contact').on(t.contactId), index('request_drafts_expires').on(t.expiresAt)],
)
