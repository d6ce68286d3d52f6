import type { Decision } from '#features/approvals/queries.ts'
import type { FormState } from '#lib/form.ts'
import { Note } from '#ui/block.tsx'
import type { DesignPart } from './rules.ts'
import { answerForm } from './views-answering.tsx'
import { proofWords as words } from './words.ts'

/** What stands of one design already. */
export const Standing = ({ decision, isEarlier, when }: { decision: Decision; isEarlier: boolean; when(at: number): string }) => (
  <Note title={words.standing[decision.answer](when(decision.at))}>{isEarlier && <p class="small">{words.unchanged}</p>}</Note>
)

/** The answer to one of several designs, in the form that stands beside them. */
export const EachChoice = ({ design, form }: { design: DesignPart; form: FormState | undefined }) => (
  <div class="word">
    <fieldset class="choice">
      <legend class="sr">{words.each(design.title)}</legend>
      {(['approved', 'changes', 'declined'] as const).map((answer) => (
        <label>
          <input
            type="radio"
            name={`answer-${design.key}`}
            value={answer}
            form={answerForm}
            checked={form?.values[`answer-${design.key}`] === answer}
          />
          {words.eachAnswer[answer]}
        </label>
      ))}
    </fieldset>
    <details open={Boolean(form?.values[`comment-${design.key}`])}>
      <summary>{words.eachComment}</summary>
      <label class="sr" for={`f-comment-${design.key}`}>
        {words.eachComment}
      </label>
      <textarea class="input" id={`f-comment-${design.key}`} name={`comment-${design.key}`} form={answerForm} maxlength={2000}>
        {form?.values[`comment-${design.key}`]}
      </textarea>
    </details>
  </div>
)
