import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Empty, Head } from '#ui/block.tsx'
import { LinkButton, Search } from '#ui/buttons.tsx'
import { Segments } from '#ui/choices.tsx'
import { Money, Pager, Scroll, Table } from '#ui/tables.tsx'
import type { CustomerFound, Shelf } from './list-queries.ts'
import type { View } from './view.ts'
import { noEmail } from './words.ts'

interface ListProps {
  view: View
  search: string
  shelf: Shelf
  rows: readonly CustomerFound[]
  total: number
  hasAny: boolean
  page: number
  pages: number
}

export const CustomersPage = (props: ListProps) => {
  const { view, search, shelf, rows, total, hasAny, page, pages } = props
  const hrefOf = (asked: number) => listHref(view.base, { search, shelf, page: asked })
  return (
    <>
      <Head
        title="Customers"
        detail={hasAny ? countOf(total, shelf, search) : undefined}
        actions={
          view.may.edit && (
            <LinkButton primary icon="plus" href={href(view.base, paths.staff.customers.new)}>
              New customer
            </LinkButton>
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
          <Segments
            label="Which customers"
            items={(['active', 'archived'] as const).map((key) => ({
              href: listHref(view.base, { search, shelf: key }),
              label: key === 'active' ? 'Active' : 'Archived',
              current: key === shelf,
            }))}
          />
        </Search>
      )}
      {rows.length > 0 ? <Found view={view} rows={rows} /> : <Nobody {...props} />}
      <Pager page={page} pages={pages} hrefOf={hrefOf} />
    </>
  )
}

const Found = ({ view, rows }: Pick<ListProps, 'view' | 'rows'>) => (
  <Scroll label="Customers">
    <Table
      kind="list"
      caption="Customers"
      head={[
        { label: 'Customer' },
        { label: 'First contact' },
        { label: 'Phone' },
        { label: 'Active jobs', right: true },
        ...(view.may.seeMoney ? [{ label: 'Open', right: true }] : []),
      ]}
    >
      {rows.map((row) => (
        <tr>
          <th scope="row">
            <a href={href(view.base, paths.staff.customers.show, { id: row.id })}>{row.name}</a>
          </th>
          <td class="quiet">
            {row.contactName && row.contactName !== row.name && <>{row.contactName}, </>}
            {row.email ?? noEmail}
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

const Nobody = ({ view, search, shelf, hasAny }: ListProps) => {
  if (!hasAny)
    return (
      <Empty title="No customers yet">
        Each customer you add gets a permanent private link, where they follow their jobs and pay.{' '}
        {view.may.edit && <a href={href(view.base, paths.staff.customers.new)}>Add the first one</a>}
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

function listHref(base: string, { search, shelf, page = 1 }: { search: string; shelf: Shelf; page?: number }): string {
  const query = new URLSearchParams({
    ...(search ? { q: search } : {}),
    ...(shelf === 'archived' ? { shelf } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  const text = query.toString()
  return href(base, paths.staff.customers.list) + (text && `?${text}`)
}
