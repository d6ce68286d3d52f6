import { openLive } from '#clock/live.ts'
import { mailCode } from '#features/approvals/link-code.ts'
import { linkSeen, portalSeen } from '#features/deliveries/seen.ts'
import { portalFace, portalFiles } from '#features/files/portal.tsx'
import { portalHome } from '#features/home/portal.tsx'
import { portalJobs } from '#features/jobs/portal.tsx'
import { verifyHandlers } from '#features/receipts/verify.tsx'
import { openBookmark } from '#identity/bookmark.tsx'
import { invitationHandlers } from '#identity/invitations/portal.tsx'
import { portalSessions } from '#identity/sessions/portal.tsx'
import { signInHandlers } from '#identity/sign-in/portal.tsx'
import { partOf } from '#lib/late.ts'
import { lateParts } from './late.ts'
import { paths } from './paths.ts'
import { handle } from './routes.ts'

const { answers, money, own, talk, ways } = lateParts

/** What customers are answered with, each slice's handlers at the name its rows have in the route table. */
export const portalHandlers = handle(paths.portal, {
  home: portalHome,
  signIn: signInHandlers('customer'),
  accounts: partOf(own, 'portalAccounts'),
  devices: partOf(own, 'portalDevices'),
  profile: partOf(own, 'portalProfile'),
  people: partOf(own, 'portalPeople'),
  company: partOf(own, 'portalCompany'),
  mute: partOf(own, 'muteHandlers'),
  bookmark: openBookmark,
  invitation: invitationHandlers('customer'),
  calendar: partOf(talk, 'portalCalendar'),
  appointments: partOf(talk, 'portalAppointments'),
  waysToPay: partOf(money, 'portalWaysToPay'),
  door: partOf(ways, 'portalDoor'),
  ways: partOf(ways, 'portalWays'),
  sessions: portalSessions,
  live: openLive,
  uploads: partOf(talk, 'portalUploads'),
  forwards: partOf(answers, 'portalForwards'),
  jobs: portalJobs,
  work: partOf(answers, 'portalWork'),
  assets: partOf(talk, 'portalAssets'),
  passports: partOf(talk, 'portalPassports'),
  limits: partOf(answers, 'portalLimits'),
  invoices: partOf(money, 'portalInvoices'),
  statement: partOf(money, 'portalStatement'),
  estimates: partOf(money, 'portalEstimates'),
  payments: partOf(money, 'portalPayments'),
  messages: partOf(talk, 'portalMessages'),
  strangers: partOf(talk, 'strangerRequests'),
  requests: partOf(talk, 'portalRequests'),
  drafts: partOf(talk, 'portalDrafts'),
  approvals: partOf(answers, 'portalApprovals'),
  files: portalFiles,
  seen: portalSeen,
  proofs: partOf(answers, 'portalProofs'),
  face: portalFace,
})

export const linkHandlers = handle(paths.link, {
  invoice: partOf(money, 'linkInvoice'),
  passport: partOf(talk, 'passportPages'),
  seen: linkSeen,
  live: openLive,
  codes: { proof: mailCode('prf'), work: mailCode('job'), estimate: mailCode('est') },
  estimate: partOf(money, 'linkEstimate'),
  work: partOf(answers, 'linkWork'),
  approvals: partOf(answers, 'linkApprovals'),
  proof: partOf(answers, 'linkProof'),
})

export { verifyHandlers }
