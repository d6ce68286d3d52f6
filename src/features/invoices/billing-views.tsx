import { SettingsFrame } from '#features/settings/nav.tsx'
import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextArea, TextField } from '#ui/fields.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'

interface BillingPageProps {
  base: string
  shop: Profile
  action: string
  /** What the fields hold. */
  form: FormState
  /** What somebody else saved meanwhile. */
  changes?: readonly Changed[] | undefined
}

export const BillingPage = ({ base, shop, action, form, changes }: BillingPageProps) => (
  <SettingsFrame
    base={base}
    at="billing"
    title="Billing"
    detail="How you bill and are paid. It holds for what you send from now on."
  >
    <form class="form" method="post" action={action}>
      <CommandField />
      <VersionField version={shop.version} />
      {changes && <StaleNote changes={changes} />}
      <ErrorSummary form={form} title="Not saved yet" />
      <Taxes form={form} />
      <Paying form={form} currency={shop.currency} />
      <Late form={form} currency={shop.currency} />
      <Estimates form={form} />
      <p class="ends">
        <SubmitButton primary busyText="Saving…">
          Save
        </SubmitButton>
      </p>
    </form>
  </SettingsFrame>
)

interface PartProps {
  form: FormState
}

const Taxes = ({ form }: PartProps) => (
  <fieldset class="set">
    <legend>Taxes</legend>
    <Tick
      label="Prices I type include tax"
      name="isTaxInclusive"
      form={form}
      hint="For new invoices and estimates. What is made already stays as it is."
    />
    <TextArea
      label="Other rates"
      name="rates"
      form={form}
      rows={3}
      hint="To choose on a line, beside the usual rate of Settings › Shop. One on each line, like “Food 5%”."
    />
  </fieldset>
)

const poNames = [
  { value: 'no', label: 'Not asked' },
  { value: 'allowed', label: 'Asked, may be left empty' },
  { value: 'demanded', label: 'Needed before paying' },
] as const

const Paying = ({ form, currency }: PartProps & { currency: string }) => (
  <fieldset class="set">
    <legend>Paying</legend>
    <Select label="PO number on an invoice" name="po" form={form} options={poNames} />
    <Tick label="Customers may pay part of an invoice" name="takesPartial" form={form} />
    <TextField
      label="The least of it"
      name="least"
      form={form}
      before={currency}
      inputmode="decimal"
      hint="Empty takes any amount. What is left in the end may always be paid."
    />
    <Tick label="Customers may have Stripe keep a card or bank account for later" name="keepsMethods" form={form} />
  </fieldset>
)

const lateFees = [
  { value: 'none', label: 'Nothing' },
  { value: 'amount', label: 'An amount' },
  { value: 'percent', label: 'A percentage of what is left' },
] as const

const Late = ({ form, currency }: PartProps & { currency: string }) => (
  <fieldset class="set">
    <legend>Reminders and late invoices</legend>
    <div class="pair">
      <TextField
        label="Remind before the due day"
        name="remindBefore"
        form={form}
        after="days"
        hint="Up to five, like 7, 1. Empty: never."
      />
      <TextField label="Remind after it" name="remindAfter" form={form} after="days" hint="Up to five, like 1, 7, 14." />
    </div>
    <p class="quiet small">Reminders go in the morning of a working day, and end when the invoice is paid or void.</p>
    <Select label="Added once when an invoice stays unpaid" name="lateFee" form={form} options={lateFees} />
    <div class="pair">
      <TextField label="Amount" name="feeAmount" form={form} before={currency} inputmode="decimal" />
      <TextField label="Percentage" name="feePercent" form={form} after="%" inputmode="decimal" />
    </div>
    <TextField label="So many days after the due day" name="feeAfter" form={form} after="days" inputmode="numeric" />
  </fieldset>
)

const Estimates = ({ form }: PartProps) => (
  <fieldset class="set">
    <legend>Estimates</legend>
    <div class="pair">
      <TextField label="A new one holds for" name="validDays" form={form} after="days" inputmode="numeric" />
      <TextField
        label="Deposit it asks for"
        name="deposit"
        form={form}
        after="%"
        inputmode="decimal"
        hint="Empty asks for none."
      />
    </div>
  </fieldset>
)
