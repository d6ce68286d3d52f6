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
  const { openParts, answerBy, state, declined } = asked
  if (openParts === 0 || state !== 'open')
    return (
      <p>
        {declined > 0 && `${words.onFileCount(declined)} `}
        <a href={address}>{words.openLines}</a>
      </p>
    )
  return (
    <Note title={words.needs(openParts)}>
      {answerBy !== null && <p class="small">{(answerBy > view.now ? words.answerBy : words.late)(view.when(answerBy))}</p>}
      <div class="ends gap">
        <LinkButton primary href={address}>
          {canApprove ? words.answer(openParts) : words.openLines}
        </LinkButton>
      </div>
    </Note>
  )
}
