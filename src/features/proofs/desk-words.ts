import type { RequestState } from '#features/approvals/rules.ts'
import type { ProofRule } from './rules.ts'

/** What staff read of this slice. */
export const deskWords = {
  states: {
    draft: 'Not sent yet',
    open: 'Waiting for the customer',
    approved: 'Approved',
    changes_requested: 'Changes asked for',
    declined: 'Declined',
    withdrawn: 'Withdrawn',
  } satisfies Record<RequestState, string>,
  edited: 'Changed since, not sent',
  rules: {
    all: 'All of the designs',
    one: 'One of the designs',
    any: 'At least one of the designs',
  } satisfies Record<ProofRule, string>,
  done: {
    made: 'Started. Add the artwork.',
    saved: 'Saved.',
    sent: 'Sent.',
    removed: 'Design removed. What was sent keeps it.',
    commented: 'Comment added. The customer sees it.',
    replied: 'Answer added. The customer sees it.',
  },
  said: {
    changes_requested: (name: string, when: string) => `${name} asked for changes ${when}`,
    declined: (name: string, when: string) => `${name} declined it ${when}`,
  },
  erased: 'Somebody whose data was erased',
  look: (version: number) => `Version ${version} with its comments`,
  left: {
    none: 'Add artwork before you send it.',
    undrawn: (titles: string) => `${titles}: no picture to show yet. Upload the artwork once more.`,
    hidden: (cut: readonly { readonly title: string; readonly hidden: number }[]) =>
      cut
        .map(
          ({ title, hidden }) =>
            `${title}: ${hidden === 1 ? 'one page' : `${hidden} pages`} of its PDF could not be drawn, and nobody approves what they cannot see. A proof shows 20 pages: split the PDF, or upload it once more.`,
        )
        .join(' '),
    nobody: 'Nobody at this customer may approve by email. Give a contact access and “approves”, or send it without a mail.',
  },
} as const

export function doneInWords(key: string | undefined): string | undefined {
  const { done } = deskWords
  return key && Object.hasOwn(done, key) ? done[key as keyof typeof done] : undefined // its own key, as just checked
}
