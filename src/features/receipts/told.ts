import { titleText } from '#features/approvals/left-words.ts'
import type { Answer, Door, RecordKind } from '#features/approvals/rules.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import { countOf, type Receipt } from './receipt.ts'
import { spanish } from './told-es.ts'

type Told = Pick<Receipt, 'kind' | 'outcome' | 'title' | 'parts' | 'payload' | 'body'>
type Outcome = Receipt['outcome']
interface Count {
  readonly n: number
  readonly answer: Answer
}
interface Round {
  readonly outcome: Outcome
  readonly door: Door
  readonly name: string | undefined
  /** "5 lines approved, 2 declined", where that says more. */
  readonly tally?: string | undefined
}

const nouns: Readonly<Record<RecordKind, readonly [one: string, many: string]>> = {
  proof: ['design', 'designs'],
  work: ['line', 'lines'],
  estimate: ['line', 'lines'],
  limit: ['limit', 'limits'],
  override: ['part', 'parts'],
}
const answers: Readonly<Record<Answer, string>> = { approved: 'approved', changes: 'to be changed', declined: 'declined' }

const en = {
  ways: {
    portal: '',
    link: '',
    forward: 'by a link that was passed on',
    phone: 'by phone',
    text: 'by text message',
    in_person: 'in person',
    limit: 'under the spending limit',
    desk: 'at the desk',
  } satisfies Record<Door, string>,
  tally: (kind: RecordKind, counts: readonly Count[]) =>
    counts.map(({ n, answer }, i) => `${i === 0 ? `${n} ${nouns[kind][n === 1 ? 0 : 1]}` : n} ${answers[answer]}`).join(', '),
  headings: {
    approved: (title: string) => `Approved: ${title}`,
    mixed: (title: string) => `Answered: ${title}`,
    changes_requested: (title: string) => `Changes asked for: ${title}`,
    declined: (title: string) => `Declined: ${title}`,
    overridden: (title: string) => `Let into production without approval: ${title}`,
  } satisfies Record<Outcome, unknown>,
  somebody: 'Somebody',
  verbs: {
    approved: 'approved',
    mixed: 'answered',
    changes_requested: 'asked for changes to',
    declined: 'declined',
    overridden: 'let into production without approval:',
  } satisfies Record<Outcome, string>,
  done: {
    approved: 'Approved',
    mixed: 'Partly approved',
    changes_requested: 'Changes asked for',
    declined: 'Declined',
    overridden: 'Let into production without approval',
  } satisfies Record<Outcome, string>,
  by: (what: string, name: string) => `${what} by ${name}`,
}
export type ToldWords = Words<typeof en>

const words = inLanguages({ en, es: spanish })

/** How an answer came that did not come by the portal itself: it reads as such wherever it is told. */
export const wayOf = (door: Door) => words.ways[door]

/** "5 lines approved, 2 declined". */
export function tallyOf(receipt: Pick<Receipt, 'kind' | 'parts'>): string {
  const counts = (['approved', 'changes', 'declined'] as const).map((answer) => ({ n: countOf(receipt, answer), answer }))
  return words.tally(
    receipt.kind,
    counts.filter(({ n }) => n > 0),
  )
}

export const headingOf = ({ outcome, title }: Pick<Told, 'outcome' | 'title'>) => words.headings[outcome](titleText(title))

/** "Dana approved Spring crew polos, by phone"; lines say how many. */
export function sentenceOf(told: Told): string {
  const { kind, outcome, payload, body } = told
  const title = titleText(told.title)
  const way = wayOf(body.door)
  const end = way ? `, ${way}` : ''
  if (kind === 'work' || kind === 'estimate') return `${capital(tallyOf(told))}: ${title}${end}`
  return `${payload?.name ?? words.somebody} ${words.verbs[outcome]} ${title}${end}`
}

/** The same where the title stands beside it: "Approved by Dana, by phone". */
export function roundOf({ outcome, door, name, tally }: Round): string {
  const what = tally ? capital(tally) : words.done[outcome]
  return [name ? words.by(what, name) : what, wayOf(door)].filter(Boolean).join(', ')
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
