import type { Child } from 'hono/jsx'
import type { FormState } from '#lib/form.ts'
import { Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { Below, TextArea, TextField } from '#ui/fields.tsx'
import { SignatureField } from '#ui/signature-field.tsx'
import type { EditionContent } from './editions.ts'
import { checkLabel } from './left-words.ts'
import type { CodeAsk } from './link-code.ts'
import type { Terms as TermsEdition } from './queries.ts'
import { answerWords, approveConsent } from './words.ts'

export interface AnswerSheetProps {
  readonly content: EditionContent
  /** The terms as they were when this edition was sent. */
  readonly terms: Pick<TermsEdition, 'number' | 'text'> | undefined
  /** What was typed before and what was wrong with it. */
  readonly form?: FormState | undefined
  readonly isForwarded: boolean
  /** Suggested where the name is typed, and never typed for them. */
  readonly signer: string
  /** The act: "Approve and start". Left out where the page has a button of its own. */
  readonly button?: string | undefined
  /** The sentence agreed to, where it is not the usual one of its kind. */
  readonly consent?: string | undefined
  readonly busyText?: string | undefined
  /** The same form may say no, of which nothing is asked: the browser then demands nothing by itself. */
  readonly mayRefuse?: boolean | undefined
  /** Asked of whoever decides through a mailed link, where the shop wants that: `CodeField`. */
  readonly code?: Child
  readonly words?: typeof answerWords | undefined
}

/**
 * What a yes takes, from the terms to the button, inside a form of the page's own: the fields of `answerFields`. Where nothing
 * is asked only the button is left. The page brings the script `signing`.
 */
export const AnswerSheet = ({ content, form, button, busyText, code, words = answerWords, ...rest }: AnswerSheetProps) => {
  const { terms, isForwarded, signer, consent, mayRefuse = false } = rest
  const { checklist, kind, number, needsSignature, po } = content
  const demand = { form, isRequired: !mayRefuse, words }
  return (
    <div class="answer">
      <input type="hidden" name="edition" value={number} />
      {terms && <Terms {...terms} {...demand} />}
      {checklist.length > 0 && <Checks items={checklist} {...demand} />}
      {po !== 'no' && <PoNumber isDemanded={po === 'demanded'} {...demand} />}
      <TextArea label={words.note} name="note" form={form} maxlength={4_000} rows={2} />
      {(needsSignature || isForwarded) && (
        <SignatureField
          form={form}
          suggestion={signer}
          isRequired={!mayRefuse}
          isNameKept={isForwarded}
          hint={isForwarded ? words.forwardedHint : undefined}
          words={words}
        />
      )}
      {code}
      <div class="consent">
        <p class="quiet small">{words.consent}</p>
        <p>{consent ?? approveConsent[kind]}</p>
        <p class="quiet small">{words.kept}</p>
      </div>
      {button && (
        <p class="ends">
          <SubmitButton primary busyText={busyText}>
            {button}
          </SubmitButton>
        </p>
      )}
    </div>
  )
}

interface CodeFieldProps extends CodeAsk {
  form?: FormState | undefined
  words?: typeof answerWords | undefined
}

/** Asks for the code that was, or will be, mailed. With script the button mails it in place; without, the answer's own button does. */
export const CodeField = ({ maskedEmail, action, isMailed, isProven, form, words = answerWords }: CodeFieldProps) => {
  const { code } = words
  if (isProven) return <p class="quiet small">{code.proven}</p>
  if (maskedEmail === undefined) return <Note title={code.noMailbox} bad />
  return (
    <div class="coding">
      <TextField label={code.label} name="code" form={form} hint={code.hint(maskedEmail)} code />
      <button class="btn plain" type="submit" formaction={action} formnovalidate data-mails-code={JSON.stringify(code.sayings)}>
        {isMailed ? code.again : code.mail}
      </button>
      <p class="small" role="status" />
    </div>
  )
}

interface Demand {
  form: FormState | undefined
  isRequired: boolean
  words: typeof answerWords
}

/** The shop's own text, to read in place: a region of its own that the keyboard can scroll. */
const Terms = ({ number, text, form, isRequired, words }: { number: number; text: string } & Demand) => (
  <div class="terms">
    <header>
      <b id="terms-title">{words.terms}</b>
      <span class="quiet small">{words.termsEdition(number)}</span>
    </header>
    <section class="scroll" aria-labelledby="terms-title" tabindex={0}>
      {text}
    </section>
    <Tick label={words.agrees} name="agrees" form={form} required={isRequired} />
  </div>
)

const Checks = ({ items, form, isRequired, words }: { items: readonly string[] } & Demand) => {
  const error = form?.errors['checked']
  const before = new Set(Object.entries(form?.values ?? {}).flatMap(([name, value]) => (isCheck(name) ? [value] : [])))
  return (
    <fieldset class="field checks" aria-describedby={error && 'f-checked-wrong'}>
      <legend>{words.checklist}</legend>
      {items.map((label, i) => (
        <Tick
          label={checkLabel(label)}
          name="checked[]"
          id={i === 0 ? 'f-checked' : `f-checked-${i}`}
          value={String(i)}
          checked={before.has(String(i))}
          required={isRequired}
        />
      ))}
      <Below id="f-checked" error={error} />
    </fieldset>
  )
}
const isCheck = (name: string) => name === 'checked[]' || name.startsWith('checked[].')

const PoNumber = ({ isDemanded, form, isRequired, words }: { isDemanded: boolean } & Demand) => (
  <TextField
    label={isDemanded ? words.po : words.poIfAny}
    name="poNumber"
    form={form}
    required={isDemanded && isRequired}
    maxlength={60}
    autocomplete="off"
  />
)
