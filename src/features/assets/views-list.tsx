import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Empty, Head } from '#ui/block.tsx'
import { LinkButton, Search } from '#ui/buttons.tsx'
import { Segments } from '#ui/choices.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Pager } from '#ui/tables.tsx'
import { desk } from './desk-words.ts'
import { type Filter, filters, type ListedAsset } from './list-queries.ts'
import { detailText, serviceOf, serviceText } from './view.ts'
import { AssetStatus } from './views-status.tsx'
import { assetWords } from './words.ts'

interface ListProps {
  view: JobView
  rows: readonly ListedAsset[]
  filter: Filter
  search: string
  page: number
  pages: number
  /** The one customer whose things are listed, where they are one's. */
  owner?: { readonly id: string; readonly name: string } | undefined
  mayAdd: boolean
}

/** What the shop's customers own. */
export const AssetsPage = (props: ListProps) => {
  const { view, rows, filter, search, page, pages, owner, mayAdd } = props
  return (
    <>
      {owner && <Back href={href(view.base, paths.staff.customers.show, { id: owner.id })} label={owner.name} />}
      <Head
        title={desk.title}
        detail={owner && desk.of(owner.name)}
        actions={
          <>
            {!owner && <LinkButton href={href(view.base, paths.staff.warranties.list)}>{desk.warranties}</LinkButton>}
            {owner && mayAdd && (
              <LinkButton primary icon="plus" href={href(view.base, paths.staff.assets.new, { id: owner.id })}>
                {desk.add}
              </LinkButton>
            )}
          </>
        }
      />
      <Search action={listHref({ ...props, search: '' }, 'all')} label={desk.search} placeholder={desk.searchFor} value={search}>
        {filter !== 'all' && <input type="hidden" name="show" value={filter} />}
        <Segments
          label={desk.labels.status}
          items={filters.map((key) => ({ href: listHref(props, key), label: desk.filters[key], current: key === filter }))}
        />
      </Search>
      {rows.length > 0 ? (
        <>
          <h2 class="sr">{desk.filters[filter]}</h2>
          <Rows>
            {rows.map((row) => (
              <DeskRow view={view} row={row} hasOwner={!owner} />
            ))}
          </Rows>
        </>
      ) : search ? (
        <Empty title={desk.noneFound}>{desk.noneFoundText}</Empty>
      ) : (
        <Empty title={desk.none[filter][0]}>{desk.none[filter][1]}</Empty>
      )}
      <Pager page={page} pages={pages} hrefOf={(to) => listHref(props, filter, to)} />
    </>
  )
}

/** One of them, with whose it is where the list does not say. */
export const DeskRow = ({ view, row, hasOwner }: { view: JobView; row: ListedAsset; hasOwner: boolean }) => {
  const service = serviceOf(view, row)
  const isSaying = service === 'late' || service === 'due'
  return (
    <Row
      title={row.name}
      href={href(view.base, paths.staff.assets.show, { id: row.id })}
      detail={[hasOwner && row.ownerName, detailText(row)].filter(Boolean).join(', ')}
      end={
        <>
          <AssetStatus state={row.state} service={service} states={assetWords.states} services={assetWords.service} />
          {isSaying && <p>{serviceText(view, row)}</p>}
          {row.warrantyEndsOn && <p>{desk.warrantyEnds(view.day(row.warrantyEndsOn))}</p>}
        </>
      }
    />
  )
}

function listHref({ view, search, owner }: ListProps, filter: Filter, page = 1): string {
  const { list, ofCustomer } = paths.staff.assets
  const query = new URLSearchParams({
    ...(search ? { q: search } : {}),
    ...(filter === 'all' ? {} : { show: filter }),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  const address = owner ? href(view.base, ofCustomer, { id: owner.id }) : href(view.base, list)
  return address + (query.size > 0 ? `?${query}` : '')
}
