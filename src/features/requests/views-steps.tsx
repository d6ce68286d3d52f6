import { modelOf } from '#features/assets/rules.ts'
import type { FormState } from '#lib/form.ts'
import { Back, Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Choice, Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea, TextField } from '#ui/fields.tsx'
import { type DraftContent, printedField, type Step, steps } from './form.ts'
import type { OwnAsset } from './queries.ts'
import { printedAnswers, printedThings, type RequestField, type RequestKind } from './rules.ts'
import { english as words } from './words.ts'

export interface StepPageProps {
  readonly step: Step
  readonly kind: RequestKind
  readonly content: DraftContent
  /** What this shop wants to be told. */
  readonly required: readonly RequestField[]
  /** The vehicles to tick; none for a stranger. */
  readonly assets: readonly OwnAsset[]
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
      <form class="form" method="post" action={isLast ? links.send : links.keep} novalidate>
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

const What = ({ kind, content: { texts, assets: ticked }, assets, required, form }: StepPageProps) => (
  <>
    {kind === 'service' && assets.length > 0 && <Vehicles assets={assets} ticked={ticked} />}
    <TextField
      label={words.what[kind]}
      name="what"
      form={form}
      value={texts['what']}
      hint={words.whatHint[kind]}
      maxlength={120}
      required
    />
    {kind === 'quote' && (
      <div class="pair">
        <TextField
          label={words.field.pieces}
          name="pieces"
          form={form}
          value={texts['pieces']}
          inputmode="numeric"
          maxlength={7}
          required={required.includes('pieces')}
        />
        <TextField
          label={words.field.sizes}
          name="sizes"
          form={form}
          value={texts['sizes']}
          hint={words.sizesHint}
          maxlength={400}
          required={required.includes('sizes')}
        />
      </div>
    )}
  </>
)

const Vehicles = ({ assets, ticked }: Pick<StepPageProps, 'assets'> & { ticked: readonly string[] }) => (
  <fieldset class="set">
    <legend>{words.assets}</legend>
    <div class="option">
      {assets.map((asset) => (
        <Tick
          id={`f-${asset.id}`}
          name="asset[]"
          value={asset.id}
          label={asset.name}
          hint={[modelOf(asset), asset.plate].filter(Boolean).join(', ')}
          checked={ticked.includes(asset.id)}
        />
      ))}
    </div>
  </fieldset>
)

const Details = ({ kind, content, form }: StepPageProps) => {
  const { texts, fromJobId } = content
  return (
    <>
      {fromJobId && (
        <fieldset class="set">
          <legend>{words.printedTitle}</legend>
          <p class="quiet small">{words.printedText}</p>
          {printedThings.map((thing) => (
            <Choice
              label={words.printed[thing]}
              name={printedField(thing)}
              form={form}
              value={texts[printedField(thing)]}
              options={printedAnswers.map((value) => ({ value, label: words.printedAnswer[value] }))}
            />
          ))}
          <TextArea
            label={words.news}
            name="news"
            form={form}
            value={texts['news']}
            hint={words.newsHint}
            rows={2}
            maxlength={1_000}
          />
        </fieldset>
      )}
      <TextArea
        label={words.notes[kind]}
        name="notes"
        form={form}
        value={texts['notes']}
        hint={words.notesHint[kind]}
        rows={6}
        maxlength={4_000}
      />
    </>
  )
}

const Contact = ({ writer, content: { texts }, required, form }: StepPageProps) => (
  <>
    {writer ? (
      <p>
        {words.you} <b>{writer.name}</b>, {writer.customerName}, {writer.email}.
      </p>
    ) : (
      <>
        <div class="pair">
          <TextField
            label={words.name}
            name="name"
            form={form}
            value={texts['name']}
            autocomplete="name"
            maxlength={120}
            required
          />
          <TextField
            label={words.field.company}
            name="company"
            form={form}
            value={texts['company']}
            autocomplete="organization"
            maxlength={200}
            required={required.includes('company')}
          />
        </div>
        <TextField
          label={words.email}
          name="email"
          type="email"
          form={form}
          value={texts['email']}
          autocomplete="email"
          inputmode="email"
          required
        />
      </>
    )}
    <div class="pair">
      <TextField
        label={words.field.phone}
        name="phone"
        type="tel"
        form={form}
        value={texts['phone']}
        autocomplete="tel"
        inputmode="tel"
        required={required.includes('phone')}
      />
      <TextField
        label={words.field.wantedOn}
        name="wantedOn"
        type="date"
        form={form}
        value={texts['wantedOn']}
        hint={words.wantedOnHint}
        required={required.includes('wantedOn')}
      />
    </div>
  </>
)
