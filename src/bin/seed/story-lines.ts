import type { CustomerCtx, StaffCtx } from '#context.ts'
import { needsOf } from '#features/approvals/rules.ts'
import { UpdateJob, updateJob } from '#features/jobs/actions.ts'
import { assetsOfJob, jobById, linesOfJob } from '#features/jobs/page-queries.ts'
import { AnswerLines, answerLines } from '#features/work/actions.ts'
import { AnswerLimit, answerLimit, approveByLimit, proposeLimit } from '#features/work/limit-actions.ts'
import { limitsOfCustomer } from '#features/work/limit-queries.ts'
import { getLinesForReader } from '#features/work/read.ts'
import { sendLines } from '#features/work/send-actions.ts'
import { checkForm } from '#lib/form.ts'
import type { AskScript, JobScript, LimitScript, LineScript, ShopScript } from './script.ts'
import { known, type Stage, type Step } from './stage.ts'

/** How a job's lines were asked about, answered, changed and asked about again. */
export function askSteps(stage: Stage, job: JobScript, key: string): Step[] {
  const { team, calendar } = stage
  return (job.asks ?? []).flatMap((ask, i) => {
    const sentAt = calendar.at(ask.day, 3 + 3 * i)
    const send = { at: sentAt, run: () => sendAsked(stage, team.at(job.advisor, sentAt), known(stage, key), ask) }
    const { answered } = ask
    if (!answered) return [send]
    const at = calendar.at(answered.day, 4 + 3 * i)
    return [send, { at, run: () => team.visit(answered.by, at, (ctx) => answerAsked(ctx, known(stage, key), answered)) }]
  })
}

async function sendAsked(stage: Stage, ctx: StaffCtx, id: string, { lines, answerIn, note = '' }: AskScript): Promise<void> {
  if (lines) await retype(stage.script, ctx, id, lines)
  const [[job]] = await ctx.read([jobById], { id })
  const answerOn = answerIn === undefined ? null : stage.calendar.on(answerIn)
  const sent = await sendLines(ctx, id, { version: job?.version ?? 0, note, answerOn, answerAt: '15:00', isQuiet: false })
  if (!sent.ok) throw new Error(Object.values(sent.errors).join(', '))
  await approveByLimit(ctx, id)
}

/** The lines as the script has them now; those it had before keep their keys by their names. */
export async function retype(script: ShopScript, ctx: StaffCtx, id: string, lines: readonly LineScript[]): Promise<void> {
  const [[job], before, [asset]] = await ctx.read([jobById, linesOfJob, assetsOfJob], { id })
  if (!job) throw new Error('The job is gone')
  const needs = needsOf(job, ctx.shop)
  const form = checkForm(UpdateJob, {
    ...{
      customer: job.customerId,
      title: job.title,
      dueOn: job.dueOn ?? '',
      pieces: String(job.pieces ?? ''),
      advisor: job.advisorId ?? '',
    },
    ...{ poNumber: job.poNumber ?? '', publicNote: job.publicNote, internalNote: job.internalNote, asset: asset?.id ?? '' },
    ...{ needsProof: needs.includes('proof') ? 'on' : '', needsWork: needs.includes('work') ? 'on' : '' },
    version: String(job.version),
  })
  if (!form.ok) throw new Error(Object.values(form.errors).join(', '))
  const keyOf = (name: string) => before.find((line) => line.name === name)?.lineKey ?? ''
  const values = typedOf(script, lines).map((line) => ({ ...line, key: keyOf(line.description) }))
  await updateJob(ctx, id, form.value, values)
}

/** A script's lines as the desk types them. */
export const typedOf = (script: ShopScript, lines: readonly LineScript[]) =>
  lines.map(([description, quantity, unitPrice, more = {}]) => ({
    ...{ description, quantity: String(quantity), unitPrice, discount: '', tax: String(script.taxPpm / 10_000) },
    ...{ detail: more.note ?? '', parts: more.parts ?? '', labor: more.hours ?? '' },
  }))

async function answerAsked(ctx: CustomerCtx, id: string, said: NonNullable<AskScript['answered']>): Promise<void> {
  const { asked } = await getLinesForReader(ctx, id)
  const keyOf = (name: string) => asked.content.parts.find(({ title }) => title === name)?.key ?? name
  const no = Object.entries(said.no ?? {})
  const form = checkForm(AnswerLines, {
    ...{ edition: String(asked.request.edition), poNumber: said.po ?? '', signedName: said.name },
    answers: Object.fromEntries([
      ...said.yes.map((name) => [keyOf(name), 'approved']),
      ...no.map(([name]) => [keyOf(name), 'declined']),
    ]),
    comments: Object.fromEntries(no.map(([name, why]) => [keyOf(name), why])),
  })
  if (!form.ok) throw new Error(Object.values(form.errors).join(', '))
  const answered = await answerLines(ctx, id, form.value)
  if ('errors' in answered) throw new Error(Object.values(answered.errors).join(', '))
}

/** A spending limit from its proposal to its acceptance. */
export function limitSteps(stage: Stage, limit: LimitScript): Step[] {
  const { team, calendar, boss } = stage
  const customerId = () => known(stage, limit.customer)
  const proposedAt = calendar.at(limit.day, 1)
  const at = calendar.at(limit.accepted.day, 2)
  const accept = async (ctx: CustomerCtx) => {
    const [[row]] = await ctx.read([limitsOfCustomer], { id: customerId() })
    const form = checkForm(AnswerLimit, { edition: '1', answer: 'approved', signedName: limit.accepted.name })
    if (!row || !form.ok) throw new Error('There is no limit to accept')
    await answerLimit(ctx, row.id, form.value)
  }
  return [
    {
      at: proposedAt,
      run: async () => {
        const ctx = team.at(boss, proposedAt)
        await ctx.read([])
        await proposeLimit(ctx, customerId(), limit)
      },
    },
    { at, run: () => team.visit(limit.accepted.by, at, accept) },
  ]
}
