import type { Child } from 'hono/jsx'
import type { Viewer } from '#context.ts'
import { answerByText } from '#features/approvals/answer-by.ts'
import { ForwardBlock } from '#features/approvals/forward-views.tsx'
import { modelOf } from '#features/assets/rules.ts'
import type { JobView } from '#features/jobs/view.ts'
import { Advisor } from '#features/jobs/views-aside.tsx'
import { Paragraphs } from '#features/jobs/views-page.tsx'
import type { FormState } from '#lib/form.ts'
import { Block, Note } from '#ui/block.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary } from '#ui/fields.tsx'
import type { LinesForReader, Sent } from './read.ts'
import { type Difference, type Standing, standingOf, tallyOf } from './rules.ts'
import { DeclinedRow, KeptRow, OpenRow } from './views-line.tsx'
import { Signing } from './views-signing.tsx'
import { SumBlock } from './views-sum.tsx'
import { workWords as words } from './words.ts'

/** How a reader is shown lines: what they may see and do, and where photos lie. */
export interface Reader {
  readonly view: JobView
  readonly viewer: Viewer
  readonly isPreview: boolean
  /** Passed on by a colleague: such a reader always types a name. */
  readonly isForwarded: boolean
  readonly photo: (file: string) => string
  /** Before the keys of its fields, where lines of many jobs stand on one page. */
  readonly scope?: string | undefined
}
interface LinesPageProps extends Omit<LinesForReader, 'codes'> {
  reader: Reader
  action: string
  back: Child
  elsewhere?: Child
  /** Where an approver passes it on. */
  passOn?: string | undefined
  /** The mailed code, where the shop asks whoever comes by a link for one. */
  code?: Child
  form?: FormState | undefined
}

/** The lines of one job, for its customer to say yes or no to: first what needs an answer. */
export const LinesPage = ({ reader, job, assets, asked, action, back, elsewhere, passOn, code, form }: LinesPageProps) => {
  const { view, viewer } = reader
  const standing = standingOf(asked)
  const tally = tallyOf(standing)
  const { isClosed } = job
  const isOnFile = tally.declined > 0 && job.stage !== 'cancelled'
  const isAsking = mayAnswer(reader) && ((tally.open > 0 && !isClosed) || isOnFile)
  if (asked.request.state === 'withdrawn') return <Withdrawn back={back} />
  return (
    <>
      {back}
      <h1>{tally.open === 0 ? words.allAnswered(tally) : isClosed ? words.closed : words.needs(tally.open)}</h1>
      <p class="lede">{whatItIs(view, job, assets)}</p>
      <div class="about">
        {!isClosed && <Due view={view} asked={asked} open={tally.open} />}
        {asked.content.note && <Paragraphs text={asked.content.note} />}
      </div>
      {asked.request.isEdited && (
        <Note title={words.editing}>
          <p class="small">{words.editingText}</p>
        </Note>
      )}
      {tally.open > 0 && !isClosed && !viewer.canApprove && (
        <Note title={words.askColleague(asked.approvers.map(({ name }) => name))} />
      )}
      <div class="cols wide">
        <form
          id="answers"
          method="post"
          action={action}
          novalidate
          data-answers={viewer.seesPrices ? (asked.content.currency ?? view.shop.currency) : ''}
          data-locale={view.shop.locale}
        >
          <CommandField />
          <ErrorSummary form={form} title={words.look} />
          <LineBlocks
            reader={reader}
            asked={asked}
            standing={standing}
            asksOpen={mayAnswer(reader) && !isClosed}
            asksDeclined={mayAnswer(reader) && isOnFile}
            form={form}
          />
          {isAsking && <Signing reader={reader} asked={[asked]} code={code} form={form} />}
        </form>
        <aside class="stick">
          {(isAsking || (viewer.seesPrices && !isClosed)) && (
            <SumBlock reader={reader} standing={standing} form={form} advisor={job.advisorName} isAsking={isAsking} />
          )}
          {job.advisorName && <Advisor job={job} name={job.advisorName} shopPhone={view.shop.phone} />}
          {passOn && mayAnswer(reader) && !reader.isForwarded && !isClosed && <ForwardBlock href={passOn} />}
          {elsewhere}
        </aside>
      </div>
    </>
  )
}

export const mayAnswer = ({ viewer, isPreview }: Reader) => viewer.canApprove && !isPreview

/** What is to answer, what stands, and what was declined and is kept. */
export const LineBlocks = ({
  reader,
  asked,
  standing,
  asksOpen,
  asksDeclined,
  form,
}: {
  reader: Reader
  asked: Sent
  standing: Standing
  asksOpen: boolean
  asksDeclined: boolean
  form?: FormState | undefined
}) => {
  const { open, approved, declined, difference } = standing
  const { view } = reader
  return (
    <>
      {open.length > 0 && (
        <Block id="open" title={difference ? words.changedSince(view.dayAt(difference.at)) : words.block}>
          {difference && <Delta reader={reader} difference={difference} />}
          <ul class="rows">
            {open.map((line) => (
              <OpenRow reader={reader} line={line} isAsking={asksOpen} form={form} />
            ))}
          </ul>
        </Block>
      )}
      {approved.length > 0 && (
        <Block id="kept" title={difference ? words.kept : words.keptFirst} aside={open.length > 0 ? words.keptAside : undefined}>
          <ul class="rows">
            {approved.map((line) => (
              <KeptRow reader={reader} line={line} records={asked.records} />
            ))}
          </ul>
        </Block>
      )}
      {declined.length > 0 && (
        <Block id="declined" title={words.onFile}>
          <ul class="rows">
            {declined.map((line) => (
              <DeclinedRow reader={reader} line={line} records={asked.records} isAsking={asksDeclined} form={form} />
            ))}
          </ul>
        </Block>
      )}
    </>
  )
}

/** "+$166.00, $980.00 → $1,146.00: 1 line added, 1 price changed". */
export const Delta = ({ reader: { view, viewer }, difference }: { reader: Reader; difference: Difference }) => {
  const { fromMinor, toMinor, marks, removed } = difference
  const more = toMinor - fromMinor
  return (
    <>
      <p class="delta">
        {viewer.seesPrices && <b>{`${more > 0 ? '+' : ''}${view.money(more)}`}</b>}{' '}
        <span class="quiet">
          {viewer.seesPrices && (
            <>
              {view.money(fromMinor)} → <span class="money">{view.money(toMinor)}</span>:{' '}
            </>
          )}
          {words.changes(marks)}
        </span>
      </p>
      {removed.length > 0 && <p class="quiet small">{words.noLonger(removed.map(({ title }) => title).join(', '))}</p>}
    </>
  )
}

/** By when, and what hangs on it. */
export const Due = ({ view, asked, open }: { view: JobView; asked: Sent; open: number }) => {
  const { answerBy } = asked.request
  if (answerBy === null || open === 0) return null
  const { dueOn = null, isDueMovable = false } = asked.job ?? {}
  const text = answerByText({ answerBy, dueOn, isDueMovable }, view.shop, view.now)
  return <p class={answerBy > view.now ? undefined : 'bad'}>{text}</p>
}

/** "Unit 14, 2021 Ford Transit 250, plate 7RKD 482. Work order 3207, promised Wed, Apr 15." */
function whatItIs(view: JobView, job: LinesForReader['job'], assets: LinesForReader['assets']): string {
  const vehicles = assets.map((asset) =>
    [asset.name, modelOf(asset), asset.plate && words.plate(asset.plate)].filter(Boolean).join(', '),
  )
  const order = [`${view.vocabulary.One} ${job.number}`, job.dueOn && !job.isClosed && words.promised(view.day(job.dueOn))]
  const title = assets.length === 0 ? [job.title] : []
  return [...title, ...vehicles, order.filter(Boolean).join(', ')].map((text) => `${text}.`).join(' ')
}

const Withdrawn = ({ back }: { back: Child }) => (
  <>
    {back}
    <h1>{words.withdrawn}</h1>
    <p class="lede">{words.withdrawnText}</p>
  </>
)
