import { answerByText } from '#features/approvals/answer-by.ts'
import { approvalSettings } from '#features/approvals/rules.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Switch } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { lostDays, promisedBefore } from './due-days.ts'
import type { DueMove, Stake } from './due-queries.ts'
import type { PageJob, StaffJob } from './page-queries.ts'
import type { JobView } from './view.ts'
import { jobWords } from './words.ts'

/** What became of a promised day, and the answer it hangs on. */
export interface DueParts {
  readonly dueMoves: readonly DueMove[]
  readonly stake: Stake | undefined
}

/** Below the progress: until when the promised day holds, and each day it moved while an answer was missing. */
export const DueStory = ({
  view,
  job,
  dueMoves,
  stake,
  isAsked,
}: DueParts & { view: JobView; job: PageJob; isAsked?: boolean }) => {
  const words = jobWords.due
  const before = promisedBefore(job.dueOn, dueMoves)
  return (
    <>
      {stake && <p>{`${(isAsked ? words.waitsForYou : words.waits)(stake.request)} ${stakeText(view, job, stake)}`}</p>}
      {dueMoves.length > 0 && (
        <details class="small">
          <summary class="act">{before ? words.movedFrom(view.day(before)) : words.moved}</summary>
          <ul class="rows small">
            {dueMoves.map(({ fromOn, toOn, at, request }) => (
              <li class="row">
                <div>
                  {words.move(view.day(fromOn), view.day(toOn))}
                  <p>{words.because(request, view.when(at))}</p>
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** The deadline ahead is what counts: the first, or after it that of the next working day. */
function stakeText({ shop, now }: JobView, { dueOn }: PageJob, { answerBy }: Stake): string {
  const { workingDays } = approvalSettings(shop)
  const { next } = lostDays({ answerBy, movedAt: null, freeAt: now }, { zone: shop.timeZone, workingDays }, now)
  return answerByText({ answerBy: next ?? answerBy, dueOn, isDueMovable: next !== undefined }, shop, now) ?? ''
}

/** Whether a missing answer moves the promised day. Flipping it sends the form; without script a button does. */
export const DueSwitch = ({ view, job }: { view: JobView; job: StaffJob }) =>
  job.isClosed || job.dueOn === null ? null : (
    <Block title="While an answer is missing">
      <form method="post" action={href(view.base, paths.staff.jobs.due, { id: job.id })}>
        <CommandField />
        <Switch autosubmit label="Move the promised day" name="isDueMovable" checked={job.isDueMovable} />
        <p class="quiet small">
          By one working day for each that passes after the answer was due. The customer is told beforehand.
        </p>
        <noscript>
          <SubmitButton plain>Save</SubmitButton>
        </noscript>
      </form>
    </Block>
  )
