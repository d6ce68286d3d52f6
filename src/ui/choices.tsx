import type { Child } from 'hono/jsx'
import { Below, type FieldProps, type Option, wire } from './fields.tsx'
import { Icon } from './icons.tsx'

interface CheckProps extends FieldProps {
  checked?: boolean | undefined
  value?: string | undefined
  disabled?: boolean | undefined
  required?: boolean | undefined
  /** The form it is sent with, where it stands outside of it. */
  formId?: string | undefined
}

/** After a failed form, a box is ticked exactly if it came in ticked. */
const isOn = ({ form, name, value, checked }: Omit<CheckProps, 'label'>) =>
  form ? form.values[name] === (value ?? 'on') : checked

export const Tick = ({ label, hint, name, form, id, value, checked, disabled, required, formId }: CheckProps) => {
  const field = wire({ name, form, id })
  return (
    <>
      <label class="tick" data-wrong={field.error && ''}>
        <input
          type="checkbox"
          {...field.control}
          value={value}
          checked={isOn({ form, name, value, checked })}
          disabled={disabled}
          required={required}
          form={formId}
        />
        <span>
          {label}
          {hint && <small>{hint}</small>}
        </span>
      </label>
      {field.error && (
        <div class="field">
          <Below id={field.id} error={field.error} />
        </div>
      )}
    </>
  )
}

interface SwitchProps extends Omit<CheckProps, 'required'> {
  /** The label is for ears only: the row says it already. */
  bare?: boolean | undefined
  /** Posts its form when flipped; without script the form needs a button. */
  autosubmit?: boolean | undefined
}

export const Switch = ({ label, hint, name, form, id, value, checked, disabled, bare, autosubmit }: SwitchProps) => {
  const { control } = wire({ name, form, id })
  const input = (
    <input
      class="switch"
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is checked
      role="switch"
      {...control}
      value={value}
      checked={isOn({ form, name, value, checked })}
      disabled={disabled}
      data-autosubmit={autosubmit ? '' : undefined}
      aria-label={bare && typeof label === 'string' ? label : undefined}
    />
  )
  if (bare) return input
  return (
    <label class="switching" for={control.id}>
      {input}
      <span>
        {label}
        {hint && <small class="quiet"> {hint}</small>}
      </span>
    </label>
  )
}

interface ChoiceProps extends FieldProps {
  options: readonly Option[]
  value?: string | undefined
  /** The legend is for ears only. */
  bare?: boolean | undefined
  /** One under the other, each with room for a sentence. */
  stacked?: boolean | undefined
}

/** One of a few. Nothing is chosen for the reader unless `value` says so. */
export const Choice = ({ label, name, form, hint, id, options, value, bare, stacked }: ChoiceProps) => {
  const field = wire({ name, form, hint, id })
  const chosen = form?.values[name] ?? value
  return (
    <fieldset class="field" aria-describedby={field.control['aria-describedby']}>
      <legend class={bare ? 'sr' : undefined}>{label}</legend>
      <div class={stacked ? 'option' : 'choice'}>
        {options.map((option, i) => (
          <label class={stacked ? 'tick' : undefined}>
            <input
              type="radio"
              id={i === 0 ? field.id : undefined}
              name={name}
              value={option.value}
              checked={option.value === chosen}
              disabled={option.disabled}
              aria-invalid={field.control['aria-invalid']}
            />
            {!stacked && <Icon name="check" />}
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <Below id={field.id} hint={hint} error={field.error} />
    </fieldset>
  )
}

/** The same few as links: a view of the page rather than an answer. */
export const Segments = ({
  label,
  items,
}: {
  label: string
  items: readonly { href: string; label: Child; current?: boolean }[]
}) => (
  <nav class="choice" aria-label={label}>
    {items.map((item) => (
      <a href={item.href} aria-current={item.current ? 'true' : undefined}>
        {item.label}
      </a>
    ))}
  </nav>
)
