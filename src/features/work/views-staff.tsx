import { askedOf } from '#features/approvals/asked.ts'
import type { AskedRows } from '#features/approvals/queries.ts'
import type { RecordPayload } from '#features/approvals/record.ts'
import { DeliveryLines } from '#features/deliveries/delivery-lines.tsx'
import type { Delivery } from '#features/deliveries/queries.ts'
import type { WorkLine } from '#features/jobs/lines.ts'
import type { JobView } from '#features/jobs/view.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { TextArea, TextField } from '#ui/fields.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { isSent, type Sent } from './read.ts'
import { type Line, partsOf, standingOf, tallyOf, unsentChange, workParts } from './rules.ts'
import { endOfDay } from './send-actions.ts'
import { workWords as words } from './words.ts'

interface PanelProps {
  view: JobView
  job: { readonly id: string; readonly version: number; readonly estimateId: string | null }
  lines: readonly WorkLine[]
  rows: AskedRows
  /** How far the lines came with each who was asked. */
  deliveries: readonly Delivery[]
  /** Advisors and up: they meet customers, and see what things cost. */
  isAdvisor: boolean
  form?: FormState | undefined
}

/** Where a job's lines stand with its customer, and the one form that asks them. */
export const LinesPanel = ({ view, job, lines, rows, deliveries, isAdvisor, form }: PanelProps) => {
  const asked = askedOf(rows)
  const sent = isSent(asked) ? asked : undefined
  if (!sent && (lines.length === 0 || !isAdvisor)) return null
  const isEdited = sent?.request.isEdited ?? false
  const isOver = form?.values['answerOn'] !== undefined
  return (
    <Block id="approval" title="Approval of the lines" aside={sent && howAsked(view, job, sent)}>
      {sent && <Answers view={view} sent={sent} isAdvisor={isAdvisor} />}
      {sent && deliveries.length > 0 && <DeliveryLines deliveries={deliveries} now={view.now} shop={view.shop} />}
      {sent && isEdited && <Unsent view={view} sent={sent} lines={lines} isAdvisor={isAdvisor} />}
      {isAdvisor && lines.length > 0 && (
        <details class="unfold" open={!sent || isEdited || isOver}>
          <summary>{sent ? 'Send again' : 'Ask the customer about these lines'}</summary>
          <SendForm view={view} job={job} form={isOver ? form : undefined} isAgain={sent !== undefined} />
        </details>
      )}
    </Block>
  )
}

/** When they were sent; the first version of lines from an estimate was not, it came approved. */
function howAsked(view: JobView, job: PanelProps['job'], { request }: Sent): string {
  if (job.estimateId !== null && request.edition === 1) return 'Came with the approved estimate'
  return `Sent ${view.when(request.sentAt ?? view.now)}`
}

const Answers = ({ view, sent, isAdvisor }: { view: JobView; sent: Sent; isAdvisor: boolean }) => {
  const standing = standingOf(sent)
  const { answerBy, state } = sent.request
  const money = (line: Line) => (isAdvisor ? view.money(line.part.amountMinor ?? 0) : undefined)
  return (
    <>
      <p>
        <b>{words.answered(tallyOf(standing))}</b>
        {state === 'open' && answerBy !== null && (
          <span class={answerBy < view.now ? 'bad' : 'quiet'}>
            , {answerBy < view.now ? 'was due' : 'due'} {view.when(answerBy)}
          </span>
        )}
      </p>
      <Rows class="small">
        {[...standing.open, ...standing.declined, ...standing.approved].map((line) => (
          <Row title={line.part.title} detail={saidOf(view, sent, line)} end={money(line)} />
        ))}
      </Rows>
    </>
  )
}

/** "Declined Apr 10, 2:12 pm by Joanne Mercer: next service is fine". */
function saidOf(view: JobView, { records }: Sent, { part, decision }: Line): string {
  if (!decision) return 'Waits for an answer'
  const record = records.find(({ id }) => id === decision.approvalId)
  const payload: RecordPayload | undefined = record?.payload ? JSON.parse(record.payload) : undefined
  const comment = payload?.comments[part.key]
  const answer = decision.answer === 'approved' ? 'Approved' : 'Declined'
  return `${answer} ${view.when(decision.at)} by ${payload?.name ?? 'somebody whose data was erased'}${comment ? `: “${comment}”` : ''}`
}

const Unsent = ({
  view,
  sent,
  lines,
  isAdvisor,
}: {
  view: JobView
  sent: Sent
  lines: readonly WorkLine[]
  isAdvisor: boolean
}) => {
  const change = unsentChange(sent, partsOf(lines, new Map(workParts(sent.content).map(({ key, photos }) => [key, photos]))))
  return (
    <Note title="Changed since you sent it: send again">
      <p class="small">
        {change && (
          <>
            {words.changes(change.marks)}
            {isAdvisor && `, ${view.money(change.fromMinor)} → ${view.money(change.toMinor)}`}.{' '}
          </>
        )}
        Until then it counts as not approved.
      </p>
    </Note>
  )
}

const SendForm = ({ view, job, form, isAgain }: Pick<PanelProps, 'view' | 'job' | 'form'> & { isAgain: boolean }) => (
  <form class="stack" method="post" action={href(view.base, paths.staff.work.send, { id: job.id })} novalidate>
    <CommandField />
    <VersionField version={job.version} />
    <div class="pair">
      <TextField label="Answer by" name="answerOn" type="date" form={form} hint="Leave it empty where there is no hurry" />
      <TextField label="Time" name="answerAt" type="time" form={form} value={endOfDay} />
    </div>
    <TextArea label="What they should know first" name="note" id="f-ask-note" form={form} maxlength={2000} rows={2} />
    <Tick
      label="Send without a mail"
      name="isQuiet"
      form={form}
      hint="They answer by phone or in person, or find it in the portal"
    />
    <SubmitButton busyText="Sending">{isAgain ? 'Send again' : 'Send for approval'}</SubmitButton>
  </form>
)
