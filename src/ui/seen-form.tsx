import { CommandField } from './command-field.tsx'

/** Sent by a script once a person moves, types or scrolls with the page in sight; nobody sees it. */
export const SeenForm = ({ action }: { action: string }) => (
  <form method="post" action={action} data-seen="" hidden>
    <CommandField />
  </form>
)
