import type { Asked } from '#features/approvals/asked.ts'
import { contentOf, type EditionContent, type EditionPart } from '#features/approvals/editions.ts'
import type { Decision } from '#features/approvals/queries.ts'
import type { RecordBody } from '#features/approvals/record.ts'
import type { Answer } from '#features/approvals/rules.ts'
import type { WorkLine } from '#features/jobs/lines.ts'
import { totalsOf } from '#lib/money.ts'
import { canonicalJson } from '#lib/sealed-record.ts'

// A type, not an interface: only then does it count as plain JSON.
export type Photo = {
  readonly file: string
  readonly alt: string
  readonly sha256: string
  /** The preview that is shown, and its hash; the photo itself where it has none. */
  readonly shown: string
  readonly shownSha256: string
}

/** A line as the customer is asked about it. */
export interface WorkPart extends EditionPart {
  readonly detail: string
  readonly quantity: number
  readonly unitPriceMinor: number
  readonly discountPpm: number
  readonly taxPpm: number
  readonly taxName: string
  readonly partsMinor: number | null
  readonly laborMilli: number | null
  readonly photos: readonly Photo[]
}

/** A job's lines as they are sent: each with what it comes to after its discount, before tax. */
export function partsOf(lines: readonly WorkLine[], photos: ReadonlyMap<string, readonly Photo[]>): WorkPart[] {
  const totals = totalsOf(lines)
  return lines.map((line, i) => ({
    ...{ key: line.lineKey, title: line.name, detail: line.detail, quantity: line.quantity },
    ...{ unitPriceMinor: line.unitPriceMinor, discountPpm: line.discountPpm, taxPpm: line.taxPpm, taxName: line.taxName },
    amountMinor: totals.lines[i]?.netMinor ?? 0,
    ...{ partsMinor: line.partsMinor, laborMilli: line.laborMilli, photos: photos.get(line.lineKey) ?? [] },
  }))
}

/** The lines of an edition of kind `work`: `partsOf` is their only writer. */
export function workParts(content: EditionContent): readonly WorkPart[] {
  return content.parts as readonly WorkPart[]
}

export const amountOf = (part: Pick<EditionPart, 'amountMinor'>) => part.amountMinor ?? 0
export const sumOf = (parts: readonly Pick<EditionPart, 'amountMinor'>[]) => parts.reduce((sum, part) => sum + amountOf(part), 0)

export type Mark = 'added' | 'price' | 'changed'
export interface Line {
  readonly part: WorkPart
  /** How it differs from what was answered before. */
  readonly mark?: Mark | undefined
  readonly wasMinor?: number | undefined
  readonly decision?: Decision | undefined
}
/** From what was answered before to what stands now; declined lines count in neither total. */
export interface Difference {
  /** When the edition before was answered last, ms. */
  readonly at: number
  readonly fromMinor: number
  readonly toMinor: number
  readonly marks: Readonly<Record<Mark | 'removed', number>>
  readonly removed: readonly WorkPart[]
}
/** A job's lines as they stand with its customer. */
export interface Standing {
  readonly open: readonly Line[]
  readonly approved: readonly Line[]
  readonly declined: readonly Line[]
  readonly difference: Difference | undefined
}

/** Sorts the lines of the edition asked about by what stands for them, and tells what is new since the last answer. */
export function standingOf(asked: Asked & { readonly content: EditionContent }): Standing {
  const before = lastAnswered(asked)
  const parts = workParts(asked.content)
  const lines = parts.map((part): Line => {
    const decision = asked.decisions.find(({ partKey }) => partKey === part.key)
    return decision ? { part, decision } : { part, ...(before ? markOf(part, before.parts) : {}) }
  })
  const having = (answer: Answer | undefined) => lines.filter(({ decision }) => decision?.answer === answer)
  const standing = { open: having(undefined), approved: having('approved'), declined: having('declined') }
  return { ...standing, difference: before && differenceOf(before, parts, keysOf(standing.declined)) }
}

interface Before {
  readonly at: number
  readonly parts: readonly WorkPart[]
  readonly declined: ReadonlySet<string>
}

/** The newest earlier edition that somebody answered, and what was declined by then. */
function lastAnswered({ records: all, editions, request }: Asked): Before | undefined {
  const records = all.filter(({ subjectId }) => subjectId === request.subjectId)
  const record = records.find(({ edition }) => edition !== null && edition < request.edition)
  const edition = editions.find(({ number }) => number === record?.edition)
  if (!record || !edition) return undefined
  const answers = new Map<string, Answer>()
  for (const { edition: number, body } of records.toReversed()) {
    if (number === null || number > edition.number) continue
    const { decisions }: RecordBody = JSON.parse(body)
    for (const { key, answer } of decisions) answers.set(key, answer)
  }
  const declined = new Set([...answers].filter(([, answer]) => answer === 'declined').map(([key]) => key))
  return { at: record.at, parts: workParts(contentOf(edition)), declined }
}

function markOf(part: WorkPart, before: readonly WorkPart[]): Pick<Line, 'mark' | 'wasMinor'> {
  const was = before.find(({ key }) => key === part.key)
  if (!was) return { mark: 'added' }
  if (was.amountMinor !== part.amountMinor) return { mark: 'price', wasMinor: amountOf(was) }
  return canonicalJson({ ...was }) === canonicalJson({ ...part }) ? {} : { mark: 'changed' }
}

const keysOf = (lines: readonly Line[]): ReadonlySet<string> => new Set(lines.map(({ part }) => part.key))

function differenceOf(before: Before, now: readonly WorkPart[], declined: ReadonlySet<string>): Difference | undefined {
  const keys = new Set(now.map(({ key }) => key))
  const removed = before.parts.filter(({ key }) => !keys.has(key))
  const marks = { added: 0, price: 0, changed: 0, removed: removed.length }
  for (const part of now) {
    const { mark } = markOf(part, before.parts)
    if (mark) marks[mark]++
  }
  if (Object.values(marks).every((count) => count === 0)) return undefined
  return {
    ...{ at: before.at, marks, removed },
    fromMinor: sumOf(before.parts.filter(({ key }) => !before.declined.has(key))),
    toMinor: sumOf(now.filter(({ key }) => !declined.has(key))),
  }
}

/** What the shop changed since it was sent, before it is sent anew: a declined line that is as it was stays declined. */
export function unsentChange(
  sent: Asked & { readonly content: EditionContent },
  now: readonly WorkPart[],
): Omit<Difference, 'at'> | undefined {
  const parts = workParts(sent.content)
  const declined = keysOf(standingOf(sent).declined)
  const still = now.filter((part) => declined.has(part.key) && !markOf(part, parts).mark)
  return differenceOf({ at: 0, parts, declined }, now, new Set(still.map(({ key }) => key)))
}

/** How the lines were answered, for one sentence. */
export interface Tally {
  readonly open: number
  readonly approved: number
  readonly declined: number
}
export const tallyOf = ({ open, approved, declined }: Standing): Tally => ({
  ...{ open: open.length, approved: approved.length, declined: declined.length },
})

/** The points to tick, each once though many jobs ask for it. */
export function pointsOf(asked: readonly { readonly content: EditionContent }[]): string[] {
  return [...new Set(asked.flatMap(({ content }) => content.checklist))]
}
