import { portalForwards } from '#features/approvals/forwards.tsx'
import { mailCode } from '#features/approvals/link-code.ts'
import { portalAssets } from '#features/assets/portal.tsx'
import { linkSeen, portalSeen } from '#features/deliveries/seen.ts'
import { linkEstimate } from '#features/estimates/link.tsx'
import { portalEstimates } from '#features/estimates/portal.tsx'
import { linkFile } from '#features/files/link.ts'
import { portalFace, portalFiles } from '#features/files/portal.tsx'
import { portalHome } from '#features/home/portal.tsx'
import { linkInvoice } from '#features/invoices/link.tsx'
import { portalInvoices } from '#features/invoices/portal.tsx'
import { linkWork } from '#features/jobs/link.tsx'
import { portalJobs } from '#features/jobs/portal.tsx'
import { portalPayments } from '#features/payments/portal.tsx'
import { portalWaysToPay } from '#features/payments/saved-portal.tsx'
import { linkProof } from '#features/proofs/link.tsx'
import { portalProofs } from '#features/proofs/portal.tsx'
import { linkApprovals } from '#features/receipts/link.tsx'
import { portalApprovals } from '#features/receipts/portal.tsx'
import { verifyHandlers } from '#features/receipts/verify.tsx'
import { portalStatement } from '#features/statements/portal.tsx'
import { portalLimits } from '#features/work/limits.tsx'
import { linkLines } from '#features/work/link.tsx'
import { portalWork } from '#features/work/portal.tsx'
import { portalSitting } from '#features/work/sitting.tsx'
import { openBookmark } from '#identity/bookmark.tsx'
import { freshLink } from '#identity/fresh-link.tsx'
import { invitationHandlers } from '#identity/invitations/portal.tsx'
import { portalSessions } from '#identity/sessions/portal.tsx'
import { signInHandlers } from '#identity/sign-in/portal.tsx'
import { paths } from './paths.ts'
import { handle } from './routes.ts'

/** What customers are answered with, each slice's handlers at the name its rows have in the route table. */
export const portalHandlers = handle(paths.portal, {
  home: portalHome,
  signIn: signInHandlers('customer'),
  bookmark: openBookmark,
  invitation: invitationHandlers('customer'),
  waysToPay: portalWaysToPay,
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

export { verifyHandlers }
