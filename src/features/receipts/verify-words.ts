import type { Door, Outcome } from '#features/approvals/rules.ts'

const decisions: Readonly<Record<Outcome, string>> = {
  approved: 'Approved',
  mixed: 'Partly approved',
  changes_requested: 'Changes asked for',
  declined: 'Declined',
  overridden: 'Let into production without approval',
}
const approvers: Readonly<Record<Door, string>> = {
  portal: 'Approver at the customer, signed in',
  link: 'Approver at the customer, by the link mailed to them',
  forward: 'Holder of a link that was passed on, identity not proven',
  phone: 'Approver at the customer, by phone, put down by the shop',
  text: 'Approver at the customer, by text message, put down by the shop',
  in_person: 'Approver at the customer, in person, put down by the shop',
  limit: 'The shop, under a spending limit that the customer accepted',
  desk: 'The shop',
}

/** What the public page says, in English. */
export const verifyWords = {
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
  decision: (outcome: Outcome) => decisions[outcome],
  role: (door: Door) => approvers[door],
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
} as const
