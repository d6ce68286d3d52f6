import { keyedLines, type Line, type TypedLine, textOf } from '#features/invoices/rules.ts'
import { checkLines, lineValues, quantityText } from '#features/invoices/typed-lines.ts'
import { decimalOf, parseMoney, parseQuantity } from '#lib/money.ts'
import type { LineValues } from '#ui/lines-editor.tsx'

/** A line of a job: a priced one with what of it is parts and labor. */
export interface WorkLine extends Line {
  readonly partsMinor: number | null
  readonly laborMilli: number | null
}
interface TypedWork extends TypedLine {
  readonly detail: string
  readonly partsMinor: number | null
  readonly laborMilli: number | null
}
interface Checked {
  readonly lines: readonly TypedWork[]
  readonly errors: Readonly<Record<string, string>>
}
const maxText = 500

/** The same as `checkLines`, with the note, the parts and the hours of each line. */
export function checkWork(values: readonly LineValues[], currency: string): Checked {
  const priced = checkLines(values, currency)
  const errors: Record<string, string> = { ...priced.errors }
  const notes = values.map(({ detail = '', parts, labor, key }, i) => {
    const partsMinor = parts ? parseMoney(parts, currency) : null
    const laborMilli = labor ? parseQuantity(labor) : null
    if (detail.length > maxText) errors[`detail[].${i}`] = `Keep this under ${maxText} characters`
    if (partsMinor === undefined) errors[`parts[].${i}`] = 'Type an amount, or leave it empty'
    if (laborMilli === undefined) errors[`labor[].${i}`] = 'Type hours, like 0.5, or leave it empty'
    return { detail, partsMinor: partsMinor ?? null, laborMilli: laborMilli ?? null, key }
  })
  // Lines that are wrong are left out of the priced ones, so only a whole form has each note in its place.
  const isWhole = priced.lines.length === values.length
  const none = { detail: '', partsMinor: null, laborMilli: null }
  return { lines: priced.lines.map((line, i) => ({ ...line, ...none, ...(isWhole ? notes[i] : {}) })), errors }
}

/** Typed lines as the job's own: each stays the line it was, so that what was decided about it follows it. */
export function keptLines(
  typed: readonly TypedWork[],
  before: readonly Line[],
  taxName: string,
  newKey: () => string,
): WorkLine[] {
  const texts = typed.map(({ text, detail, partsMinor, laborMilli, ...rest }) => ({
    ...rest,
    text: textOf({ name: text, detail }),
  }))
  return keyedLines(texts, before, () => taxName, newKey).map((line, i) => {
    const { text: name = line.name, detail = '', partsMinor = null, laborMilli = null } = typed[i] ?? {}
    // A form that knows no notes sends name and note as one text, and changes neither.
    const isWhole = detail === '' && name === textOf(line)
    return { ...line, ...(isWhole ? {} : { name, detail }), partsMinor, laborMilli }
  })
}

/** Kept lines as the editor of a job shows them. */
export function workValues(lines: readonly WorkLine[], currency: string): LineValues[] {
  return lineValues(lines, currency).map((values, i) => {
    const { name = '', detail = '', lineKey, partsMinor = null, laborMilli = null } = lines[i] ?? {}
    const parts = partsMinor === null ? '' : decimalOf(partsMinor, currency)
    return {
      ...values,
      description: name,
      detail,
      key: lineKey,
      parts,
      labor: laborMilli === null ? '' : quantityText(laborMilli),
    }
  })
}

/** Whether it is the same work at the same prices: what a customer would be asked about, in whatever order. */
export function isSameWork(now: readonly WorkLine[], before: readonly WorkLine[]): boolean {
  const texts = (lines: readonly WorkLine[]) => lines.map(contentText).sort().join('\n')
  return texts(now) === texts(before)
}
const contentText = (line: WorkLine) =>
  JSON.stringify([
    ...[line.lineKey, line.name, line.detail, line.quantity, line.unitPriceMinor, line.discountPpm, line.taxPpm],
    ...[line.partsMinor, line.laborMilli],
  ])
