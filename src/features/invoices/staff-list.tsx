import type { openMoney } from '#features/customers/rules.ts'
import type { Profile } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Empty, Head } from '#ui/block.tsx'
import { LinkButton, Search } from '#ui/buttons.tsx'
import { Segments } from '#ui/choices.tsx'
import { Status } from '#ui/status.tsx'
import { Counts, Money, Pager, Scroll, Table } from '#ui/tables.tsx'
import { desk } from './desk-words.ts'
import { ringOf, standingTotal, stateOf } from './rules.ts'
import { type Filter, filters, type StaffRow } from './staff-queries.ts'

interface ListProps {
  base: string
  shop: Profile
  today: string
  rows: readonly StaffRow[]
  sums: ReturnType<typeof openMoney>
  total: number
  page: number
  pages: number
  filter: Filter
  search: string
  customer: { readonly id: string; readonly name: string } | undefined
}

export const StaffInvoicesPage = (props: ListProps) => {
  const { base, shop, rows, sums, filter, search, customer, page, pages } = props
  const money = (minor: number) => formatMoney(minor, shop.currency, shop.locale)
  return (
    <>
      <Head
        title="Invoices"
        detail={
          customer && (
            <>
              Of {customer.name}. <a href={href(base, paths.staff.invoices.list)}>Show everybody’s</a>
            </>
          )
        }
        actions={
          <>
            <LinkButton plain href={href(base, paths.staff.statements.ageing)}>
              By age
            </LinkButton>
            <LinkButton
              primary
              icon="plus"
              href={href(base, paths.staff.invoices.new) + (customer ? `?customer=${customer.id}` : '')}
            >
              New invoice
            </LinkButton>
          </>
        }
      />
      <Counts
        items={[
          { label: `Open, ${sums.invoices}`, value: money(sums.minor) },
          { label: `Late, ${sums.lateInvoices}`, value: money(sums.lateMinor), bad: sums.lateInvoices > 0 },
        ]}
      />
      <Search
        action={href(base, paths.staff.invoices.list)}
        label="Search invoices"
        placeholder="Number, title or customer"
        value={search}
      >
        {filter !== 'all' && <input type="hidden" name="state" value={filter} />}
        {customer && <input type="hidden" name="customer" value={customer.id} />}
        <Segments
          label="Which invoices"
          items={filters.map((key) => ({
            href: listHref(props, { filter: key }),
            label: desk.filters[key],
            current: key === filter,
          }))}
        />
      </Search>
      {rows.length > 0 ? <Found {...props} /> : <Nothing {...props} />}
      <Pager page={page} pages={pages} hrefOf={(to) => listHref(props, { filter, page: to })} />
    </>
  )
}

const Found = ({ base, shop, today, rows }: ListProps) => (
  <Scroll label="Invoices">
    <Table
      kind="list"
      caption="Invoices"
      head={[
        { label: 'Invoice' },
        { label: 'Customer' },
        { label: 'State' },
        { label: 'Due' },
        { label: 'Total', right: true },
        { label: 'Left', right: true },
      ]}
    >
      {rows.map((invoice) => {
        const state = stateOf(invoice, today)
        return (
          <tr>
            <th scope="row">
              <a href={href(base, paths.staff.invoices.show, { id: invoice.id })}>{invoice.number ?? 'Draft'}</a>{' '}
              <span class="quiet">{invoice.title}</span>
            </th>
            <td>
              <a href={href(base, paths.staff.customers.show, { id: invoice.customerId })}>{invoice.customerName}</a>
            </td>
            <td>
              <Status
                ring={ringOf(invoice, state)}
                label={desk.states[state]}
                bad={state === 'overdue'}
                quiet={state === 'void' || state === 'draft'}
              />
            </td>
            <td data-before="due ">{invoice.dueOn && formatDay(invoice.dueOn, shop.locale)}</td>
            <td class="r end">
              <Money>{formatMoney(standingTotal(invoice), invoice.currency, shop.locale)}</Money>
            </td>
            <td class={invoice.balanceMinor === standingTotal(invoice) ? 'r same' : 'r'} data-after=" left">
              {invoice.balanceMinor !== 0 && <Money>{formatMoney(invoice.balanceMinor, invoice.currency, shop.locale)}</Money>}
            </td>
          </tr>
        )
      })}
    </Table>
  </Scroll>
)

const Nothing = ({ base, filter, search }: ListProps) => {
  const all = href(base, paths.staff.invoices.list)
  if (search)
    return (
      <Empty title={`No invoice matches “${search}”`}>
        Numbers, titles and customers were searched. <a href={all}>Show all</a>
      </Empty>
    )
  if (filter !== 'all')
    return (
      <Empty title="None here">
        No invoice is in this state. <a href={all}>Show all</a>
      </Empty>
    )
  return (
    <Empty title="No invoices yet">
      Make one from a job in one press, or alone. Sent ones get a Pay button by themselves.{' '}
      <a href={href(base, paths.staff.invoices.new)}>New invoice</a>
    </Empty>
  )
}

function listHref(
  { base, search, customer }: Pick<ListProps, 'base' | 'search' | 'customer'>,
  { filter, page = 1 }: { filter: Filter; page?: number },
): string {
  const query = new URLSearchParams({
    ...(search ? { q: search } : {}),
    ...(filter === 'all' ? {} : { state: filter }),
    ...(customer ? { customer: customer.id } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  const text = query.toString()
  return href(base, paths.staff.invoices.list) + (text && `?${text}`)
}
