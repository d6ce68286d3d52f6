import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant } from '#database/columns.ts'

/** A stored file: what it is was found in its bytes, never in its name. */
export const files = sqliteTable(
  'files',
  {
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
    /** What a derived picture is for: it stands for a picture, for one page of a document, or for either on a phone. */
    variant: text('variant').$type<'preview' | 'page' | 'narrow'>(),
    /** The page of the document, from 1. */
    page: integer('page'),
    /** Of a document: how many pages it has, as the browser that drew it found; null where it was drawn by none. */
    pages: integer('pages'),
    uploadedById: text('uploaded_by_id'),
    /** Uploaded and not used by anything yet: a day later it is swept away. */
    isLoose: flag('is_loose').notNull().default(false),
    visibility: text('visibility').$type<'public' | 'customer' | 'internal'>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('files_derived').on(t.derivedFromId), index('files_loose').on(t.isLoose, t.createdAt)],
)

/** A photo or file on a job, or on one of its lines. */
export const jobFiles = sqliteTable(
  'job_files',
  {
    id: text('id').primaryKey(),
    jobId: text('job_id').notNull(),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
    /** The line it shows, where it belongs to one. */
    lineKey: text('line_key'),
    /** Before or after the work; anything else has neither. */
    moment: text('moment').$type<'before' | 'after'>(),
    /** The stage the job stood in when it came. */
    stage: text('stage').notNull(),
    caption: text('caption').notNull().default(''),
    isForCustomer: flag('is_for_customer').notNull().default(false),
    addedById: text('added_by_id').notNull(),
    createdAt: instant('created_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (t) => [index('job_files_job').on(t.jobId, t.createdAt), index('job_files_file').on(t.fileId)],
)
