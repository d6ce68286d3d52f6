import { and, eq } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { leaveAppointments } from '#features/appointments/job-moved.ts'
import { askedOfJob } from '#features/approvals/queries.ts'
import { markEdited } from '#features/approvals/request-changes.ts'
import { approvalRequests } from '#features/approvals/schema.ts'
import { vehicleFields } from '#features/assets/actions.ts'
import { assetsToChoose } from '#features/assets/queries.ts'
import { isStale } from '#features/customers/stale.ts'
import { profile } from '#features/settings/schema.ts'
import { takeWarrantiesAlong } from '#features/warranties/job-moved.ts'
import { revokeItemLinks } from '#identity/item-links.ts'
import { Line, MaybeDay, MaybeLine, Text, Ticked, Version } from '#lib/fields.ts'
import { newId } from '#lib/id.ts'
import type { LineValues } from '#ui/lines-editor.tsx'
import { check, columnsOf, isWrong, linesInto, needsFrom, pick, pickOwner, vehicleInto, type Wrong } from './changes.ts'
import { dueFreed, wakeForDue } from './due-actions.ts'
import { isSameWork, keptLines } from './lines.ts'
import { assetsOfJob, invoicesOfJob, jobById, linesOfJob } from './page-queries.ts'
import { allStatuses } from './queries.ts'
import { isClosedStage, isProduction } from './rules.ts'
import { jobAssets, jobLines, jobs } from './schema.ts'
import { advisorsToChoose, ownerChosen } from './staff-queries.ts'

const fields = {
  customer: Line(pickOwner),
  title: Line('Give it a name the customer will recognise', 120),
  dueOn: MaybeDay,
  pieces: v.pipe(
    MaybeLine(9),
    v.check((text) => text === null || /^\d{1,7}$/.test(text), 'Type a whole number, or leave it empty'),
    v.transform((text) => (text === null ? null : Number(text))),
  ),
  advisor: MaybeLine(),
  poNumber: MaybeLine(60),
  publicNote: Text(2_000),
  internalNote: Text(4_000),
  /** A vehicle's id, `new` for the one typed below, or nothing. */
  asset: MaybeLine(),
  /** What must be approved before production. */
  needsProof: Ticked,
  needsWork: Ticked,
  /** Whether the promised day moves while an answer is missing. */
  isDueMovable: Ticked,
  ...vehicleFields,
}
export const CreateJob = v.object({ ...fields, status: Line('Choose a status') })
export type CreateJob = v.InferOutput<typeof CreateJob>
export const UpdateJob = v.object({ ...fields, version: Version })
export type UpdateJob = v.InferOutput<typeof UpdateJob>

type Saved = { readonly id: string } | Wrong
/** The job was changed after the form was made. */
type Stale = { readonly isStale: true }

/** Starts a piece of work for a customer. Sent twice, it is the same one. */
export async function createJob(ctx: StaffCtx, input: CreateJob, typed: readonly LineValues[]): Promise<Saved> {
  const choices = { owner: input.customer, advisor: input.advisor ?? '', asset: input.asset ?? '' }
  const [owners, statuses, advisors, vehicles] = await ctx.read(
    [ownerChosen, allStatuses, advisorsToChoose, assetsToChoose],
    choices,
  )
  const status = statuses.find(({ id }) => id === input.status)
  const checked = check(input, typed, ctx.shop.currency, { owners, advisors, vehicles })
  if (!status) return { errors: { ...checked.errors, status: 'Choose a status' } }
  if (isProduction(status.stage) && needsFrom(input).length > 0) return { errors: { ...checked.errors, status: notYet } }
  if (isWrong(checked)) return checked

  const id = ctx.newId('job')
  const number = raw<number>`(SELECT next_job_number FROM profile WHERE id = 1)`
  const row = {
    ...columnsOf(input),
    id,
    number,
    statusId: status.id,
    isClosed: isClosedStage(status.stage),
    statusAt: ctx.now,
    createdAt: ctx.now,
  }
  await ctx.write(
    {
      kind: 'job.created',
      subjectId: id,
      customerId: input.customer,
      jobId: id,
      audience: 'customer',
      facts: { to: status.id, label: status.label, stage: status.stage, title: input.title },
      details: { name: status.name },
    },
    [
      isServed(input.customer),
      sql.insert(jobs).values(row),
      sql.update(profile).set({ nextJobNumber: raw`${profile.nextJobNumber} + 1` }),
      ...linesInto(
        id,
        keptLines(checked.lines, [], ctx.shop.taxName, () => newId('key')),
      ),
      ...vehicleInto(ctx.now, id, input),
    ],
  )
  return { id }
}

/** Changes what was agreed. Lines keep their keys; the customer may change only while no invoice names the old one. */
export async function updateJob(
  ctx: StaffCtx,
  id: string,
  input: UpdateJob,
  typed: readonly LineValues[],
): Promise<Saved | Stale> {
  const choices = { id, owner: input.customer, advisor: input.advisor ?? '', asset: input.asset ?? '' }
  const queries = [
    jobById,
    linesOfJob,
    invoicesOfJob,
    ownerChosen,
    advisorsToChoose,
    assetsToChoose,
    assetsOfJob,
    askedOfJob,
  ] as const
  const [[job], before, invoices, owners, advisors, vehicles, assets, asked] = await ctx.read(queries, choices)
  if (!job) throw notFound('Job')
  const isKept = job.customerId === input.customer
  const checked = check(
    input,
    typed,
    ctx.shop.currency,
    { owners: isKept ? [{ id: input.customer }] : owners, advisors, vehicles },
    isKept ? assets : [],
  )
  const binding = invoices.length > 0 ? hasInvoices : asked.length > 0 ? wasAsked : undefined
  if (!isKept && binding) return { errors: { ...checked.errors, customer: binding } }
  if (isWrong(checked)) return checked

  const changes = columnsOf(input)
  const lines = keptLines(checked.lines, before, ctx.shop.taxName, () => newId('key'))
  const action = {
    kind: 'job.updated',
    subjectId: id,
    customerId: input.customer,
    jobId: id,
    facts: { title: input.title },
    details: { before: pick(job, changes), after: changes },
    consequences: job.isDueMovable === input.isDueMovable ? [] : [dueFreed(id, input.customer, input.isDueMovable)],
  }
  try {
    await ctx.write(action, [
      [
        sql
          .update(jobs)
          .set({ ...changes, version: raw`${jobs.version} + 1` })
          .where(and(eq(jobs.id, id), eq(jobs.version, input.version))),
        exactlyOne('stale'),
      ],
      ...(isKept
        ? []
        : [isServed(input.customer), hasNoInvoice(id), ...handOver(id, input.customer), revokeItemLinks(ctx.now, id)]),
      sql.delete(jobLines).where(eq(jobLines.jobId, id)),
      ...linesInto(id, lines),
      ...(isSameWork(lines, before) ? [] : [markEdited(id)]),
      sql.delete(jobAssets).where(eq(jobAssets.jobId, id)),
      ...vehicleInto(ctx.now, id, input),
    ])
  } catch (error) {
    if (isStale(error)) return { isStale: true }
    if (error instanceof Refused && error.reason === 'has invoices') throw conflict(hasInvoices)
    if (error instanceof Refused && error.reason === 'was asked') throw conflict(wasAsked)
    throw error
  }
  await wakeForDue(ctx, input.isDueMovable)
  return { id }
}

const notYet = 'What it needs before production is not approved yet. Start it in an earlier status.'
const hasInvoices = 'There is an invoice for this already, so it stays with its customer'
const wasAsked = 'Its customer was asked to approve it already, so it stays with them'
const isServed = (customer: string) =>
  assert(
    raw`EXISTS (SELECT 1 FROM customers WHERE id = ${customer} AND archived_at IS NULL AND merged_into_id IS NULL)`,
    'This customer was archived or merged meanwhile. Choose another one.',
  )
const hasNoInvoice = (job: string) => assert(raw`NOT EXISTS (SELECT 1 FROM invoices WHERE job_id = ${job})`, 'has invoices')

/** Drafts and what stands good for the work go along to the new customer; what somebody was once asked stays theirs, and the job with it. */
function handOver(job: string, customerId: string): Change[] {
  return [
    assert(raw`NOT EXISTS (SELECT 1 FROM approval_requests WHERE job_id = ${job} AND edition > 0)`, 'was asked'),
    sql.update(approvalRequests).set({ customerId }).where(eq(approvalRequests.jobId, job)),
    takeWarrantiesAlong(job, customerId),
    leaveAppointments(job),
  ]
}
