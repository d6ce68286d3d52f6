import type { AssetChoice } from '#features/assets/queries.ts'
import { hasVehicles, vehicleText } from '#features/assets/rules.ts'
import { NoCustomers } from '#features/customers/no-customers.tsx'
import { taxOptions } from '#features/invoices/tax-options.ts'
import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { shareText } from '#lib/share.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextArea, TextField } from '#ui/fields.tsx'
import { LinesEditor } from '#ui/lines-editor.tsx'
import { desk } from './desk-words.ts'
import { linesShown, placesOf } from './form.ts'
import type { Estimate } from './queries.ts'
import { type EstimateLine, type Tier, type TierKey, tierKeys, tierNames } from './rules.ts'

/** What the form starts from: an estimate, or next to nothing. */
export interface EstimateValues {
  readonly customer: string
  readonly title?: string
  readonly note?: string
  readonly validUntilOn: string | null
  readonly tiers: readonly Tier[]
  readonly discountPpm: number
  readonly discountMinor: number
  readonly depositPpm: number
  readonly depositMinor: number
  readonly assetId?: string | undefined
  readonly version?: number
  readonly isSent?: boolean
}
interface FormProps {
  base: string
  shop: Profile
  action: string
  cancel: string
  values: EstimateValues
  lines: readonly EstimateLine[]
  currency: string
  /** Those to choose from; left out where the customer stands. */
  customers: readonly { readonly id: string; readonly name: string }[] | undefined
  vehicles: readonly AssetChoice[]
  form: FormState | undefined
}

const EstimateForm = (props: FormProps) => {
  const { base, shop, action, cancel, values, lines, currency, customers, form } = props
  return (
    <form class="form wide gap" method="post" action={action} novalidate>
      <CommandField />
      {values.version !== undefined && <VersionField version={values.version} />}
      {!customers && <input type="hidden" name="customer" value={values.customer} />}
      <ErrorSummary form={form} title="Not saved yet. Look at this again:" />
      {customers?.length === 0 && <NoCustomers base={base} />}
      {values.isSent && (
        <Note title="The customer has this estimate already">
          <p class="small">What you change reaches them when you send it again. The link they have then opens the new version.</p>
        </Note>
      )}
      <About {...props} />
      <Ways {...props} />
      <Block title="Lines">
        <LinesEditor
          lines={linesShown(lines, currency, form)}
          currency={currency}
          locale={shop.locale}
          words={desk.lines}
          form={form}
          withDiscount
          withTax
          withoutSums
          taxOptions={taxOptions(shop, lines, form)}
          partOptions={placesOf(3, namesIn(values.tiers))}
        />
      </Block>
      <Money {...props} />
      <div class="ends">
        <SubmitButton primary busyText="Saving">
          {values.isSent ? 'Save' : 'Save draft'}
        </SubmitButton>
        <LinkButton plain href={cancel}>
          Cancel
        </LinkButton>
      </div>
    </form>
  )
}

type PageProps = Omit<FormProps, 'action' | 'cancel'>

export const NewEstimatePage = (props: PageProps) => (
  <>
    <Back href={href(props.base, paths.staff.estimates.list)} label={desk.title} />
    <h1>{desk.new}</h1>
    <EstimateForm
      {...props}
      action={href(props.base, paths.staff.estimates.create)}
      cancel={href(props.base, paths.staff.estimates.list)}
    />
  </>
)

interface EditProps extends Omit<PageProps, 'values' | 'currency'> {
  estimate: Estimate
  assetId: string | undefined
  /** Somebody else changed it while this form was open. */
  isLate: boolean
}

export const EditEstimatePage = ({ estimate, assetId, isLate, ...props }: EditProps) => {
  const { id, number, currency, customerId: customer, sentAt } = estimate
  const page = href(props.base, paths.staff.estimates.show, { id })
  return (
    <>
      <Back href={page} label={desk.heading(number)} />
      <h1>{number ? `Change estimate ${number}` : 'Edit draft'}</h1>
      {isLate && (
        <Note bad title="Somebody changed this while you were typing">
          <p class="small">
            What you typed is below, and not saved. <a href={page}>Look at how it stands now</a>; saving once more takes its
            place.
          </p>
        </Note>
      )}
      <EstimateForm
        {...{ ...props, currency, cancel: page, action: href(props.base, paths.staff.estimates.update, { id }) }}
        values={{ ...estimate, customer, assetId, isSent: sentAt !== null }}
      />
    </>
  )
}

const About = ({ shop, values, customers, vehicles, form }: FormProps) => (
  <>
    <div class="pair">
      {customers && (
        <Select
          label="Customer"
          name="customer"
          form={form}
          value={values.customer}
          options={[{ value: '', label: 'Choose a customer' }, ...customers.map(({ id, name }) => ({ value: id, label: name }))]}
          required
        />
      )}
      <TextField
        label="Name"
        name="title"
        form={form}
        value={values.title}
        maxlength={120}
        hint="The customer reads it"
        required
      />
      {hasVehicles(shop.trade) && (
        <Select
          label="Vehicle"
          name="asset"
          form={form}
          value={values.assetId ?? ''}
          options={[
            { value: '', label: 'None' },
            ...vehicles.map((vehicle) => ({ value: vehicle.id, label: `${vehicleText(vehicle)}, ${vehicle.ownerName}` })),
          ]}
        />
      )}
    </div>
    <TextArea label="Words to the customer" name="note" form={form} value={values.note} maxlength={2_000} rows={3} />
  </>
)

const Ways = ({ values, form }: FormProps) => {
  const names = namesIn(values.tiers)
  return (
    <Block title="Ways to choose from">
      <div class="pair">
        <Select
          label="How many"
          name="ways"
          form={form}
          value={String(values.tiers.length)}
          options={[0, 2, 3].map((count, i) => ({ value: String(count), label: desk.ways[i] ?? '' }))}
          hint="With more than one, each line says which it belongs to"
        />
        <Select
          label="You would choose"
          name="suggested"
          form={form}
          value={values.tiers.find(({ isSuggested }) => isSuggested)?.key ?? ''}
          options={[{ value: '', label: 'None in particular' }, ...tierKeys.map((key) => ({ value: key, label: names[key] }))]}
          hint="Marked for the customer, and never ticked for them"
        />
      </div>
      {tierKeys.map((key, i) => (
        <div class="pair">
          <TextField
            label={`Name of the ${['first', 'second', 'third'][i]}`}
            name={`name-${key}`}
            form={form}
            value={names[key]}
            maxlength={40}
          />
          <TextField
            label="What it gives"
            name={`what-${key}`}
            form={form}
            value={values.tiers.find((tier) => tier.key === key)?.what ?? ''}
            maxlength={300}
          />
        </div>
      ))}
    </Block>
  )
}

const Money = ({ values, currency, form }: FormProps) => (
  <Block title="Terms">
    <div class="pair">
      <TextField
        label="Discount on the whole"
        name="wholeDiscount"
        form={form}
        value={shareText({ ppm: values.discountPpm, minor: values.discountMinor }, currency)}
        hint="10% or an amount; empty for none"
        maxlength={20}
      />
      <TextField
        label="Deposit with the yes"
        name="deposit"
        form={form}
        value={shareText({ ppm: values.depositPpm, minor: values.depositMinor }, currency)}
        hint="25% or an amount; empty for none"
        maxlength={20}
      />
      <TextField label="Prices hold until" name="validUntilOn" type="date" form={form} value={values.validUntilOn ?? ''} />
    </div>
  </Block>
)

function namesIn(tiers: readonly Tier[]): Readonly<Record<TierKey, string>> {
  return { ...tierNames, ...Object.fromEntries(tiers.map(({ key, name }) => [key, name])) }
}
