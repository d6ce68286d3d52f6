import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import { invalid, notFound } from '#errors.ts'
import { jobFiles } from '#features/files/schema.ts'
import { useFiles } from '#features/files/upload.ts'
import { List, MaybeLine } from '#lib/fields.ts'
import { isId, newId } from '#lib/id.ts'
import { filesOfJob, type JobFile } from './file-queries.ts'
import { jobById, linesOfJob, type StaffJob } from './page-queries.ts'

/** For whom a photo is, as the form says it. */
const Audience = v.picklist(['customer', 'staff'], 'Choose who sees it')
const Moment = v.picklist(['', 'before', 'after'], 'Choose when it was taken')
const Line = v.pipe(v.string(), v.maxLength(100))

const file = v.pipe(
  v.string(),
  v.check((text) => isId('fil', text), 'Upload it again'),
)
export const AddFiles = v.object({
  file: v.pipe(List(file, 30), v.minLength(1, 'Choose a file first')),
  fileCaption: MaybeLine(200),
  moment: Moment,
  line: v.optional(Line, ''),
  audience: Audience,
})
export type AddFiles = v.InferOutput<typeof AddFiles>

/** Puts uploads on a job, all with the same caption, for the customer or for staff alone. */
export async function addFiles(ctx: StaffCtx, jobId: string, input: AddFiles): Promise<void> {
  const [[job], lines] = await ctx.read([jobById, linesOfJob], { id: jobId })
  if (!job) throw notFound('Job')
  if (input.line && !lines.some(({ lineKey }) => lineKey === input.line)) throw unknownLine()
  const ids = [...new Set(input.file)]
  const about = {
    jobId,
    lineKey: input.line || null,
    moment: input.moment || null,
    stage: job.stage,
    caption: input.fileCaption ?? '',
    isForCustomer: input.audience === 'customer',
    addedById: ctx.staffId,
    createdAt: ctx.now,
  }
  await ctx.write(happened('job.files_added', job, about.isForCustomer, { count: ids.length, files: ids }), [
    useFiles(ctx, ids, raw`(SELECT file_id FROM job_files WHERE job_id = ${jobId})`),
    ...ids.map((fileId) => sql.insert(jobFiles).values({ ...about, id: newId('jbf'), fileId })),
  ])
}

/** What is left out stays as it is. */
export const ChangeFile = v.object({
  fileCaption: v.optional(MaybeLine(200)),
  moment: v.optional(Moment),
  line: v.optional(Line),
  audience: v.optional(Audience),
})
export type ChangeFile = v.InferOutput<typeof ChangeFile>

/** Changes what a photo says and who sees it. Throws a conflict when somebody removed it meanwhile. */
export async function changeFile(ctx: StaffCtx, jobId: string, id: string, input: ChangeFile): Promise<void> {
  const { job, found, lines } = await lookUp(ctx, jobId, id)
  if (input.line && input.line !== found.lineKey && !lines.some(({ lineKey }) => lineKey === input.line)) throw unknownLine()
  const before = { caption: found.caption, moment: found.moment, lineKey: found.lineKey, isForCustomer: found.isForCustomer }
  const after = {
    caption: input.fileCaption === undefined ? before.caption : (input.fileCaption ?? ''),
    moment: input.moment === undefined ? before.moment : input.moment || null,
    lineKey: input.line === undefined ? before.lineKey : input.line || null,
    isForCustomer: input.audience === undefined ? before.isForCustomer : input.audience === 'customer',
  }
  const action = happened('job.file_changed', job, after.isForCustomer, { file: found.fileId })
  await ctx.write({ ...action, details: { name: found.name, before, after } }, [
    [sql.update(jobFiles).set(after).where(standing(jobId, id)), exactlyOne('stale')],
  ])
}

/** Takes a photo off the job; nobody but its log shows it any more. Twice is the same as once. */
export async function removeFile(ctx: StaffCtx, jobId: string, id: string): Promise<void> {
  const [[job], rows] = await ctx.read([jobById, filesOfJob], { id: jobId })
  if (!job) throw notFound('Job')
  const found = rows.find((row) => row.id === id)
  if (!found) return
  const action = happened('job.file_removed', job, found.isForCustomer, { file: found.fileId })
  await ctx.write({ ...action, details: { name: found.name } }, [
    [sql.update(jobFiles).set({ removedAt: ctx.now }).where(standing(jobId, id)), exactlyOne('stale')],
  ])
}

async function lookUp(ctx: StaffCtx, jobId: string, id: string) {
  const [[job], rows, lines] = await ctx.read([jobById, filesOfJob, linesOfJob], { id: jobId })
  const found: JobFile | undefined = rows.find((row) => row.id === id)
  if (!job || !found) throw notFound('File')
  return { job, found, lines }
}

const standing = (jobId: string, id: string) => and(eq(jobFiles.id, id), eq(jobFiles.jobId, jobId), isNull(jobFiles.removedAt))

/** What the customer sees is their news; the rest is the shop's alone. */
function happened(kind: string, job: StaffJob, isForCustomer: boolean, facts: Record<string, unknown>) {
  const audience = isForCustomer ? ('customer' as const) : ('staff' as const)
  return { kind, subjectId: job.id, customerId: job.customerId, jobId: job.id, audience, facts }
}

const unknownLine = () => invalid('That line was taken off meanwhile. Open the page again and choose another, or none.')
