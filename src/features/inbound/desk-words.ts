import type { ReviewReason } from './rules.ts'

const reasons: Readonly<Record<ReviewReason, (name: string) => string>> = {
  sender: () => 'Its sender cannot be told: it names several, or none.',
  another: (name) => `It comes from another address than ${name}’s.`,
  unproven: (name) => `It says that it is from ${name}, and nothing proves it.`,
  ended: (name) => `${name} may not answer here any more.`,
  closed: () => 'It came while the portal was switched off.',
  empty: () => 'Everything in it looks like a quote.',
}

/** What staff read of mails that wait to be looked at. */
export const desk = {
  title: 'To check',
  heading: (count: number) => (count === 1 ? 'One email to check' : `${count} emails to check`),
  hint: 'They came to addresses for answers, but are not surely from whom those were made for. Nothing in them was shown to anybody else. Each is kept for 30 days.',
  inbox: 'Inbox',
  none: 'Nothing to check',
  noneText: 'Answers by email that may not be from your customers appear here.',
  reasons,
  somebody: 'somebody',
  noSubject: '(no subject)',
  answers: (name: string, customer: string) => `Answers a conversation with ${customer}, at the address made for ${name}.`,
  about: 'Open the conversation',
  quoted: 'Show the quoted text',
  leftOut: (names: string) => `Not kept, because files of this kind cannot be: ${names}`,
  accept: 'Put into conversation',
  acceptFromStaff: 'Send to the customer',
  discard: 'Discard',
  done: { accepted: 'Put into the conversation.', discarded: 'Discarded.' },
} as const
