import { type Kind, weekdays } from './settings-form.ts'

export const kindNames: Readonly<Record<Kind, string>> = { proof: 'Proofs', work: 'Work-order lines', estimate: 'Estimates' }

export const ruleNames = [
  { value: 'always', label: 'Always' },
  { value: 'above', label: 'Above an amount' },
  { value: 'never', label: 'Never' },
] as const

export const poNames = [
  { value: 'no', label: 'Not asked' },
  { value: 'allowed', label: 'Asked, may be left empty' },
  { value: 'demanded', label: 'Demanded' },
] as const

/** What each field is called, for the note about what somebody else changed. */
export const settingsLabels: Readonly<Record<string, string>> = {
  needsProof: 'A proof before production',
  needsWork: 'Approved lines before production',
  ...{ proofSignature: 'Signature for proofs', proofAbove: 'Amount for proofs', proofChecklist: 'Checklist for proofs' },
  ...{ workSignature: 'Signature for lines', workAbove: 'Amount for lines', workChecklist: 'Checklist for lines' },
  ...{
    estimateSignature: 'Signature for estimates',
    estimateAbove: 'Amount for estimates',
    estimateChecklist: 'Checklist for estimates',
  },
  ...{ terms: 'Terms', po: 'PO numbers', linkCode: 'Code for answers through a link', linkCodeAbove: 'Amount for codes' },
  ...{ mailsShop: 'Emails about answers', recipients: 'Also to' },
  ...{ remindAfter: 'Remind after', remindBefore: 'Remind before', callAfter: 'Told to call after' },
  ...Object.fromEntries(weekdays.map((name, i) => [`day${i + 1}`, name])),
}
