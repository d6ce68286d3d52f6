import { decimalOf, formatMoney, maxMinor, parseMoney, parsePercent, parseQuantity, percentOf } from '#lib/money.ts'
import type { LineField, LineValues, NoteField } from '#ui/lines-editor.tsx'
import { desk } from './desk-words.ts'
import { grossOf, type Line, type TypedLine, textOf, totalOf } from './rules.ts'

const { wrong } = desk
const maxLines = 200
const maxText = 500

type TypedValues = Required<Omit<LineValues, 'key'>> & Pick<LineValues, 'key'>

/** The lines among the texts of a form, as typed; blank ones, which stand there for those without script, are left out. */
export function typedLines(texts: Readonly<Record<string, string>>): TypedValues[] {
  const count = Object.keys(texts).filter((name) => name.startsWith('description[].')).length
  return Array.from({ length: count }, (_, i) => {
    const at = (field: LineField | NoteField) => (texts[`${field}[].${i}`] ?? '').replace(/\s+/g, ' ').trim()
    const [description, quantity, unitPrice] = [at('description'), at('quantity'), at('unitPrice')]
    const notes = { detail: at('detail'), parts: at('parts'), labor: at('labor'), part: at('part'), key: texts[`key[].${i}`] }
    return { description, quantity, unitPrice, discount: at('discount'), tax: at('tax'), ...notes }
  }).filter(({ description, unitPrice }) => description !== '' || unitPrice !== '')
}

interface Checked {
  readonly lines: readonly TypedLine[]
  /** By the name of the field in the editor: `quantity[].0`. */
  readonly errors: Readonly<Record<string, string>>
}

/** What was typed as numbers of that currency, with a sentence for each field that cannot be one. A blank price is 0, unless needed. */
export function checkLines(values: readonly LineValues[], currency: string, price: 'needed' | 'later' = 'later'): Checked {
  if (values.length > maxLines) return { lines: [], errors: { form: wrong.tooMany } }
  const errors: Record<string, string> = {}
  const lines = values.flatMap((value, i) => {
    const typed = price === 'later' && value.unitPrice === '' ? { ...value, unitPrice: '0' } : value
    return checkLine(typed, currency, (field, sentence) => (errors[`${field}[].${i}`] = sentence)) ?? []
  })
  if (totalOf(lines) === undefined) errors['form'] = wrong.total
  return { lines, errors }
}

function checkLine(
  value: LineValues,
  currency: string,
  say: (field: LineField, sentence: string) => void,
): TypedLine | undefined {
  const quantity = parseQuantity(value.quantity)
  const unitPriceMinor = parseMoney(value.unitPrice, currency)
  const discountPpm = parsePercent(value.discount || '0')
  const taxPpm = parsePercent(value.tax || '0')
  if (value.description === '') say('description', wrong.description)
  if (value.description.length > maxText) say('description', wrong.tooLong)
  if (quantity === undefined) say('quantity', wrong.quantity)
  if (unitPriceMinor === undefined) say('unitPrice', wrong.price)
  if (discountPpm === undefined) say('discount', wrong.percent)
  if (taxPpm === undefined) say('tax', wrong.percent)
  if (quantity === undefined || unitPriceMinor === undefined || discountPpm === undefined || taxPpm === undefined)
    return undefined
  if (grossOf({ quantity, unitPriceMinor }) > maxMinor) {
    say('unitPrice', wrong.most(formatMoney(maxMinor, currency, 'en-US')))
    return undefined
  }
  return { text: value.description, quantity, unitPriceMinor, discountPpm, taxPpm }
}

/** Thousandths as they are typed: 2500 is "2.5". */
export const quantityText = (thousandths: number) => (thousandths / 1000).toFixed(3).replace(/\.?0+$/, '')

/** Kept lines as the editor shows them. */
export function lineValues(lines: readonly Line[], currency: string): LineValues[] {
  return lines.map((line) => ({
    description: textOf(line),
    quantity: quantityText(line.quantity),
    unitPrice: decimalOf(line.unitPriceMinor, currency),
    discount: line.discountPpm ? percentOf(line.discountPpm) : '',
    tax: percentOf(line.taxPpm),
  }))
}
