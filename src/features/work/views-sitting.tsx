import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Note } from '#ui/block.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary } from '#ui/fields.tsx'
import type { Sent } from './read.ts'
import { type Line, type Standing, standingOf } from './rules.ts'
import { type Sat, scopeOf } from './sitting-actions.ts'
import { Delta, Due, mayAnswer, type Reader } from './views.tsx'
import { OpenRow } from './views-line.tsx'
import { Signing } from './views-signing.tsx'
import { SumBlock } from './views-sum.tsx'
import { workWords } from './words.ts'

const words = workWords.sitting

interface SittingProps {
  reader: Reader
  asked: readonly Sent[]
  form?: FormState | undefined
  /** What became of the form that was just sent, where not all of it counted. */
  sat?: Sat | undefined
}

/** Every line that waits for this customer, job by job, with one button. */
export const SittingPage = ({ reader, asked, form, sat }: SittingProps) => {
  const { view, viewer } = reader
  const all = asked.map((one) => ({ one, standing: standingOf(one) }))
  const keys = new Map<Line, string>()
  for (const { one, standing } of all)
    for (const line of standing.open) keys.set(line, scopeOf(one.request.subjectId) + line.part.key)
  const open = [...keys.keys()]
  return (
    <>
      <Back href={href(view.base, paths.portal.home)} label={words.home} />
      <h1>{open.length > 0 ? words.heading(open.length, asked.length, view.vocabulary) : words.none}</h1>
      {sat && <Partly sat={sat} />}
      {open.length === 0 ? (
        <Empty title={words.noneText} />
      ) : (
        <>
          <p class="lede">{viewer.canApprove ? words.lede : workWords.mayNot}</p>
          <div class="cols wide">
            <form
              id="answers"
              method="post"
              action={href(view.base, paths.portal.work.answerAll)}
              novalidate
              data-answers={viewer.seesPrices ? view.shop.currency : ''}
              data-locale={view.shop.locale}
            >
              <CommandField />
              <ErrorSummary form={form} title={workWords.look} />
              {all.map(({ one, standing }) => (
                <OneJob reader={reader} asked={one} standing={standing} form={form} />
              ))}
              {mayAnswer(reader) && <Signing reader={reader} asked={asked} form={form} />}
            </form>
            <aside class="stick">
              <SumBlock
                reader={reader}
                standing={{ open, approved: [], declined: [], difference: undefined }}
                keyOf={(line) => keys.get(line) ?? ''}
                form={form}
                advisor={null}
                isAsking={mayAnswer(reader)}
              />
            </aside>
          </div>
        </>
      )}
    </>
  )
}

const Partly = ({ sat }: { sat: Sat }) => (
  <Note title={words.partly} bad>
    {sat.recorded > 0 && <p class="small">{words.partlyText}</p>}
    <ul>
      {sat.refused.map(({ title, why }) => (
        <li>
          {title}: {why}
        </li>
      ))}
    </ul>
  </Note>
)

const OneJob = ({
  reader,
  asked,
  standing,
  form,
}: {
  reader: Reader
  asked: Sent
  standing: Standing
  form: FormState | undefined
}) => {
  const { request, job } = asked
  const { view } = reader
  const page = href(view.base, paths.portal.work.show, { id: request.subjectId })
  const scoped = { ...reader, scope: scopeOf(request.subjectId) }
  return (
    <Block
      id={`job-${request.subjectId}`}
      title={request.title}
      aside={<a href={page}>{words.order(view.vocabulary.One, job?.number ?? 0)}</a>}
    >
      <input type="hidden" name={`edition-${request.subjectId}`} value={request.edition} />
      <Due view={view} asked={asked} open={standing.open.length} />
      {standing.difference && <Delta reader={reader} difference={standing.difference} />}
      <ul class="rows">
        {standing.open.map((line) => (
          <OpenRow reader={scoped} line={line} isAsking={mayAnswer(reader)} form={form} />
        ))}
      </ul>
    </Block>
  )
}
