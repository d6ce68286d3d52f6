import type { Door } from './rules.ts'

/** The sentence somebody agrees to; it stands in the record. */
export const approveConsent = {
  proof: 'I have looked at exactly this version and approve it for production.',
  work: 'I authorize the work on the lines I approved, at the prices shown.',
  estimate: 'I accept this estimate as shown.',
  limit: 'The shop may go on without asking up to these amounts.',
} as const

/** What a record says of an answer that was given outside the portal. */
export const behalfConsent = {
  phone: 'Said by phone and put down by the shop.',
  text: 'Said in a message and put down by the shop.',
  in_person: 'Said in person and put down by the shop.',
} as const

/** Through which door a decision came, as people say it. */
export const doorNames: Readonly<Record<Door, string>> = {
  portal: 'In the portal',
  link: 'Through the mailed link',
  forward: 'Through a link that was passed on',
  phone: 'By phone',
  text: 'By text message',
  in_person: 'In person',
  limit: 'Within the agreed limit',
  desk: 'At the shop',
}
