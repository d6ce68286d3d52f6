import type { ProofPageProps } from './views.tsx'
import { proofWords as words } from './words.ts'

/** Where each answer to this edition is kept, with its receipt. */
export const Records = ({ view, parts: { asked }, shown, isComparing, links }: ProofPageProps) => {
  const answers = asked.records
    .filter(({ edition }) => edition === shown)
    .flatMap((record) => ({ at: record.at, address: links.record(record) }))
    .filter(({ address }) => address !== undefined)
  if (isComparing || answers.length === 0) return null
  return (
    <>
      {answers.map(({ at, address }) => (
        <p>
          <a class="act" href={address}>
            {words.record(view.when(at))}
          </a>
        </p>
      ))}
    </>
  )
}
