import { hasVehicles } from '#features/assets/rules.ts'
import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Empty, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Status } from '#ui/status.tsx'
import { Pager } from '#ui/tables.tsx'
import { contentOf } from './form.ts'
import type { Draft, ListedRequest } from './queries.ts'
import { type RequestState, ringOf } from './rules.ts'
import { requestWords as words } from './words.ts'

interface ListProps {
  readonly view: JobView
  readonly rows: readonly ListedRequest[]
  readonly drafts: readonly Draft[]
  readonly page: number
  readonly hasMore: boolean
  readonly isPreview: boolean
}

const RequestStatus = ({ state, you = false }: { state: RequestState; you?: boolean }) => (
  <Status ring={ringOf(state)} label={words.states[state]} you={you && state === 'responded'} quiet={state === 'closed'} />
)

/** What a customer asked for, with what they began and did not send. */
export const RequestsPage = ({ view, rows, drafts, page, hasMore, isPreview }: ListProps) => {
  const open = rows.filter(({ state }) => state === 'new' || state === 'responded')
  const over = rows.filter((row) => !open.includes(row))
  const hrefOf = (to: number) => href(view.base, paths.portal.requests.list) + (to > 1 ? `?page=${to}` : '')
  return (
    <>
      <Head title={words.list.heading(open.length)} actions={<Begin view={view} />} />
      {drafts.length > 0 && <Drafts view={view} drafts={drafts} isPreview={isPreview} />}
      {rows.length === 0 && drafts.length === 0 && <Empty title={words.list.none}>{words.list.noneText}</Empty>}
      <Some view={view} title={words.list.open} rows={open} />
      <Some view={view} title={words.list.over} rows={over} />
      <Pager page={page} pages={page + (hasMore ? 1 : 0)} hrefOf={hrefOf} words={words.list.pager} />
    </>
  )
}

/** The ways to begin one. */
const Begin = ({ view }: { view: JobView }) => {
  const making = href(view.base, paths.portal.drafts.new)
  const withVehicles = hasVehicles(view.shop.trade)
  return (
    <>
      <LinkButton primary icon="plus" href={`${making}?kind=${withVehicles ? 'service' : 'quote'}`}>
        {words.kinds[withVehicles ? 'service' : 'quote']}
      </LinkButton>
      {withVehicles && (
        <LinkButton plain href={`${making}?kind=quote`}>
          {words.kinds.quote}
        </LinkButton>
      )}
    </>
  )
}

const Drafts = ({ view, drafts, isPreview }: Pick<ListProps, 'view' | 'drafts' | 'isPreview'>) => (
  <Block title={words.list.drafts}>
    <Rows>
      {drafts.map((draft) => {
        const what = contentOf(draft.content).texts['what']?.trim() || words.list.untitled
        return (
          <Row
            title={what}
            href={href(view.base, paths.portal.drafts.show, { id: draft.id })}
            detail={words.list.draft(view.when(draft.savedAt))}
            action={
              !isPreview && (
                <form method="post" action={href(view.base, paths.portal.drafts.discard, { id: draft.id })}>
                  <CommandField />
                  <SubmitButton plain label={`${words.list.discard}: ${what}`}>
                    {words.list.discard}
                  </SubmitButton>
                </form>
              )
            }
          />
        )
      })}
    </Rows>
  </Block>
)

const Some = ({ view, title, rows }: { view: JobView; title: string; rows: readonly ListedRequest[] }) =>
  rows.length === 0 ? null : (
    <Block title={title}>
      <Rows>
        {rows.map((row) => (
          <Row
            title={row.what}
            href={href(view.base, paths.portal.requests.show, { id: row.id })}
            detail={[words.number(row.number), row.pieces !== null && words.pieces(row.pieces)].filter(Boolean).join(', ')}
            end={
              <>
                <RequestStatus state={row.state} you />
                <p>{view.dayAt(row.stateAt)}</p>
              </>
            }
          />
        ))}
      </Rows>
    </Block>
  )
