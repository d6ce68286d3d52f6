import { portalIsOff } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Choice, Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea, TextField } from '#ui/fields.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import type { Customer } from './queries.ts'
import { versionSeen } from './rules.ts'

const kinds = [
  { value: 'company', label: 'Company' },
  { value: 'person', label: 'Person' },
]

interface FormProps {
  base: string
  form?: FormState | undefined
  /** What the row holds now that differs from a form that came too late. */
  changes?: readonly Changed[] | undefined
}

export const NewCustomerPage = ({ base, form, isPortalOn }: FormProps & { isPortalOn: boolean }) => {
  const list = href(base, paths.staff.customers.list)
  return (
    <>
      <Back href={list} label="Customers" />
      <Head title="New customer" detail="Saving makes their permanent private link." />
      <form class="form gap" method="post" action={href(base, paths.staff.customers.create)} novalidate>
        <CommandField />
        <ErrorSummary form={form} title="Not saved yet. Look at this again:" />
        <Choice label="Kind" name="kind" options={kinds} value="company" form={form} />
        <TextField label="Name" name="name" form={form} required autocomplete="off" maxlength={200} />
        <div class="pair">
          <TextField
            label="Contact"
            name="contactName"
            form={form}
            hint="Who you deal with there"
            maxlength={120}
            autocomplete="off"
          />
          <TextField
            label="Email"
            name="email"
            type="email"
            form={form}
            hint="Without one nobody can sign in"
            autocomplete="off"
          />
        </div>
        <div class="pair">
          <TextField label="Phone" name="phone" type="tel" form={form} autocomplete="off" />
        </div>
        <TextArea label="Address" name="address" form={form} rows={2} maxlength={400} />
        <TextArea label="Notes" name="notes" form={form} hint="Staff only" maxlength={4000} />
        <Exemption form={form} />
        {isPortalOn ? (
          <Tick
            label="Send the invitation now"
            hint="Mails the contact the portal link with a one-press sign-in"
            name="invite"
            form={form}
          />
        ) : (
          <p class="quiet small">{portalIsOff}</p>
        )}
        <div class="ends">
          <SubmitButton primary busyText="Saving">
            Add customer
          </SubmitButton>
          <LinkButton plain href={list}>
            Cancel
          </LinkButton>
        </div>
      </form>
    </>
  )
}

const Exemption = ({ value, form }: { value?: string | null; form: FormState | undefined }) => (
  <TextField
    label="Pays no tax because"
    name="taxExemption"
    value={value ?? undefined}
    form={form}
    maxlength={120}
    autocomplete="off"
    hint="Like “Resale certificate OH-88812”. It is printed on their invoices, which are then without tax. Empty: they pay it."
  />
)

export const EditCustomerPage = ({ base, form, customer, changes }: FormProps & { customer: Customer }) => {
  const record = href(base, paths.staff.customers.show, { id: customer.id })
  return (
    <>
      <Back href={record} label={customer.name} />
      <Head title="Edit customer" detail="Emails belong to contacts: change them on the customer’s page." />
      <form class="form gap" method="post" action={href(base, paths.staff.customers.update, { id: customer.id })} novalidate>
        <CommandField />
        <VersionField version={versionSeen(form, customer)} />
        {changes && <StaleNote changes={changes} />}
        <ErrorSummary form={form} title="Not saved yet. Look at this again:" />
        <Choice label="Kind" name="kind" options={kinds} value={customer.isCompany ? 'company' : 'person'} form={form} />
        <TextField label="Name" name="name" value={customer.name} form={form} required autocomplete="off" maxlength={200} />
        <TextField label="Phone" name="phone" type="tel" value={customer.phone ?? undefined} form={form} autocomplete="off" />
        <TextArea label="Address" name="address" value={customer.address ?? undefined} form={form} rows={2} maxlength={400} />
        <TextArea label="Notes" name="notes" value={customer.notes} form={form} hint="Staff only" maxlength={4000} />
        <Exemption value={customer.taxExemption} form={form} />
        <div class="ends">
          <SubmitButton primary busyText="Saving">
            Save
          </SubmitButton>
          <LinkButton plain href={record}>
            Cancel
          </LinkButton>
        </div>
      </form>
    </>
  )
}
