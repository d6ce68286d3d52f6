import * as v from 'valibot'
import type { Profile } from '#features/settings/rules.ts'
import { checkForm, type Parsed } from '#lib/form.ts'
import { isDay } from '#lib/time.ts'
import { desk } from './desk-words.ts'
import { type AssetKind, type AssetState, assetKinds, assetStates, hasVinShape, type OwnValues, tidyVin } from './rules.ts'
import { type AssetSettings, assetSettings, type OwnField, ownFieldsOf } from './settings.ts'
import { assetWords as words } from './words.ts'

/** What a form says of a thing. Customers say nothing of the next service: the shop plans it. */
export interface AssetInput {
  readonly kind: AssetKind
  readonly name: string
  readonly unitNumber: string | null
  readonly plate: string | null
  readonly vin: string | null
  readonly year: number | null
  readonly make: string | null
  readonly model: string | null
  readonly state: AssetState
  readonly depot: string | null
  readonly serviceDueOn?: string | null
  readonly serviceDueAt?: number | null
  readonly own: OwnValues
}
export type Typist = 'staff' | 'customer'
type Raw = Readonly<Record<string, unknown>>

const tidy = (text: string) =>
  text
    .normalize('NFC')
    .replace(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .trim()
const MaybeText = (max: number) =>
  v.pipe(
    v.optional(v.string(), ''),
    v.transform(tidy),
    v.maxLength(max, () => words.wrong.long(max)),
    v.transform((text) => text || null),
  )
const MaybeDay = v.pipe(
  v.optional(v.string(), ''),
  v.check(
    (text) => text === '' || isDay(text),
    () => words.wrong.day,
  ),
  v.transform((text) => text || null),
)
/** Whole miles or kilometers, also with their thousands parted. */
export const Distance = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text.replace(/[\s,.'’]/g, '')),
  v.regex(/^\d{0,8}$/, () => words.wrong.odometer),
  v.transform((text) => (text === '' ? null : Number(text))),
)

const fields = {
  kind: v.picklist(assetKinds, () => words.wrong.kind),
  assetName: v.pipe(
    v.string(() => words.wrong.name),
    v.transform(tidy),
    v.minLength(1, () => words.wrong.name),
    v.maxLength(80, () => words.wrong.long(80)),
  ),
  unitNumber: MaybeText(40),
  plate: MaybeText(20),
  vin: v.pipe(
    MaybeText(40),
    v.transform((text) => (text === null ? null : tidyVin(text) || null)),
  ),
  vinAnyway: v.optional(v.string(), ''),
  year: v.pipe(
    MaybeText(4),
    v.check(
      (text) => text === null || /^(?:19|20)\d\d$/.test(text),
      () => words.wrong.year,
    ),
    v.transform((text) => (text === null ? null : Number(text))),
  ),
  make: MaybeText(60),
  model: MaybeText(60),
  state: v.picklist(assetStates, () => words.wrong.state),
  depot: MaybeText(60),
}
const planned = { serviceDueOn: MaybeDay, serviceDueAt: Distance }
const Said = v.object(fields)
const SaidByStaff = v.object({ ...fields, ...planned })

/** How the fields of the shop's own are called in a form. */
export const ownName = (key: string) => `own_${key}`

/** Reads the form of a thing; what this typist may not say stays as `kept` has it. */
export function readAsset(raw: Raw, shop: Profile, by: Typist, kept: OwnValues = {}): Parsed<AssetInput> {
  const settings = assetSettings(shop)
  const said = by === 'staff' ? checkForm(SaidByStaff, raw) : checkForm(Said, raw)
  const kind = assetKinds.find((one) => one === raw['kind']) ?? 'vehicle'
  const own = readOwn(raw, ownFieldsOf(settings, kind, by === 'customer'), kept)
  const values = textsIn(raw)
  const isOdd = said.ok && isOddVin(said.value, settings)
  const errors = { ...(said.ok ? {} : said.errors), ...own.errors, ...(isOdd ? { vin: words.wrong.vin } : {}) }
  if (!said.ok || Object.keys(errors).length > 0) return { ok: false, errors, values }
  const { assetName: name, vinAnyway: _, ...rest } = said.value
  return { ok: true, value: { ...rest, name, own: own.values } }
}

function isOddVin({ kind, vin, year, vinAnyway }: v.InferOutput<typeof Said>, { takesOddVins }: AssetSettings): boolean {
  if (kind !== 'vehicle' || vin === null || hasVinShape(vin, year)) return false
  return !(takesOddVins && vinAnyway !== '')
}

const textsIn = (raw: Raw) =>
  Object.fromEntries(Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))

function readOwn(
  raw: Raw,
  shown: readonly OwnField[],
  kept: OwnValues,
): { readonly values: OwnValues; readonly errors: Record<string, string> } {
  const values: Record<string, string> = { ...kept }
  const errors: Record<string, string> = {}
  for (const field of shown) {
    const typed = raw[ownName(field.key)]
    const text = typeof typed === 'string' ? tidy(typed) : ''
    const problem = text === '' ? undefined : problemOf(field, text, kept[field.key])
    if (problem) errors[ownName(field.key)] = problem
    if (text === '') delete values[field.key]
    else values[field.key] = text
  }
  return { values, errors }
}

/** What was kept before the shop changed its field may stay. */
function problemOf({ kind, options }: OwnField, text: string, was: string | undefined): string | undefined {
  if (text === was) return undefined
  switch (kind) {
    case 'text':
      return text.length > 200 ? words.wrong.long(200) : undefined
    case 'number':
      return /^[-−]?\d{1,12}(?:[.,]\d{1,6})?$/.test(text) ? undefined : words.wrong.number
    case 'day':
      return isDay(text) ? undefined : words.wrong.day
    case 'choice':
      return options.includes(text) ? undefined : words.wrong.choice
  }
}

/** A thing as its form holds it. */
export function valuesOf(asset: AssetInput): Record<string, string> {
  const { kind, name, unitNumber, plate, vin, year, make, model, state, depot, serviceDueOn, serviceDueAt, own } = asset
  const texts = { unitNumber, plate, vin, make, model, depot, year, serviceDueOn, serviceDueAt }
  return {
    ...{ kind, state, assetName: name },
    ...Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, String(value ?? '')])),
    ...Object.fromEntries(Object.entries(own).map(([key, value]) => [ownName(key), value])),
  }
}

/** What each field of this typist's form is called, for telling what somebody else changed meanwhile. */
export function labelsOf(shop: Profile, by: Typist): Record<string, string> {
  const { vinAnyway: _, odometer: __, serviceDue: ___, ...labels } = words.fields
  const { serviceDueOn, serviceDueAt } = desk.labels
  const own = assetSettings(shop).fields.filter((field) => by === 'staff' || field.isForCustomer)
  return {
    ...labels,
    ...(by === 'staff' ? { serviceDueOn, serviceDueAt } : {}),
    ...Object.fromEntries(own.map(({ key, label }) => [ownName(key), label])),
  }
}
