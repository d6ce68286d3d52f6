import type { Context } from 'hono'
import * as v from 'valibot'
import { Line, MaybeDay, MaybeLine, Text, Ticked, Version } from '#lib/fields.ts'
import { changesSince, type FormState, type Parsed, parseForm, textsOf } from '#lib/form.ts'
import { decimalOf, formatMoney, maxMinor, parseMoney, parsePercent, parseQuantity, percentOf } from '#lib/money.ts'
import type { LineField, LineValues } from '#ui/lines-editor.tsx'
import { desk } from './desk-words.ts'
import type { Invoice, InvoiceLine } from './queries.ts'
import { grossOf, type TypedLine, textOf, totalOf } from './rules.ts'

const head = {
  title: Line(desk.wrong.title, 120),
  dueOn: MaybeDay,
  poNumber: MaybeLine(60),
  note: Text(2_000),
}

const NewInvoice = v.object({ ...head, customerId: v.pipe(v.string(desk.wrong.customer), v.minLength(1, desk.wrong.customer)) })
export type NewInvoice = v.InferOutput<typeof NewInvoice> & Lines

/** The customer may change as long as nothing was sent; `mail` asks to send the new version to the customer. */
const EditInvoice = v.object({ ...head, customerId: v.optional(v.string()), version: Version, mail: Ticked })
export type EditInvoice = v.InferOutput<typeof EditInvoice> & Lines

interface Lines {
  readonly lines: readonly TypedLine[]
}

/** A new invoice as typed, in the shop's currency. */
export const parseNewInvoice = (c: Context, currency: string): Promise<Parsed<NewInvoice>> =>
  parseWithLines(c, NewInvoice, currency)
/** A change of an invoice as typed, in its own currency. */
export const parseEditInvoice = (c: Context, currency: string): Promise<Parsed<EditInvoice>> =>
  parseWithLines(c, EditInvoice, currency)

async function parseWithLines<T>(c: Context, schema: v.GenericSchema<unknown, T>, currency: string): Promise<Parsed<T & Lines>> {
  const form = await parseForm(c, schema)
  const values = form.ok ? textsOf(await c.req.parseBody()) : form.values
  const { lines, errors } = readLines(values, currency)
  if (form.ok && Object.keys(errors).length === 0) return { ok: true, value: { ...form.value, lines } }
  return { ok: false, errors: { ...(form.ok ? {} : form.errors), ...errors }, values }
}

const maxLines = 200

function readLines(values: FormState['values'], currency: string) {
  const errors: Record<string, string> = {}
  const lines: TypedLine[] = []
  const count = Object.keys(values).filter((name) => name.startsWith('description[].')).length
  if (count > maxLines) return { lines, errors: { form: desk.wrong.tooMany } }
  for (let i = 0; i < count; i++) {
    const line = lineAt(typedAt(values, i), currency, (field, message) => {
      errors[`${field}[].${i}`] = message
    })
    if (line) lines.push(line)
  }
  if (totalOf(lines) === undefined) errors['form'] = desk.wrong.total
  return { lines, errors }
}

/** One typed line; undefined for a blank one, or for one that is wrong and was reported. */
function lineAt(
  typed: Record<LineField, string>,
  currency: string,
  wrong: (field: LineField, message: string) => void,
): TypedLine | undefined {
  if (typed.description === '' && typed.unitPrice === '') return undefined
  const quantity = parseQuantity(typed.quantity)
  const unitPriceMinor = parseMoney(typed.unitPrice, currency)
  const discountPpm = parsePercent(typed.discount || '0')
  const taxPpm = parsePercent(typed.tax || '0')
  if (typed.description === '') wrong('description', desk.wrong.description)
  if (typed.description.length > 500) wrong('description', desk.wrong.tooLong)
  if (quantity === undefined) wrong('quantity', desk.wrong.quantity)
  if (unitPriceMinor === undefined) wrong('unitPrice', desk.wrong.price)
  if (discountPpm === undefined) wrong('discount', desk.wrong.percent)
  if (taxPpm === undefined) wrong('tax', desk.wrong.percent)
  if (quantity === undefined || unitPriceMinor === undefined || discountPpm === undefined || taxPpm === undefined)
    return undefined
  if (grossOf({ quantity, unitPriceMinor }) > maxMinor) {
    wrong('unitPrice', desk.wrong.most(formatMoney(maxMinor, currency, 'en-US')))
    return undefined
  }
  return { text: typed.description, quantity, unitPriceMinor, discountPpm, taxPpm }
}

function typedAt(values: FormState['values'], i: number): Record<LineField, string> {
  const at = (field: LineField) => (values[`${field}[].${i}`] ?? '').replace(/\s+/g, ' ').trim()
  return {
    description: at('description'),
    quantity: at('quantity'),
    unitPrice: at('unitPrice'),
    discount: at('discount'),
    tax: at('tax'),
  }
}

/** Lines as they stand in the form: those that were kept, or those that were just typed. */
export function lineValues(lines: readonly InvoiceLine[], currency: string, form?: FormState): LineValues[] {
  if (form) {
    const count = Object.keys(form.values).filter((name) => name.startsWith('description[].')).length
    const typed = Array.from({ length: Math.min(count, maxLines) }, (_, i) => typedAt(form.values, i))
    return typed.slice(0, typed.findLastIndex((line) => line.description !== '' || line.unitPrice !== '') + 1)
  }
  return lines.map((line) => ({
    description: textOf(line),
    quantity: (line.quantity / 1000).toFixed(3).replace(/\.?0+$/, ''),
    unitPrice: decimalOf(line.unitPriceMinor, currency),
    discount: line.discountPpm ? percentOf(line.discountPpm) : '',
    tax: percentOf(line.taxPpm),
  }))
}

/** What of an invoice differs from a form that came too late. */
export function changesIn(form: FormState, invoice: Invoice, lines: readonly InvoiceLine[]): { label: string; now: string }[] {
  const { currency } = invoice
  const inWords = (values: readonly LineValues[]) =>
    values.map(({ description, quantity, unitPrice, discount, tax }) =>
      [`${description}, ${quantity} × ${unitPrice}`, percent('off', discount), percent('tax', tax)].filter(Boolean).join(', '),
    )
  const typed = { ...form.values, lines: inWords(lineValues(lines, currency, form)).join('; ') }
  const now = {
    title: invoice.title,
    dueOn: invoice.dueOn ?? '',
    poNumber: invoice.poNumber ?? '',
    note: invoice.note,
    lines: inWords(lineValues(lines, currency)).join('; '),
  }
  return changesSince(typed, now, desk.changed)
}

const percent = (name: string, rate: string | undefined) => (rate && rate !== '0' ? `${rate}% ${name}` : '')
