import type { StaffCtx } from '#context.ts'
import type { FormState } from '#lib/form.ts'
import { formatMoney } from '#lib/money.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Choice } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, type Option, TextArea, TextField } from '#ui/fields.tsx'
import type { Asked } from './asked.ts'
import { answerField } from './behalf-actions.ts'
import type { EditionPart } from './editions.ts'
import { mayAnswer } from './rules.ts'
import { doorNames, subjectText } from './words.ts'

interface BehalfProps {
  ctx: StaffCtx
  asked: Asked
  todayOn: string
  form?: FormState | undefined
}

/** What somebody said outside the portal, put down by staff for them. */
export const BehalfPage = ({ ctx, asked, todayOn, form }: BehalfProps) => {
  const { request, content } = asked
  const job = href(ctx.base, paths.staff.jobs.show, { id: request.jobId ?? '' })
  const open = (content?.parts ?? []).filter(({ key }) =>
    mayAnswer(request.kind, asked.decisions.find(({ partKey }) => partKey === key)?.answer, 'approved'),
  )
  const common = { form }
  return (
    <>
      <Back href={job} label={asked.job?.title ?? request.title} />
      <Head
        title="What did they say?"
        detail={`It is about ${subjectText(request.kind, request.title)}, version ${request.edition}. It is recorded as put down by you, and ${asked.customerName} gets a copy.`}
      />
      <form class="form gap" method="post" action={href(ctx.base, paths.staff.answers.answer, { id: request.id })} novalidate>
        <CommandField />
        <input type="hidden" name="edition" value={String(request.edition)} />
        <ErrorSummary form={form} title="Not recorded yet. Look at this again:" />
        {open.map((part) => (
          <Choice
            {...common}
            label={labelOf(ctx, part, content?.currency ?? null)}
            name={answerField(part.key)}
            options={request.kind === 'proof' ? proofOptions : lineOptions}
          />
        ))}
        <WhoSaidIt po={content?.po} todayOn={todayOn} form={form} cancel={job} />
      </form>
    </>
  )
}

interface WhoProps {
  po: 'no' | 'allowed' | 'demanded' | undefined
  todayOn: string
  form: FormState | undefined
  /** The page it goes back to. */
  cancel: string
}

/** The end of every form that puts down what somebody said: who, how, when, in which words. */
export const WhoSaidIt = ({ po, todayOn, form, cancel }: WhoProps) => (
  <>
    <Block title="Who said it, and how">
      <TextField form={form} label="Who" name="saidBy" maxlength={120} required autocomplete="off" />
      <Choice form={form} label="How" name="how" options={howOptions} />
      <div class="pair">
        <TextField form={form} label="Day" name="saidOn" type="date" value={todayOn} required />
        <TextField form={form} label="Time" name="saidTime" type="time" required />
      </div>
      <TextField
        form={form}
        label={po === 'demanded' ? 'PO number' : 'PO number, if they gave one'}
        name="poNumber"
        maxlength={60}
        autocomplete="off"
      />
      <TextArea form={form} label="Their words" name="note" maxlength={2000} rows={3} />
    </Block>
    <div class="ends">
      <SubmitButton primary busyText="Recording">
        Record this answer
      </SubmitButton>
      <LinkButton plain href={cancel}>
        Cancel
      </LinkButton>
    </div>
  </>
)

const lineOptions: Option[] = [
  { value: 'approved', label: 'Approved' },
  { value: 'declined', label: 'Declined' },
]
const proofOptions: Option[] = [...lineOptions, { value: 'changes', label: 'Wants changes' }]
const howOptions: Option[] = (['phone', 'text', 'in_person'] as const).map((how) => ({ value: how, label: doorNames[how] }))

function labelOf({ shop }: StaffCtx, { title, amountMinor }: EditionPart, currency: string | null): string {
  return amountMinor === null || !currency ? title : `${title}, ${formatMoney(amountMinor, currency, shop.locale)}`
}
