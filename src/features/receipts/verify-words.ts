import type { Door, Outcome } from '#features/approvals/rules.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import type { FoundWords } from '#ui/found-words.ts'
import { spanish } from './verify-words-es.ts'

const en = {
  title: 'Check a record',
  heading: 'This record stands',
  text: (shop: string) => `${shop} keeps a record with this fingerprint. This is all of it that is public.`,
  facts: {
    company: 'Company',
    initials: 'Initials',
    role: 'Role',
    decision: 'Decision',
    when: 'When',
    fingerprint: 'Fingerprint',
    key: 'Signed with key',
    content: 'Content',
  },
  decisions: {
    approved: 'Approved',
    mixed: 'Partly approved',
    changes_requested: 'Changes asked for',
    declined: 'Declined',
    overridden: 'Let into production without approval',
  } satisfies Record<Outcome, string>,
  roles: {
    portal: 'Approver at the customer, signed in',
    link: 'Approver at the customer, by the link mailed to them',
    forward: 'Holder of a link that was passed on, identity not proven',
    phone: 'Approver at the customer, by phone, put down by the shop',
    text: 'Approver at the customer, by text message, put down by the shop',
    in_person: 'Approver at the customer, in person, put down by the shop',
    limit: 'The shop, under a spending limit that the customer accepted',
    desk: 'The shop',
  } satisfies Record<Door, string>,
  erased: (day: string) => `Content erased on ${day}`,
  check: 'Check a file',
  checkText: 'Drop the receipt here, as PDF or as JSON. It is checked in this browser and goes nowhere, also without a network.',
  choose: 'Choose a file',
  orDrop: 'or drop it here',
  types: 'PDF or JSON',
  needsScript: 'Checking a file needs JavaScript. Without it, compare the fingerprint above with the one on your receipt.',
  holds: 'What this proves',
  holdsText: (shop: string) =>
    `Every record names the one before it by its hash and is signed, so that a record that was changed, removed or put in another place is found. The platform that runs this page for ${shop} holds the signing key. The signature proves that a record is as the platform wrote it down; it cannot prove that the platform wrote down the truth.`,
  unknown: 'There is no such record here',
  unknownText: 'Check that the address is complete, or scan the code on the receipt once more.',
  /** What the browser says once it has looked at a file. */
  found: {
    pdf: { title: 'This PDF is unchanged', text: 'It is, byte for byte, the receipt that was made of this record.' },
    otherPdf: {
      title: 'This PDF is not the receipt of this record',
      text: 'It was changed, printed anew, or belongs to another record.',
    },
    none: { title: 'This is no receipt', text: 'Choose the PDF or the JSON that you downloaded from the record.' },
    other: { title: 'This is another record', text: 'Its fingerprint is not the one of this page.' },
    unable: {
      title: 'This browser cannot check signatures',
      text: 'Use a current version of Chrome, Edge, Firefox or Safari.',
    },
    changed: 'This record was changed',
    whole: { title: 'This record is complete and unchanged', text: 'Hash, signature and content are as they were sealed.' },
    /** With {day}. */
    erased: { title: 'This record is unchanged', text: 'Hash and signature hold. Content erased on {day}.' },
    unknownDay: 'an unknown day',
    faults: {
      'body does not match its hash': 'Body does not match its hash.',
      'signature is not the shop’s': 'Signature is not the shop’s.',
      'signed with an unknown key': 'Signed with an unknown key.',
      'the personal data is not what was recorded': 'The personal data is not what was recorded.',
      'what was shown is not what was recorded': 'What was shown is not what was recorded.',
    },
  } satisfies FoundWords,
}
export type VerifyWords = Words<typeof en>

/** What the public page says. */
export const verifyWords = inLanguages({ en, es: spanish })
