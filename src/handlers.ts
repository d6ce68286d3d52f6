import { staffAnswers } from '#features/approvals/behalf.tsx'
import { portalForwards } from '#features/approvals/forwards.tsx'
import { mailCode } from '#features/approvals/link-code.ts'
import { staffApprovalSettings } from '#features/approvals/settings-staff.tsx'
import { portalAssets } from '#features/assets/portal.tsx'
import { staffAutomations } from '#features/automations/staff.tsx'
import { staffStatuses } from '#features/automations/statuses-staff.tsx'
import { staffContacts } from '#features/customers/contacts-staff.tsx'
import { staffCustomers } from '#features/customers/staff.tsx'
import { linkSeen, portalSeen } from '#features/deliveries/seen.ts'
import { staffTasks } from '#features/deliveries/staff.ts'
import { linkEstimate } from '#features/estimates/link.tsx'
import { portalEstimates } from '#features/estimates/portal.tsx'
import { staffEstimates } from '#features/estimates/staff.tsx'
import { linkFile } from '#features/files/link.ts'
import { portalFace, portalFiles, staffFace } from '#features/files/portal.tsx'
import { staffFiles } from '#features/files/staff.ts'
import { portalHome } from '#features/home/portal.tsx'
import { staffHome } from '#features/home/staff.tsx'
import { staffBillingSettings } from '#features/invoices/billing-staff.tsx'
import { linkInvoice } from '#features/invoices/link.tsx'
import { portalInvoices } from '#features/invoices/portal.tsx'
import { staffInvoices } from '#features/invoices/staff.tsx'
import { linkWork } from '#features/jobs/link.tsx'
import { portalJobs } from '#features/jobs/portal.tsx'
import { staffJobs } from '#features/jobs/staff.tsx'
import { staffPayments } from '#features/payments/desk.tsx'
import { portalPayments } from '#features/payments/portal.tsx'
import { staffPaymentSettings } from '#features/payments/staff.tsx'
import { linkProof } from '#features/proofs/link.tsx'
import { portalProofs } from '#features/proofs/portal.tsx'
import { staffProofs } from '#features/proofs/staff.tsx'
import { linkApprovals } from '#features/receipts/link.tsx'
import { portalApprovals } from '#features/receipts/portal.tsx'
import { staffApprovals } from '#features/receipts/staff.tsx'
import { verifyHandlers } from '#features/receipts/verify.tsx'
import { staffBranding, staffPortal, staffShopSettings } from '#features/settings/staff.tsx'
import { portalStatement } from '#features/statements/portal.tsx'
import { staffStatements } from '#features/statements/staff.tsx'
import { staffTeam } from '#features/team/staff.tsx'
import { portalLimits } from '#features/work/limits.tsx'
import { linkLines } from '#features/work/link.tsx'
import { portalWork } from '#features/work/portal.tsx'
import { portalSitting } from '#features/work/sitting.tsx'
import { staffLimits, staffWork } from '#features/work/staff.tsx'
import { openBookmark } from '#identity/bookmark.tsx'
import { freshLink } from '#identity/fresh-link.tsx'
import { invitationHandlers } from '#identity/invitations/portal.tsx'
import { portalSessions, staffSessions } from '#identity/sessions/portal.tsx'
import { signInHandlers } from '#identity/sign-in/portal.tsx'
import { platformHandlers } from '#platform/signup/platform.tsx'
import { mailWebhook } from '#webhooks/mail.ts'
import { stripeWebhook } from '#webhooks/stripe.ts'
import { paths } from './paths.ts'
import { handle } from './routes.ts'

/** Every slice's handlers, each at the name its rows have in the route table. */
export const portalHandlers = handle(paths.portal, {
  home: portalHome,
  signIn: signInHandlers('customer'),
  bookmark: openBookmark,
  invitation: invitationHandlers('customer'),
  sessions: portalSessions,
  forwards: portalForwards,
  jobs: portalJobs,
  work: { ...portalWork, ...portalSitting },
  assets: portalAssets,
  limits: portalLimits,
  invoices: portalInvoices,
  statement: portalStatement,
  estimates: portalEstimates,
  payments: portalPayments,
  approvals: portalApprovals,
  files: portalFiles,
  seen: portalSeen,
  proofs: portalProofs,
  face: portalFace,
})

export const linkHandlers = handle(paths.link, {
  invoice: { ...linkInvoice, fresh: freshLink },
  seen: linkSeen,
  codes: { proof: mailCode('prf'), work: mailCode('job'), estimate: mailCode('est') },
  estimate: { ...linkEstimate, file: linkFile, fresh: freshLink },
  work: { ...linkWork, ...linkLines, file: linkFile, fresh: freshLink },
  approvals: linkApprovals,
  proof: { ...linkProof, file: linkFile, fresh: freshLink },
})

export const staffHandlers = handle(paths.staff, {
  home: staffHome,
  signIn: signInHandlers('staff'),
  invitation: invitationHandlers('staff'),
  sessions: staffSessions,
  face: staffFace,
  customers: staffCustomers,
  contacts: staffContacts,
  jobs: staffJobs,
  requests: staffAnswers,
  files: staffFiles,
  work: staffWork,
  tasks: staffTasks,
  limits: staffLimits,
  invoices: staffInvoices,
  statements: staffStatements,
  payments: staffPayments,
  estimates: staffEstimates,
  approvals: staffApprovals,
  proofs: staffProofs,
  settings: {
    shop: staffShopSettings,
    branding: staffBranding,
    approvals: staffApprovalSettings,
    portal: staffPortal,
    payments: staffPaymentSettings,
    billing: staffBillingSettings,
    statuses: staffStatuses,
    automations: staffAutomations,
  },
  team: staffTeam,
})

export const webhookHandlers = handle(paths.webhooks, { ...stripeWebhook, ...mailWebhook })

export { platformHandlers, verifyHandlers }
