import { approveConsent } from '#features/approvals/words.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary } from '#ui/fields.tsx'
import { Sums } from '#ui/tables.tsx'
import type { LimitRow } from './limit-queries.ts'
import type { Sent } from './read.ts'
import { mayAnswer, type Reader } from './views.tsx'
import { Signing } from './views-signing.tsx'
import { workWords } from './words.ts'

const words = workWords.limit

interface LimitPageProps {
  reader: Reader
  limit: LimitRow
  asked: Sent
  form?: FormState | undefined
}

/** A spending limit as an approver is asked about it, accepts it and may end it. */
export const LimitPage = ({ reader, limit, asked, form }: LimitPageProps) => {
  const { view } = reader
  const money = (minor: number) => view.money(minor, limit.currency)
  const headings = { proposed: words.heading, accepted: words.accepted, refused: words.refused, ended: words.over }
  return (
    <>
      <Back href={href(view.base, paths.portal.home)} label={workWords.sitting.home} />
      <h1>{headings[limit.state]}</h1>
      {limit.state === 'proposed' || limit.state === 'accepted' ? <p class="lede">{words.text}</p> : null}
      <Block title={words.title}>
        <Sums
          rows={[
            { label: words.perLine, value: money(limit.perLineMinor) },
            { label: words.perJob, value: money(limit.perJobMinor) },
          ]}
        />
      </Block>
      {!reader.viewer.canApprove && <Note title={workWords.mayNot} />}
      {mayAnswer(reader) && limit.state === 'proposed' && <Answer reader={reader} limit={limit} asked={asked} form={form} />}
      {mayAnswer(reader) && limit.state === 'accepted' && (
        <form class="gap" method="post" action={href(view.base, paths.portal.limits.end, { id: limit.id })}>
          <CommandField />
          <SubmitButton>{words.end}</SubmitButton>
        </form>
      )}
    </>
  )
}

const Answer = ({ reader, limit, asked, form }: LimitPageProps) => (
  <form method="post" action={href(reader.view.base, paths.portal.limits.answer, { id: limit.id })} novalidate>
    <CommandField />
    <ErrorSummary form={form} title={workWords.look} />
    <Signing
      reader={reader}
      asked={[{ ...asked, content: { ...asked.content, po: 'no' } }]}
      consent={approveConsent.limit}
      form={form}
    />
    <div class="ends gap">
      <SubmitButton primary name="answer" value="approved">
        {words.accept}
      </SubmitButton>
      <SubmitButton plain name="answer" value="declined">
        {words.refuse}
      </SubmitButton>
    </div>
  </form>
)
