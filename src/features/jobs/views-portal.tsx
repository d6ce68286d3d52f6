import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Empty, Head } from '#ui/block.tsx'
import { LinkButton, Search } from '#ui/buttons.tsx'
import { Segments } from '#ui/choices.tsx'
import { Pager } from '#ui/tables.tsx'
import { JobRows } from './job-row.tsx'
import type { ListedJob } from './queries.ts'
import type { JobView } from './view.ts'
import { jobWords } from './words.ts'

export interface PortalListed {
  readonly search: string
  readonly isPast: boolean
  readonly page: number
  readonly rows: readonly ListedJob[]
  readonly hasMore: boolean
}

/** A customer's work: what is under way, or what is done. */
export const PortalJobsPage = ({ view, list }: { view: JobView; list: PortalListed }) => {
  const { search, isPast, page, rows, hasMore } = list
  const words = jobWords.list
  const hrefOf = (change: Partial<PortalListed>) => listHref(view.base, { search, isPast, page: 1, ...change })
  return (
    <>
      <Head
        title={headingOf(view, list)}
        actions={
          <LinkButton icon="plus" href={href(view.base, paths.portal.drafts.new)}>
            {words.request(view.shop.trade)}
          </LinkButton>
        }
      />
      <Search action={href(view.base, paths.portal.jobs.list)} label={words.search(view.vocabulary)} value={search}>
        {isPast && <input type="hidden" name="past" value="1" />}
        <Segments
          label={words.views}
          items={[
            { href: hrefOf({ isPast: false }), label: words.active, current: !isPast },
            { href: hrefOf({ isPast: true }), label: words.past, current: isPast },
          ]}
        />
      </Search>
      <h2 class="sr">{isPast ? words.past : words.active}</h2>
      {rows.length > 0 ? <JobRows view={view} jobs={rows} /> : <None view={view} list={list} />}
      <Pager page={page} pages={page + (hasMore ? 1 : 0)} hrefOf={(asked) => hrefOf({ page: asked })} words={words.pager} />
    </>
  )
}

function headingOf({ vocabulary }: JobView, { search, isPast, page, rows, hasMore }: PortalListed): string {
  const words = jobWords.list
  if (search) return words.headingFound(search)
  if (isPast) return words.headingPast(vocabulary)
  return words.headingActive(page === 1 && !hasMore ? rows.length : undefined, vocabulary)
}

const None = ({ view, list }: { view: JobView; list: PortalListed }) => {
  const words = jobWords.list
  if (list.search)
    return (
      <Empty title={words.noneFound}>
        {words.noneFoundText} <a href={listHref(view.base, { ...list, search: '', page: 1 })}>{words.clear}</a>
      </Empty>
    )
  if (list.isPast) return <Empty title={words.nonePast(view.vocabulary)}>{words.nonePastText(view.vocabulary)}</Empty>
  return <Empty title={words.noneActive(view.vocabulary)}>{words.noneActiveText(view.vocabulary)}</Empty>
}

function listHref(base: string, { search, isPast, page }: Pick<PortalListed, 'search' | 'isPast' | 'page'>): string {
  const query = new URLSearchParams({
    ...(isPast ? { past: '1' } : {}),
    ...(search ? { q: search } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  return href(base, paths.portal.jobs.list) + (query.size > 0 ? `?${query}` : '')
}
