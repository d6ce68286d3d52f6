import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Empty, Head } from '#ui/block.tsx'
import { Search } from '#ui/buttons.tsx'
import { Segments } from '#ui/choices.tsx'
import { Status } from '#ui/status.tsx'
import { Pager, Scroll, Table } from '#ui/tables.tsx'
import { desk } from './desk-words.ts'
import type { RequestState } from './rules.ts'
import { ringOf } from './rules.ts'
import { type DeskRow, type Filter, filters } from './staff-queries.ts'
import { requestWords as words } from './words.ts'

interface ListProps {
  readonly view: JobView
  readonly rows: readonly DeskRow[]
  readonly filter: Filter
  readonly search: string
  readonly page: number
  readonly hasMore: boolean
  /** How many wait for the shop, in whatever list. */
  readonly waiting: number
}

/** The shop's requests, new ones first. */
export const DeskRequestsPage = (props: ListProps) => {
  const { view, rows, filter, search, page, hasMore } = props
  return (
    <>
      <Head title={desk.title} detail={desk.waiting(props.waiting)} />
      <Search
        action={href(view.base, paths.staff.requests.list)}
        label={desk.search}
        placeholder={desk.placeholder}
        value={search}
      >
        {filter !== 'all' && <input type="hidden" name="state" value={filter} />}
        <Segments
          label={desk.title}
          items={filters.map((key) => ({ href: listHref(props, key), label: desk.filters[key], current: key === filter }))}
        />
      </Search>
      {rows.length > 0 ? <Found {...props} /> : <Nothing {...props} />}
      <Pager page={page} pages={page + (hasMore ? 1 : 0)} hrefOf={(to) => listHref(props, filter, to)} />
    </>
  )
}

export const DeskStatus = ({ state }: { readonly state: RequestState }) => (
  <Status ring={ringOf(state)} label={desk.states[state]} you={state === 'new'} quiet={state === 'closed'} />
)

const Found = ({ view, rows }: ListProps) => (
  <Scroll label={desk.title}>
    <Table
      kind="list"
      caption={desk.title}
      head={[
        { label: desk.head.request },
        { label: desk.head.who },
        { label: desk.head.state },
        { label: desk.head.wanted },
        { label: desk.head.came, right: true },
      ]}
    >
      {rows.map((row) => (
        <tr>
          <th scope="row">
            <a href={href(view.base, paths.staff.requests.show, { id: row.id })}>{row.what}</a>{' '}
            <span class="quiet">
              {[String(row.number), row.pieces !== null && words.pieces(row.pieces)].filter(Boolean).join(', ')}
            </span>
          </th>
          <td>
            {row.customerId ? (
              <a href={href(view.base, paths.staff.customers.show, { id: row.customerId })}>{row.customerName}</a>
            ) : (
              <>
                {row.company || row.name} <span class="quiet">{desk.stranger}</span>
              </>
            )}
          </td>
          <td>
            <DeskStatus state={row.state} />
          </td>
          <td class="nowrap" data-before="wanted by ">
            {row.wantedOn && view.day(row.wantedOn)}
          </td>
          <td class="r end">{view.dayAt(row.createdAt)}</td>
        </tr>
      ))}
    </Table>
  </Scroll>
)

const Nothing = ({ view, filter, search }: ListProps) => {
  const all = <a href={href(view.base, paths.staff.requests.list)}>{desk.showAll}</a>
  if (search)
    return (
      <Empty title={desk.noneFound(search)}>
        {desk.noneFoundText} {all}
      </Empty>
    )
  if (filter !== 'all')
    return (
      <Empty title={desk.noneHere}>
        {desk.noneHereText} {all}
      </Empty>
    )
  return <Empty title={desk.none}>{desk.noneText}</Empty>
}

function listHref({ view, search }: Pick<ListProps, 'view' | 'search'>, filter: Filter, page = 1): string {
  const query = new URLSearchParams({
    ...(search ? { q: search } : {}),
    ...(filter === 'all' ? {} : { state: filter }),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  return href(view.base, paths.staff.requests.list) + (query.size > 0 ? `?${query}` : '')
}
