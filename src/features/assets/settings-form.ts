import * as v from 'valibot'
import { Ticked, Version } from '#lib/fields.ts'
import { checkForm, type Parsed, textsOf } from '#lib/form.ts'
import { newKey } from '#lib/id.ts'
import { desk } from './desk-words.ts'
import { type AssetSettings, mostOwnFields, type OwnField, type OwnFieldKind, ownFieldKinds, ownFieldPlaces } from './settings.ts'

const words = desk.settings
const Switches = v.object({
  version: Version,
  customersAdd: Ticked,
  customersEdit: Ticked,
  takesOddVins: Ticked,
  mailsWarranties: Ticked,
})
type Raw = Readonly<Record<string, unknown>>

/** One row of the form: a field as it was typed. */
export interface TypedField {
  readonly key: string
  readonly label: string
  readonly kind: string
  readonly place: string
  readonly options: string
  readonly audience: string
}

/** The rows of the form as they came, one for each field and one for a new one. */
export function typedFields(raw: Raw): TypedField[] {
  const columns = {
    key: 'key',
    label: 'called',
    kind: 'holds',
    place: 'place',
    options: 'options',
    audience: 'audience',
  } as const
  const lists = Object.entries(columns).map(([name, field]) => [name, listOf(raw[`${field}[]`])] as const)
  const length = Math.min(mostOwnFields + 1, lists.find(([name]) => name === 'label')?.[1].length ?? 0)
  return Array.from({ length }, (_, i) => {
    const row = Object.fromEntries(lists.map(([name, list]) => [name, list[i] ?? '']))
    return { key: '', label: '', kind: '', place: '', options: '', audience: '', ...row }
  })
}
const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map((one) => (typeof one === 'string' ? one.trim() : ''))

/** Reads the settings form. A field keeps its key, so that what was typed into it stays with it under another name. */
export function readSettings(
  raw: Raw,
  now: AssetSettings,
): Parsed<{ readonly version: number; readonly settings: AssetSettings }> {
  const form = checkForm(Switches, raw)
  const errors: Record<string, string> = form.ok ? {} : { ...form.errors }
  const known = new Set(now.fields.map(({ key }) => key))
  const fields: OwnField[] = []
  for (const [i, typed] of typedFields(raw).entries()) {
    if (typed.label === '') continue
    const field = fieldOf(typed, known)
    const isTwice = fields.some(({ label }) => label.toLowerCase() === field.label.toLowerCase())
    if (field.label.length > 60) errors[`called-${i}`] = words.wrongLabel
    else if (isTwice) errors[`called-${i}`] = words.wrongTwice(field.label)
    else if (field.kind === 'choice' && field.options.length === 0) errors[`options-${i}`] = words.wrongOptions(field.label)
    fields.push(field)
  }
  if (!form.ok || Object.keys(errors).length > 0) return { ok: false, errors, values: textsOf({ ...raw }) }
  const { version, ...switches } = form.value
  return { ok: true, value: { version, settings: { ...switches, fields: fields.slice(0, mostOwnFields) } } }
}

function fieldOf({ key, label, kind, place, options, audience }: TypedField, known: ReadonlySet<string>): OwnField {
  const chosen: OwnFieldKind = ownFieldKinds.find((one) => one === kind) ?? 'text'
  return {
    key: known.has(key) ? key : newKey(8),
    label,
    kind: chosen,
    place: ownFieldPlaces.find((one) => one === place) ?? 'all',
    options:
      chosen === 'choice'
        ? [
            ...new Set(
              options
                .split(',')
                .map((option) => option.trim().slice(0, 60))
                .filter(Boolean),
            ),
          ].slice(0, 30)
        : [],
    isForCustomer: audience === 'customer',
  }
}
