import { and, asc, eq, inArray, isNull, ne, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer, theLink } from '#database/sql.ts'
import { theSubject } from '#features/approvals/queries.ts'
import { approvalRequests } from '#features/approvals/schema.ts'
import { files } from '#features/files/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { designs, pins, proofAttachments, proofs } from './schema.ts'

const linked = raw`(SELECT l.subject_id FROM item_links l WHERE l.id = ${theLink} AND l.purpose = 'proof')`
const scopes = {
  staff: eq(pins.proofId, theSubject),
  customer: and(eq(pins.proofId, theSubject), eq(threads.customerId, theCustomer)),
  link: and(
    eq(pins.proofId, linked),
    eq(
      threads.customerId,
      raw`(SELECT c.customer_id FROM item_links l JOIN contacts c ON c.id = l.contact_id WHERE l.id = ${theLink})`,
    ),
  ),
} as const

/** The pins of a proof, each with what was said there, in order: one row for each message. */
export const pinsForStaff = pinsIn(scopes.staff)
export const pinsForCustomer = pinsIn(scopes.customer)
export const pinsForLink = pinsIn(scopes.link)
export type PinRow = Awaited<ReturnType<typeof pinsForStaff.execute>>[number]

function pinsIn(scope: SQL | undefined) {
  return sql
    .select({
      id: pins.id,
      edition: pins.edition,
      designKey: pins.designKey,
      page: pins.page,
      xPpm: pins.xPpm,
      yPpm: pins.yPpm,
      number: pins.number,
      threadId: pins.threadId,
      messageId: messages.id,
      authorKind: messages.authorKind,
      authorId: messages.authorId,
      authorName: messages.authorName,
      body: messages.body,
      at: messages.at,
    })
    .from(pins)
    .innerJoin(threads, eq(threads.id, pins.threadId))
    .innerJoin(messages, eq(messages.threadId, threads.id))
    .where(scope)
    .orderBy(asc(pins.edition), asc(pins.number), raw`${messages.at}, messages.rowid`)
}

/** The proof as the shop works on it. */
export const proofById = sql
  .select({
    id: proofs.id,
    jobId: proofs.jobId,
    title: proofs.title,
    rule: proofs.rule,
    note: proofs.note,
    version: proofs.version,
    customerId: jobs.customerId,
    customerName: raw<string>`(SELECT c.name FROM customers c WHERE c.id = ${jobs.customerId})`,
    dueOn: jobs.dueOn,
  })
  .from(proofs)
  .innerJoin(jobs, eq(jobs.id, proofs.jobId))
  .where(and(eq(proofs.id, theSubject), isNull(proofs.removedAt)))
export type ProofRow = Awaited<ReturnType<typeof proofById.execute>>[number]

export const designsOfProof = sql
  .select()
  .from(designs)
  .where(eq(designs.proofId, theSubject))
  .orderBy(asc(designs.position), raw`designs.rowid`)
export type DesignRow = Awaited<ReturnType<typeof designsOfProof.execute>>[number]

const art = {
  id: files.id,
  name: files.name,
  type: files.type,
  size: files.size,
  sha256: files.sha256,
  width: files.width,
  height: files.height,
  derivedFromId: files.derivedFromId,
  page: files.page,
  pages: files.pages,
}
const named = raw`(SELECT value FROM json_each(${raw.placeholder('files')}))`
const held = raw`(SELECT d.file_id FROM designs d WHERE d.proof_id = ${theSubject} UNION SELECT a.file_id FROM proof_attachments a WHERE a.proof_id = ${theSubject})`

/** The files of a proof and those a form names (`:files`, JSON), with all that was drawn of them. */
export const artOfProof = sql
  .select(art)
  .from(files)
  .where(
    raw`${files.id} IN ${held} OR ${files.id} IN ${named} OR ${files.derivedFromId} IN ${held} OR ${files.derivedFromId} IN ${named}`,
  )
export type ArtRow = Awaited<ReturnType<typeof artOfProof.execute>>[number]

export const attachmentsOfProof = sql
  .select({ id: files.id, name: files.name, size: files.size })
  .from(proofAttachments)
  .innerJoin(files, eq(files.id, proofAttachments.fileId))
  .where(eq(proofAttachments.proofId, theSubject))
  .orderBy(asc(files.createdAt))
export type Attachment = Awaited<ReturnType<typeof attachmentsOfProof.execute>>[number]

/** What a job's page tells of its proofs. */
export const proofsOfJob = sql
  .select({
    id: proofs.id,
    title: proofs.title,
    state: approvalRequests.state,
    edition: approvalRequests.edition,
    isEdited: approvalRequests.isEdited,
    answerBy: approvalRequests.answerBy,
    sentAt: approvalRequests.sentAt,
    answeredAt: approvalRequests.answeredAt,
    thumb: thumbOf(raw`(SELECT d.file_id FROM designs d WHERE d.proof_id = proofs.id ORDER BY d.position LIMIT 1)`),
    answeredBy: raw<string | null>`(SELECT json_extract(p.payload, '$.name') FROM approvals a
      JOIN approval_payloads p ON p.approval_id = a.id WHERE a.request_id = approval_requests.id ORDER BY a.sequence DESC LIMIT 1)`,
    comments: raw<number>`(SELECT count(*) FROM pins p WHERE p.proof_id = proofs.id AND p.edition = approval_requests.edition)`,
  })
  .from(proofs)
  .innerJoin(approvalRequests, eq(approvalRequests.subjectId, proofs.id))
  .where(and(eq(proofs.jobId, raw.placeholder('id')), isNull(proofs.removedAt), ne(approvalRequests.state, 'withdrawn')))
  .orderBy(asc(proofs.createdAt))
export type JobProof = Awaited<ReturnType<typeof proofsOfJob.execute>>[number]

const sentStates = ['open', 'changes_requested', 'approved', 'declined'] as const
/** What the customer was sent for one job: nothing of a draft. */
export const proofsOfJobForCustomer = sentIn(
  and(eq(approvalRequests.jobId, raw.placeholder('id')), eq(approvalRequests.customerId, theCustomer)),
)
export type SentProof = Awaited<ReturnType<typeof proofsOfJobForCustomer.execute>>[number]

function sentIn(scope: SQL | undefined) {
  return sql
    .select({
      id: approvalRequests.subjectId,
      title: approvalRequests.title,
      state: approvalRequests.state,
      edition: approvalRequests.edition,
      answerBy: approvalRequests.answerBy,
      sentAt: approvalRequests.sentAt,
      answeredAt: approvalRequests.answeredAt,
      // Of what was sent, and not of what the shop is working on.
      thumb: raw<
        string | null
      >`(SELECT coalesce(json_extract(e.content, '$.parts[0].file.pictures[0].id'), '') FROM editions e WHERE e.subject_id = approval_requests.subject_id AND e.number = approval_requests.edition)`,
    })
    .from(approvalRequests)
    .where(and(eq(approvalRequests.kind, 'proof'), inArray(approvalRequests.state, sentStates), scope))
    .orderBy(asc(approvalRequests.sentAt))
}
/** The narrowest picture of a file, or the file itself. */
function thumbOf(file: SQL) {
  return raw<
    string | null
  >`coalesce((SELECT f.id FROM files f WHERE f.derived_from_id = ${file} ORDER BY f.page, f.width LIMIT 1), ${file})`
}
