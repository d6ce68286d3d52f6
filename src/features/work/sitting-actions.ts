import * as v from 'valibot'
import type { CustomerCtx } from '#context.ts'
import { AppError } from '#errors.ts'
import { answerFields } from '#features/approvals/answer-form.ts'
import { type Asked, askedEach, askedOf } from '#features/approvals/asked.ts'
import { askedForCustomer, openWorkForCustomer } from '#features/approvals/queries.ts'
import { newId } from '#lib/id.ts'
import { type AnswerLines, assertMayApprove, Comment, keyed, recordAnswers, rereading, wrongWith } from './actions.ts'
import { isSent, type Sent } from './read.ts'
import { pointsOf } from './rules.ts'
import { workWords as words } from './words.ts'

const { edition: Edition, ...shared } = answerFields
export const AnswerSitting = v.object({
  ...shared,
  /** By the job: the edition that was shown, and the answers to its lines. */
  jobs: v.record(
    v.string(),
    v.object({ edition: Edition, answers: keyed(v.picklist(['approved', 'declined'])), comments: keyed(Comment) }),
  ),
})
export type AnswerSitting = v.InferOutput<typeof AnswerSitting>

/** Before the keys of one job's fields. */
export const scopeOf = (jobId: string) => `${jobId}.`

/** A sent form with its fields by job: `edition-<job>`, `answer-<job>.<line>`, `why-<job>.<line>`. */
export function byJob(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const having = (start: string) =>
    Object.fromEntries(
      Object.entries(raw)
        .filter(([name, value]) => name.startsWith(start) && value !== '')
        .map(([name, value]) => [name.slice(start.length), value]),
    )
  const jobs = Object.entries(having('edition-')).map(([id, edition]) => {
    const parts = { answers: having(`answer-${scopeOf(id)}`), comments: having(`why-${scopeOf(id)}`) }
    return [id, { edition, ...parts }] as const
  })
  return { ...raw, jobs: Object.fromEntries(jobs.filter(([, { answers }]) => Object.keys(answers).length > 0)) }
}

/** Everything of this customer's that waits for an answer, in one trip. */
export async function getSitting(ctx: CustomerCtx): Promise<Sent[]> {
  return askedEach(await ctx.read(openWorkForCustomer)).filter(isSent)
}

/** What became of a sitting: how many requests were recorded, and why others were not. */
export interface Sat {
  readonly recorded: number
  readonly refused: readonly { readonly title: string; readonly why: string }[]
}

/**
 * Records the answers of one sitting: a record for each job, each by itself, so that one that changed meanwhile keeps no other
 * from counting. Sent again, what was recorded stays and the rest follows.
 */
export async function answerSitting(
  ctx: CustomerCtx,
  input: AnswerSitting,
): Promise<Sat | { readonly errors: Readonly<Record<string, string>> }> {
  const open = await getSitting(ctx)
  assertMayApprove(ctx)
  const given = Object.entries(input.jobs)
  if (given.length === 0) return { errors: { answers: words.nothingChosen } }
  const points = pointsOf(open)
  const wrong = open.map((asked) => {
    const own = input.jobs[asked.request.subjectId]
    return own ? wrongWith(ctx, asked, forJob(input, own, asked, points)) : {}
  })
  const errors: Record<string, string> = Object.assign({}, ...wrong)
  if (Object.keys(errors).length > 0) return { errors }
  const refused: { title: string; why: string }[] = []
  for (const [jobId, own] of given) {
    const one = await recordOne(ctx, jobId, (asked) => forJob(input, own, asked, points))
    if (one.why) refused.push({ title: one.title, why: one.why })
  }
  return { recorded: given.length - refused.length, refused }
}

type Own = AnswerSitting['jobs'][string]

/** What was said to one job, with the points of the one list as its own. */
function forJob({ jobs: _, ...shared }: AnswerSitting, own: Own, { content }: Sent, points: readonly string[]): AnswerLines {
  const ticked = new Set(shared.checked.map((i) => points[Number(i)]))
  return { ...shared, ...own, checked: content.checklist.flatMap((point, i) => (ticked.has(point) ? [String(i)] : [])) }
}

/** Why one job's answers did not count; nothing when they did. */
async function recordOne(
  ctx: CustomerCtx,
  jobId: string,
  inputFor: (asked: Sent) => AnswerLines,
): Promise<{ readonly title: string; readonly why?: string | undefined }> {
  const read = async (): Promise<Asked | undefined> => askedOf(await ctx.read(askedForCustomer, { subject: jobId }))
  const asked = await read()
  if (!isSent(asked)) return { title: words.sitting.gone, why: words.withdrawnText }
  const { title } = asked.request
  const input = inputFor(asked)
  const [missing] = Object.values(wrongWith(ctx, asked, input))
  if (missing) return { title, why: missing }
  const why = await recordAnswers(severally(ctx), rereading(asked, read), asked, input).then(() => undefined, sentenceOf)
  return { title, why }
}

function sentenceOf(error: unknown): string {
  if (error instanceof AppError && error.code === 'conflict') return error.message
  throw error
}

/** One form, many writes: each is a command of its own, and what was recorded before is found in the records. */
function severally(ctx: CustomerCtx): CustomerCtx {
  return { ...ctx, newId, write: (action, changes) => ctx.write({ ...action, isRepeatable: true }, changes) }
}
