import type { Child } from 'hono/jsx'
import { viewOf as appointmentView } from '#features/appointments/view.ts'
import { AppointmentsBlock } from '#features/appointments/views-desk.tsx'
import { AssetsBlock } from '#features/assets/views-block.tsx'
import { BrandBlock } from '#features/branding/views-desk.tsx'
import { vocabularies } from '#features/jobs/words.ts'
import { LimitBlock } from '#features/work/views-limit-staff.tsx'
import type { FormState } from '#lib/form.ts'
import { formatMoney } from '#lib/money.ts'
import { telHref } from '#lib/phone.ts'
import { formatMonth } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Head, Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { MailTo } from '#ui/mail-to.tsx'
import { Counts } from '#ui/tables.tsx'
import type { CustomerRecord } from './record-queries.ts'
import { openMoney } from './rules.ts'
import type { View } from './view.ts'
import { Housekeeping, LatelyBlock, NotesBlock } from './views-aside.tsx'
import { ContactsBlock } from './views-contacts.tsx'
import { LinkBlock, PortalBlock } from './views-link.tsx'
import { InvoicesBlock, JobsBlock } from './views-work.tsx'
import { noEmail } from './words.ts'

interface RecordProps {
  view: View
  record: CustomerRecord
  addresses: Addresses
  /** A form on it that came back with something wrong. */
  form?: FormState | undefined
}
export interface Addresses {
  /** This customer's permanent private link. */
  readonly bookmark: string
  /** The shop's portal for everybody. */
  readonly portal: string
}

export const CustomerPage = ({ view, record, addresses, form }: RecordProps) => {
  const { customer } = record
  return (
    <>
      <Back href={href(view.base, paths.staff.customers.list)} label="Customers" />
      <Head
        title={customer.name}
        detail={<Reach record={record} />}
        actions={customer.archivedAt ? undefined : <Actions view={view} record={record} />}
      />
      {customer.archivedAt && <PutAway view={view} record={record} />}
      <Counts items={countsOf(view, record)} />
      <div class="cols">
        <div>
          <ContactsBlock view={view} customer={customer} contacts={record.contacts} also={record.also} />
          <JobsBlock view={view} record={record} />
          <AppointmentsBlock
            view={appointmentView(view)}
            rows={record.appointments}
            setHref={
              view.may.edit && !customer.archivedAt
                ? `${href(view.base, paths.staff.appointments.new)}?customer=${customer.id}`
                : undefined
            }
          />
          <AssetsBlock
            view={view}
            customerId={customer.id}
            rows={record.assets}
            count={record.owned}
            mayAdd={view.may.edit && !customer.archivedAt}
          />
          <BrandBlock base={view.base} customerId={customer.id} brand={record.brand} mayEdit={!customer.archivedAt} />
          {view.may.seeMoney && <InvoicesBlock view={view} record={record} />}
        </div>
        <aside>
          {view.may.edit && !customer.archivedAt && (
            <LinkBlock view={view} customer={customer} contacts={record.contacts} link={addresses.bookmark} />
          )}
          {view.may.edit && !customer.archivedAt && <PortalBlock view={view} customer={customer} address={addresses.portal} />}
          {view.may.edit && !customer.archivedAt && (
            <LimitBlock view={view} customerId={customer.id} limits={record.limits} form={form} />
          )}
          <NotesBlock view={view} record={record} />
          <LatelyBlock view={view} record={record} />
          {view.may.edit && !customer.archivedAt && <Housekeeping view={view} record={record} />}
        </aside>
      </div>
    </>
  )
}

/** How to reach them: the first contact's email, a phone, the address. */
const Reach = ({ record: { customer, contacts } }: Pick<RecordProps, 'record'>) => {
  if (customer.mergedIntoId) return <>Merged into {customer.mergedIntoName}</>
  const email = contacts.find((contact) => contact.email)?.email
  const phone = customer.phone ?? contacts.find((contact) => contact.phone)?.phone
  const ways: Child[] = [
    email ? <MailTo email={email} /> : noEmail,
    phone && (
      <a class="nowrap" href={telHref(phone)}>
        {phone}
      </a>
    ),
    customer.address?.split(/\s*\n\s*/).join(', '),
  ].filter(Boolean)
  return <>{ways.map((way, i) => [i > 0 && ', ', way])}</>
}

const Actions = ({ view, record: { customer, contacts } }: Pick<RecordProps, 'view' | 'record'>) => {
  const [first] = contacts
  return (
    <>
      {first && <LinkButton href={href(`${view.base}/preview/${first.id}`, paths.portal.home)}>Preview as customer</LinkButton>}
      {view.may.edit && (
        <LinkButton plain icon="chat" href={`${href(view.base, paths.staff.inbox.show, { id: customer.id })}#write`}>
          Write
        </LinkButton>
      )}
      {view.may.edit && (
        <LinkButton plain href={href(view.base, paths.staff.customers.edit, { id: customer.id })}>
          Edit
        </LinkButton>
      )}
      {view.may.edit && (
        <LinkButton primary icon="plus" href={`${href(view.base, paths.staff.jobs.new)}?customer=${customer.id}`}>
          New {vocabularies[view.shop.trade].one}
        </LinkButton>
      )}
    </>
  )
}

const PutAway = ({ view, record: { customer, merge } }: Pick<RecordProps, 'view' | 'record'>) =>
  customer.mergedIntoId ? (
    <Note title="Merged">
      <p>
        {merge ? `${merge.by} merged this customer into ` : 'This customer was merged into '}
        <a href={href(view.base, paths.staff.customers.show, { id: customer.mergedIntoId })}>{customer.mergedIntoName}</a>
        {merge && `, ${view.when(merge.at)}`}. Everything moved there.
      </p>
    </Note>
  ) : (
    <Note title={`Archived ${view.when(customer.archivedAt ?? view.now)}`}>
      <p>
        Nobody of this customer can sign in, and it has left the list of customers. Its open work and invoices stay in theirs.
      </p>
      {view.may.edit && (
        <form class="gap" method="post" action={href(view.base, paths.staff.customers.restore, { id: customer.id })}>
          <CommandField />
          <VersionField version={customer.version} />
          <SubmitButton>Restore</SubmitButton>
        </form>
      )}
    </Note>
  )

function countsOf(view: View, record: CustomerRecord) {
  const open = openMoney(record.due, view.today)
  const place = { locale: view.shop.locale, zone: view.shop.timeZone }
  const money = [
    { label: 'Open invoices', value: open.invoices ? `${open.invoices}, ${view.money(open.minor)}` : '0' },
    ...(open.lateInvoices ? [{ label: 'Late', value: view.money(open.lateMinor), bad: true }] : []),
    ...record.credits.map(({ minor, currency }) => ({ label: 'Credit', value: formatMoney(minor, currency, view.shop.locale) })),
  ]
  const orders =
    view.may.seeMoney && record.invoicedMinor ? `${record.orders}, ${view.money(record.invoicedMinor)}` : String(record.orders)
  return [
    { label: 'Active jobs', value: String(record.activeJobs) },
    ...(view.may.seeMoney ? money : []),
    { label: 'Orders in all', value: orders },
    { label: 'Customer since', value: formatMonth(record.customer.createdAt, place) },
  ]
}
