import type { Need } from '#features/approvals/rules.ts'
import type { AssetChoice } from '#features/assets/queries.ts'
import { NoCustomers } from '#features/customers/no-customers.tsx'
import { discountText } from '#features/invoices/discount.ts'
import type { FormState } from '#lib/form.ts'
import { percentOf } from '#lib/money.ts'
import { Block } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Switch, Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, type Option, Select, TextArea, TextField } from '#ui/fields.tsx'
import { LinesEditor, type LinesWords, type LineValues } from '#ui/lines-editor.tsx'
import { VehicleFields } from './vehicle-fields.tsx'
import type { JobView } from './view.ts'

/** What the form starts from: a job, or next to nothing. */
export interface JobValues {
  readonly customer: string
  readonly title?: string
  readonly status?: string
  readonly dueOn?: string | null
  readonly pieces?: number | null
  readonly advisor?: string | null
  readonly poNumber?: string | null
  readonly publicNote?: string
  readonly internalNote?: string
  readonly asset?: string
  readonly version?: number
  /** What came with it from its estimate. */
  readonly discountPpm?: number
  readonly discountMinor?: number
  readonly isTaxInclusive?: boolean
  readonly needs: readonly Need[]
  readonly isDueMovable?: boolean
}
interface Named {
  readonly id: string
  readonly name: string
}

export interface JobFormProps {
  view: JobView
  action: string
  cancel: string
  button: string
  values: JobValues
  lines: readonly LineValues[]
  customers: readonly Named[]
  /** Left out where the status is not this form's to change. */
  statuses?: readonly Named[] | undefined
  advisors: readonly Named[]
  vehicles: readonly AssetChoice[]
  form?: FormState | undefined
}

export const JobForm = ({
  view,
  action,
  cancel,
  button,
  values,
  lines,
  customers,
  statuses,
  advisors,
  vehicles,
  form,
}: JobFormProps) => (
  <form class="form wide gap" method="post" action={action} novalidate>
    <CommandField />
    {values.version !== undefined && <VersionField version={values.version} />}
    <ErrorSummary form={form} title="Not saved yet. Look at this again:" />
    {customers.length === 0 && <NoCustomers base={view.base} />}
    <div class="pair">
      <Select
        label="Customer"
        name="customer"
        form={form}
        value={values.customer}
        options={[choose, ...named(customers)]}
        required
      />
      <TextField
        label="Name"
        name="title"
        form={form}
        value={values.title}
        hint="The customer reads it"
        maxlength={120}
        required
      />
    </div>
    <div class="pair">
      {statuses && <Select label="Status" name="status" form={form} value={values.status} options={named(statuses)} />}
      <TextField label="Due" name="dueOn" type="date" form={form} value={values.dueOn ?? ''} />
      {!view.hasVehicles && (
        <TextField
          label="Pieces"
          name="pieces"
          form={form}
          value={values.pieces?.toString() ?? ''}
          inputmode="numeric"
          maxlength={9}
        />
      )}
      <Select label="Advisor" name="advisor" form={form} value={values.advisor ?? ''} options={[nobody, ...named(advisors)]} />
      <TextField
        label="Their PO number"
        name="poNumber"
        form={form}
        value={values.poNumber ?? ''}
        maxlength={60}
        autocomplete="off"
      />
    </div>
    {(view.hasVehicles || Boolean(values.asset)) && <VehicleFields values={values} vehicles={vehicles} form={form} />}
    <Needs values={values} form={form} />
    <Block title="Lines">
      <Lines view={view} values={values} lines={lines} form={form} />
    </Block>
    <Block title="Notes">
      <div class="pair">
        <TextArea label="For the customer" name="publicNote" form={form} value={values.publicNote} maxlength={2000} rows={3} />
        <TextArea label="For staff only" name="internalNote" form={form} value={values.internalNote} maxlength={4000} rows={3} />
      </div>
    </Block>
    <div class="ends">
      <SubmitButton primary busyText="Saving">
        {button}
      </SubmitButton>
      <LinkButton plain href={cancel}>
        Cancel
      </LinkButton>
    </div>
  </form>
)

const Needs = ({ values, form }: Pick<JobFormProps, 'values' | 'form'>) => (
  <fieldset class="stack">
    <legend>Before production the customer approves</legend>
    <Tick label="A proof" name="needsProof" form={form} checked={values.needs.includes('proof')} />
    <Tick label="The lines" name="needsWork" form={form} checked={values.needs.includes('work')} />
    <Switch
      label="Move the due day while an answer is missing"
      name="isDueMovable"
      form={form}
      hint="By one working day for each that passes after the answer was due. The customer is told beforehand."
      checked={values.isDueMovable}
    />
  </fieldset>
)

const nobody: Option = { value: '', label: 'Nobody yet' }
const choose: Option = { value: '', label: 'Choose a customer' }
const named = (rows: readonly Named[]): Option[] => rows.map(({ id, name }) => ({ value: id, label: name }))

const linesWords: LinesWords = {
  description: 'Item',
  quantity: 'Qty',
  unitPrice: 'Each',
  discount: 'Discount %',
  tax: 'Tax',
  line: (number) => `Line ${number}`,
  total: 'Total',
  add: 'Add a line',
  remove: 'Remove this line',
  subtotal: 'Subtotal',
  discountTotal: 'Discount',
  taxTotal: 'Tax',
  grandTotal: 'Total',
}

const Lines = ({ view, values, lines, form }: Pick<JobFormProps, 'view' | 'values' | 'lines' | 'form'>) => {
  const { discountPpm = 0, discountMinor = 0, isTaxInclusive } = values
  const { taxPpm, currency, locale } = view.shop
  // The first is what a new line gets: the shop's own rate.
  const rates = [...new Set([percentOf(taxPpm), '0', ...lines.map(({ tax }) => tax || '0')])]
  const isWork = view.hasVehicles || lines.some(({ parts, labor }) => parts || labor)
  const notes = { detail: 'Note for the customer', ...(isWork ? { parts: 'Of it parts', labor: 'Labor hours' } : {}) }
  const options = rates.map((rate) => ({ value: rate, label: rate === '0' ? 'No tax' : `${rate}%` }))
  return (
    <LinesEditor
      lines={lines}
      currency={currency}
      locale={locale}
      words={{ ...linesWords, notes }}
      form={form}
      withDiscount
      withTax={options.length > 1}
      taxOptions={options}
      isTaxInclusive={isTaxInclusive}
      wholeDiscount={discountText({ discountPpm, discountMinor }, currency) || undefined}
    />
  )
}
