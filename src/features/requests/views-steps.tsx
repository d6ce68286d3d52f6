import type { Child } from 'hono/jsx'
import type { FormState } from '#lib/form.ts'
import { Back, Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary } from '#ui/fields.tsx'
import { type DraftContent, type Step, steps } from './form.ts'
import type { OwnAsset } from './queries.ts'
import type { RequestField, RequestKind } from './rules.ts'
import { Contact, Details, What } from './views-step-fields.tsx'
import { requestWords as words } from './words.ts'

export interface StepPageProps {
  readonly step: Step
  readonly kind: RequestKind
  readonly content: DraftContent
  /** What this shop wants to be told. */
  readonly required: readonly RequestField[]
  /** The vehicles to tick; none for a stranger. */
  readonly assets: readonly OwnAsset[]
  /** Where files are chosen, in the second step; a stranger brings none before their mailbox is proven. */
  readonly files?: Child
  /** What the customer keeps of logos and colours, where what was printed is asked about. */
  readonly brand?: Child
  /** Who writes, where the shop knows them; a stranger says so in the last step. */
  readonly writer?: { readonly name: string; readonly email: string; readonly customerName: string } | undefined
  readonly form?: FormState | undefined
  /** What another tab kept meanwhile. */
  readonly changes?: readonly { readonly label: string; readonly now: string }[] | undefined
  /** Missing before the first step was kept. */
  readonly version?: number | undefined
  readonly links: {
    readonly back: { readonly href: string; readonly label: string } | undefined
    readonly keep: string
    /** Where the last step leads. */
    readonly send: string
    /** Where a step stands that was done already. */
    readonly step: (step: Step) => string
  }
  /** Under the buttons: when it was kept last. */
  readonly kept?: string | undefined
  readonly sendLabel?: string | undefined
}

/** One of the three steps, with everything that was said so far. */
export const StepPage = (props: StepPageProps) => {
  const { step, kind, content, form, links, version, changes, kept } = props
  const isLast = step === 'contact'
  return (
    <>
      {links.back && <Back {...links.back} />}
      <h1>{content.fromTitle ? words.again : words.kinds[kind]}</h1>
      {content.fromTitle && <p class="quiet">{words.againText(content.fromTitle)}</p>}
      <Steps {...props} />
      {changes && <Elsewhere changes={changes} />}
      <form
        class="form"
        method="post"
        action={isLast ? links.send : links.keep}
        enctype={step === 'details' && props.files ? 'multipart/form-data' : undefined}
        novalidate
      >
        <CommandField />
        {version !== undefined && <VersionField version={version} />}
        <input type="hidden" name="step" value={step} />
        <input type="hidden" name="kind" value={kind} />
        {content.fromJobId && <input type="hidden" name="job" value={content.fromJobId} />}
        <ErrorSummary form={form} title={words.notYet} />
        {step === 'what' && <What {...props} />}
        {step === 'details' && <Details {...props} />}
        {step === 'contact' && <Contact {...props} />}
        <div class="ends">
          <SubmitButton primary name="go" value="next" busyText={isLast ? words.sending : undefined}>
            {isLast ? (props.sendLabel ?? words.send) : words.next}
          </SubmitButton>
          {step !== 'what' && (
            <SubmitButton plain name="go" value="back" formaction={links.keep}>
              {words.back}
            </SubmitButton>
          )}
        </div>
        <p class="quiet small">{kept ? words.kept(kept) : words.keptHint}</p>
      </form>
    </>
  )
}

const Steps = ({ step, links, version }: StepPageProps) => {
  const at = steps.indexOf(step)
  return (
    <ol class="steps" aria-label={words.steps}>
      {steps.map((one, i) => (
        <li class={i < at ? 'done' : undefined} aria-current={i === at ? 'step' : undefined}>
          {i < at && version !== undefined ? <a href={links.step(one)}>{words.stepNames[one]}</a> : words.stepNames[one]}
        </li>
      ))}
    </ol>
  )
}

const Elsewhere = ({ changes }: { changes: readonly { readonly label: string; readonly now: string }[] }) => (
  <Note title={words.elsewhere} bad>
    {changes.length > 0 && (
      <ul>
        {changes.map(({ label, now }) => (
          <li>{words.elsewhereNow(label, now)}</li>
        ))}
      </ul>
    )}
    <p class="small">{words.elsewhereText}</p>
  </Note>
)
