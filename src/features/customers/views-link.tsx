import { portalIsOff, shownName } from '#features/settings/rules.ts'
import { smsHref } from '#lib/phone.ts'
import { qrPath } from '#lib/qr.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Note } from '#ui/block.tsx'
import { Button, LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Select } from '#ui/fields.tsx'
import { Copy, Qr } from '#ui/share.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import type { Contact, Customer } from './queries.ts'
import { firstName } from './rules.ts'
import type { View } from './view.ts'
import { customerWords, noEmail } from './words.ts'

interface LinkProps {
  view: View
  customer: Customer
  contacts: readonly Contact[]
  link: string
}

/** The customer's permanent link, and every way to hand it over. */
export const LinkBlock = ({ view, customer, contacts, link }: LinkProps) => {
  const [first] = contacts
  const code = qrPath(link)
  const report = href(view.base, paths.staff.customers.copied, { id: customer.id })
  // A company's only contact bears its name where nobody there was named.
  const isNamed = first && !(customer.isCompany && first.name === customer.name)
  const message = customerWords.intro(isNamed ? firstName(first.name) : '', shownName(view.shop), link)
  const phone = first?.phone ?? customer.phone ?? undefined
  return (
    <Block id="link" title="Their portal link">
      <div class="verify">
        <Qr path={code.path} size={code.size} label="QR code of the portal link" />
        <p class="small">Permanent and private. Opens for listed contacts only, after a code by email.</p>
      </div>
      {!view.shop.isPortalOn && (
        <Note title="The portal is switched off">
          <p class="small">Customers meet a page that says so. Switch it on in the settings first.</p>
        </Note>
      )}
      <Copy
        id="portal-link"
        label="Portal link"
        value={link}
        report={report}
        words={{ copy: 'Copy', copied: 'Portal link copied' }}
      />
      <SendForm view={view} customer={customer} contacts={contacts} />
      <Copy
        id="intro-message"
        label="Intro message"
        value={message}
        multiline
        small
        report={report}
        words={{ copy: 'Copy', copied: 'Intro message copied' }}
      />
      <div class="ends">
        <LinkButton icon="text" href={smsHref(phone, message)}>
          Text it
        </LinkButton>
        <SheetButton for="new-link" class="btn plain danger">
          Make a new link
        </SheetButton>
      </div>
      <NewLinkSheet view={view} customer={customer} />
    </Block>
  )
}

/** Sending is off, with the reason, while nobody could sign in with what is sent. */
const SendForm = ({ view, customer, contacts }: Omit<LinkProps, 'link'>) => {
  const ready = contacts.filter((contact) => contact.email && contact.hasAccess)
  const [first] = ready
  if (!first || !view.shop.isPortalOn) {
    const hasEmail = contacts.some((contact) => contact.email)
    return (
      <div>
        <Button disabled icon="mail">
          Email it
        </Button>
        <p class="quiet small">
          {first ? portalIsOff : hasEmail ? 'Nobody here has access. Ticking a contact sends the link.' : noEmail}
        </p>
      </div>
    )
  }
  return (
    <form method="post" action={href(view.base, paths.staff.customers.send, { id: customer.id })}>
      <CommandField />
      {ready.length === 1 ? (
        <input type="hidden" name="contact" value={first.id} />
      ) : (
        <Select
          label="Send it to"
          name="contact"
          id="send-to"
          options={ready.map((contact) => ({ value: contact.id, label: `${contact.name}, ${contact.email}` }))}
        />
      )}
      <div class={ready.length === 1 ? 'ends' : 'ends gap'}>
        <SubmitButton icon="mail" busyText="Sending">
          {ready.length === 1 ? `Email it to ${firstName(first.name)}` : 'Email it'}
        </SubmitButton>
      </div>
    </form>
  )
}

const NewLinkSheet = ({ view, customer }: Pick<LinkProps, 'view' | 'customer'>) => (
  <Sheet id="new-link" title="Make a new link?">
    <p class="quiet">
      Do this if the link leaked. The old link and bookmarks stop working now. Contacts who are signed in stay in.
    </p>
    <form method="post" action={href(view.base, paths.staff.customers.regenerate, { id: customer.id })}>
      <CommandField />
      <VersionField version={customer.version} />
      <div class="ends apart">
        <SheetButton for="new-link" class="btn plain" action="hide">
          Keep this one
        </SheetButton>
        <SubmitButton danger>Make a new link</SubmitButton>
      </div>
    </form>
  </Sheet>
)

/** The address that is the same for every customer. */
export const PortalBlock = ({ view, customer, address }: { view: View; customer: Customer; address: string }) => (
  <Block id="portal" title="Your portal" aside="For everybody">
    <p class="small">For your website and email signature. Customers sign in with their email.</p>
    <Copy
      id="portal-address"
      label="Address of your portal"
      value={address}
      report={href(view.base, paths.staff.customers.copied, { id: customer.id })}
      words={{ copy: 'Copy', copied: 'Portal address copied' }}
    />
  </Block>
)
