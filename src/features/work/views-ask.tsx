import { answerByText } from '#features/approvals/answer-by.ts'
import type { WorkAsked } from '#features/approvals/queries.ts'
import type { JobView } from '#features/jobs/view.ts'
import { Note } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { workWords as words } from './words.ts'

interface AskProps {
  view: JobView
  asked: WorkAsked
  /** The page of the lines. */
  address: string
  canApprove: boolean
}

/** On the page of a job: what of its lines waits for an answer, and the way there. */
export const LinesAsk = ({ view, asked, address, canApprove }: AskProps) => {
  const { openParts, state, declined, isClosed } = asked
  if (openParts === 0 || state !== 'open' || isClosed)
    return (
      <p>
        {declined > 0 && `${words.onFileCount(declined)} `}
        <a href={address}>{words.openLines}</a>
      </p>
    )
  return (
    <Note title={words.needs(openParts)}>
      {asked.answerBy !== null && <p class="small">{answerByText(asked, view.shop, view.now)}</p>}
      <div class="ends gap">
        <LinkButton primary href={address}>
          {canApprove ? words.answer(openParts) : words.openLines}
        </LinkButton>
      </div>
    </Note>
  )
}
