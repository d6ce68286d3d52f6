import type { MailState } from './rules.ts'

/** What staff read of a mail that has no subject yet. */
export const kindNames: Readonly<Record<string, string>> = {
  invitation: 'Portal link',
  'job.status': 'Status change',
  'staff.invitation': 'Invitation to the team',
  'invoice.ready': 'Invoice',
  'payment.receipt': 'Receipt',
}

export const stateNames: Readonly<Record<MailState, string>> = {
  sent: 'Sent',
  failed: 'Failed',
  retrying: 'Trying again',
  dropped: 'Not sent: taken back before it went',
  waiting: 'Waiting',
}

/** Who and what the preview of a mail is about. */
export const sample = { contact: 'Dana Whitfield', job: 'Spring uniforms', number: '1042' } as const
