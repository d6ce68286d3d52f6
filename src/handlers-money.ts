import { linkEstimate as estimate } from '#features/estimates/link.tsx'
import { linkFile } from '#features/files/link.ts'
import { linkInvoice as invoice } from '#features/invoices/link.tsx'
import { freshLink } from '#identity/fresh-link.tsx'
import { paths } from './paths.ts'
import { handle } from './routes.ts'

export { portalEstimates } from '#features/estimates/portal.tsx'
export { portalInvoices } from '#features/invoices/portal.tsx'
export { portalPayments } from '#features/payments/portal.tsx'
export { portalWaysToPay } from '#features/payments/saved-portal.tsx'
export { portalStatement } from '#features/statements/portal.tsx'

/** What customers are offered, owe and pay. Read with the first request for any of it. */
export const linkInvoice = handle(paths.link.invoice, { ...invoice, file: linkFile, fresh: freshLink })
export const linkEstimate = handle(paths.link.estimate, { ...estimate, file: linkFile, fresh: freshLink })
