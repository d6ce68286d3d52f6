import type { Context } from 'hono'
import * as v from 'valibot'
import { Line, MaybeDay, MaybeLine, Text, Ticked, Version } from '#lib/fields.ts'
import { changesSince, type FormState, type Parsed, parseForm, textsOf } from '#lib/form.ts'
import type { LineValues } from '#ui/lines-editor.tsx'
import { desk } from './desk-words.ts'
import { type Discount, discountText, parseDiscount } from './discount.ts'
import type { Invoice, InvoiceLine } from './queries.ts'
import type { TypedLine } from './rules.ts'
import { checkLines, lineValues, typedLines } from './typed-lines.ts'

const head = {
  title: Line(desk.wrong.title, 120),
  dueOn: MaybeDay,
  poNumber: MaybeLine(60),
  note: Text(2_000),
  wholeDiscount: MaybeLine(20),
}

const NewInvoice = v.object({ ...head, customerId: v.pipe(v.string(desk.wrong.customer), v.minLength(1, desk.wrong.customer)) })
export type NewInvoice = Omit<v.InferOutput<typeof NewInvoice>, 'wholeDiscount'> & Typed

/** The customer may change as long as nothing was sent; `mail` asks to send the new version to the customer. */
const EditInvoice = v.object({ ...head, customerId: v.optional(v.string()), version: Version, mail: Ticked })
export type EditInvoice = Omit<v.InferOutput<typeof EditInvoice>, 'wholeDiscount'> & Typed

/** What is typed in the currency of the invoice. */
interface Typed {
  readonly lines: readonly TypedLine[]
  readonly discount: Discount
}

/** A new invoice as typed, in the shop's currency. */
export const parseNewInvoice = (c: Context, currency: string): Promise<Parsed<NewInvoice>> =>
  parseWithLines(c, NewInvoice, currency)
/** A change of an invoice as typed, in its own currency. */
export const parseEditInvoice = (c: Context, currency: string): Promise<Parsed<EditInvoice>> =>
  parseWithLines(c, EditInvoice, currency)

async function parseWithLines<T extends { readonly wholeDiscount: string | null }>(
  c: Context,
  schema: v.GenericSchema<unknown, T>,
  currency: string,
): Promise<Parsed<Omit<T, 'wholeDiscount'> & Typed>> {
  const form = await parseForm(c, schema)
  const values = form.ok ? textsOf(await c.req.parseBody()) : form.values
  const { lines, errors } = checkLines(typedLines(values), currency, 'needed')
  const discount = parseDiscount(values['wholeDiscount'] ?? '', currency)
  if (form.ok && discount && Object.keys(errors).length === 0) return { ok: true, value: { ...form.value, lines, discount } }
  const wrong = discount ? {} : { wholeDiscount: desk.wrong.discount }
  return { ok: false, errors: { ...(form.ok ? {} : form.errors), ...wrong, ...errors }, values }
}

/** The lines of the form: as they were typed, or as they are kept. */
export function linesShown(lines: readonly InvoiceLine[], currency: string, form?: FormState): LineValues[] {
  return form ? typedLines(form.values) : lineValues(lines, currency)
}

/** What of an invoice differs from a form that came too late. */
export function changesIn(form: FormState, invoice: Invoice, lines: readonly InvoiceLine[]): { label: string; now: string }[] {
  const { currency } = invoice
  const inWords = (values: readonly LineValues[]) =>
    values.map(({ description, quantity, unitPrice, discount, tax }) =>
      [`${description}, ${quantity} × ${unitPrice}`, percent('off', discount), percent('tax', tax)].filter(Boolean).join(', '),
    )
  const typed = { ...form.values, lines: inWords(typedLines(form.values)).join('; ') }
  const now = {
    title: invoice.title,
    dueOn: invoice.dueOn ?? '',
    poNumber: invoice.poNumber ?? '',
    note: invoice.note,
    wholeDiscount: discountText(invoice, currency),
    lines: inWords(lineValues(lines, currency)).join('; '),
  }
  return changesSince(typed, now, desk.changed)
}

const percent = (name: string, rate: string | undefined) => (rate && rate !== '0' ? `${rate}% ${name}` : '')
