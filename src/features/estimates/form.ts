import type { Context } from 'hono'
import * as v from 'valibot'
import { keyedLines } from '#features/invoices/rules.ts'
import { lineValues, typedLines } from '#features/invoices/typed-lines.ts'
import { checkWork } from '#features/jobs/lines.ts'
import { Line, MaybeDay, MaybeLine, Text, Version } from '#lib/fields.ts'
import { type FormState, type Parsed, parseForm, readFields, textsOf } from '#lib/form.ts'
import { parseShare, type Share } from '#lib/share.ts'
import type { LineValues } from '#ui/lines-editor.tsx'
import { desk } from './desk-words.ts'
import { type EstimateLine, type Tier, type TierKey, tierKeys, tierNames } from './rules.ts'

const { wrong } = desk

const fields = {
  customer: Line(wrong.customer),
  title: Line(wrong.title, 120),
  note: Text(2_000),
  validUntilOn: MaybeDay,
  /** How many ways to choose from: none, or two or three tiers. */
  ways: v.optional(v.picklist(['0', '2', '3'], wrong.ways), '0'),
  suggested: v.optional(v.picklist(['', ...tierKeys], wrong.ways), ''),
  /** Not `discount`: that is each line's own. */
  wholeDiscount: MaybeLine(20),
  deposit: MaybeLine(20),
  asset: MaybeLine(),
  ...Object.fromEntries(
    tierKeys.flatMap((key) => [[`name-${key}`, MaybeLine(40)] as const, [`what-${key}`, MaybeLine(300)] as const]),
  ),
}
const NewForm = v.object(fields)
const EditForm = v.object({ ...fields, version: Version })

/** An estimate as it was typed. */
export interface EstimateInput {
  readonly customer: string
  readonly title: string
  readonly note: string
  readonly validUntilOn: string | null
  readonly tiers: readonly Tier[]
  readonly discount: Share
  readonly deposit: Share
  readonly assetId: string | null
  readonly version: number
  /** Lines with the keys they had; a new one has none. */
  readonly lines: readonly TypedOffer[]
}
type TypedOffer = ReturnType<typeof checkWork>['lines'][number] & Pick<EstimateLine, 'tierKey' | 'isOptional'>

/** The form as an estimate in this currency, or what is wrong with it. A new one has version 0. */
export async function parseEstimate(c: Context, currency: string, isNew: boolean): Promise<Parsed<EstimateInput>> {
  const form = await parseForm(c, isNew ? NewForm : EditForm)
  const values = form.ok ? textsOf(await readFields(c)) : form.values
  const typed = typedLines(values)
  const { lines, errors } = checkWork(typed, currency)
  // Every field above is a text or null.
  const input: Readonly<Record<string, string | null>> = form.ok ? (form.value as Record<string, string | null>) : values
  const tiers = tiersOf(input)
  const [discount, deposit] = [parseShare(input['wholeDiscount'], currency), parseShare(input['deposit'], currency)]
  const more = {
    ...partErrors(typed, tiers),
    ...(discount ? {} : { wholeDiscount: wrong.share }),
    ...(deposit ? {} : { deposit: wrong.share }),
  }
  const all = { ...(form.ok ? {} : form.errors), ...errors, ...more }
  if (!form.ok || !discount || !deposit || Object.keys(all).length > 0) return { ok: false, errors: all, values }
  return {
    ok: true,
    value: {
      ...{ customer: input['customer'] ?? '', title: input['title'] ?? '', note: input['note'] ?? '' },
      ...{ validUntilOn: input['validUntilOn'] ?? null, tiers, discount, deposit, assetId: input['asset'] ?? null },
      version: Number(input['version'] ?? 0),
      lines: lines.map((line, i) => ({ ...line, ...placeOf(typed[i]?.part ?? '') })),
    },
  }
}

function tiersOf(input: Readonly<Record<string, string | null>>): Tier[] {
  return tierKeys.slice(0, Number(input['ways'] ?? 0)).map((key) => ({
    key,
    name: input[`name-${key}`] ?? tierNames[key],
    what: input[`what-${key}`] ?? '',
    isSuggested: input['suggested'] === key,
  }))
}

const addOn = 'addon'
/** Where lines can stand while so many ways are offered; the first is where a new one does. */
export function placesOf(ways: number, names: Readonly<Record<TierKey, string>>): { value: string; label: string }[] {
  const { a, b, c } = names
  const some = { 2: [a, b], 3: [a, b, c] }[ways] ?? []
  const pairs = ways === 3 ? [['ab', `${a} and ${b}`] as const, ['bc', `${b} and ${c}`] as const] : []
  return [
    { value: '', label: ways > 0 ? desk.places.every : desk.places.offer },
    ...some.map((label, i) => ({ value: tierKeys[i] ?? '', label: desk.places.only(label) })),
    ...pairs.map(([value, label]) => ({ value, label })),
    { value: addOn, label: desk.places.addOn },
  ]
}

function placeOf(part: string): Pick<EstimateLine, 'tierKey' | 'isOptional'> {
  return { tierKey: part === '' || part === addOn ? null : part, isOptional: part === addOn }
}
const partText = ({ tierKey, isOptional }: Pick<EstimateLine, 'tierKey' | 'isOptional'>) => (isOptional ? addOn : (tierKey ?? ''))

function partErrors(typed: readonly LineValues[], tiers: readonly Tier[]): Record<string, string> {
  const known = new Set(placesOf(tiers.length, tierNames).map(({ value }) => value))
  return Object.fromEntries(typed.flatMap(({ part = '' }, i) => (known.has(part) ? [] : [[`part[].${i}`, wrong.place]])))
}

/** Typed lines as the estimate's own: each stays the line it was. */
export function keptOffer(
  typed: readonly TypedOffer[],
  before: readonly EstimateLine[],
  taxNameOf: (ppm: number) => string,
  newKey: () => string,
): EstimateLine[] {
  const texts = typed.map(({ quantity, unitPriceMinor, discountPpm, taxPpm, text, key }) => ({
    ...{ quantity, unitPriceMinor, discountPpm, taxPpm, text, key: key ?? '' },
  }))
  return keyedLines(texts, before, taxNameOf, newKey).map((line, i) => {
    const { text: name = line.name, detail = '', tierKey = null, isOptional = false } = typed[i] ?? {}
    return { ...line, name, detail, tierKey, isOptional }
  })
}

/** Kept lines as the editor shows them, or the typed ones of a form that came back. */
export function linesShown(lines: readonly EstimateLine[], currency: string, form: FormState | undefined): LineValues[] {
  if (form) return typedLines(form.values)
  return lineValues(lines, currency).map((values, i) => {
    const line = lines[i]
    return line ? { ...values, description: line.name, detail: line.detail, key: line.lineKey, part: partText(line) } : values
  })
}
