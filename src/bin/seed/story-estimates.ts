import type { CustomerCtx, StaffCtx } from '#context.ts'
import { createEstimate, updateEstimate } from '#features/estimates/actions.ts'
import { AnswerEstimate, answerEstimate } from '#features/estimates/answer-actions.ts'
import type { EstimateInput } from '#features/estimates/form.ts'
import { getEstimate, getEstimateForReader } from '#features/estimates/read.ts'
import { type Tier, tierKeys } from '#features/estimates/rules.ts'
import { sendEstimate } from '#features/estimates/send-actions.ts'
import { checkForm } from '#lib/form.ts'
import { parseMoney } from '#lib/money.ts'
import { parseShare } from '#lib/share.ts'
import type { EstimateScript } from './script.ts'
import { known, type Stage, type Step } from './stage.ts'
import { estimateFrom } from './story-requests.ts'

/** An estimate from its draft to what was said to it. */
export function estimateSteps(stage: Stage, estimate: EstimateScript, key: string): Step[] {
  const { team, calendar, ids } = stage
  const at = (day: number, turn: number) => calendar.at(day, turn)
  const desk = async (now: number) => {
    const ctx = team.at(estimate.by, now)
    await ctx.read([])
    return ctx
  }
  const made = at(estimate.day, 5)
  const steps: Step[] = [{ at: made, run: async () => void ids.set(key, await make(stage, await desk(made), estimate)) }]
  const { sent, answered } = estimate
  if (sent !== undefined) steps.push({ at: at(sent, 6), run: async () => send(await desk(at(sent, 6)), known(stage, key)) })
  if (answered) {
    const when = at(answered.day, 7)
    steps.push({ at: when, run: () => team.visit(answered.by, when, (ctx) => answer(ctx, known(stage, key), answered)) })
  }
  return steps
}

async function make(stage: Stage, ctx: StaffCtx, estimate: EstimateScript): Promise<string> {
  const { script, calendar } = stage
  const { title, note = '', day, holds = day + 14, ways = [], deposit, discount, lines } = estimate
  const none = { ppm: 0, minor: 0 }
  const input: EstimateInput = {
    ...{ customer: known(stage, estimate.customer), title, note, assetId: null, version: 0 },
    validUntilOn: calendar.on(holds),
    tiers: ways.map(([name, what, isSuggested = false], i): Tier => ({ key: tierKeys[i] ?? 'c', name, what, isSuggested })),
    discount: parseShare(discount, script.currency) ?? none,
    deposit: parseShare(deposit, script.currency) ?? none,
    lines: lines.map(([text, price, part, detail = '']) => ({
      ...{ text, detail, quantity: 1_000, unitPriceMinor: parseMoney(price, script.currency) ?? 0, discountPpm: 0 },
      ...{ taxPpm: script.taxPpm, partsMinor: null, laborMilli: null },
      ...{ tierKey: part === 'addon' ? null : (part ?? null), isOptional: part === 'addon' },
    })),
  }
  if (!estimate.isAsked) return createEstimate(ctx, input)
  const id = await estimateFrom(stage, ctx, estimate.customer, title)
  const record = await getEstimate(ctx, id)
  await updateEstimate(ctx, record.estimate, record.lines, { ...input, version: record.estimate.version })
  return id
}

async function send(ctx: StaffCtx, id: string): Promise<void> {
  const record = await getEstimate(ctx, id)
  await sendEstimate(ctx, record, { version: record.estimate.version, isQuiet: false })
}

async function answer(ctx: CustomerCtx, id: string, said: NonNullable<EstimateScript['answered']>): Promise<void> {
  const { asked } = await getEstimateForReader(ctx, id)
  const keys = (said.choice?.addOns ?? []).map((name) => asked.content.parts.find(({ title }) => title === name)?.key ?? name)
  const form = checkForm(AnswerEstimate, {
    ...{ edition: String(asked.request.edition), answer: said.choice ? 'approved' : 'declined', tier: said.choice?.tier ?? '' },
    ...{ addOns: keys, signedName: said.name, note: said.why ?? '' },
  })
  if (!form.ok) throw new Error(Object.values(form.errors).join(', '))
  const answered = await answerEstimate(ctx, id, form.value)
  if ('errors' in answered) throw new Error(Object.values(answered.errors).join(', '))
}
