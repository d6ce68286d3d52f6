import type { Context } from 'hono'
import * as v from 'valibot'
import { formWords as words } from './form-words.ts'
import { isId } from './id.ts'
import { digestOf } from './token.ts'

/** What a form page shows again: a sentence beside each wrong field, and what was typed. */
export interface FormState {
  readonly errors: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, string>>
}
export type Parsed<T> = { readonly ok: true; readonly value: T } | ({ readonly ok: false } & FormState)

type FormSchema<T> = v.GenericSchema<unknown, T>
const maxFormBytes = 256 * 1024

/** Reads an urlencoded or multipart form of at most 256 kB and validates it. Repeated names end in `[]`. */
export async function parseForm<T>(c: Context, schema: FormSchema<T>): Promise<Parsed<T>> {
  const length = Number(c.req.header('content-length') ?? 0)
  if (length > maxFormBytes) return refused(() => ({ form: words.long }), {})
  const fields = await readFields(c)
  const form = checkForm(schema, fields)
  const wrong = wrongInFiles(c)
  return wrong ? refused(() => ({ ...(form.ok ? {} : form.errors), ...wrong }), textsOf(fields)) : form
}

// Told by whoever took the files out of the form, before anything read the rest of it.
const refusedFiles = new WeakMap<Request, FormState['errors']>()

/** Notes which files of a form could not be kept: a sentence for the field each came in. */
export function refuseFiles(request: Request, errors: FormState['errors']): void {
  refusedFiles.set(request, errors)
}

/** What is wrong with the files that came inside of the form; undefined where nothing is. */
export const wrongInFiles = (c: Context): FormState['errors'] | undefined => refusedFiles.get(c.req.raw)

/** The body is no form, or breaks off in the middle. */
export class UnreadableForm extends Error {}

/** Every field of the form that was sent. Throws UnreadableForm for a body that is none. */
export async function readFields(c: Context): Promise<Record<string, unknown>> {
  try {
    return await c.req.parseBody()
  } catch (cause) {
    throw new UnreadableForm('The body is not a form', { cause })
  }
}

/** How the fields begin with which somebody confirms that it is them: they say nothing about what they send. */
export const proofPrefix = 'proof_'

/** The unique mark a form was rendered with, and the SHA-256 of all it said beside that. */
export interface Command {
  readonly id: string
  readonly digest: string
}

/** The mark of the form that was sent, with the digest of its other fields but those of a confirmation on its way; undefined for a form without one. */
export async function readCommand(c: Context): Promise<Command | undefined> {
  const { command, ...fields } = await readFields(c)
  if (typeof command !== 'string' || !isId('cmd', command)) return undefined
  const own = Object.entries(fields).filter(([name]) => !name.startsWith(proofPrefix))
  const said = await Promise.all(own.map(async ([name, value]) => [name, await digestible(value)]))
  return { id: command, digest: await digestOf(JSON.stringify(said)) }
}

async function digestible(value: unknown): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map(digestible))
  return value instanceof File ? [value.name, await digestOf(await value.arrayBuffer())] : value
}

/** Validates already read fields; to a schema `lines[]` is the list `lines` or `lines[]`, as it likes. Errors join a path with dots: `lines.0.quantity`. */
export function checkForm<T>(schema: FormSchema<T>, raw: Record<string, unknown>): Parsed<T> {
  const named = Object.entries(raw).map(([name, value]) => [name.replace(/\[\]$/, ''), value])
  const check = () => v.safeParse(schema, { ...raw, ...Object.fromEntries(named) })
  const result = check()
  return result.success ? { ok: true, value: result.output } : refused(() => sentencesOf(check().issues ?? []), textsOf(raw))
}

/** A form that did not fit. Forms are often read before it is known in what language their sender reads, so its sentences are found when they are shown. */
function refused(sentences: () => FormState['errors'], values: FormState['values']): { readonly ok: false } & FormState {
  return {
    ok: false,
    get errors() {
      return sentences()
    },
    values,
  }
}

function sentencesOf(issues: readonly v.BaseIssue<unknown>[]): FormState['errors'] {
  const errors: Record<string, string> = {}
  for (const issue of issues) errors[v.getDotPath(issue) ?? 'form'] ??= sentenceOf(issue)
  return errors
}

/** What a schema says itself; where it left that to the library, whose words are for programmers, that something is missing. */
function sentenceOf({ message }: v.BaseIssue<unknown>): string {
  return /^Invalid [^:]+: Expected/.test(message) ? words.missing : message
}

/** A form that did not fit, to be shown again with these texts: its sentences are found only then. */
export const shownAgain = (form: FormState, values: FormState['values']): FormState => refused(() => form.errors, values)

/** A refusal that belongs beside one field, in the shape a failed form has. */
export function fieldError(values: FormState['values'], field: string, message: string): { readonly ok: false } & FormState {
  return { ok: false, errors: { [field]: message }, values }
}

/** Only what was typed: files are not shown again. Lists keep their place in the name: `lines[].name` stays an array joined per index. */
export function textsOf(raw: Record<string, unknown>): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(raw)) {
    if (typeof value === 'string') texts[name] = value
    else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) if (typeof item === 'string') texts[`${name}.${i}`] = item
    }
  }
  return texts
}

/** Which of the labelled fields hold something else now than what was typed; spaces around and kinds of line end do not count. */
export function changesSince(
  typed: Record<string, string>,
  now: Record<string, string>,
  labels: Record<string, string>,
): { label: string; now: string }[] {
  const clean = (text: string | undefined) => (text ?? '').replace(/\r\n?/g, '\n').trim()
  return Object.entries(labels)
    .filter(([name]) => clean(typed[name]) !== clean(now[name]))
    .map(([name, label]) => ({ label, now: clean(now[name]) }))
}
