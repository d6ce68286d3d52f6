import type { StaffCtx } from '#context.ts'
import { agoInWords } from '#lib/time-told.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Empty, Head } from '#ui/block.tsx'
import { Search } from '#ui/buttons.tsx'
import { Segments } from '#ui/choices.tsx'
import { Pager } from '#ui/tables.tsx'
import { desk } from './desk-words.ts'
import { type DeskTalk, type InboxFilter, type InboxRow, inboxFilters, usualFilter } from './inbox-queries.ts'
import { whenAt } from './place.ts'
import { messageWords as words } from './words.ts'

interface InboxProps {
  ctx: StaffCtx
  rows: readonly InboxRow[]
  filter: InboxFilter
  search: string
  page: number
  hasMore: boolean
  /** How many mails wait to be looked at. */
  toCheck: number
}

/** What customers wrote, the unanswered first. */
export const InboxPage = (props: InboxProps) => {
  const { ctx, rows, filter, search, page, hasMore } = props
  const list = href(ctx.base, paths.staff.inbox.list)
  const [title, text] = search ? desk.noneFound : desk.none[filter]
  return (
    <>
      <Head title={desk.title} detail={desk.waiting(ctx.me.waiting)} />
      <Search action={list} label={desk.search} placeholder={desk.searchIn} value={search}>
        {filter !== usualFilter(search) && <input type="hidden" name="show" value={filter} />}
        <Segments
          label={desk.which}
          items={inboxFilters.map((key) => ({
            href: hrefOf(list, key, search),
            label: desk.filters[key],
            current: key === filter,
          }))}
        />
      </Search>
      {props.toCheck > 0 && (
        <p>
          <a class="act" href={href(ctx.base, paths.staff.checks.list)}>
            {desk.toCheck(props.toCheck)}
          </a>
        </p>
      )}
      <h2 class="sr">{desk.conversations}</h2>
      {rows.length > 0 ? <InboxRows ctx={ctx} rows={rows} /> : <Empty title={title}>{text}</Empty>}
      <Pager page={page} pages={page + (hasMore ? 1 : 0)} hrefOf={(to) => hrefOf(list, filter, search, to)} />
    </>
  )
}

function hrefOf(list: string, filter: InboxFilter, search: string, page = 1): string {
  const query = new URLSearchParams({
    ...(filter === usualFilter(search) ? {} : { show: filter }),
    ...(search ? { q: search } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  return list + (query.size > 0 ? `?${query}` : '')
}

const InboxRows = ({ ctx, rows }: Pick<InboxProps, 'ctx' | 'rows'>) => {
  const when = whenAt(ctx)
  return (
    <ul class="rows talks">
      {rows.map((row) => {
        const author = row.lastAuthorId === ctx.staffId ? desk.you : row.lastAuthorName
        return (
          <li class={row.isWaiting ? 'row new' : 'row'}>
            <div>
              <h3>
                <a href={href(ctx.base, pageOf(row), { id: row.subjectId })}>{row.customerName}</a>{' '}
                <span class="quiet">{row.requestWhat === null ? nameOf(row) : desk.request(row.requestWhat)}</span>
              </h3>
              <p class="small">{words.said(author, row.lastBody)}</p>
            </div>
            <div class="end">
              <p class="small">{row.isWaiting ? <b>{desk.waits(agoInWords(row.lastAt, ctx.now))}</b> : when.short(row.lastAt)}</p>
              {row.advisorName && <p class="small quiet">{row.advisorName}</p>}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** A request is answered on its own page, with what was asked. */
const pageOf = ({ threadKind }: InboxRow) => (threadKind === 'request' ? paths.staff.requests.show : paths.staff.inbox.show)

type Named = Pick<
  DeskTalk,
  'jobTitle' | 'estimateId' | 'estimateTitle' | 'invoiceId' | 'invoiceNumber' | 'pinNumber' | 'proofTitle' | 'assetTitle'
>
/** What a conversation is about, as staff call it. */
export function nameOf(row: Named): string {
  if (row.pinNumber !== null) return desk.pin(row.pinNumber, row.proofTitle ?? '')
  if (row.estimateId) return `${desk.work.estimate}: ${row.estimateTitle ?? ''}`
  if (row.invoiceId) return `${desk.work.invoice} ${row.invoiceNumber ?? ''}`
  return row.jobTitle ?? row.assetTitle ?? desk.general
}
