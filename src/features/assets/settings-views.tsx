import { SettingsFrame } from '#features/settings/nav.tsx'
import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Switch } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextField } from '#ui/fields.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { desk } from './desk-words.ts'
import { type AssetSettings, mostOwnFields, type OwnField, ownFieldKinds, ownFieldPlaces } from './settings.ts'
import { type TypedField, typedFields } from './settings-form.ts'

const words = desk.settings

interface PageProps {
  base: string
  shop: Profile
  settings: AssetSettings
  action: string
  /** A form that came back, and all it said. */
  form?: FormState | undefined
  typed?: Record<string, unknown> | undefined
  changes?: readonly Changed[] | undefined
}

/** Settings › Vehicles and things. */
export const AssetSettingsPage = ({ base, shop, settings, action, form, typed, changes }: PageProps) => {
  const rows = typed ? typedFields(typed) : settings.fields.map(typedOf)
  const open = rows.some(({ label }) => label === '') || rows.length >= mostOwnFields ? rows : [...rows, fresh]
  const flags = { form, kept: settings }
  return (
    <SettingsFrame base={base} at="assets" title={words.title} detail={words.detail}>
      <form class="form" method="post" action={action} novalidate>
        <CommandField />
        <VersionField version={shop.version} />
        {changes && <StaleNote changes={changes} />}
        <ErrorSummary form={form} title={words.notYet} />
        <Block title={words.customers} id="customers">
          <Flag name="customersAdd" {...flags} />
          <Flag name="customersEdit" {...flags} />
          <p class="quiet small">{words.customersText}</p>
        </Block>
        <Block title={words.vins} id="vins">
          <Flag name="takesOddVins" {...flags} />
        </Block>
        <Block title={words.warranties} id="warranties">
          <Flag name="mailsWarranties" {...flags} />
        </Block>
        <Block title={words.fields} id="fields">
          <p class="quiet small">{words.fieldsText}</p>
          {open.map((row, i) => (
            <FieldRow row={row} i={i} form={form} />
          ))}
        </Block>
        <p class="ends">
          <SubmitButton primary busyText={words.saving}>
            {words.save}
          </SubmitButton>
        </p>
      </form>
    </SettingsFrame>
  )
}

type FlagName = 'customersAdd' | 'customersEdit' | 'takesOddVins' | 'mailsWarranties'
const Flag = ({ name, form, kept }: { name: FlagName; form: FormState | undefined; kept: AssetSettings }) => (
  <Switch label={words[name]} name={name} form={form} checked={kept[name]} />
)

const fresh: TypedField = { key: '', label: '', kind: 'text', place: 'all', options: '', audience: 'staff' }
const typedOf = ({ options, isForCustomer, ...field }: OwnField): TypedField => ({
  ...field,
  options: options.join(', '),
  audience: isForCustomer ? 'customer' : 'staff',
})

const FieldRow = ({ row, i, form }: { row: TypedField; i: number; form: FormState | undefined }) => {
  const errorOf = (field: string): FormState | undefined => {
    const error = form?.errors[`${field}-${i}`]
    return error ? { errors: { [`${field}[]`]: error }, values: {} } : undefined
  }
  const at = (field: string) => ({ name: `${field}[]`, id: `f-${field}-${i}`, form: errorOf(field) })
  const choose = <T extends string>(all: readonly T[], labels: Readonly<Record<T, string>>) =>
    all.map((value) => ({ value, label: labels[value] }))
  return (
    <fieldset class="stack gap">
      <legend>{row.label ? words.field(i + 1) : words.newField}</legend>
      <input type="hidden" name="key[]" value={row.key} />
      <div class="pair">
        <TextField label={words.label} {...at('called')} value={row.label} maxlength={60} autocomplete="off" />
        <Select label={words.kind} {...at('holds')} value={row.kind} options={choose(ownFieldKinds, words.kinds)} />
      </div>
      <TextField label={words.options} {...at('options')} value={row.options} maxlength={600} autocomplete="off" />
      <div class="pair">
        <Select label={words.place} {...at('place')} value={row.place} options={choose(ownFieldPlaces, words.places)} />
        <Select
          label={words.audience}
          {...at('audience')}
          value={row.audience}
          options={choose(['staff', 'customer'] as const, words.audiences)}
        />
      </div>
    </fieldset>
  )
}
