import { EraseContact } from '#features/receipts/views-erase.tsx'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Head, Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextField } from '#ui/fields.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import type { Contact, Customer } from './queries.ts'
import { versionSeen } from './rules.ts'
import { noEmail } from './words.ts'

interface FormProps {
  base: string
  form?: FormState | undefined
  /** What the row holds now that differs from a form that came too late. */
  changes?: readonly Changed[] | undefined
}

export const NewContactPage = ({ base, form, customer }: FormProps & { customer: Pick<Customer, 'id' | 'name'> }) => {
  const record = href(base, paths.staff.customers.show, { id: customer.id })
  return (
    <>
      <Back href={record} label={customer.name} />
      <Head title="Add a contact" detail={customer.name} />
      <form class="form gap" method="post" action={href(base, paths.staff.contacts.create, { customer: customer.id })} novalidate>
        <CommandField />
        <ErrorSummary form={form} title="Not saved yet. Look at this again:" />
        <Fields form={form} />
        <Rights form={form} rights={{ canApprove: false, canPay: false, seesPrices: true, canInvite: false }} />
        <Tick label="Access to the portal" hint="Sends the invitation now. Needs an email." name="access" checked form={form} />
        <Ends record={record}>Add contact</Ends>
      </form>
    </>
  )
}

export const EditContactPage = ({
  base,
  form,
  changes,
  contact,
  customerName,
  erase,
}: FormProps & { contact: Contact; customerName: string; erase?: string | undefined }) => {
  const record = href(base, paths.staff.customers.show, { id: contact.customerId })
  return (
    <>
      <Back href={record} label={customerName} />
      <Head
        title={contact.name}
        detail={contact.email ?? noEmail}
        actions={
          <SheetButton for="remove" class="btn plain danger">
            Remove contact
          </SheetButton>
        }
      />
      <form class="form gap" method="post" action={href(base, paths.staff.contacts.update, { id: contact.id })} novalidate>
        <CommandField />
        <VersionField version={versionSeen(form, contact)} />
        {changes && <StaleNote changes={changes} />}
        <ErrorSummary form={form} title="Not saved yet. Look at this again:" />
        {contact.hasAccess && (
          <Note title="This contact has access">
            Another email signs them out everywhere, and links mailed before stop working.
          </Note>
        )}
        <Fields form={form} contact={contact} />
        <Rights form={form} rights={contact} />
        <Ends record={record}>Save</Ends>
      </form>
      {erase && <EraseContact name={contact.name} action={erase} />}
      <Sheet id="remove" title={`Remove ${contact.name}?`}>
        <p class="quiet">
          They are signed out everywhere at once and links mailed to them stop working. What they approved or paid stays on
          record.
        </p>
        <form method="post" action={href(base, paths.staff.contacts.remove, { id: contact.id })}>
          <CommandField />
          <VersionField version={contact.version} />
          <div class="ends apart">
            <SheetButton for="remove" class="btn plain" action="hide">
              Keep
            </SheetButton>
            <SubmitButton danger>Remove contact</SubmitButton>
          </div>
        </form>
      </Sheet>
    </>
  )
}

const Fields = ({ form, contact }: { form: FormState | undefined; contact?: Contact }) => (
  <>
    <TextField label="Name" name="name" value={contact?.name} form={form} required autocomplete="off" maxlength={120} />
    <TextField
      label="Email"
      name="email"
      type="email"
      value={contact?.email ?? undefined}
      form={form}
      hint="Without one they cannot sign in"
      autocomplete="off"
    />
    <TextField label="Phone" name="phone" type="tel" value={contact?.phone ?? undefined} form={form} autocomplete="off" />
  </>
)

const Rights = ({
  form,
  rights,
}: {
  form: FormState | undefined
  rights: Pick<Contact, 'canApprove' | 'canPay' | 'seesPrices' | 'canInvite'>
}) => (
  <fieldset class="set gap">
    <legend>May</legend>
    <Tick label="Approve" hint="Says yes or no for this customer" name="canApprove" checked={rights.canApprove} form={form} />
    <Tick label="Pay" hint="Pays invoices, and so sees prices" name="canPay" checked={rights.canPay} form={form} />
    <Tick
      label="See prices"
      hint="Without it: jobs and dates only, no invoices"
      name="seesPrices"
      checked={rights.seesPrices}
      form={form}
    />
    <Tick
      label="Bring in colleagues"
      hint="Where Settings › Accounts lets customers do that; the first contact may without it"
      name="canInvite"
      checked={rights.canInvite}
      form={form}
    />
  </fieldset>
)

const Ends = ({ record, children }: { record: string; children: string }) => (
  <div class="ends">
    <SubmitButton primary busyText="Saving">
      {children}
    </SubmitButton>
    <LinkButton plain href={record}>
      Cancel
    </LinkButton>
  </div>
)
