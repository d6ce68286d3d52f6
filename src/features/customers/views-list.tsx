import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Empty, Head } from '#ui/block.tsx'
import { LinkButton, Search, SubmitButton } from '#ui/buttons.tsx'
import { Segments } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary } from '#ui/fields.tsx'
import { Money, Pager, Scroll, Table } from '#ui/tables.tsx'
import type { CustomerFound, PortalFilter, Shelf } from './list-queries.ts'
import { portalStateOf } from './rules.ts'
import type { View } from './view.ts'
import { PortalStatus } from './views-portal-state.tsx'
import { noEmail } from './words.ts'

interface ListProps {
  view: View
  search: string
  shelf: Shelf
  portal: PortalFilter
  form?: FormState | undefined
  rows: readonly CustomerFound[]
  total: number
  hasAny: boolean
  page: number
  pages: number
}

export const CustomersPage = (props: ListProps) => {
  const { view, search, shelf, portal, rows, total, hasAny, page, pages, form } = props
  const hrefOf = (asked: number) => listHref(view.base, { search, shelf, portal, page: asked })
  return (
    <>
      <Head
        title="Customers"
        detail={hasAny ? countOf(total, shelf, search || portal) : undefined}
        actions={
          view.may.edit && (
            <>
              {view.may.merge && (
                <LinkButton plain href={href(view.base, paths.staff.imports.list)}>
                  Import
                </LinkButton>
              )}
              <LinkButton primary icon="plus" href={href(view.base, paths.staff.customers.new)}>
                New customer
              </LinkButton>
            </>
          )
        }
      />
      {hasAny && (
        <Search
          action={href(view.base, paths.staff.customers.list)}
          label="Search customers"
          placeholder="Name, contact, email or phone"
          value={search}
        >
          {shelf === 'archived' && <input type="hidden" name="shelf" value="archived" />}
          {portal && <input type="hidden" name="portal" value={portal} />}
          <Segments
            label="Which customers"
            items={(['active', 'archived'] as const).map((key) => ({
              href: listHref(view.base, { search, shelf: key, portal }),
              label: key === 'active' ? 'Active' : 'Archived',
              current: key === shelf,
            }))}
          />
        </Search>
      )}
      {hasAny && (
        <Segments
          label="How far in the portal"
          items={(['', 'waiting', 'invited', 'active'] as const).map((key) => ({
            href: listHref(view.base, { search, shelf, portal: key }),
            label: filterWords[key],
            current: key === portal,
          }))}
        />
      )}
      <ErrorSummary form={form} title="Nobody was invited yet:" />
      {rows.length > 0 ? <Found {...props} /> : <Nobody {...props} />}
      <Pager page={page} pages={pages} hrefOf={hrefOf} />
    </>
  )
}

const filterWords: Readonly<Record<PortalFilter, string>> = {
  ...{ '': 'All', waiting: 'Not invited', invited: 'Invited', active: 'Active' },
}

const nobodyThere: Readonly<Record<PortalFilter, string>> = {
  ...{ '': '', waiting: 'Everybody with access was invited' },
  ...{ invited: 'Nobody waits on an invitation', active: 'Nobody has come in yet' },
}

/** With those who may, a list to tick for invitations. */
const Found = (props: ListProps) => {
  const { view, shelf } = props
  if (!view.may.edit || shelf === 'archived') return <FoundTable {...props} />
  return (
    <form class="gap" method="post" action={href(view.base, paths.staff.invitations.send)}>
      <CommandField />
      <FoundTable {...props} isPicked />
      <p class="ends gap">
        <SubmitButton busyText="Inviting">Invite the ticked</SubmitButton>
        <span class="quiet small">Mails everybody with access there who was not invited yet.</span>
      </p>
    </form>
  )
}

const FoundTable = ({ view, shelf, rows, portal, isPicked }: ListProps & { isPicked?: boolean }) => (
  <Scroll label="Customers">
    <Table
      kind="list"
      caption="Customers"
      head={[
        ...(isPicked ? [{ label: 'Invite' }] : []),
        { label: 'Customer' },
        { label: 'First contact' },
        { label: 'Portal' },
        { label: 'Phone' },
        { label: 'Active jobs', right: true },
        ...(view.may.seeMoney ? [{ label: 'Open', right: true }] : []),
      ]}
    >
      {rows.map((row) => (
        <tr>
          {isPicked && (
            <td>
              <label class="pick">
                <input
                  type="checkbox"
                  name="customers[]"
                  value={row.id}
                  aria-label={`Invite ${row.name}`}
                  checked={portal === 'waiting'}
                />
              </label>
            </td>
          )}
          <th scope="row">
            <a href={href(view.base, paths.staff.customers.show, { id: row.id })}>{row.name}</a>
          </th>
          <td class="quiet">
            {row.contactName && row.contactName !== row.name && <>{row.contactName}, </>}
            {row.email ?? noEmail}
          </td>
          <td>
            {(row.email || row.hasAccess) && (
              <PortalStatus
                view={view}
                state={portalStateOf({ ...row, isPutAway: shelf === 'archived', email: row.hasAccess ? 'some' : row.email })}
                at={row}
              />
            )}
          </td>
          <td class="nowrap">{row.phone}</td>
          <td class="r" data-after={row.activeJobs === 1 ? ' active job' : ' active jobs'}>
            {row.activeJobs || ''}
          </td>
          {view.may.seeMoney && <td class="r end">{row.openInvoices > 0 && <Money>{view.money(row.openMinor)}</Money>}</td>}
        </tr>
      ))}
    </Table>
  </Scroll>
)

const Nobody = ({ view, search, shelf, portal, hasAny }: ListProps) => {
  if (!hasAny)
    return (
      <Empty title="No customers yet">
        Each customer you add gets a permanent private link, where they follow their jobs and pay.{' '}
        {view.may.edit && <a href={href(view.base, paths.staff.customers.new)}>Add the first one</a>}
      </Empty>
    )
  if (portal)
    return (
      <Empty title={nobodyThere[portal]}>
        <a href={listHref(view.base, { search, shelf })}>Show all</a>
      </Empty>
    )
  if (search)
    return (
      <Empty title={`Nobody here matches “${search}”`}>
        Names, contacts, emails and phone numbers were searched. <a href={listHref(view.base, { search: '', shelf })}>Show all</a>
      </Empty>
    )
  return shelf === 'archived' ? (
    <Empty title="Nothing archived">Customers you archive wait here, out of the way, and can be restored.</Empty>
  ) : (
    <Empty title="No active customers">
      All of them are archived. <a href={listHref(view.base, { search: '', shelf: 'archived' })}>Show the archived ones</a>
    </Empty>
  )
}

function countOf(total: number, shelf: Shelf, search: string): string {
  const which = shelf === 'archived' ? ' archived' : ''
  return `${total}${which} ${total === 1 ? 'customer' : 'customers'}${search ? ' found' : ''}`
}

interface ListPlace {
  readonly search: string
  readonly shelf: Shelf
  readonly portal?: PortalFilter
  readonly page?: number
}

function listHref(base: string, { search, shelf, portal = '', page = 1 }: ListPlace): string {
  const query = new URLSearchParams({
    ...(search ? { q: search } : {}),
    ...(shelf === 'archived' ? { shelf } : {}),
    ...(portal ? { portal } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  const text = query.toString()
  return href(base, paths.staff.customers.list) + (text && `?${text}`)
}
