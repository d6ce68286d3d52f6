import { CommandField } from './command-field.tsx'

/**
 * Sent by a script once a person moves, types or scrolls with the page in sight; nobody sees it. Where more can come into the open
 * page, `mark` says up to what there is to see: another one is told again.
 */
export const SeenForm = ({ action, mark = '' }: { action: string; mark?: string | undefined }) => (
  <form method="post" action={action} data-seen={mark} hidden>
    <CommandField />
  </form>
)
