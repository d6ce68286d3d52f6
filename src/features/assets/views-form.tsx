import type { Child } from 'hono/jsx'
import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Choice, Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextField } from '#ui/fields.tsx'
import { desk } from './desk-words.ts'
import { ownName, type Typist } from './form.ts'
import { assetKinds, assetStates, distanceUnitOf } from './rules.ts'
import { assetSettings, type OwnField } from './settings.ts'
import { assetWords as words } from './words.ts'

interface FormProps {
  shop: Profile
  by: Typist
  action: string
  cancel: string
  button: string
  /** What the fields hold, and what is wrong with them. */
  form: FormState
  version?: number | undefined
  depots: readonly { readonly depot: string }[]
  /** Above the fields: what somebody else changed meanwhile. */
  note?: Child
}

/** What is kept of a thing, as the desk and its customers type it. */
export const AssetForm = ({ shop, by, action, cancel, button, form, version, depots, note }: FormProps) => {
  const { fields, takesOddVins } = assetSettings(shop)
  const { fields: labels } = words
  const unit = distanceUnitOf(shop.locale)
  const isVehicle = form.values['kind'] !== 'thing'
  const own = fields.filter((field) => by === 'staff' || field.isForCustomer)
  const text = { form, autocomplete: 'off' } as const
  return (
    <form class="form gap" method="post" action={action} novalidate>
      <CommandField />
      {version !== undefined && <VersionField version={version} />}
      {note}
      <ErrorSummary form={form} title={words.wrong.notYet} />
      <Choice
        label={labels.kind}
        name="kind"
        form={form}
        options={assetKinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
      />
      <div class="pair">
        <TextField label={labels.assetName} name="assetName" maxlength={80} hint={words.nameHint} {...text} />
        <TextField label={labels.unitNumber} name="unitNumber" maxlength={40} {...text} />
      </div>
      <div class="pair">
        <TextField label={labels.year} name="year" maxlength={4} inputmode="numeric" {...text} />
        <TextField label={labels.make} name="make" maxlength={60} {...text} />
        <TextField label={labels.model} name="model" maxlength={60} {...text} />
      </div>
      <div class="pair">
        <TextField label={labels.plate} name="plate" maxlength={20} {...text} />
        <TextField label={labels.vin} name="vin" maxlength={40} hint={words.vinHint} {...text} />
      </div>
      {form.errors['vin'] && takesOddVins && isVehicle && <Tick label={labels.vinAnyway} name="vinAnyway" form={form} />}
      <div class="pair">
        <Select
          label={labels.state}
          name="state"
          form={form}
          options={assetStates.map((state) => ({ value: state, label: words.states[state] }))}
        />
        <TextField
          label={labels.depot}
          name="depot"
          maxlength={60}
          hint={
            depots
              .map(({ depot }) => depot)
              .slice(0, 6)
              .join(', ') || undefined
          }
          {...text}
        />
        {version === undefined && (
          <TextField label={labels.odometer} name="odometer" inputmode="numeric" maxlength={12} after={unit} {...text} />
        )}
      </div>
      {by === 'staff' && (
        <div class="pair">
          <TextField label={desk.labels.serviceDueOn} name="serviceDueOn" type="date" form={form} />
          <TextField
            label={desk.labels.serviceDueAt}
            name="serviceDueAt"
            inputmode="numeric"
            maxlength={12}
            after={unit}
            {...text}
          />
        </div>
      )}
      {own.map((field) => (
        <OwnInput field={field} form={form} />
      ))}
      <div class="ends">
        <SubmitButton primary busyText={words.saving}>
          {button}
        </SubmitButton>
        <LinkButton plain href={cancel}>
          {words.cancel}
        </LinkButton>
      </div>
    </form>
  )
}

const OwnInput = ({ field, form }: { field: OwnField; form: FormState }) => {
  const same = { label: field.label, name: ownName(field.key), form }
  const now = form.values[same.name] ?? ''
  switch (field.kind) {
    case 'text':
      return <TextField {...same} maxlength={200} autocomplete="off" />
    case 'number':
      return <TextField {...same} inputmode="decimal" maxlength={20} autocomplete="off" />
    case 'day':
      return <TextField {...same} type="date" />
    case 'choice': {
      const options = field.options.includes(now) || now === '' ? field.options : [...field.options, now]
      return <Select {...same} options={['', ...options].map((option) => ({ value: option, label: option || '–' }))} />
    }
  }
}
