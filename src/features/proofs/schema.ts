import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { instant, version } from '#database/columns.ts'
import { files } from '#features/files/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { threads } from '#features/messages/schema.ts'
import type { ProofRule, SizeCount, Swatch } from './rules.ts'

/** A set of designs sent together for approval. Where it stands is its approval request. */
export const proofs = sqliteTable(
  'proofs',
  {
    id: text('id').primaryKey(),
    jobId: text('job_id')
      .notNull()
      .references(() => jobs.id),
    title: text('title').notNull(),
    rule: text('rule').$type<ProofRule>().notNull(),
    note: text('note').notNull().default(''),
    createdById: text('created_by_id').notNull(),
    createdAt: instant('created_at').notNull(),
    removedAt: instant('removed_at'),
    version: version(),
  },
  (t) => [index('proofs_job').on(t.jobId)],
)

/** One design of the set as the shop is working on it. What was sent of it stands in the editions. */
export const designs = sqliteTable(
  'designs',
  {
    id: text('id').primaryKey(),
    proofId: text('proof_id')
      .notNull()
      .references(() => proofs.id),
    /** Stays the same from edition to edition, so that a decision follows its design. */
    designKey: text('design_key').notNull(),
    position: integer('position').notNull(),
    title: text('title').notNull(),
    placement: text('placement').notNull().default(''),
    size: text('size').notNull().default(''),
    /** Thread, ink or film, each with its name and, where known, its colour. */
    swatches: text('swatches', { mode: 'json' }).$type<readonly Swatch[]>().notNull(),
    sizeGrid: text('size_grid', { mode: 'json' }).$type<readonly SizeCount[]>().notNull(),
    note: text('note').notNull().default(''),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
  },
  (t) => [uniqueIndex('designs_proof').on(t.proofId, t.designKey)],
)

/** Production files that go with a proof: downloaded, never shown. */
export const proofAttachments = sqliteTable(
  'proof_attachments',
  {
    proofId: text('proof_id')
      .notNull()
      .references(() => proofs.id),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
  },
  (t) => [primaryKey({ columns: [t.proofId, t.fileId] })],
)

/** A numbered place on the artwork of one edition, with its conversation. */
export const pins = sqliteTable(
  'pins',
  {
    id: text('id').primaryKey(),
    proofId: text('proof_id')
      .notNull()
      .references(() => proofs.id),
    edition: integer('edition').notNull(),
    designKey: text('design_key').notNull(),
    page: integer('page').notNull().default(1),
    /** From the left and from the top, parts per million of the picture. */
    xPpm: integer('x_ppm').notNull(),
    yPpm: integer('y_ppm').notNull(),
    number: integer('number').notNull(),
    threadId: text('thread_id')
      .notNull()
      .references(() => threads.id),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('pins_number').on(t.proofId, t.edition, t.number), index('pins_thread').on(t.threadId)],
)
