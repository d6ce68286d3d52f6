import type { Child } from 'hono/jsx'
import type { Viewer } from '#context.ts'
import { answerByText } from '#features/approvals/answer-by.ts'
import type { Asked } from '#features/approvals/asked.ts'
import { contentOf } from '#features/approvals/editions.ts'
import { ForwardBlock } from '#features/approvals/forward-views.tsx'
import type { CodeAsk } from '#features/approvals/link-code.ts'
import { isClosedStage } from '#features/jobs/rules.ts'
import type { JobView } from '#features/jobs/view.ts'
import type { FormState } from '#lib/form.ts'
import { Block, Note } from '#ui/block.tsx'
import { Segments } from '#ui/choices.tsx'
import { openIn } from './decide.ts'
import { mayComment } from './pin-actions.ts'
import type { SentParts } from './read.ts'
import { type DesignPart, designsOf, isWhole } from './rules.ts'
import { pinsOfEdition } from './threads.ts'
import { Answering, answerForm, ruleOf } from './views-answering.tsx'
import { Art, type PinTry, type ProofLinks } from './views-art.tsx'
import { Compare, comparedOf } from './views-compare.tsx'
import { EachChoice, Standing } from './views-each.tsx'
import { Question } from './views-question.tsx'
import { Records } from './views-records.tsx'
import { type ReplyTry, Said } from './views-said.tsx'
import { DesignSpec, hasSpec } from './views-spec.tsx'
import { proofWords as words } from './words.ts'

export interface ProofPageProps {
  readonly view: JobView
  readonly parts: SentParts
  readonly viewer: Viewer
  /** With where an approver passes it on, and where an answer is kept. */
  readonly links: ProofLinks & {
    readonly decide: string
    readonly passOn?: string | undefined
    /** Where whoever is signed in writes to the shop about the job. */
    readonly ask?: ((jobId: string) => string | undefined) | undefined
    /** Undefined where this reader may not read it. */
    record(record: Asked['records'][number]): string | undefined
  }
  readonly back?: Child
  /** Which edition is looked at; the newest unless an older one was asked for. */
  readonly shown: number
  readonly isComparing: boolean
  readonly isPreview: boolean
  readonly isForwarded: boolean
  /** Whether this reader may say something on the artwork. */
  readonly isHeard: boolean
  /** The id under which this reader writes. */
  readonly me: string
  readonly form?: FormState | undefined
  /** The mailed code that an answer through this link needs. */
  readonly code?: CodeAsk | undefined
  readonly pinTry?: PinTry | undefined
  readonly replyTry?: ReplyTry | undefined
}

/** A proof as its customer reads and answers it. */
export const ProofPage = (props: ProofPageProps) => {
  const { view, parts, back, shown, isComparing, links } = props
  const { request } = parts.asked
  const isNewest = shown === request.edition
  return (
    <div class="proof">
      {back}
      <h1>{headingOf(props)}</h1>
      <p class="lede">{ledeOf(props)}</p>
      <Records {...props} />
      <Versions {...props} />
      {!isNewest && !isComparing && (
        <Note title={words.older(shown, request.edition)}>
          <p>
            <a href={links.self}>{words.toNewest}</a>
          </p>
        </Note>
      )}
      {isComparing ? <Compare {...comparedOf(parts.asked.editions, shown)} links={links} /> : <Edition {...props} view={view} />}
    </div>
  )
}

function headingOf({ parts: { asked, content } }: ProofPageProps): string {
  const state = standingOf(asked)
  return state === 'open' ? words.question(ruleOf(content), content.parts.length) : words.heading[state]
}

/** What nobody answered before its work was closed waits for nobody any more. */
const standingOf = ({ request: { state }, job }: Asked) =>
  state === 'open' && job && isClosedStage(job.stage) ? 'closed' : state

function ledeOf({ view, parts: { asked, content } }: ProofPageProps): string {
  const { answerBy } = asked.request
  const state = standingOf(asked)
  if (state !== 'open') return `${words.title(content.title)}. ${words.lede[state]}`
  const { dueOn = null, isDueMovable = false } = asked.job ?? {}
  const rule = content.parts.length > 1 ? words.rule[ruleOf(content)] : ''
  return [`${words.title(content.title)}.`, rule, answerByText({ answerBy, dueOn, isDueMovable }, view.shop, view.now)]
    .filter(Boolean)
    .join(' ')
}

const Versions = ({ parts: { asked }, shown, isComparing, links }: ProofPageProps) => {
  const all = asked.editions.filter(({ number }) => number <= asked.request.edition)
  if (all.length < 2) return null
  const at = (query: string) => `${links.self}?${query}`
  return (
    <div class="proof-tools">
      <Segments
        label={words.versions}
        items={[
          ...all.map(({ number }) => ({
            href: number === asked.request.edition ? links.self : at(`version=${number}`),
            label: words.version(number),
            current: !isComparing && number === shown,
          })),
          { href: at(`compare=${shown}`), label: words.compare, current: isComparing },
        ]}
      />
    </div>
  )
}

const Edition = (props: ProofPageProps) => {
  const { view, parts, shown, links, isHeard, me, pinTry, replyTry } = props
  const { asked } = parts
  const edition = asked.editions.find(({ number }) => number === shown)
  if (!edition) return null
  const content = contentOf(edition)
  const designs = designsOf(content)
  const pins = pinsOfEdition(parts.pins, shown)
  const canComment = isHeard && !props.isPreview && mayComment(asked, shown)
  const one = designs.length === 1 ? designs[0] : undefined
  return (
    <div class="cols wide">
      <div>
        {content.note && <p class="typed note">{content.note}</p>}
        {designs.map((design, i) => (
          <section class={one ? undefined : 'block'}>
            {!one && <h2>{design.title}</h2>}
            <Art {...{ design, edition: shown, pins, links, canComment }} tried={pinTry} isFirst={i === 0} />
            {!one && <DesignSpec design={design} />}
            <YourWord {...props} design={design} />
          </section>
        ))}
        <p class="small quiet">{words.sent(view.when(edition.createdAt))}</p>
        <Said {...{ pins, designs, links, canComment, me }} tried={replyTry} when={view.when} />
      </div>
      <aside class="stick">
        {one && hasSpec(one) && (
          <Block title={words.spec}>
            <DesignSpec design={one} />
          </Block>
        )}
        <Answer {...props} />
        <Question {...props} />
        {links.passOn && standingOf(asked) !== 'closed' && mayPassOn(props) && <ForwardBlock href={links.passOn} />}
      </aside>
    </div>
  )
}

const mayPassOn = ({ viewer, isPreview, isForwarded }: ProofPageProps) => viewer.canApprove && !isPreview && !isForwarded
const isAsked = ({ parts, shown }: ProofPageProps) => standingOf(parts.asked) === 'open' && shown === parts.asked.request.edition
const answers = (props: ProofPageProps) => isAsked(props) && props.viewer.canApprove && !props.isPreview

const Answer = (props: ProofPageProps) => {
  if (!isAsked(props)) return null
  const { parts, viewer, links, form, code, isForwarded, isPreview } = props
  const { asked, content } = parts
  if (answers(props)) {
    const signer = isForwarded ? '' : viewer.contactName
    return <Answering {...{ asked, content, form, code, isForwarded, signer }} open={openIn(asked)} action={links.decide} />
  }
  const names = asked.approvers.map(({ name }) => name)
  const text = isPreview ? words.preview : names.length > 0 ? words.others(names.join(', ')) : words.nobody
  return (
    <Block title={words.answer}>
      <p class="quiet">{text}</p>
    </Block>
  )
}

/** Beside each of several designs: the choice, or what stands already. */
const YourWord = (props: ProofPageProps & { design: DesignPart }) => {
  const { parts, design, view, form, shown } = props
  const { asked, content } = parts
  const standing = asked.decisions.find(({ partKey }) => partKey === design.key)
  if (shown !== asked.request.edition || content.parts.length === 1) return null
  if (standing) return <Standing decision={standing} isEarlier={standing.edition < shown} when={view.when} />
  if (!answers(props)) return null
  const open = openIn(asked)
  if (isWhole(ruleOf(content), open.length)) {
    if (open.length === 1) return null
    return (
      <label class="tick">
        <input
          type="radio"
          name="choice"
          value={design.key}
          form={answerForm}
          checked={form?.values['choice'] === design.key}
          data-title={design.title}
        />
        <span>{words.choose}</span>
      </label>
    )
  }
  return <EachChoice design={design} form={form} />
}

/** A proof that the shop took back. */
export const WithdrawnProof = ({ title, back }: { title: string; back?: Child }) => (
  <>
    {back}
    <h1>{words.heading.withdrawn}</h1>
    <p class="lede">{`${words.title(title)}. ${words.lede.withdrawn}`}</p>
  </>
)
