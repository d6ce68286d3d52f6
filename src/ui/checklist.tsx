import type { Child } from 'hono/jsx'
import { Ring } from './status.tsx'

export interface ChecklistItem {
  readonly label: string
  readonly done: boolean
  readonly detail?: Child
  readonly action?: { readonly href: string; readonly label: string } | undefined
}

interface ChecklistProps {
  items: readonly ChecklistItem[]
  /** What stands before the folded list of finished ones: "Done". */
  doneLabel?: string | undefined
}

/** What is left to do in full; what is done folds into one line. */
export const Checklist = ({ items, doneLabel = 'Done' }: ChecklistProps) => {
  const done = items.filter((item) => item.done)
  return (
    <>
      <ul class="todo duo">
        {items
          .filter((item) => !item.done)
          .map((item) => (
            <Left {...item} />
          ))}
      </ul>
      {done.length > 0 && (
        <details>
          <summary class="small">
            {doneLabel}: {done.length}
          </summary>
          <ul class="todo duo">
            {done.map(({ label }) => (
              <li>
                <Ring part="full" />
                <span>{label}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

const Left = ({ label, detail, action }: ChecklistItem) => (
  <li>
    <Ring part="todo" />
    <span>
      {label}
      {detail && <small>{detail}</small>}
    </span>
    {action && (
      <a class="btn" href={action.href}>
        {action.label}
      </a>
    )}
  </li>
)
