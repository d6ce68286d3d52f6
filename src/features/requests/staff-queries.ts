import { and, asc, desc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { assets } from '#features/assets/schema.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { estimates } from '#features/estimates/schema.ts'
import { attachedColumns } from '#features/files/queries.ts'
import { files } from '#features/files/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { mostMessages, saidWhole } from '#features/messages/thread.ts'
import type { RequestState } from './rules.ts'
import { requestAssets, requestFiles, requests } from './schema.ts'

const theId = raw.placeholder('id')

/** The views of the list: what waits for the shop comes first. */
export const filters = ['all', 'new', 'responded', 'accepted', 'closed'] as const
export type Filter = (typeof filters)[number]
export const pageSize = 50

const listColumns = {
  ...{ id: requests.id, number: requests.number, kind: requests.kind, state: requests.state, what: requests.what },
  ...{ pieces: requests.pieces, wantedOn: requests.wantedOn, createdAt: requests.createdAt },
  ...{ name: requests.name, company: requests.company, customerId: requests.customerId, customerName: customers.name },
}

/** A page of the shop's requests, one row more than shown; `like` is a pattern for words and names. */
export function selectList({ filter, like, page }: { filter: Filter; like: string | undefined; page: number }) {
  const states: readonly RequestState[] = filter === 'all' ? [] : [filter]
  const found = like
    ? or(
        ...[requests.what, requests.name, requests.company, requests.email, customers.name].map(
          (column) => raw`${column} LIKE ${like} ESCAPE '\\'`,
        ),
        raw`CAST(${requests.number} AS TEXT) LIKE ${like} ESCAPE '\\'`,
      )
    : undefined
  return sql
    .select(listColumns)
    .from(requests)
    .leftJoin(customers, eq(customers.id, requests.customerId))
    .where(and(states.length > 0 ? inArray(requests.state, [...states]) : undefined, found))
    .orderBy(desc(raw`${requests.state} = 'new'`), desc(requests.createdAt), desc(requests.id))
    .limit(pageSize + 1)
    .offset((page - 1) * pageSize)
}
export type DeskRow = Awaited<ReturnType<ReturnType<typeof selectList>['execute']>>[number]

/** One request with everything that is known of who asked. */
export const requestById = sql
  .select({
    ...{ id: requests.id, number: requests.number, kind: requests.kind, state: requests.state, stateAt: requests.stateAt },
    ...{ what: requests.what, pieces: requests.pieces, sizes: requests.sizes, notes: requests.notes },
    ...{ wantedOn: requests.wantedOn, stillTrue: requests.stillTrue, closedReason: requests.closedReason },
    ...{ name: requests.name, company: requests.company, phone: requests.phone, customerId: requests.customerId },
    ...{ contactId: requests.contactId, customerName: customers.name, createdAt: requests.createdAt },
    ...{ assigneeId: requests.assigneeId, fromJobId: requests.fromJobId, jobId: requests.jobId },
    ...{ estimateId: requests.estimateId, version: requests.version },
    /** The mailbox of whoever asked, as it is now. */
    email: raw<string>`coalesce(${people.email}, ${requests.email})`,
    hasAccess: raw<boolean>`coalesce(${contacts.hasAccess} AND ${customers.archivedAt} IS NULL, 0)`.mapWith(Boolean),
    answering: contacts.answering,
    /** Whether anything was said about it yet: what is answered by mail goes there. */
    isTalkedAbout: raw<boolean>`EXISTS (SELECT 1 FROM threads t WHERE t.subject_id = ${requests.id})`.mapWith(Boolean),
    isRemoved: raw<boolean>`${contacts.removedAt} IS NOT NULL`.mapWith(Boolean),
    fromTitle: raw<string | null>`(SELECT j.title FROM jobs j WHERE j.id = ${requests.fromJobId})`,
    jobTitle: raw<string | null>`(SELECT j.title FROM jobs j WHERE j.id = ${requests.jobId})`,
    estimateTitle: raw<
      string | null
    >`(SELECT e.title FROM estimates e WHERE e.id = ${requests.estimateId} AND e.removed_at IS NULL)`,
    assigneeName: raw<string | null>`(SELECT s.name FROM staff s WHERE s.id = ${requests.assigneeId})`,
  })
  .from(requests)
  .leftJoin(customers, eq(customers.id, requests.customerId))
  .leftJoin(contacts, eq(contacts.id, requests.contactId))
  .leftJoin(people, eq(people.id, contacts.personId))
  .where(eq(requests.id, theId))
export type DeskRequest = Awaited<ReturnType<typeof requestById.execute>>[number]

export const assetsOfRequest = sql
  .select({ id: assets.id, name: assets.name, plate: assets.plate })
  .from(requestAssets)
  .innerJoin(assets, eq(assets.id, requestAssets.assetId))
  .where(eq(requestAssets.requestId, theId))
  .orderBy(asc(assets.name))
export type DeskAsset = Awaited<ReturnType<typeof assetsOfRequest.execute>>[number]

export const filesOfRequest = sql
  .select(attachedColumns)
  .from(requestFiles)
  .innerJoin(files, eq(files.id, requestFiles.fileId))
  .where(eq(requestFiles.requestId, theId))
  .orderBy(asc(requestFiles.position), raw`request_files.rowid`)
export type DeskFile = Awaited<ReturnType<typeof filesOfRequest.execute>>[number]

export const saidOfRequest = sql
  .select(saidWhole)
  .from(messages)
  .innerJoin(threads, and(eq(threads.id, messages.threadId), eq(threads.subjectKind, 'request')))
  .where(eq(threads.subjectId, theId))
  .orderBy(asc(messages.at), asc(messages.id))
  .limit(mostMessages)

/** The request that estimate `id` was made of. */
export const requestOfEstimate = sql
  .select({ id: requests.id, number: requests.number })
  .from(requests)
  .innerJoin(estimates, and(eq(estimates.id, requests.estimateId), eq(estimates.customerId, requests.customerId)))
  .where(eq(estimates.id, theId))
  .limit(1)

/** The request that job `id` was made of, at once or by way of an estimate. */
export const requestOfJob = sql
  .select({ id: requests.id, number: requests.number })
  .from(jobs)
  .innerJoin(
    requests,
    and(
      eq(requests.customerId, jobs.customerId),
      or(eq(requests.jobId, jobs.id), and(isNotNull(jobs.estimateId), eq(requests.estimateId, jobs.estimateId))),
    ),
  )
  .where(eq(jobs.id, theId))
  .limit(1)

/** Who the mailbox of request `id` belongs to, if anybody: those let in before others, and who came last before them. */
export const contactOfRequest = sql
  .select({ id: contacts.id, customerId: contacts.customerId })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(requests, eq(requests.email, people.email))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(requests.id, theId), isNull(contacts.removedAt), isNull(customers.archivedAt)))
  .orderBy(desc(contacts.hasAccess), desc(contacts.seenAt), asc(contacts.createdAt))
  .limit(1)
