import type { Child } from 'hono/jsx'
import { type Attached, AttachedFiles } from '#features/files/attached.tsx'
import type { JobView } from '#features/jobs/view.ts'
import { Paragraphs } from '#features/jobs/views-page.tsx'
import type { Post } from '#features/messages/talk-queries.ts'
import { SaidThread } from '#features/messages/views-said.tsx'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Facts, Head } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextArea } from '#ui/fields.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Track, type TrackStep } from '#ui/status.tsx'
import type { RequestOfCustomer } from './queries.ts'
import { printedThings, type RequestState, stillTrueOf } from './rules.ts'
import { requestWords as words } from './words.ts'

interface RequestPageProps {
  readonly view: JobView
  /** The contact who reads. */
  readonly reader: string
  readonly isPreview: boolean
  readonly request: RequestOfCustomer
  readonly assets: readonly { readonly id: string; readonly name: string; readonly plate: string | null }[]
  readonly files: readonly Attached[]
  readonly said: readonly Post[]
  readonly form?: FormState | undefined
  /** Where files are chosen to go along with a message. */
  readonly attach: Child
}

/** One request: where it stands, what was said about it, and what was asked. */
export const RequestPage = ({ view, reader, isPreview, request, assets, files, said, form, attach }: RequestPageProps) => {
  const fileHref = (id: string) => href(view.base, paths.portal.files.show, { id })
  return (
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
            <SaidThread {...{ said, fileHref }} when={view.when} own={reader} you={words.page.you} />
            {!isPreview && (
              <form
                class="form gap"
                method="post"
                action={href(view.base, paths.portal.requests.say, { id: request.id })}
                enctype="multipart/form-data"
              >
                <CommandField />
                <TextArea label={words.page.write} name="body" form={form} maxlength={2_000} rows={3} />
                {attach}
                <SubmitButton primary={request.state === 'responded'}>{words.page.send}</SubmitButton>
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
            {files.length > 0 && (
              <>
                <h3>{words.files.title}</h3>
                <AttachedFiles files={files} hrefOf={fileHref} />
              </>
            )}
          </Block>
        </aside>
      </div>
    </>
  )
}

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
