import type { Child } from 'hono/jsx'
import { partWords } from './part-words.ts'

interface ErrorPageProps {
  title: string
  text: Child
  /** What to quote when calling: the request's id. */
  reference?: string | undefined
  referenceLabel?: string | undefined
  action?: { readonly href: string; readonly label: string } | undefined
}

/** What went wrong and what to do next; stands at a door or inside a frame. */
export const ErrorPage = ({ title, text, reference, referenceLabel = partWords.reference, action }: ErrorPageProps) => (
  <>
    <h1>{title}</h1>
    <p class="quiet">{text}</p>
    {action && (
      <p class="actions">
        <a class="btn primary" href={action.href}>
          {action.label}
        </a>
      </p>
    )}
    {reference && (
      <p class="reference">
        {referenceLabel} <span class="mono">{reference}</span>
      </p>
    )}
  </>
)
