import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw } from '#database/sql.ts'
import { assert } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { askedOf } from '#features/approvals/asked.ts'
import { approversOfJob, askedForStaff, currentTerms } from '#features/approvals/queries.ts'
import { sendRequest } from '#features/approvals/send-actions.ts'
import { jobById, linesOfJob, type StaffJob } from '#features/jobs/page-queries.ts'
import { allStatuses } from '#features/jobs/queries.ts'
import { MaybeDay, Text, Ticked, Version } from '#lib/fields.ts'
import { instantOf, isTime } from '#lib/time.ts'
import { photosByLine, photosOfLines } from './queries.ts'
import { partsOf, sumOf } from './rules.ts'

export const SendLines = v.object({
  version: Version,
  note: Text(2_000),
  answerOn: MaybeDay,
  answerAt: v.pipe(
    v.optional(v.string(), ''),
    v.check((text) => text === '' || isTime(text), 'Type a time, like 15:00'),
  ),
  isQuiet: Ticked,
})
export type SendLines = v.InferOutput<typeof SendLines>

/** When no time was given, the answer is due at the end of a working day. */
export const endOfDay = '17:00'

type Sent =
  | { readonly ok: true; readonly isAsking: boolean }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> }

/** Asks the customer about a job's lines just as they are now: unchanged ones keep their answer, and each approver is mailed. */
export async function sendLines(ctx: StaffCtx, id: string, input: SendLines): Promise<Sent> {
  const [[job], lines, photos, approvers, [terms], statuses, ...rows] = await ctx.read(
    [jobById, linesOfJob, photosOfLines, approversOfJob, currentTerms, allStatuses, ...askedForStaff],
    { id, subject: id },
  )
  if (!job) throw notFound('Job')
  const answerBy = input.answerOn ? instantOf(input.answerOn, input.answerAt || endOfDay, ctx.shop.timeZone) : null
  if (answerBy !== null && answerBy <= ctx.now) return { ok: false, errors: { answerOn: 'Choose a time that is still to come' } }
  if (job.version !== input.version) throw conflict()
  if (lines.length === 0) throw conflict('There is nothing to approve yet. Add a line first.')
  const parts = partsOf(lines, photosByLine(photos))
  const { isAsking } = await sendRequest(
    ctx,
    { asked: askedOf(rows), approvers, terms, statuses },
    {
      ...{ kind: 'work', subjectId: id, job: askedJob(job), customerId: job.customerId, title: job.title, note: input.note },
      ...{ rule: 'each', currency: ctx.shop.currency, totalMinor: sumOf(parts), parts, answerBy, isQuiet: input.isQuiet },
      files: photos.flatMap(({ file, preview }) => [file, ...(preview ? [preview] : [])]),
    },
    // What is sent is what was read, and what the sender had in front of them.
    [assert(raw`(SELECT version FROM jobs WHERE id = ${id}) = ${job.version}`, 'stale')],
  )
  return { ok: true, isAsking }
}

function askedJob(job: StaffJob) {
  const { id, number, title, statusId, stage, dueOn, isDueMovable, poNumber, needs, advisorName, advisorEmail } = job
  return { id, number, title, statusId, stage, dueOn, isDueMovable, poNumber, needs, advisorName, advisorEmail }
}
