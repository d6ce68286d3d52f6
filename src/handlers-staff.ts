import { staffAnswers } from '#features/approvals/behalf.tsx'
import { staffApprovalSettings } from '#features/approvals/settings-staff.tsx'
import { staffAutomations } from '#features/automations/staff.tsx'
import { staffStatuses } from '#features/automations/statuses-staff.tsx'
import { staffContacts } from '#features/customers/contacts-staff.tsx'
import { staffCustomers } from '#features/customers/staff.tsx'
import { staffFace } from '#features/files/portal.tsx'
import { staffFiles } from '#features/files/staff.ts'
import { staffHome } from '#features/home/staff.tsx'
import { staffInvoices } from '#features/invoices/staff.tsx'
import { staffJobs } from '#features/jobs/staff.tsx'
import { staffPaymentSettings } from '#features/payments/staff.tsx'
import { staffProofs } from '#features/proofs/staff.tsx'
import { staffApprovals } from '#features/receipts/staff.tsx'
import { staffBranding, staffPortal, staffShopSettings } from '#features/settings/staff.tsx'
import { staffTeam } from '#features/team/staff.tsx'
import { staffLimits, staffWork } from '#features/work/staff.tsx'
import { invitationHandlers } from '#identity/invitations/portal.tsx'
import { staffSessions } from '#identity/sessions/portal.tsx'
import { signInHandlers } from '#identity/sign-in/portal.tsx'
import { platformHandlers } from '#platform/signup/platform.tsx'
import { paths } from './paths.ts'
import { handle } from './routes.ts'

/** Every slice's handlers for the staff host. They load with its first request, since a customer's needs none of them. */
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
  limits: staffLimits,
  invoices: staffInvoices,
  approvals: staffApprovals,
  proofs: staffProofs,
  settings: {
    shop: staffShopSettings,
    branding: staffBranding,
    approvals: staffApprovalSettings,
    portal: staffPortal,
    payments: staffPaymentSettings,
    statuses: staffStatuses,
    automations: staffAutomations,
  },
  team: staffTeam,
})

export { platformHandlers }
