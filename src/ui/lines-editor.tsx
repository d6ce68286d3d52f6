import type { Child } from 'hono/jsx'
import type { FormState } from '#lib/form.ts'
import { fieldId, type Option, Options } from './fields.tsx'
import { Icon } from './icons.tsx'

/** As typed: "2.5", "18.40", "10" percent. */
export interface LineValues {
  readonly description: string
  readonly quantity: string
  readonly unitPrice: string
  readonly discount?: string | undefined
  readonly tax?: string | undefined
  /** The line it was, so that what was decided about it follows it; empty for a new one. */
  readonly key?: string | undefined
  readonly detail?: string | undefined
  readonly parts?: string | undefined
  readonly labor?: string | undefined
  /** What of an offer it belongs to, where there are ways to choose from. */
  readonly part?: string | undefined
}
export type NoteField = 'part' | 'detail' | 'parts' | 'labor'
export type LineField = Exclude<keyof LineValues, NoteField | 'key'>

export interface LinesWords extends Record<LineField, string> {
  /** What else a line says, in a row below it: only the fields named here. */
  readonly notes?: { readonly [field in NoteField]?: string | undefined } | undefined
  readonly line: (number: number) => string
  readonly total: string
  readonly add: string
  readonly remove: string
  readonly subtotal: string
  readonly discountTotal: string
  readonly taxTotal: string
  readonly grandTotal: string
}

interface LinesEditorProps {
  lines: readonly LineValues[]
  currency: string
  locale: string
  words: LinesWords
  form?: FormState | undefined
  withDiscount?: boolean | undefined
  withTax?: boolean | undefined
  /** Whether the prices typed include their tax. A field named `wholeDiscount` in the same form is off the whole. */
  isTaxInclusive?: boolean | undefined
  /** What is off the whole where the form has no such field: "10%" or "25.00". */
  wholeDiscount?: string | undefined
  /** The rates to choose from, by percent ("7.5"); left out, the percentage is typed. */
  taxOptions?: readonly Option[] | undefined
  /** What a line may be part of; the first is where a new one is. */
  partOptions?: readonly Option[] | undefined
  /** Where lines are ways to choose from, their sum is nobody's price. */
  withoutSums?: boolean | undefined
}

const blank: LineValues = { description: '', quantity: '1', unitPrice: '' }
const spareLines = 3

/**
 * Lines of an invoice or a job. Every field is sent once per line, in order, as `description[]`, `quantity[]`, `unitPrice[]`,
 * `discount[]` and `tax[]`, with notes also `part[]`, `detail[]`, `parts[]`, `labor[]` and the line's own `key[]`; lines without a
 * description are blank ones to be left out. Errors are found under `quantity[].0`.
 */
export const LinesEditor = (props: LinesEditorProps) => {
  const { lines, currency, locale, words, withDiscount, withTax, isTaxInclusive, wholeDiscount, withoutSums } = props
  return (
    <div
      class={`lines${withDiscount ? ' discount' : ''}${withTax ? ' tax' : ''}`}
      data-lines={currency}
      data-locale={locale}
      data-off={wholeDiscount}
      data-inclusive={isTaxInclusive ? '' : undefined}
    >
      <div class="lines-head" aria-hidden="true">
        {fieldsOf(props).map((field) => (
          <span>{words[field]}</span>
        ))}
        <span>{words.total}</span>
      </div>
      {lines.map((values, i) => (
        <Line {...props} values={values} at={i} />
      ))}
      {Array.from({ length: spareLines }, (_, i) => (
        <Line {...props} values={blank} at={lines.length + i} spare />
      ))}
      <button class="btn" type="button" data-add="">
        <Icon name="plus" />
        {words.add}
      </button>
      {!withoutSums && (
        <dl class="sums num" data-sums="" hidden>
          <Sum name="subtotal" label={words.subtotal} />
          {withDiscount && <Sum name="discount" label={words.discountTotal} />}
          {withTax && <Sum name="tax" label={words.taxTotal} />}
          <Sum name="total" label={words.grandTotal} />
        </dl>
      )}
    </div>
  )
}

type LineProps = LinesEditorProps & { values: LineValues; at: number; spare?: boolean }

/** A spare line is there for those without script; with it, the last one is the pattern for new ones. */
const Line = ({ values, at, spare, ...props }: LineProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in this grid
  <div class={spare ? 'line spare' : 'line'} role="group" aria-label={props.words.line(at + 1)} data-line={props.words.line(0)}>
    {fieldsOf(props).map((field) => (
      <Cell field={field} values={values} at={at} {...props} />
    ))}
    <output>
      <span>{props.words.total}</span>
      <b data-total="" />
    </output>
    <button class="icon-btn" type="button" data-remove="" aria-label={props.words.remove}>
      <Icon name="cross" />
    </button>
    {props.words.notes && (
      <div class="line-notes">
        {noteFields.map((field) => props.words.notes?.[field] && <Cell field={field} values={values} at={at} {...props} />)}
        <input type="hidden" name="key[]" value={values.key ?? ''} />
      </div>
    )}
  </div>
)

const noteFields: readonly NoteField[] = ['detail', 'part', 'parts', 'labor']
const isNote = (field: LineField | NoteField): field is NoteField => noteFields.some((one) => one === field)
const isText = (field: LineField | NoteField) => field === 'description' || field === 'detail'

const Cell = ({
  field,
  values,
  at,
  form,
  words,
  taxOptions,
  partOptions,
}: LinesEditorProps & { field: LineField | NoteField; values: LineValues; at: number }) => {
  const options = field === 'tax' ? taxOptions : field === 'part' ? partOptions : undefined
  const label = isNote(field) ? words.notes?.[field] : words[field]
  const key = `${field}[].${at}`
  const error = form?.errors[key]
  const value = form?.values[key] ?? values[field] ?? ''
  const control = {
    id: fieldId(key),
    name: `${field}[]`,
    'data-field': field,
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': error && `${fieldId(key)}-wrong`,
  }
  return (
    <label for={control.id}>
      <span>{label}</span>
      {options ? (
        <select class="input" {...control}>
          <Options options={options} value={value} />
        </select>
      ) : (
        <input
          class={isText(field) ? 'input' : 'input num'}
          {...control}
          value={value}
          inputmode={isText(field) ? undefined : 'decimal'}
          autocomplete="off"
          maxlength={isText(field) ? 500 : 20}
        />
      )}
      {error && (
        <span class="wrong" id={`${fieldId(key)}-wrong`}>
          {error}
        </span>
      )}
    </label>
  )
}

const Sum = ({ name, label }: { name: string; label: Child }) => (
  <div class={name === 'total' ? 'total' : undefined} hidden={name === 'discount'}>
    <dt>{label}</dt>
    <dd class="money" data-sum={name} />
  </div>
)

function fieldsOf({ withDiscount, withTax }: Pick<LinesEditorProps, 'withDiscount' | 'withTax'>): readonly LineField[] {
  return [
    'description',
    'quantity',
    'unitPrice',
    ...(withDiscount ? (['discount'] as const) : []),
    ...(withTax ? (['tax'] as const) : []),
  ]
}
