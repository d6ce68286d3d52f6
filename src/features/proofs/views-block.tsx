import type { RequestState } from '#features/approvals/rules.ts'
import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { type RingPart, Status } from '#ui/status.tsx'
import { deskWords } from './desk-words.ts'
import type { JobProof, SentProof } from './queries.ts'
import { proofWords as words } from './words.ts'

export function ringOfRequest(state: RequestState): RingPart {
  if (state === 'approved') return 'full'
  return state === 'changes_requested' ? 50 : 'todo'
}

/** A job's proofs as staff see them: where each stands, and the way to the next one. */
export const ProofsBlock = ({
  view,
  jobId,
  proofs,
  isNeeded,
}: {
  view: JobView
  jobId: string
  proofs: readonly JobProof[]
  /** Whether the job needs one before it is made. */
  isNeeded: boolean
}) => (
  <Block title="Proofs" id="proofs">
    {proofs.length > 0 ? (
      <Rows class="small">
        {proofs.map((proof) => (
          <Row
            title={proof.title}
            href={href(view.base, paths.staff.proofs.show, { id: proof.id })}
            thumb={
              proof.thumb ? (
                <img src={href(view.base, paths.staff.files.show, { id: proof.thumb })} alt="" loading="lazy" />
              ) : undefined
            }
            detail={detailOf(view, proof)}
            end={
              <Status ring={ringOfRequest(proof.state)} label={deskWords.states[proof.state]} bad={proof.state === 'declined'} />
            }
          />
        ))}
      </Rows>
    ) : (
      <p class="quiet">No proofs yet.{isNeeded && ' The customer approves one before anything is made.'}</p>
    )}
    <form method="post" action={href(view.base, paths.staff.proofs.make, { id: jobId })}>
      <CommandField />
      <SubmitButton busyText="Starting" icon="plus">
        {proofs.length > 0 ? 'Another proof' : 'Make a proof'}
      </SubmitButton>
    </form>
  </Block>
)

function detailOf(view: JobView, proof: JobProof): string {
  const { edition, sentAt, answeredAt, answeredBy, answerBy, isEdited, comments } = proof
  if (edition === 0) return 'Draft'
  const parts = [
    `Version ${edition}`,
    answeredAt !== null && answeredBy
      ? `${answeredBy}, ${view.when(answeredAt)}`
      : sentAt !== null
        ? `sent ${view.when(sentAt)}`
        : '',
    answeredAt === null && answerBy !== null ? `answer by ${view.when(answerBy)}` : '',
    comments > 0 ? words.commentCount(comments) : '',
    isEdited ? deskWords.edited.toLowerCase() : '',
  ]
  return parts.filter(Boolean).join(', ')
}

interface SentProps {
  view: JobView
  proofs: readonly SentProof[]
  /** Where this reader opens a proof and its pictures. */
  proofHref(id: string): string
  fileHref(id: string): string
}

/** What a customer is asked on their own job: the artwork, the question and one button. */
export const ProofAsk = ({ view, proofs, proofHref, fileHref }: SentProps) => {
  const open = proofs.filter(({ state }) => state === 'open')
  return (
    <>
      {open.map((proof) => (
        <div class="await">
          {proof.thumb && (
            <div class="art">
              <img src={fileHref(proof.thumb)} alt="" />
            </div>
          )}
          <Note title={words.waiting(words.title(proof.title))}>
            {proof.answerBy !== null && <p class="small">{words.answerBy(view.when(proof.answerBy))}</p>}
            <div class="ends gap">
              <LinkButton primary href={proofHref(proof.id)}>
                {words.seeProof}
              </LinkButton>
            </div>
          </Note>
        </div>
      ))}
    </>
  )
}

/** A job's proofs as its customer may look them up again. */
export const SentProofs = ({ view, proofs, proofHref, fileHref, isClosed }: SentProps & { isClosed: boolean }) =>
  proofs.length > 0 ? (
    <Block title={words.block}>
      <Rows class="small">
        {proofs.map(({ id, title, state, edition, thumb, answeredAt, sentAt }) => (
          <Row
            title={title}
            href={proofHref(id)}
            thumb={thumb ? <img src={fileHref(thumb)} alt="" loading="lazy" /> : undefined}
            detail={`${words.version(edition)}, ${view.when(answeredAt ?? sentAt ?? 0)}`}
            end={
              <Status
                ring={ringOfRequest(state)}
                label={isClosed && state === 'open' ? words.unanswered : words.states[state]}
                you={state === 'open' && !isClosed}
                bad={state === 'declined'}
              />
            }
          />
        ))}
      </Rows>
    </Block>
  ) : null
