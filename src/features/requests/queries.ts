import { and, asc, desc, eq, gt, isNull, ne, or } from 'drizzle-orm'
import { raw, sql, theContact, theCustomer, theNow } from '#database/sql.ts'
import { assets } from '#features/assets/schema.ts'
import { contacts } from '#features/customers/schema.ts'
import { estimates } from '#features/estimates/schema.ts'
import { attachedColumns } from '#features/files/queries.ts'
import { files } from '#features/files/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { mostMessages, saidWhole } from '#features/messages/thread.ts'
import { staff } from '#features/team/schema.ts'
import { requestAssets, requestDrafts, requestFiles, requests } from './schema.ts'

const theId = raw.placeholder('id')

/** How many vehicles there are to tick. */
export const mostAssets = 200
/** How many drafts a list shows. */
const mostDrafts = 20

/** What a customer asked for, the newest first. */
export const requestsForCustomer = sql
  .select({
    ...{ id: requests.id, number: requests.number, kind: requests.kind, state: requests.state, stateAt: requests.stateAt },
    ...{ what: requests.what, pieces: requests.pieces },
  })
  .from(requests)
  .where(eq(requests.customerId, theCustomer))
  .orderBy(desc(requests.createdAt), desc(requests.id))
  .limit(raw.placeholder('limit'))
  .offset(raw.placeholder('offset'))
export type ListedRequest = Awaited<ReturnType<typeof requestsForCustomer.execute>>[number]

/** What of a request's page its customer and the shop both read. */
const pageColumns = {
  ...{ id: requests.id, number: requests.number, kind: requests.kind, state: requests.state, stateAt: requests.stateAt },
  ...{ what: requests.what, pieces: requests.pieces, sizes: requests.sizes, notes: requests.notes, wantedOn: requests.wantedOn },
  ...{ name: requests.name, phone: requests.phone, stillTrue: requests.stillTrue, closedReason: requests.closedReason },
  ...{ createdAt: requests.createdAt, customerId: requests.customerId, version: requests.version },
  ...{ fromJobId: requests.fromJobId, jobId: requests.jobId },
}
const titleOf = (job: typeof requests.jobId | typeof requests.fromJobId) =>
  raw<string | null>`(SELECT j.title FROM jobs j WHERE j.id = ${job} AND j.customer_id = ${requests.customerId})`

/** One request of the customer's. */
export const requestForCustomer = sql
  .select({
    ...pageColumns,
    ...{ fromTitle: titleOf(requests.fromJobId), jobTitle: titleOf(requests.jobId) },
    /** The estimate it became, once that was sent. */
    estimateId: estimates.id,
    estimateTitle: estimates.title,
    assigneeId: requests.assigneeId,
    assigneeEmail: raw<string | null>`(SELECT s.email FROM staff s WHERE s.id = ${requests.assigneeId} AND s.is_active = 1)`,
  })
  .from(requests)
  .leftJoin(
    estimates,
    and(eq(estimates.id, requests.estimateId), eq(estimates.customerId, theCustomer), raw`${estimates.sentAt} IS NOT NULL`),
  )
  .where(and(eq(requests.id, theId), eq(requests.customerId, theCustomer)))
export type RequestOfCustomer = Awaited<ReturnType<typeof requestForCustomer.execute>>[number]

/** The vehicles it is about, while they are the customer's. */
export const requestAssetsForCustomer = sql
  .select({ id: assets.id, name: assets.name, plate: assets.plate })
  .from(requestAssets)
  .innerJoin(requests, and(eq(requests.id, requestAssets.requestId), eq(requests.customerId, theCustomer)))
  .innerJoin(assets, and(eq(assets.id, requestAssets.assetId), eq(assets.ownerId, theCustomer)))
  .where(eq(requests.id, theId))
  .orderBy(asc(assets.name))

/** The files that came with it. */
export const requestFilesForCustomer = sql
  .select(attachedColumns)
  .from(requestFiles)
  .innerJoin(requests, and(eq(requests.id, requestFiles.requestId), eq(requests.customerId, theCustomer)))
  .innerJoin(files, eq(files.id, requestFiles.fileId))
  .where(eq(requests.id, theId))
  .orderBy(asc(requestFiles.position), raw`request_files.rowid`)

/** What was said about it. */
export const requestSaidForCustomer = sql
  .select(saidWhole)
  .from(messages)
  .innerJoin(threads, and(eq(threads.id, messages.threadId), eq(threads.subjectKind, 'request')))
  .innerJoin(requests, and(eq(requests.id, threads.subjectId), eq(requests.customerId, theCustomer)))
  .where(eq(requests.id, theId))
  .orderBy(asc(messages.at), asc(messages.id))
  .limit(mostMessages)

const ownDraft = and(eq(requestDrafts.contactId, theContact), isNull(requestDrafts.sentAt), gt(requestDrafts.expiresAt, theNow))
const draftColumns = {
  ...{ id: requestDrafts.id, kind: requestDrafts.kind, content: requestDrafts.content },
  ...{ createdAt: requestDrafts.createdAt, version: requestDrafts.version },
  savedAt: raw<number>`coalesce(${requestDrafts.content} ->> '$.savedAt', ${requestDrafts.createdAt})`.mapWith(Number),
}

/** What this contact began and did not send. */
export const draftsForCustomer = sql
  .select(draftColumns)
  .from(requestDrafts)
  .innerJoin(contacts, and(eq(contacts.id, requestDrafts.contactId), eq(contacts.customerId, theCustomer)))
  .where(ownDraft)
  .orderBy(desc(requestDrafts.createdAt))
  .limit(mostDrafts)

/** One of them. */
export const draftForCustomer = sql
  .select(draftColumns)
  .from(requestDrafts)
  .innerJoin(contacts, and(eq(contacts.id, requestDrafts.contactId), eq(contacts.customerId, theCustomer)))
  .where(and(eq(requestDrafts.id, theId), ownDraft))
export type Draft = Awaited<ReturnType<typeof draftForCustomer.execute>>[number]

const isTicked = raw`(${assets.id} IN (SELECT value FROM json_each(${raw.placeholder('ticked')}))
  OR ${assets.id} IN (SELECT t.value FROM request_drafts d, json_each(d.content, '$.assets') t WHERE d.id = ${theId}))`
/** The vehicles to tick: those ticked already, `:ticked` as JSON or in draft `:id`, are among them however many there are. */
export const ownAssetsForCustomer = sql
  .select({ id: assets.id, name: assets.name, plate: assets.plate, year: assets.year, make: assets.make, model: assets.model })
  .from(assets)
  .where(and(eq(assets.ownerId, theCustomer), isNull(assets.archivedAt), or(ne(assets.state, 'sold'), isTicked)))
  .orderBy(desc(isTicked), asc(assets.name))
  .limit(mostAssets)
export type OwnAsset = Awaited<ReturnType<typeof ownAssetsForCustomer.execute>>[number]

/** A job to be made once more. */
export const jobAgainForCustomer = sql
  .select({ id: jobs.id, title: jobs.title, pieces: jobs.pieces })
  .from(jobs)
  .where(and(eq(jobs.id, raw.placeholder('job')), eq(jobs.customerId, theCustomer)))

/** What is on file of whoever writes. */
export const writerForCustomer = sql
  .select({ phone: contacts.phone })
  .from(contacts)
  .where(and(eq(contacts.id, theContact), eq(contacts.customerId, theCustomer)))

/** Who of the shop looks after this customer: the advisor of the job a draft repeats, or else of their newest job. */
export const advisorForCustomer = sql
  .select({ id: staff.id, email: staff.email })
  .from(jobs)
  .innerJoin(staff, and(eq(staff.id, jobs.advisorId), eq(staff.isActive, true)))
  .where(eq(jobs.customerId, theCustomer))
  .orderBy(
    desc(raw`${jobs.id} = coalesce((SELECT d.content ->> '$.fromJobId' FROM request_drafts d WHERE d.id = ${theId}), '')`),
    desc(jobs.createdAt),
  )
  .limit(1)
