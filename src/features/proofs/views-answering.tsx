import type { Child } from 'hono/jsx'
import type { Asked } from '#features/approvals/asked.ts'
import { termsOf } from '#features/approvals/asked.ts'
import type { EditionContent } from '#features/approvals/editions.ts'
import type { CodeAsk } from '#features/approvals/link-code.ts'
import { AnswerSheet, CodeField } from '#features/approvals/views-answer.tsx'
import { answerWords } from '#features/approvals/words.ts'
import type { FormState } from '#lib/form.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea, TextField } from '#ui/fields.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { isWhole, type ProofRule } from './rules.ts'
import { proofWords as words } from './words.ts'

export interface AnsweringProps {
  readonly asked: Asked
  readonly content: EditionContent
  /** The designs still without an answer. */
  readonly open: readonly string[]
  readonly action: string
  readonly form?: FormState | undefined
  readonly code?: CodeAsk | undefined
  readonly isForwarded: boolean
  readonly signer: string
}

/** The last step: three buttons where one word decides, or one form that gathers a word for each design. */
export const Answering = (props: AnsweringProps) => {
  const { content, open, form } = props
  const isOne = isWhole(ruleOf(content), open.length)
  return (
    <Block title={words.answer} id="answer">
      {form && <ErrorSummary form={form} title={words.wrongTitle} />}
      {isOne ? <OneWord {...props} /> : <EachWord {...props} />}
    </Block>
  )
}

export const ruleOf = (content: EditionContent) => content.rule as ProofRule // a proof is sent under no other rule
/** The form that the choices beside the artwork belong to. */
export const answerForm = 'answer-form'

const OneWord = (props: AnsweringProps) => {
  const { content, open, form } = props
  const [only] = open
  const tried =
    form && (form.values['choice'] === 'changes' || form.values['choice'] === 'declined' ? form.values['choice'] : 'approve')
  return (
    <>
      <p class="quiet small">{words.kept}</p>
      <div class="bar">
        <SheetButton for="decline" class="btn plain">
          {words.decline}
        </SheetButton>
        <SheetButton for="change">{words.askChanges}</SheetButton>
        <SheetButton for="approve" class="btn primary">
          {open.length === 1 ? words.approve : words.approveOne}
        </SheetButton>
      </div>
      <Step id="approve" title={words.approveTitle(content.number)} text={words.approveText} isOpen={tried === 'approve'}>
        <Form {...props} id={answerForm}>
          {open.length === 1 ? (
            <input type="hidden" name="choice" value={only} />
          ) : (
            <p data-chosen={words.chosenPattern} data-none={words.chooseFirst}>
              {words.chosenAbove}
            </p>
          )}
          <Sheets
            {...props}
            form={tried === 'approve' ? form : undefined}
            code={tried === 'changes' || tried === 'declined' ? undefined : props.code}
            button={words.approveButton}
            busyText={words.approveBusy}
          />
        </Form>
      </Step>
      <Refusal {...props} id="change" choice="changes" isOpen={tried === 'changes'} />
      <Refusal {...props} id="decline" choice="declined" isOpen={tried === 'declined'} />
    </>
  )
}

const EachWord = (props: AnsweringProps) => (
  <Form {...props} id={answerForm}>
    <p class="quiet small">{words.kept}</p>
    <Sheets {...props} button={words.sendButton} busyText={words.sendBusy} mayRefuse />
  </Form>
)

type SheetsProps = AnsweringProps & { button: string; busyText: string; mayRefuse?: boolean }
const Sheets = ({ asked, content, form, code, isForwarded, signer, button, busyText, mayRefuse }: SheetsProps) => (
  <AnswerSheet
    content={content}
    terms={termsOf(asked)}
    form={form}
    isForwarded={isForwarded}
    signer={signer}
    button={button}
    busyText={busyText}
    mayRefuse={mayRefuse}
    code={code && <CodeField {...code} form={form} />}
  />
)

const refusals = () =>
  ({
    changes: {
      title: words.changesTitle,
      text: words.changesText,
      label: words.changesLabel,
      hint: words.changesHint,
      button: words.changesButton,
    },
    declined: {
      title: words.declineTitle,
      text: words.declineText,
      label: words.declineLabel,
      hint: undefined,
      button: words.declineButton,
    },
  }) as const

const Refusal = (props: AnsweringProps & { id: string; choice: keyof ReturnType<typeof refusals>; isOpen: boolean }) => {
  const { id, choice, isOpen, form, content } = props
  const { title, text, label, hint, button } = refusals()[choice]
  return (
    <Step id={id} title={title} text={text} isOpen={isOpen}>
      <Form {...props} id={`${id}-form`}>
        <input type="hidden" name="choice" value={choice} />
        <input type="hidden" name="edition" value={content.number} />
        <TextArea
          label={label}
          name="note"
          id={isOpen ? 'f-note' : `f-note-${choice}`}
          hint={hint}
          form={isOpen ? form : undefined}
          maxlength={4_000}
          rows={4}
        />
        {props.isForwarded && (
          <TextField
            label={answerWords.fullName}
            name="signedName"
            id={isOpen ? 'f-signedName' : `f-signedName-${choice}`}
            hint={answerWords.forwardedHint}
            form={isOpen ? form : undefined}
            autocomplete="name"
            maxlength={120}
          />
        )}
        {isOpen && props.code && <CodeField {...props.code} form={form} />}
        <div class="ends">
          <SubmitButton primary={choice === 'changes'} danger={choice === 'declined'} busyText={words.sendBusy}>
            {button}
          </SubmitButton>
        </div>
      </Form>
    </Step>
  )
}

/** On top of the page; in it where it came back with something missing. */
const Step = ({
  id,
  title,
  text,
  isOpen,
  children,
}: {
  id: string
  title: string
  text: string
  isOpen: boolean
  children: Child
}) =>
  isOpen ? (
    <section class="reopened" id={id} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{title}</h3>
      <p class="quiet">{text}</p>
      {children}
    </section>
  ) : (
    <Sheet id={id} title={title}>
      <p class="quiet">{text}</p>
      {children}
    </Sheet>
  )

const Form = ({ action, open, id, children }: AnsweringProps & { id: string; children: Child }) => (
  <form method="post" action={action} id={id}>
    <CommandField />
    {open.map((key) => (
      <input type="hidden" name="design[]" value={key} />
    ))}
    {children}
  </form>
)
