import type { Child } from 'hono/jsx'
import type { FormState } from '#lib/form.ts'
import { Icon } from './icons.tsx'

/** What every field of a form is given. `form` carries what was typed and what was wrong with it. */
export interface FieldProps {
  label: Child
  name: string
  form?: FormState | undefined
  hint?: Child
  /** Where two forms of a page share a name. */
  id?: string | undefined
}

type InputType = 'text' | 'password' | 'email' | 'tel' | 'url' | 'search' | 'date' | 'number' | 'time'

interface TextFieldProps extends FieldProps {
  value?: string | undefined
  type?: InputType | undefined
  required?: boolean | undefined
  disabled?: boolean | undefined
  readonly?: boolean | undefined
  autocomplete?: string | undefined
  inputmode?: 'text' | 'email' | 'tel' | 'url' | 'numeric' | 'decimal' | 'search' | undefined
  maxlength?: number | undefined
  placeholder?: string | undefined
  autofocus?: boolean | undefined
  /** A code of digits, as it was mailed or an authenticator counts it: large, spaced, offered by the phone. */
  code?: boolean | undefined
  /** Shown attached, before or after: a currency, a host. */
  before?: string | undefined
  after?: string | undefined
}

/** Room for eight digits and what people put between them. */
const codeInput = { autocomplete: 'one-time-code', inputmode: 'numeric', maxlength: 14 } as const

export const TextField = ({ label, name, form, hint, id, value, before, after, code, ...input }: TextFieldProps) => {
  const field = wire({ name, form, hint, id })
  const box = (
    <input
      class={code ? 'input code-in' : 'input'}
      {...field.control}
      {...(code ? codeInput : {})}
      {...input}
      spellcheck={input.type && input.type !== 'text' ? false : undefined}
      // What was typed in secret goes into no page.
      value={input.type === 'password' ? undefined : (form?.values[name] ?? value)}
    />
  )
  return (
    <Field label={label} id={field.id} hint={hint} error={field.error}>
      {before || after ? (
        <div class="affix">
          {before && <span>{before}</span>}
          {box}
          {after && <span>{after}</span>}
        </div>
      ) : (
        box
      )}
    </Field>
  )
}

interface TextAreaProps extends FieldProps {
  value?: string | undefined
  required?: boolean | undefined
  disabled?: boolean | undefined
  maxlength?: number | undefined
  placeholder?: string | undefined
  rows?: number | undefined
}

export const TextArea = ({ label, name, form, hint, id, value, ...input }: TextAreaProps) => {
  const field = wire({ name, form, hint, id })
  return (
    <Field label={label} id={field.id} hint={hint} error={field.error}>
      <textarea class="input" {...field.control} {...input}>
        {form?.values[name] ?? value}
      </textarea>
    </Field>
  )
}

export interface Option {
  readonly value: string
  readonly label: string
  readonly disabled?: boolean | undefined
}

interface SelectProps extends FieldProps {
  options: readonly Option[]
  value?: string | undefined
  required?: boolean | undefined
  disabled?: boolean | undefined
}

export const Select = ({ label, name, form, hint, id, value, options, ...input }: SelectProps) => {
  const field = wire({ name, form, hint, id })
  return (
    <Field label={label} id={field.id} hint={hint} error={field.error}>
      <select class="input" {...field.control} {...input}>
        <Options options={options} value={form?.values[name] ?? value} />
      </select>
    </Field>
  )
}

export const Options = ({ options, value }: { options: readonly Option[]; value?: string | undefined }) => (
  <>
    {options.map((option) => (
      <option value={option.value} selected={option.value === value} disabled={option.disabled}>
        {option.label}
      </option>
    ))}
  </>
)

interface FrameProps {
  label: Child
  id: string
  hint?: Child
  error?: string | undefined
  children: Child
}

/** Label, control, hint and error around a control of your own; give the control the id and what `wire` returns. */
export const Field = ({ label, id, hint, error, children }: FrameProps) => (
  <div class="field">
    <label for={id}>{label}</label>
    {children}
    <Below id={id} hint={hint} error={error} />
  </div>
)

export const Below = ({ id, hint, error }: { id: string; hint?: Child; error?: string | undefined }) => (
  <>
    {error && (
      <span class="wrong" id={`${id}-wrong`}>
        <Icon name="warning" />
        {error}
      </span>
    )}
    {hint && (
      <span class="hint" id={`${id}-hint`}>
        {hint}
      </span>
    )}
  </>
)

export const fieldId = (name: string) => `f-${name.replace(/[^\w-]+/g, '-')}`

/** Ties a control to its sentence and its hint, for eyes and for ears. */
export function wire({ name, form, hint, id = fieldId(name) }: Omit<FieldProps, 'label'>) {
  // A list is sent under a name that ends in brackets; its schema knows it without them.
  const error = form?.errors[name] ?? form?.errors[name.replace(/\[\]$/, '')]
  const described = [error && `${id}-wrong`, hint && `${id}-hint`].filter(Boolean).join(' ')
  const control = { id, name, 'aria-invalid': error ? ('true' as const) : undefined, 'aria-describedby': described || undefined }
  return { id, error, control }
}

/** Says at the top what is wrong below, each sentence a link to its field. */
export const ErrorSummary = ({ form, title }: { form?: FormState | undefined; title: string }) => {
  const errors = Object.entries(form?.errors ?? {})
  if (errors.length === 0) return null
  return (
    <div class="note bad" role="alert">
      <p>{title}</p>
      <ul>
        {errors.map(([name, error]) => (
          <li>{name === 'form' ? error : <a href={`#${fieldId(name)}`}>{error}</a>}</li>
        ))}
      </ul>
    </div>
  )
}
