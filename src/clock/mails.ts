import { appointmentMails } from '#features/appointments/emails.ts'
import { approvalMails } from '#features/approvals/emails.ts'
import { forwardMails } from '#features/approvals/forward-emails.ts'
import { brandMails } from '#features/branding/emails.ts'
import { customerMails } from '#features/customers/emails.ts'
import { estimateMails } from '#features/estimates/emails.ts'
import { importWorkers } from '#features/imports/worker.ts'
import { invoiceMails } from '#features/invoices/emails.ts'
import { askedMails } from '#features/invoices/emails-asked.ts'
import { lateMails } from '#features/invoices/emails-late.ts'
import { jobMails } from '#features/jobs/emails.ts'
import { talkMails } from '#features/messages/emails.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { passportMails } from '#features/passports/emails.ts'
import { autopayMails } from '#features/payments/autopay-emails.ts'
import { chargeWorkers } from '#features/payments/charge-workers.ts'
import { paymentMails } from '#features/payments/emails.ts'
import { planMails } from '#features/payments/plan-emails.ts'
import { unchargedMails } from '#features/payments/uncharged-emails.ts'
import { profileMails } from '#features/profile/emails.ts'
import { commentEmails } from '#features/proofs/comment-emails.ts'
import { proofMails } from '#features/proofs/emails.ts'
import { receiptMails } from '#features/receipts/emails.ts'
import { requestMails } from '#features/requests/emails.ts'
import { teamMails } from '#features/team/emails.ts'
import { warrantyMails } from '#features/warranties/emails.ts'
import { workMails } from '#features/work/emails.ts'
import { limitMails } from '#features/work/limit-emails.ts'
import { securityMails } from '#identity/factors/emails.ts'
import { freshMails } from '#identity/fresh-proof/emails.ts'
import { linkCodeMails } from '#identity/link-codes/emails.ts'
import { signInMails } from '#identity/sign-in/emails.ts'
import { waysMails } from '#identity/ways/emails.ts'

/** Every mail a shop can send, by the kind its outbox row names. */
export const shopMails: MailBuilders = {
  ...signInMails,
  ...linkCodeMails,
  ...freshMails,
  ...waysMails,
  ...customerMails,
  ...jobMails,
  ...estimateMails,
  ...invoiceMails,
  ...lateMails,
  ...askedMails,
  ...paymentMails,
  ...chargeWorkers,
  ...autopayMails,
  ...unchargedMails,
  ...planMails,
  ...receiptMails,
  ...proofMails,
  ...commentEmails,
  ...approvalMails,
  ...forwardMails,
  ...requestMails,
  ...teamMails,
  ...securityMails,
  ...workMails,
  ...limitMails,
  ...talkMails,
  ...profileMails,
  ...importWorkers,
  ...brandMails,
  ...appointmentMails,
  ...warrantyMails,
  ...passportMails,
}
