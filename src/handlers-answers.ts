import { linkFile } from '#features/files/link.ts'
import { linkWork as job } from '#features/jobs/link.tsx'
import { linkProof as proof } from '#features/proofs/link.tsx'
import { linkLines } from '#features/work/link.tsx'
import { portalWork as lines } from '#features/work/portal.tsx'
import { portalSitting } from '#features/work/sitting.tsx'
import { freshLink } from '#identity/fresh-link.tsx'
import { paths } from './paths.ts'
import { handle } from './routes.ts'

export { portalForwards } from '#features/approvals/forwards.tsx'
export { portalProofs } from '#features/proofs/portal.tsx'
export { linkApprovals } from '#features/receipts/link.tsx'
export { portalApprovals } from '#features/receipts/portal.tsx'
export { portalLimits } from '#features/work/limits.tsx'

/** What customers are asked, and what is on record of their answers. Read with the first request for any of it. */
export const portalWork = handle(paths.portal.work, { ...lines, ...portalSitting })
export const linkWork = handle(paths.link.work, { ...job, ...linkLines, file: linkFile, fresh: freshLink })
export const linkProof = handle(paths.link.proof, { ...proof, file: linkFile, fresh: freshLink })
