import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Empty, Head } from '#ui/block.tsx'
import { LinkButton, Search, SubmitButton } from '#ui/buttons.tsx'
import { Segments } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Status } from '#ui/status.tsx'
import { Money, Pager, Scroll, Table } from '#ui/tables.tsx'
import { desk } from './desk-words.ts'
import { type EstimateRow, type Filter, filters } from './queries.ts'
import { ringOf, stateOf } from './rules.ts'

interface ListProps {
  view: JobView
  rows: readonly EstimateRow[]
  templates: readonly { readonly id: string; readonly templateName: string | null; readonly title: string }[]
  page: number
  pages: number
  filter: Filter
  search: string
  customer: { readonly id: string; readonly name: string } | undefined
}

/** The shop's estimates, and its templates. */
export const EstimatesPage = (props: ListProps) => {
  const { view, rows, filter, search, customer, page, pages, templates } = props
  const { base } = view
  const list = href(base, paths.staff.estimates.list)
  const making = href(base, paths.staff.estimates.new) + (customer ? `?customer=${customer.id}` : '')
  return (
    <>
      <Head
        title={desk.title}
        detail={
          customer && (
            <>
              For {customer.name}. <a href={list}>Show everybody’s</a>
            </>
          )
        }
        actions={
          <LinkButton primary icon="plus" href={making}>
            {desk.new}
          </LinkButton>
        }
      />
      <Search action={list} label="Search estimates" placeholder="Number, name or customer" value={search}>
        {filter !== 'all' && <input type="hidden" name="state" value={filter} />}
        {customer && <input type="hidden" name="customer" value={customer.id} />}
        <Segments
          label="Which estimates"
          items={filters.map((key) => ({ href: listHref(props, key), label: desk.filters[key], current: key === filter }))}
        />
      </Search>
      {rows.length > 0 ? <Found {...props} /> : <Nothing {...props} list={list} making={making} />}
      <Pager page={page} pages={pages} hrefOf={(to) => listHref(props, filter, to)} />
      {templates.length > 0 && (
        <Block title="Templates">
          <Rows>
            {templates.map(({ id, templateName, title }) => (
              <Row
                title={templateName ?? title}
                detail={title}
                action={
                  <div class="ends">
                    <LinkButton href={`${href(base, paths.staff.estimates.new)}?from=${id}`} label={`Start from ${templateName}`}>
                      Start from it
                    </LinkButton>
                    <form method="post" action={href(base, paths.staff.estimates.forget, { id })}>
                      <CommandField />
                      <SubmitButton plain label={`Remove the template ${templateName}`}>
                        Remove
                      </SubmitButton>
                    </form>
                  </div>
                }
              />
            ))}
          </Rows>
        </Block>
      )}
    </>
  )
}

const Found = ({ view, rows }: ListProps) => (
  <Scroll label="Estimates">
    <Table
      kind="list"
      caption="Estimates"
      head={[
        { label: 'Estimate' },
        { label: 'Customer' },
        { label: 'State' },
        { label: 'Holds until' },
        { label: 'Up to, before tax', right: true },
      ]}
    >
      {rows.map((row) => {
        const state = stateOf(row, view.today)
        return (
          <tr>
            <th scope="row">
              <a href={href(view.base, paths.staff.estimates.show, { id: row.id })}>{row.number ?? 'Draft'}</a>{' '}
              <span class="quiet">{row.title}</span>
            </th>
            <td>
              <a href={href(view.base, paths.staff.customers.show, { id: row.customerId })}>{row.customerName}</a>
            </td>
            <td>
              <Status
                ring={ringOf(state)}
                label={desk.states[state]}
                bad={state === 'declined'}
                quiet={state === 'draft' || state === 'superseded' || state === 'withdrawn'}
              />
            </td>
            <td data-before="holds until ">{row.validUntilOn && view.day(row.validUntilOn)}</td>
            <td class="r end">{row.totalMinor !== null && <Money>{view.money(row.totalMinor, row.currency)}</Money>}</td>
          </tr>
        )
      })}
    </Table>
  </Scroll>
)

const Nothing = ({ filter, search, list, making }: ListProps & { list: string; making: string }) => {
  if (search)
    return (
      <Empty title={`No estimate matches “${search}”`}>
        Numbers, names and customers were searched. <a href={list}>Show all</a>
      </Empty>
    )
  if (filter !== 'all')
    return (
      <Empty title="None here">
        No estimate is in this state. <a href={list}>Show all</a>
      </Empty>
    )
  return (
    <Empty title="No estimates yet">
      Offer up to three ways, with add-ons to tick. The customer chooses, signs and pays the deposit on one page.{' '}
      <a href={making}>{desk.new}</a>
    </Empty>
  )
}

function listHref({ view, search, customer }: Pick<ListProps, 'view' | 'search' | 'customer'>, filter: Filter, page = 1): string {
  const query = new URLSearchParams({
    ...(search ? { q: search } : {}),
    ...(filter === 'all' ? {} : { state: filter }),
    ...(customer ? { customer: customer.id } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  const text = query.toString()
  return href(view.base, paths.staff.estimates.list) + (text && `?${text}`)
}
