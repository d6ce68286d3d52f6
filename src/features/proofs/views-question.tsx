import { Block } from '#ui/block.tsx'
import type { ProofPageProps } from './views.tsx'
import { proofWords as words } from './words.ts'

/** The way to say what is about no spot on the artwork, or comes after the answer. */
export const Question = ({ parts, links, view, isPreview }: ProofPageProps) => {
  const { job } = parts.asked
  const way = job && links.ask?.(job.id)
  if (!way || isPreview) return null
  return (
    <Block title={words.ask.title}>
      <p class="small">{words.ask.text(view.vocabulary.one)}</p>
      <p class="small">
        <a class="act" href={way}>
          {words.ask.open}
        </a>
      </p>
    </Block>
  )
}
