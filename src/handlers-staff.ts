import { openLive } from '#clock/live.ts'
import { staffBookingSettings } from '#features/appointments/settings-staff.tsx'
import { staffAppointments } from '#features/appointments/staff.tsx'
import { staffAnswers } from '#features/approvals/behalf.tsx'
import { staffApprovalSettings } from '#features/approvals/settings-staff.tsx'
import { staffAssetSettings } from '#features/assets/settings-staff.tsx'
import { staffAssets } from '#features/assets/staff.tsx'
import { staffAutomations } from '#features/automations/staff.tsx'
import { staffStatuses } from '#features/automations/statuses-staff.tsx'
import { staffBrands } from '#features/branding/staff.tsx'
import { staffContacts } from '#features/customers/contacts-staff.tsx'
import { staffInvitations } from '#features/customers/invitations-staff.tsx'
import { staffCustomers } from '#features/customers/staff.tsx'
import { staffTasks } from '#features/deliveries/staff.ts'
import { staffEstimateAnswers } from '#features/estimates/behalf.tsx'
import { staffEstimates } from '#features/estimates/staff.tsx'
import { staffFace } from '#features/files/portal.tsx'
import { staffFiles } from '#features/files/staff.ts'
import { staffHome } from '#features/home/staff.tsx'
import { staffImports } from '#features/imports/staff.tsx'
import { staffChecks } from '#features/inbound/staff.tsx'
import { staffBillingSettings } from '#features/invoices/billing-staff.tsx'
import { staffInvoices } from '#features/invoices/staff.tsx'
import { staffJobs } from '#features/jobs/staff.tsx'
import { staffInbox } from '#features/messages/inbox.tsx'
import { staffReplies } from '#features/messages/replies.tsx'
import { staffPassports } from '#features/passports/staff.tsx'
import { staffPayments } from '#features/payments/desk.tsx'
import { staffPlans } from '#features/payments/plan-staff.tsx'
import { staffPaymentSettings } from '#features/payments/staff.tsx'
import { staffAccountSettings } from '#features/people/settings-staff.tsx'
import { staffProofs } from '#features/proofs/staff.tsx'
import { staffApprovals } from '#features/receipts/staff.tsx'
import { staffRequestSettings } from '#features/requests/settings-staff.tsx'
import { staffRequests } from '#features/requests/staff.tsx'
import { staffBranding, staffPortal, staffShopSettings } from '#features/settings/staff.tsx'
import { staffStatements } from '#features/statements/staff.tsx'
import { staffTeam } from '#features/team/staff.tsx'
import { staffWarranties } from '#features/warranties/staff.tsx'
import { staffLimits, staffWork } from '#features/work/staff.tsx'
import { staffSecurity } from '#identity/factors/staff.tsx'
import { invitationHandlers } from '#identity/invitations/portal.tsx'
import { staffSessions } from '#identity/sessions/portal.tsx'
import { signInHandlers } from '#identity/sign-in/portal.tsx'
import { platformHandlers } from '#platform/signup/platform.tsx'
import { paths } from './paths.ts'
import { handle } from './routes.ts'

/** What is answered on the staff host, to staff and to whoever opens a shop. Read with the first request there. */
export const staffHandlers = handle(paths.staff, {
  home: staffHome,
  signIn: signInHandlers('staff'),
  invitation: invitationHandlers('staff'),
  sessions: staffSessions,
  security: staffSecurity,
  live: openLive,
  face: staffFace,
  invitations: staffInvitations,
  customers: staffCustomers,
  brands: staffBrands,
  contacts: staffContacts,
  imports: staffImports,
  jobs: staffJobs,
  answers: staffAnswers,
  requests: staffRequests,
  assets: staffAssets,
  passports: staffPassports,
  warranties: staffWarranties,
  files: staffFiles,
  work: staffWork,
  inbox: staffInbox,
  checks: staffChecks,
  appointments: staffAppointments,
  tasks: staffTasks,
  limits: staffLimits,
  invoices: staffInvoices,
  statements: staffStatements,
  payments: staffPayments,
  plans: staffPlans,
  estimates: staffEstimates,
  estimateAnswers: staffEstimateAnswers,
  approvals: staffApprovals,
  proofs: staffProofs,
  settings: {
    shop: staffShopSettings,
    branding: staffBranding,
    approvals: staffApprovalSettings,
    portal: staffPortal,
    payments: staffPaymentSettings,
    replies: staffReplies,
    appointments: staffBookingSettings,
    requests: staffRequestSettings,
    accounts: staffAccountSettings,
    assets: staffAssetSettings,
    billing: staffBillingSettings,
    statuses: staffStatuses,
    automations: staffAutomations,
  },
  team: staffTeam,
})

export { platformHandlers }
