import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Empty } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Switch } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Table } from '#ui/tables.tsx'
import type { AlsoListed, Contact, Customer } from './queries.ts'
import { portalStateOf, rightsInWords } from './rules.ts'
import type { View } from './view.ts'
import { PortalStatus } from './views-portal-state.tsx'

interface Props {
  view: View
  customer: Customer
  contacts: readonly Contact[]
  also: readonly AlsoListed[]
}

/** Who of the customer may come in, and how far each has come. */
export const ContactsBlock = ({ view, customer, contacts, also }: Props) => {
  const mayEdit = view.may.edit && !customer.archivedAt
  const add = href(view.base, paths.staff.contacts.new, { customer: customer.id })
  return (
    <Block id="contacts" title="Contacts" aside={mayEdit ? <a href={add}>Add a contact</a> : undefined}>
      {contacts.length > 0 ? (
        <>
          <Table
            kind="people"
            caption="Contacts"
            head={[{ label: 'Access' }, { label: 'Name' }, { label: 'May' }, { label: 'Portal' }]}
          >
            {contacts.map((contact) => (
              <ContactRow view={view} contact={contact} mayEdit={mayEdit} isPutAway={customer.archivedAt !== null} />
            ))}
          </Table>
          {also.map(({ name, customerId, customerName }) => (
            <p class="quiet small">
              {name} is also a contact of{' '}
              <a href={href(view.base, paths.staff.customers.show, { id: customerId })}>{customerName}</a>, with the same email.
            </p>
          ))}
          {mayEdit && <p class="quiet small">Ticking sends the invitation. Un-ticking signs them out everywhere at once.</p>}
        </>
      ) : (
        <Empty title="No contacts">
          Only listed contacts can open the portal. {mayEdit && <a href={add}>Add the first one</a>}
        </Empty>
      )}
    </Block>
  )
}

interface RowProps {
  view: View
  contact: Contact
  mayEdit: boolean
  isPutAway: boolean
}

const ContactRow = ({ view, contact, mayEdit, isPutAway }: RowProps) => (
  <tr>
    <td>
      <Access view={view} contact={contact} mayEdit={mayEdit} isPutAway={isPutAway} />
    </td>
    <th scope="row">
      {mayEdit ? <a href={href(view.base, paths.staff.contacts.edit, { id: contact.id })}>{contact.name}</a> : contact.name}
      <br />
      <small class={contact.email ? undefined : 'quiet'}>{contact.email ?? 'no email on file'}</small>
    </th>
    <td>{rightsInWords(contact)}</td>
    <td>
      <Portal view={view} contact={contact} mayEdit={mayEdit} isPutAway={isPutAway} />
    </td>
  </tr>
)

/** Flipping it sends the form; without script a button does. */
const Access = ({ view, contact, mayEdit, isPutAway }: RowProps) => {
  const cannot = !mayEdit || (!contact.email && !contact.hasAccess)
  const label = contact.email ? `Access for ${contact.name}` : `Access for ${contact.name}, needs an email first`
  const flip = (
    <Switch
      bare
      autosubmit
      label={label}
      name="access"
      id={`access-${contact.id}`}
      checked={contact.hasAccess && !isPutAway}
      disabled={cannot}
    />
  )
  if (cannot) return flip
  return (
    <form method="post" action={href(view.base, paths.staff.contacts.access, { id: contact.id })}>
      <CommandField />
      <VersionField version={contact.version} />
      {flip}
      <noscript>
        <SubmitButton plain label={`Save access for ${contact.name}`}>
          Save
        </SubmitButton>
      </noscript>
    </form>
  )
}

const Portal = ({ view, contact, mayEdit, isPutAway }: RowProps) => {
  const state = portalStateOf({ ...contact, isPutAway })
  const send = state === 'invited' ? 'Send again' : 'Send the link'
  const isWaiting = contact.hasAccess && (state === 'invited' || state === 'not invited')
  return (
    <>
      <PortalStatus view={view} state={state} at={contact} />
      {mayEdit && isWaiting && view.shop.isPortalOn && (
        <form method="post" action={href(view.base, paths.staff.customers.send, { id: contact.customerId })}>
          <CommandField />
          <input type="hidden" name="contact" value={contact.id} />
          <SubmitButton plain label={`${send} to ${contact.name}`} busyText="Sending">
            {send}
          </SubmitButton>
        </form>
      )}
    </>
  )
}
