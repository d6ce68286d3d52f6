import * as v from 'valibot'
import { Line, MaybeLine, MaybePhone, Text } from '#lib/fields.ts'
import type { FormState } from '#lib/form.ts'
import { isDay } from '#lib/time.ts'
import {
  type PrintedThing,
  printedAnswers,
  printedThings,
  type RequestField,
  type RequestKind,
  type RequestSettings,
  sumOfSizes,
} from './rules.ts'
import { requestWords as words } from './words.ts'

export const steps = ['what', 'details', 'contact'] as const
export type Step = (typeof steps)[number]
export const stepOf = (text: string | undefined): Step => steps.find((step) => step === text) ?? 'what'

/** What the steps of a draft said so far, as it was typed; `assets` are ids. */
export interface DraftContent {
  readonly texts: Readonly<Record<string, string>>
  readonly assets: readonly string[]
  /** Ids of uploads, held by the draft until it is sent or thrown away. */
  readonly files: readonly string[]
  readonly fromJobId?: string | undefined
  /** The title of that job, as it was when the draft began. */
  readonly fromTitle?: string | undefined
}
export const emptyDraft: DraftContent = { texts: {}, assets: [], files: [] }

/** Reads a draft's content from its row. */
export function contentOf(content: Readonly<Record<string, unknown>>): DraftContent {
  // Written by this slice alone.
  return { ...emptyDraft, ...(content as Partial<DraftContent>) }
}

/** The field that says whether something printed is still correct. */
export const printedField = (thing: PrintedThing) => `printed-${thing}` as const

/** The fields of each step. */
export const fieldsOf: Readonly<Record<Step, readonly string[]>> = {
  what: ['what', 'pieces', 'sizes'],
  details: ['notes', ...printedThings.map(printedField), 'news'],
  contact: ['name', 'company', 'email', 'phone', 'wantedOn'],
}
/** So long one text of a draft may be. */
const longest: Readonly<Record<string, number>> = { what: 120, pieces: 9, sizes: 400, notes: 4_000, news: 1_000, company: 200 }

/** What was typed into one step, cut to what can be kept: a draft keeps what is wrong as well. */
export function typedIn(step: Step, raw: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    fieldsOf[step].flatMap((name) => {
      const value = raw[name]
      return typeof value === 'string' ? [[name, value.replaceAll('\u0000', '').slice(0, longest[name] ?? 300)]] : []
    }),
  )
}

/** The ids that were ticked, at most 200. */
export function tickedAssets(raw: Readonly<Record<string, unknown>>): string[] {
  const value = raw['asset[]']
  const all = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return all.filter((one): one is string => typeof one === 'string' && /^ast_[0-9a-f]{32}$/.test(one)).slice(0, 200)
}

/** What the fields of a step are called where another tab changed them. */
export function labelsOf(step: Step, kind: RequestKind): Readonly<Record<string, string>> {
  const { field } = words
  if (step === 'what') return { what: words.what[kind], pieces: field.pieces, sizes: field.sizes }
  if (step === 'contact') return { phone: field.phone, wantedOn: field.wantedOn }
  const printed = printedThings.map((thing) => [printedField(thing), words.printed[thing]])
  return { notes: words.stepNames.details, news: words.news, ...Object.fromEntries(printed) }
}

/** What a request is checked against. */
export interface Demands {
  readonly kind: RequestKind
  readonly settings: RequestSettings
  readonly isStranger: boolean
  readonly isAgain: boolean
  /** The shop's own day. */
  readonly today: string
}

/** A request that is whole. */
export interface RequestInput {
  readonly what: string
  readonly pieces: number | null
  readonly sizes: string
  readonly notes: string
  readonly wantedOn: string | null
  readonly name: string
  readonly company: string
  readonly phone: string
  readonly stillTrue: string
}

const What = Line(() => words.wrong.what, 120)
const Pieces = v.pipe(
  MaybeLine(9),
  v.check(
    (text) => text === null || /^[1-9]\d{0,6}$/.test(text),
    () => words.wrong.pieces,
  ),
)

/** What is wrong with one step, by field. */
export function wrongIn(step: Step, texts: Readonly<Record<string, string>>, demands: Demands): FormState['errors'] {
  const check = { what: wrongWhat, details: wrongDetails, contact: wrongContact }[step]
  return Object.fromEntries(check(texts, demands).filter((one): one is [string, string] => one[1] !== undefined))
}
type Wrong = [field: string, sentence: string | undefined]

function wrongWhat(texts: Readonly<Record<string, string>>, demands: Demands): Wrong[] {
  const what: Wrong = ['what', problemOf(What, texts['what'])]
  if (demands.kind === 'service') return [what]
  const { pieces = '', sizes = '' } = texts
  const sum = sumOfSizes(sizes)
  const isOff = sum !== undefined && /^\d+$/.test(pieces.trim()) && sum !== Number(pieces)
  return [
    what,
    ['pieces', problemOf(Pieces, pieces) ?? missing('pieces', texts, demands)],
    ['sizes', isOff ? words.wrong.sizes(sum, Number(pieces)) : missing('sizes', texts, demands)],
  ]
}

function wrongDetails(texts: Readonly<Record<string, string>>, demands: Demands): Wrong[] {
  const notes: Wrong = ['notes', problemOf(Text(4_000), texts['notes'])]
  if (!demands.isAgain) return [notes]
  const said = printedThings.map((thing) => printedAnswers.find((answer) => answer === texts[printedField(thing)]))
  const isChanged = said.includes('changed')
  return [
    notes,
    ...printedThings.map(
      (thing, i): Wrong => [printedField(thing), said[i] ? undefined : words.wrong.printed(words.printed[thing])],
    ),
    ['news', isChanged && (texts['news'] ?? '').trim() === '' ? words.wrong.news : undefined],
  ]
}

function wrongContact(texts: Readonly<Record<string, string>>, demands: Demands): Wrong[] {
  const day = (texts['wantedOn'] ?? '').trim()
  const wrongDay =
    day === '' ? undefined : !isDay(day) ? words.wrong.missing.wantedOn : day < demands.today ? words.wrong.past : undefined
  return [
    ['phone', problemOf(MaybePhone, texts['phone']) ?? missing('phone', texts, demands)],
    ['wantedOn', wrongDay ?? missing('wantedOn', texts, demands)],
    ...(demands.isStranger
      ? ([
          ['name', problemOf(Line(words.wrong.name, 120), texts['name'])],
          ['company', problemOf(MaybeLine(200), texts['company']) ?? missing('company', texts, demands)],
        ] satisfies Wrong[])
      : []),
  ]
}

function missing(field: RequestField, texts: Readonly<Record<string, string>>, { settings }: Demands): string | undefined {
  const isEmpty = (texts[field] ?? '').trim() === ''
  return isEmpty && settings.required.includes(field) ? words.wrong.missing[field] : undefined
}

function problemOf(schema: v.GenericSchema<unknown, unknown>, value: string | undefined): string | undefined {
  return v.safeParse(schema, value ?? '').issues?.[0].message
}

/** The first step that is not whole, with what is wrong there; or else the request. */
export function checkDraft(
  { texts }: DraftContent,
  demands: Demands,
): { readonly wrong: Step; readonly errors: FormState['errors'] } | RequestInput {
  for (const step of steps) {
    const errors = wrongIn(step, texts, demands)
    if (Object.keys(errors).length > 0) return { wrong: step, errors }
  }
  const tidy = (name: string) => v.parse(Text(4_000), texts[name] ?? '')
  const isQuote = demands.kind === 'quote'
  return {
    ...{ what: tidy('what'), notes: tidy('notes'), phone: tidy('phone'), wantedOn: tidy('wantedOn') || null },
    ...{ pieces: isQuote && tidy('pieces') ? Number(tidy('pieces')) : null, sizes: isQuote ? tidy('sizes') : '' },
    ...{ name: tidy('name'), company: tidy('company') },
    stillTrue: demands.isAgain ? JSON.stringify(stillTrueIn(tidy)) : '',
  }
}

function stillTrueIn(tidy: (name: string) => string): Record<string, string> {
  const said = printedThings.map((thing) => [thing, tidy(printedField(thing))] as const)
  return Object.fromEntries([...said, ['news', tidy('news')] as const].filter(([, text]) => text !== ''))
}
