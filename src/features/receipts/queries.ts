import { and, asc, eq, inArray, ne, or, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer, theLink } from '#database/sql.ts'
import { cameWithEstimate } from '#features/approvals/history-queries.ts'
import { approvalRequests, approvals, editionFiles, editions, receipts } from '#features/approvals/schema.ts'
import { files } from '#features/files/schema.ts'
import { messages } from '#features/messages/schema.ts'
import { pins } from '#features/proofs/schema.ts'

const theId = raw.placeholder('id')

// A record never changes, but its customer may become another by a merge: the request and the job know who owns it now.
const owner = raw<string>`coalesce((SELECT r.customer_id FROM approval_requests r WHERE r.id = approvals.request_id),
  (SELECT j.customer_id FROM jobs j WHERE j.id = approvals.job_id), approvals.customer_id)`
const linkedSubject = raw`(SELECT l.subject_id FROM item_links l WHERE l.id = ${theLink})`
const linkedCustomer = raw`(SELECT c.customer_id FROM item_links l JOIN contacts c ON c.id = l.contact_id WHERE l.id = ${theLink})`

/** Why the shop went on without an answer is its own affair: customers meet answers alone. */
const isAnswer = ne(approvals.kind, 'override')
// A record holds mailbox, address and signature of who answered: what was passed on shows its holder their own alone.
const isReadableByLink = raw`(approvals.body ->> '$.actor.id' = ${theLink}
  OR NOT EXISTS (SELECT 1 FROM item_links l WHERE l.id = ${theLink} AND l.forwarded_to IS NOT NULL))`
const records = {
  staff: eq(approvals.id, theId),
  customer: and(eq(approvals.id, theId), raw`${owner} = ${theCustomer}`, isAnswer),
  link: and(
    eq(approvals.id, theId),
    raw`${approvals.subjectId} = ${linkedSubject}`,
    raw`${owner} = ${linkedCustomer}`,
    isAnswer,
    isReadableByLink,
  ),
} as const

const columns = {
  id: approvals.id,
  sequence: approvals.sequence,
  kind: approvals.kind,
  subjectId: approvals.subjectId,
  jobId: approvals.jobId,
  edition: approvals.edition,
  editionId: approvals.editionId,
  outcome: approvals.outcome,
  body: approvals.body,
  sha256: approvals.sha256,
  signature: approvals.signature,
  keyId: approvals.keyId,
  at: approvals.at,
  customerId: owner,
  payload: raw<string | null>`(SELECT p.payload FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
  salt: raw<string | null>`(SELECT p.salt FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
  erasedAt: raw<number | null>`(SELECT p.erased_at FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
  title: raw<string | null>`(SELECT r.title FROM approval_requests r WHERE r.id = approvals.request_id)`,
  /** The edition asked about now; a later one than the record's took its place. */
  currentEdition: raw<number | null>`(SELECT r.edition FROM approval_requests r WHERE r.id = approvals.request_id)`,
  jobNumber: raw<number | null>`(SELECT j.number FROM jobs j WHERE j.id = approvals.job_id)`,
  jobTitle: raw<string | null>`(SELECT j.title FROM jobs j WHERE j.id = approvals.job_id)`,
  content: raw<string | null>`(SELECT e.content FROM editions e WHERE e.id = approvals.edition_id)`,
  termsText: raw<string | null>`(SELECT t.text FROM terms t WHERE t.number = approvals.body ->> '$.terms.number')`,
}

export const recordById = recordIn(records.staff)
export const recordForCustomer = recordIn(records.customer)
export const recordForLink = recordIn(records.link)
export type RecordRow = Awaited<ReturnType<typeof recordById.execute>>[number]

export const filesOfRecord = filesIn(editionOf(records.staff))
export const recordFilesForCustomer = filesIn(editionOf(records.customer))
export const recordFilesForLink = filesIn(editionOf(records.link))
export type ShownFile = Awaited<ReturnType<typeof filesOfRecord.execute>>[number]

/** The PDFs that were made of record `id`. */
export const receiptsOfRecord = sql
  .select({ hasPrices: receipts.hasPrices, sha256: receipts.sha256, key: files.key, size: files.size })
  .from(receipts)
  .innerJoin(files, eq(files.id, receipts.fileId))
  .where(eq(receipts.approvalId, theId))

function recordIn(scope: SQL | undefined) {
  return sql.select(columns).from(approvals).where(scope)
}
function editionOf(scope: SQL | undefined) {
  return sql.select({ id: approvals.editionId }).from(approvals).where(scope)
}

/** Files that an edition shows, and what was drawn from them to be looked at. */
function filesIn(edition: ReturnType<typeof editionOf> | ReturnType<typeof editionIdsIn>) {
  const shown = sql.select({ id: editionFiles.fileId }).from(editionFiles).where(inArray(editionFiles.editionId, edition))
  return sql
    .select({
      id: files.id,
      key: files.key,
      type: files.type,
      size: files.size,
      width: files.width,
      height: files.height,
      sha256: files.sha256,
      derivedFromId: files.derivedFromId,
      page: files.page,
    })
    .from(files)
    .where(or(inArray(files.id, shown), inArray(files.derivedFromId, shown)))
    .orderBy(asc(files.page), asc(files.width))
}

// An edition is found by its own id, or by that of a record that answered it.
const named = raw`${editions.id} IN (${theId}, (SELECT a.edition_id FROM approvals a WHERE a.id = ${theId}))`
const wasSent = raw`${editions.number} <= ${approvalRequests.edition} AND ${approvalRequests.state} <> 'draft'`
// Taken back, it is shown no more, but for an edition that was answered: its record leads there.
const isShown = raw`(${approvalRequests.state} <> 'withdrawn' OR EXISTS (SELECT 1 FROM approvals a WHERE a.edition_id = ${editions.id}))`
const editionScopes = {
  staff: and(named, wasSent),
  customer: and(named, wasSent, isShown, eq(approvalRequests.customerId, theCustomer)),
  link: and(
    named,
    wasSent,
    isShown,
    raw`${approvalRequests.subjectId} = ${linkedSubject}`,
    raw`${approvalRequests.customerId} = ${linkedCustomer}`,
  ),
} as const

export const editionById = editionIn(editionScopes.staff)
export const editionForCustomer = editionIn(editionScopes.customer)
export const editionForLink = editionIn(editionScopes.link)
export type EditionRow = Awaited<ReturnType<typeof editionById.execute>>[number]

export const filesOfEdition = filesIn(editionIdsIn(editionScopes.staff))
export const editionFilesForCustomer = filesIn(editionIdsIn(editionScopes.customer))
export const editionFilesForLink = filesIn(editionIdsIn(editionScopes.link))

export const pinsOfEdition = pinsIn(editionScopes.staff)
export const pinsForCustomer = pinsIn(editionScopes.customer)
export const pinsForLink = pinsIn(editionScopes.link)
export type PinRow = Awaited<ReturnType<typeof pinsOfEdition.execute>>[number]

function editionIn(scope: SQL | undefined) {
  return sql
    .select({
      id: editions.id,
      number: editions.number,
      content: editions.content,
      sha256: editions.sha256,
      createdAt: editions.createdAt,
      isFromEstimate: cameWithEstimate,
      currentEdition: approvalRequests.edition,
      jobId: approvalRequests.jobId,
      termsText: raw<string | null>`(SELECT t.text FROM terms t WHERE t.number = editions.content ->> '$.terms.number')`,
    })
    .from(editions)
    .innerJoin(approvalRequests, eq(approvalRequests.subjectId, editions.subjectId))
    .where(scope)
}
function editionIdsIn(scope: SQL | undefined) {
  return sql
    .select({ id: editions.id })
    .from(editions)
    .innerJoin(approvalRequests, eq(approvalRequests.subjectId, editions.subjectId))
    .where(scope)
}

/** What was pinned on the artwork of that edition, message by message. */
function pinsIn(scope: SQL | undefined) {
  return sql
    .select({
      number: pins.number,
      designKey: pins.designKey,
      page: pins.page,
      xPpm: pins.xPpm,
      yPpm: pins.yPpm,
      authorName: messages.authorName,
      body: messages.body,
      at: messages.at,
    })
    .from(pins)
    .innerJoin(editions, and(eq(editions.subjectId, pins.proofId), eq(editions.number, pins.edition)))
    .innerJoin(approvalRequests, eq(approvalRequests.subjectId, editions.subjectId))
    .innerJoin(messages, eq(messages.threadId, pins.threadId))
    .where(scope)
    .orderBy(asc(pins.number), asc(messages.at))
}
