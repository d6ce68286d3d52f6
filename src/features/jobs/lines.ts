import { grossOf, type Line, type TypedLine, textOf, totalOf } from '#features/invoices/rules.ts'
import { decimalOf, maxMinor, parseMoney, parsePercent, parseQuantity, percentOf } from '#lib/money.ts'
import type { LineValues } from '#ui/lines-editor.tsx'

const maxLines = 200
const maxText = 500

/** The lines a form sent, as typed; blank ones, which stand there for those without script, are left out. */
export function typedLines(body: Readonly<Record<string, unknown>>): LineValues[] {
  const column = (name: string) => {
    const value = body[`${name}[]`]
    return Array.isArray(value) ? value.map((one) => (typeof one === 'string' ? one.replace(/\s+/g, ' ').trim() : '')) : []
  }
  const [descriptions, quantities, prices, discounts, taxes] = ['description', 'quantity', 'unitPrice', 'discount', 'tax'].map(
    column,
  )
  return (descriptions ?? [])
    .map((description, i) => ({
      description,
      quantity: quantities?.[i] ?? '',
      unitPrice: prices?.[i] ?? '',
      discount: discounts?.[i] ?? '',
      tax: taxes?.[i] ?? '',
    }))
    .filter(({ description, unitPrice }) => description !== '' || unitPrice !== '')
}

interface Checked {
  readonly lines: readonly TypedLine[]
  /** By the name of the field in the editor: `quantity[].0`. */
  readonly errors: Readonly<Record<string, string>>
}

/** What was typed as numbers of that currency, with a sentence for each field that cannot be one. */
export function checkLines(values: readonly LineValues[], currency: string): Checked {
  const errors: Record<string, string> = {}
  const lines = values.flatMap(
    (value, i) => checkLine(value, currency, (field, sentence) => (errors[`${field}[].${i}`] = sentence)) ?? [],
  )
  if (values.length > maxLines) errors['form'] = `Keep it to ${maxLines} lines.`
  else if (Object.keys(errors).length === 0 && totalOf(lines.map((line) => ({ ...line, taxName: '' }))) === undefined)
    errors['form'] = 'The lines add up to more than we can keep exactly. Lower an amount.'
  return { lines, errors }
}

function checkLine(
  value: LineValues,
  currency: string,
  wrong: (field: keyof LineValues, sentence: string) => void,
): TypedLine | undefined {
  const quantity = parseQuantity(value.quantity)
  const unitPriceMinor = parseMoney(value.unitPrice || '0', currency)
  const discountPpm = parsePercent(value.discount || '0')
  const taxPpm = parsePercent(value.tax || '0')
  if (value.description === '') wrong('description', 'Say what it is')
  if (value.description.length > maxText) wrong('description', `Keep this under ${maxText} characters`)
  if (quantity === undefined) wrong('quantity', 'Type a number above 0')
  if (unitPriceMinor === undefined) wrong('unitPrice', 'Type an amount, like 18.40')
  if (discountPpm === undefined) wrong('discount', 'Type 0 to 100')
  if (taxPpm === undefined) wrong('tax', 'Type 0 to 100')
  if (quantity === undefined || unitPriceMinor === undefined || discountPpm === undefined || taxPpm === undefined)
    return undefined
  if (grossOf({ quantity, unitPriceMinor }) > maxMinor) {
    wrong('unitPrice', 'This comes to more than we can keep exactly')
    return undefined
  }
  return { text: value.description, quantity, unitPriceMinor, discountPpm, taxPpm }
}

/** Kept lines as the editor shows them. */
export function lineValues(lines: readonly Line[], currency: string): LineValues[] {
  return lines.map((line) => ({
    description: textOf(line),
    quantity: (line.quantity / 1000).toFixed(3).replace(/\.?0+$/, ''),
    unitPrice: decimalOf(line.unitPriceMinor, currency),
    discount: line.discountPpm ? percentOf(line.discountPpm) : '',
    tax: percentOf(line.taxPpm),
  }))
}
