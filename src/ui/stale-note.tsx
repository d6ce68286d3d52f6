import { Note } from './block.tsx'

export interface Changed {
  readonly label: string
  readonly now: string
}

/** Above a form whose row was changed meanwhile: what was typed still stands in the fields, this is what stands in the row. */
export const StaleNote = ({ changes }: { changes: readonly Changed[] }) => (
  <Note title="Somebody changed this while you were typing" bad>
    {changes.length > 0 && (
      <ul>
        {changes.map(({ label, now }) => (
          <li>{now ? `${label} is now “${now}”` : `${label} is now empty`}</li>
        ))}
      </ul>
    )}
    <p class="small">Nothing was saved yet. Save again to keep what you typed.</p>
  </Note>
)
