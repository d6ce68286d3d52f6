import type { FormState } from '#lib/form.ts'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Choice } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, type Option, Select, TextArea, TextField } from '#ui/fields.tsx'
import { desk } from './desk-words.ts'
import { bothTimes } from './form.ts'
import type { AppointmentView } from './view.ts'

interface FormProps {
  view: AppointmentView
  action: string
  cancel: string
  button: string
  /** What the fields hold, and what is wrong with them. */
  form: FormState
  version?: number | undefined
  /** Whom it can be for; left out where that is settled. */
  customers?: readonly { readonly id: string; readonly name: string }[] | undefined
  jobs: readonly { readonly id: string; readonly number: number; readonly title: string }[]
  resources: readonly { readonly resource: string }[]
}

const { labels } = desk

/** What is set for a customer: when on the shop's own clock, where, with what. */
export const AppointmentForm = ({ view, action, cancel, button, form, version, customers, jobs, resources }: FormProps) => {
  const both = bothTimes(form.values, view.shop)
  return (
    <form class="form gap" method="post" action={action} novalidate>
      <CommandField />
      {version !== undefined && <VersionField version={version} />}
      <ErrorSummary form={form} title="Not saved yet. Look at this again:" />
      {customers ? (
        <Select label="Customer" name="customer" form={form} options={chooseFrom('Choose a customer', customers.map(named))} />
      ) : (
        form.values['customer'] && <input type="hidden" name="customer" value={form.values['customer']} />
      )}
      <TextField label={labels.title} name="title" form={form} maxlength={120} autocomplete="off" />
      <div class="pair">
        <TextField label={labels.on} name="on" type="date" form={form} />
        <TextField label={labels.time} name="time" type="time" form={form} hint={`On your clock, ${view.shop.timeZone}`} />
      </div>
      {both.length > 0 && <Choice label={labels.which} name="which" form={form} options={both} stacked />}
      <div class="pair">
        <TextField label={labels.minutes} name="minutes" form={form} after="minutes" inputmode="numeric" />
        <TextField
          label={labels.resource}
          name="resource"
          form={form}
          maxlength={80}
          autocomplete="off"
          hint={resourceHint(resources)}
        />
      </div>
      <TextField label={labels.place} name="place" form={form} maxlength={200} autocomplete="off" />
      {jobs.length > 0 && (
        <Select label={labels.job} name="job" form={form} options={chooseFrom('Nothing in particular', jobs.map(titled))} />
      )}
      <TextArea label={labels.note} name="note" form={form} maxlength={2000} rows={3} hint="What to bring, where to park" />
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
}

const chooseFrom = (nothing: string, options: readonly Option[]): Option[] => [{ value: '', label: nothing }, ...options]
const named = ({ id, name }: { id: string; name: string }): Option => ({ value: id, label: name })
const titled = ({ id, number, title }: { id: string; number: number; title: string }): Option => ({
  value: id,
  label: `${number}, ${title}`,
})

/** What was typed before is found again in the same words, so that two names of one bay do not double-book it. */
function resourceHint(used: FormProps['resources']): string {
  const known = used.slice(0, 8).map(({ resource }) => resource)
  return known.length > 0 ? `One at a time. Used before: ${known.join(', ')}` : 'One at a time. The customer reads it'
}
