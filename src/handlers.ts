import { portalForwards } from '#features/approvals/forwards.tsx'
import { mailCode } from '#features/approvals/link-code.ts'
import { linkFile } from '#features/files/link.ts'
import { portalFace, portalFiles } from '#features/files/portal.tsx'
import { portalHome } from '#features/home/portal.tsx'
import { linkInvoice } from '#features/invoices/link.tsx'
import { portalInvoices } from '#features/invoices/portal.tsx'
import { linkWork } from '#features/jobs/link.tsx'
import { portalJobs } from '#features/jobs/portal.tsx'
import { linkProof } from '#features/proofs/link.tsx'
import { portalProofs } from '#features/proofs/portal.tsx'
import { linkApprovals } from '#features/receipts/link.tsx'
import { portalApprovals } from '#features/receipts/portal.tsx'
import { verifyHandlers } from '#features/receipts/verify.tsx'
import { portalLimits } from '#features/work/limits.tsx'
import { linkLines } from '#features/work/link.tsx'
import { portalWork } from '#features/work/portal.tsx'
import { portalSitting } from '#features/work/sitting.tsx'
import { openBookmark } from '#identity/bookmark.tsx'
import { freshLink } from '#identity/fresh-link.tsx'
import { invitationHandlers } from '#identity/invitations/portal.tsx'
import { portalSessions } from '#identity/sessions/portal.tsx'
import { signInHandlers } from '#identity/sign-in/portal.tsx'
import { stripeWebhook } from '#webhooks/stripe.ts'
import { paths } from './paths.ts'
import { handle } from './routes.ts'

/** Every slice's handlers for customers, each at the name its rows have in the route table. */
export const portalHandlers = handle(paths.portal, {
  home: portalHome,
  signIn: signInHandlers('customer'),
  bookmark: openBookmark,
  invitation: invitationHandlers('customer'),
  sessions: portalSessions,
  forwards: portalForwards,
  jobs: portalJobs,
  work: { ...portalWork, ...portalSitting },
  limits: portalLimits,
  invoices: portalInvoices,
  approvals: portalApprovals,
  files: portalFiles,
  proofs: portalProofs,
  face: portalFace,
})

export const linkHandlers = handle(paths.link, {
  invoice: { ...linkInvoice, fresh: freshLink },
  codes: { proof: mailCode('prf'), work: mailCode('job') },
  work: { ...linkWork, ...linkLines, file: linkFile, fresh: freshLink },
  approvals: linkApprovals,
  proof: { ...linkProof, file: linkFile, fresh: freshLink },
})

export { stripeWebhook as webhookHandlers, verifyHandlers }
