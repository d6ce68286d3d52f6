import * as v from 'valibot'
import { Version } from '#lib/fields.ts'
import { type FormState, fieldError, type Parsed } from '#lib/form.ts'
import { formatMoney, parseMoney, parsePercent } from '#lib/money.ts'
import { allocate } from '#lib/rounding.ts'
import { addDays, isDay } from '#lib/time.ts'
import { evenParts, type Instalment } from './instalment-rules.ts'
import { planWords as words } from './plan-words.ts'
import { leastOnline } from './rules.ts'

export const mostSteps = 12
export const splits = ['halves', 'thirds', 'deposit'] as const
export type Split = (typeof splits)[number]

/** The ways to set a plan: split by a rule, row by row, or none any more. */
export const kinds = ['split', 'rows', 'none'] as const
const texts = v.fallback(v.array(v.pipe(v.string(), v.trim(), v.maxLength(40))), [])
const PlanForm = v.object({
  version: Version,
  kind: v.picklist(kinds),
  split: v.fallback(v.picklist(splits), 'halves'),
  percent: v.fallback(v.pipe(v.string(), v.trim()), ''),
  firstOn: v.fallback(v.pipe(v.string(), v.trim()), ''),
  every: v.fallback(v.pipe(v.string(), v.trim()), ''),
  day: texts,
  amount: texts,
})
export interface Plan {
  readonly version: number
  readonly steps: readonly Instalment[]
}

interface Sum {
  readonly totalMinor: number
  readonly currency: string
  readonly locale: string
}

/** A plan as it was typed, for an invoice that comes to so much; its steps sum to exactly that. */
export function parsePlan(raw: Record<string, unknown>, values: FormState['values'], sum: Sum): Parsed<Plan> {
  const form = v.safeParse(PlanForm, { ...raw, day: raw['day[]'], amount: raw['amount[]'] })
  if (!form.success) return fieldError(values, 'form', words.wrong.form)
  const { version, kind } = form.output
  if (kind === 'none') return { ok: true, value: { version, steps: [] } }
  const found = kind === 'split' ? splitSteps(form.output, sum) : typedSteps(form.output, sum)
  if ('wrong' in found) return fieldError(values, found.field, found.wrong)
  const small = found.steps.some(({ amountMinor }) => amountMinor < leastOnline(sum.currency))
  return small ? fieldError(values, 'form', words.wrong.small) : { ok: true, value: { version, steps: found.steps } }
}

type Found = { readonly steps: readonly Instalment[] } | { readonly field: string; readonly wrong: string }
type Typed = v.InferOutput<typeof PlanForm>

function splitSteps({ split, percent, firstOn, every }: Typed, { totalMinor }: Sum): Found {
  const days = every === '' ? 30 : Number(every)
  const ppm = parsePercent(percent)
  if (!isDay(firstOn)) return { field: 'firstOn', wrong: words.wrong.day }
  if (!Number.isInteger(days) || days < 1 || days > 365) return { field: 'every', wrong: words.wrong.every }
  if (split === 'deposit' && (!ppm || ppm >= 1_000_000)) return { field: 'percent', wrong: words.wrong.percent }
  const amounts =
    split === 'deposit'
      ? allocate(totalMinor, [ppm ?? 0, 1_000_000 - (ppm ?? 0)])
      : evenParts(totalMinor, split === 'halves' ? 2 : 3)
  return { steps: amounts.map((amountMinor, position) => ({ position, dueOn: addDays(firstOn, position * days), amountMinor })) }
}

function typedSteps({ day, amount }: Typed, { totalMinor, currency, locale }: Sum): Found {
  const rows = day.map((dueOn, i) => ({ dueOn, amount: amount[i] ?? '' })).filter((row) => row.dueOn !== '' || row.amount !== '')
  const steps = rows.map((row, position) => ({ position, dueOn: row.dueOn, amountMinor: parseMoney(row.amount, currency) ?? 0 }))
  const money = (minor: number) => formatMoney(minor, currency, locale)
  const sum = steps.reduce((total, { amountMinor }) => total + amountMinor, 0)
  const wrong = (text: string): Found => ({ field: 'form', wrong: text })
  if (steps.length < 2) return wrong(words.wrong.few)
  if (steps.length > mostSteps) return wrong(words.wrong.many(mostSteps))
  if (steps.some(({ dueOn, amountMinor }) => !isDay(dueOn) || amountMinor <= 0)) return wrong(words.wrong.row)
  if (steps.some(({ dueOn }, i) => i > 0 && dueOn <= (steps[i - 1]?.dueOn ?? ''))) return wrong(words.wrong.order)
  return sum === totalMinor ? { steps } : wrong(words.wrong.sum(money(sum), money(totalMinor)))
}
