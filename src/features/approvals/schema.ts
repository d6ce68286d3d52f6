import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { flag, instant, minor, version } from '#database/columns.ts'
import { customers } from '#features/customers/schema.ts'
import { files } from '#features/files/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import type { Answer, LimitState, Outcome, RecordKind, RequestKind, RequestState } from './rules.ts'

/** What was sent, exactly: immutable, canonical JSON with its hash. */
export const editions = sqliteTable(
  'editions',
  {
    id: text('id').primaryKey(),
    subjectId: text('subject_id').notNull(),
    number: integer('number').notNull(),
    content: text('content').notNull(),
    /** SHA-256 of the content, hex. */
    sha256: text('sha256').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('editions_subject').on(t.subjectId, t.number)],
)

/** Which files an edition shows: whoever may see the edition may see these, and what was derived from them. */
export const editionFiles = sqliteTable(
  'edition_files',
  {
    editionId: text('edition_id')
      .notNull()
      .references(() => editions.id),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
    subjectId: text('subject_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.editionId, t.fileId] }), index('edition_files_file').on(t.fileId)],
)

/** One thing a customer is asked to say yes or no to, whatever it is: a proof, a job's lines, an estimate, a spending limit. */
export const approvalRequests = sqliteTable(
  'approval_requests',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<RequestKind>().notNull(),
    /** The proof, the job, the estimate or the limit it is about. */
    subjectId: text('subject_id').notNull(),
    jobId: text('job_id').references(() => jobs.id),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    title: text('title').notNull(),
    state: text('state').$type<RequestState>().notNull(),
    /** The edition asked about; 0 while nothing was sent. */
    edition: integer('edition').notNull().default(0),
    /** Parts of that edition, and those still without an answer. */
    parts: integer('parts').notNull().default(0),
    openParts: integer('open_parts').notNull().default(0),
    /** What it comes to before tax, where it has prices. */
    totalMinor: minor('total_minor'),
    /** Changed at the shop since that edition was sent: it has to be sent again before it counts. */
    isEdited: flag('is_edited').notNull().default(false),
    answerBy: instant('answer_by'),
    sentAt: instant('sent_at'),
    sentById: text('sent_by_id'),
    answeredAt: instant('answered_at'),
    version: version(),
  },
  (t) => [
    uniqueIndex('approval_requests_subject').on(t.subjectId),
    index('approval_requests_customer').on(t.customerId, t.state),
    index('approval_requests_job').on(t.jobId),
    index('approval_requests_state').on(t.state, t.sentAt),
  ],
)

/** What stands for each part of a request: read out of the records, kept where pages and the gate find it. */
export const decisions = sqliteTable(
  'decisions',
  {
    requestId: text('request_id')
      .notNull()
      .references(() => approvalRequests.id),
    /** The line's or the design's key. */
    partKey: text('part_key').notNull(),
    answer: text('answer').$type<Answer>().notNull(),
    /** SHA-256 of the part as it was shown: the decision stands while the part is that. */
    partSha256: text('part_sha256').notNull(),
    edition: integer('edition').notNull(),
    approvalId: text('approval_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.partKey] })],
)

/** The record: one row per act of deciding, chained by hash, signed with the shop's key. Nothing changes or removes one. */
export const approvals = sqliteTable(
  'approvals',
  {
    id: text('id').primaryKey(),
    sequence: integer('sequence').notNull(),
    kind: text('kind').$type<RecordKind>().notNull(),
    requestId: text('request_id'),
    subjectId: text('subject_id').notNull(),
    jobId: text('job_id'),
    customerId: text('customer_id').notNull(),
    editionId: text('edition_id'),
    edition: integer('edition'),
    outcome: text('outcome').$type<Outcome>().notNull(),
    /** The canonical JSON that the hash covers. It holds no personal data, only the digest of the payload. */
    body: text('body').notNull(),
    /** SHA-256 of the body, hex. */
    sha256: text('sha256').notNull(),
    previousSha256: text('previous_sha256').notNull(),
    /** Ed25519 over the bytes of the hash, base64url. */
    signature: text('signature').notNull(),
    keyId: text('key_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    uniqueIndex('approvals_sequence').on(t.sequence),
    uniqueIndex('approvals_sha256').on(t.sha256),
    index('approvals_request').on(t.requestId, t.at),
    index('approvals_job').on(t.jobId, t.at),
  ],
)

/** Who decided, in what words and from where. Erasable by law: the record keeps the salted digest. */
export const approvalPayloads = sqliteTable('approval_payloads', {
  approvalId: text('approval_id')
    .primaryKey()
    .references(() => approvals.id),
  /** Canonical JSON; missing once erased. */
  payload: text('payload'),
  /** Erased with the payload, so that a guessed content cannot be tested against the digest. */
  salt: text('salt'),
  erasedAt: instant('erased_at'),
})

/** The receipt as a PDF, made once for each kind of reader. */
export const receipts = sqliteTable(
  'receipts',
  {
    approvalId: text('approval_id')
      .notNull()
      .references(() => approvals.id),
    /** Whether amounts are in it: it follows the contact's tick. */
    hasPrices: flag('has_prices').notNull(),
    fileId: text('file_id')
      .notNull()
      .references(() => files.id),
    /** SHA-256 of the PDF's bytes, hex. */
    sha256: text('sha256').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.approvalId, t.hasPrices] }), index('receipts_sha256').on(t.sha256)],
)

/** The shop's terms, each change a new edition. */
export const terms = sqliteTable(
  'terms',
  {
    id: text('id').primaryKey(),
    number: integer('number').notNull(),
    text: text('text').notNull(),
    sha256: text('sha256').notNull(),
    createdById: text('created_by_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('terms_number').on(t.number)],
)

/** Up to which amounts a customer lets the shop go on without asking: proposed by staff, accepted by an approver as a recorded decision. */
export const spendingLimits = sqliteTable(
  'spending_limits',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    perLineMinor: minor('per_line_minor').notNull(),
    perJobMinor: minor('per_job_minor').notNull(),
    currency: text('currency').notNull(),
    state: text('state').$type<LimitState>().notNull(),
    proposedById: text('proposed_by_id').notNull(),
    acceptedById: text('accepted_by_id'),
    endedAt: instant('ended_at'),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [index('spending_limits_customer').on(t.customerId, t.state)],
)
