import { changesSince, type FormState } from '#lib/form.ts'
import { decimalOf, formatQuantity, percentOf } from '#lib/money.ts'
import type { LineValues } from '#ui/lines-editor.tsx'
import { checkWork } from './lines.ts'
import type { JobView } from './view.ts'
import type { JobValues } from './views-form.tsx'

interface Named {
  readonly id: string
  readonly name: string
}
interface Typed {
  readonly form: FormState
  readonly typed: readonly LineValues[]
}

/** What a job holds now that differs from a form that came too late, by the labels of the form; people and vehicles by name. */
export function jobSince(
  view: JobView,
  { form, typed }: Typed,
  now: { readonly values: JobValues; readonly lines: readonly LineValues[] },
  known: readonly Named[],
) {
  const shown = (name: string, value: string) => {
    if (name === 'dueOn' && value) return view.day(value)
    return known.find(({ id }) => id === value)?.name ?? value
  }
  const textsOf = (values: Readonly<Record<string, unknown>>, lines: readonly LineValues[]) => ({
    ...Object.fromEntries(
      [...Object.keys(labels), 'pieces', 'asset'].map((name) => [name, shown(name, String(values[name] ?? ''))]),
    ),
    lines: linesText(view, lines),
  })
  return changesSince(textsOf(form.values, typed), textsOf({ ...now.values }, now.lines), {
    ...labels,
    ...(view.hasVehicles ? { asset: 'Vehicle' } : { pieces: 'Pieces' }),
    lines: 'Lines',
  })
}

const labels: Readonly<Record<string, string>> = {
  customer: 'Customer',
  title: 'Name',
  dueOn: 'Due',
  advisor: 'Advisor',
  poNumber: 'Their PO number',
  publicNote: 'The note for the customer',
  internalNote: 'The note for staff',
}

/** "48 × Polo, 18.40; 1 × Digitizing, 45.00": the same text for the same lines, however they were typed. */
function linesText({ shop }: JobView, values: readonly LineValues[]): string {
  return checkWork(values, shop.currency)
    .lines.map(({ text, detail, quantity, unitPriceMinor, discountPpm, taxPpm, partsMinor, laborMilli }) =>
      [
        `${formatQuantity(quantity, shop.locale)} × ${text}`,
        detail,
        decimalOf(unitPriceMinor, shop.currency),
        discountPpm > 0 && `${percentOf(discountPpm)}% off`,
        taxPpm > 0 && `${percentOf(taxPpm)}% tax`,
        partsMinor !== null && `parts ${decimalOf(partsMinor, shop.currency)}`,
        laborMilli !== null && `${formatQuantity(laborMilli, shop.locale)} h`,
      ]
        .filter(Boolean)
        .join(', '),
    )
    .join('; ')
}
