import { hasVehicles } from '#features/assets/rules.ts'
import type { JobView } from '#features/jobs/view.ts'
import { Paragraphs } from '#features/jobs/views-page.tsx'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Facts, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextArea } from '#ui/fields.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { type RingPart, Status, Track, type TrackStep } from '#ui/status.tsx'
import { Pager } from '#ui/tables.tsx'
import { Thread } from '#ui/thread.tsx'
import { contentOf } from './form.ts'
import type { Draft, ListedRequest, RequestOfCustomer } from './queries.ts'
import { printedThings, type RequestState, stillTrueOf } from './rules.ts'
import { requestWords as words } from './words.ts'

interface ListProps {
  readonly view: JobView
  readonly rows: readonly ListedRequest[]
  readonly drafts: readonly Draft[]
  readonly page: number
  readonly hasMore: boolean
  readonly isPreview: boolean
}

const rings: Readonly<Record<RequestState, RingPart>> = { new: 'todo', responded: 50, accepted: 'full', closed: 'todo' }
export const RequestStatus = ({ state, you = false }: { state: RequestState; you?: boolean }) => (
  <Status ring={rings[state]} label={words.states[state]} you={you && state === 'responded'} quiet={state === 'closed'} />
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

interface RequestPageProps {
  readonly view: JobView
  /** The contact who reads. */
  readonly reader: string
  readonly isPreview: boolean
  readonly request: RequestOfCustomer
  readonly assets: readonly { readonly id: string; readonly name: string; readonly plate: string | null }[]
  readonly said: Parameters<typeof Thread>[0]['said']
  readonly form?: FormState | undefined
}

/** One request: where it stands, what was said about it, and what was asked. */
export const RequestPage = ({ view, reader, isPreview, request, assets, said, form }: RequestPageProps) => (
  <>
    <Back href={href(view.base, paths.portal.requests.list)} label={words.list.title} />
    <Head title={request.what} detail={words.number(request.number)} />
    <p class="lede">
      {request.state === 'closed' && request.closedReason
        ? words.closedBecause(request.closedReason)
        : words.sentences[request.state]}
    </p>
    {request.state !== 'closed' && (
      <Block title={words.page.progress}>
        <Track steps={trackOf(view, request)} />
      </Block>
    )}
    <div class="cols">
      <div>
        <Became view={view} request={request} />
        <Block id="messages" title={words.page.messages}>
          {said.length === 0 && <p class="quiet">{words.page.none}</p>}
          <Thread said={said} when={view.when} own={reader} you={words.page.you} />
          {!isPreview && (
            <form class="form gap" method="post" action={href(view.base, paths.portal.requests.say, { id: request.id })}>
              <CommandField />
              <TextArea label={words.page.write} name="body" form={form} maxlength={2_000} rows={3} required />
              <SubmitButton>{words.page.send}</SubmitButton>
            </form>
          )}
        </Block>
      </div>
      <aside>
        <Block title={words.page.asked}>
          <Facts small items={askedFacts(view, request, assets)} />
          {request.notes && (
            <>
              <h3>{words.page.notes}</h3>
              <Paragraphs text={request.notes} />
            </>
          )}
        </Block>
      </aside>
    </div>
  </>
)

function trackOf(view: JobView, { state, stateAt, createdAt }: RequestOfCustomer): TrackStep[] {
  const order: readonly RequestState[] = ['new', 'responded', 'accepted']
  const at = order.indexOf(state)
  return order.map((one, i) => ({
    label: words.states[one],
    state: i < at || (i === at && one === 'accepted') ? 'done' : i === at ? 'now' : 'todo',
    detail: one === 'new' ? view.when(createdAt) : i === at ? view.when(stateAt) : undefined,
  }))
}

const Became = ({ view, request }: Pick<RequestPageProps, 'view' | 'request'>) => {
  const { estimateId, estimateTitle, jobId, jobTitle } = request
  if (!estimateId && !(jobId && jobTitle)) return null
  return (
    <Block title={words.page.became}>
      <Rows>
        {estimateId && (
          <Row
            title={estimateTitle ?? words.page.estimate}
            href={href(view.base, paths.portal.estimates.show, { id: estimateId })}
            detail={words.page.estimateText}
          />
        )}
        {jobId && jobTitle && (
          <Row title={jobTitle} href={href(view.base, paths.portal.jobs.show, { id: jobId })} detail={view.vocabulary.One} />
        )}
      </Rows>
    </Block>
  )
}

interface Asked {
  readonly pieces: number | null
  readonly sizes: string
  readonly wantedOn: string | null
  readonly phone: string
  readonly stillTrue: string
  readonly fromTitle: string | null
}
/** What was asked for, fact by fact. */
export function askedFacts(
  view: JobView,
  request: Asked,
  assets: readonly { readonly name: string; readonly plate: string | null }[],
) {
  const still = stillTrueOf(request.stillTrue)
  const printed = printedThings.flatMap((thing) => {
    const answer = still[thing]
    return answer ? [`${words.printed[thing]}: ${words.printedAnswer[answer].toLowerCase()}`] : []
  })
  const facts = [
    { label: words.page.from, value: request.fromTitle },
    { label: words.page.forWhat, value: assets.map(({ name, plate }) => [name, plate].filter(Boolean).join(', ')).join('; ') },
    { label: words.page.pieces, value: request.pieces },
    { label: words.field.sizes, value: request.sizes },
    { label: words.page.wantedOn, value: request.wantedOn && view.day(request.wantedOn) },
    { label: words.field.phone, value: request.phone },
    { label: words.page.still, value: printed.join('. ') },
    { label: words.page.news, value: still.news },
  ]
  return facts.flatMap(({ label, value }) => (value ? [{ label, value: String(value) }] : []))
}
