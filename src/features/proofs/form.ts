import type { Context } from 'hono'
import * as v from 'valibot'
import { Line, List, Text, Version } from '#lib/fields.ts'
import { checkForm, type Parsed, readFields, textsOf } from '#lib/form.ts'
import { instantOf, isDay, isTime } from '#lib/time.ts'
import { proofRules, sizeGridFrom, swatchesFrom } from './rules.ts'

const FileId = v.pipe(v.string(), v.regex(/^fil_[0-9a-f]{32}$/))
const mostDesigns = 30

const SaveProof = v.object({
  version: Version,
  title: Line('Type what this proof is for', 120),
  rule: v.picklist(proofRules, 'Choose what must be approved'),
  note: Text(2_000),
  files: List(FileId, mostDesigns),
})
const TypedDesign = v.object({
  title: Line('Give this design a name', 80),
  placement: Text(120),
  size: Text(80),
  swatches: v.pipe(
    Text(2_000),
    v.transform(swatchesFrom),
    v.maxLength(40, 'List at most 40 colors'),
    v.check((all) => all.every(({ name }) => name.length <= 60), 'Keep each color under 60 characters'),
  ),
  sizeGrid: v.pipe(
    Text(500),
    v.transform((text) => sizeGridFrom(text) ?? null),
    v.check((grid) => grid !== null, 'Write sizes with their counts, like S 4, M 12, XL 20'),
    v.transform((grid) => grid ?? []),
  ),
  note: Text(2_000),
  /** Uploaded in place of what the design showed. */
  artwork: List(FileId, 1),
})
export type TypedDesign = v.InferOutput<typeof TypedDesign>
export type TypedProof = v.InferOutput<typeof SaveProof> & { readonly designs: ReadonlyMap<string, TypedDesign> }

/** What stands in the field of one design: its name tells which. */
export const designField = (name: keyof TypedDesign, designKey: string) => `${name}-${designKey}`

/** The editor's form: the proof itself, and each of its designs by its key. */
export async function parseProof(c: Context): Promise<Parsed<TypedProof>> {
  const raw = await readFields(c)
  const keys = listOf(raw['design[]']).slice(0, mostDesigns)
  const proof = checkForm(SaveProof, { ...raw, files: raw['file[]'] ?? [] })
  const typed = keys.map((key) => [key, checkForm(TypedDesign, designIn(raw, key))] as const)
  const errors = { ...(proof.ok ? {} : proof.errors) }
  const designs = new Map<string, TypedDesign>()
  for (const [key, design] of typed) {
    if (design.ok) designs.set(key, design.value)
    else for (const [name, error] of Object.entries(design.errors)) errors[`${name}-${key}`] = error
  }
  if (!proof.ok || Object.keys(errors).length > 0) return { ok: false, errors, values: textsOf(raw) }
  return { ok: true, value: { ...proof.value, designs } }
}

function designIn(raw: Record<string, unknown>, key: string): Record<string, unknown> {
  const names = Object.keys(TypedDesign.entries) as (keyof TypedDesign)[] // the schema's own keys
  const fields = names.map((name) => [name, raw[designField(name, key)]] as const)
  return { ...Object.fromEntries(fields), artwork: raw[`${designField('artwork', key)}[]`] ?? [] }
}

export function listOf(value: unknown): string[] {
  const all = Array.isArray(value) ? value : [value]
  return all.filter((one): one is string => typeof one === 'string')
}

const SendProof = v.object({
  answerByOn: v.optional(v.string(), ''),
  answerByAt: v.optional(v.string(), ''),
  quiet: v.optional(v.string(), ''),
})
export interface SendProof {
  readonly answerBy: number | null
  readonly isQuiet: boolean
}

/** How the proof is to go out; the answer is due at five in the afternoon unless a time was typed. Call after the read: the shop's clock counts. */
export async function parseSending(c: Context, zone: string, now: number): Promise<Parsed<SendProof>> {
  const raw = await readFields(c)
  const form = checkForm(SendProof, raw)
  if (!form.ok) return form
  const { answerByOn, answerByAt, quiet } = form.value
  if (answerByOn === '') return { ok: true, value: { answerBy: null, isQuiet: quiet !== '' } }
  const wrong = (message: string) => ({ ok: false as const, errors: { answerByOn: message }, values: textsOf(raw) })
  const time = answerByAt || '17:00'
  if (!isDay(answerByOn) || !isTime(time)) return wrong('Choose a day and a time, or leave both empty')
  const answerBy = instantOf(answerByOn, time, zone)
  if (answerBy <= now) return wrong('Choose a time that is still to come')
  return { ok: true, value: { answerBy, isQuiet: quiet !== '' } }
}
