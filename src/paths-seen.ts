import { customer, link } from './routes.ts'

/** Where a page of the portal says that a person looks at what was sent. */
export const seenPaths = {
  estimate: customer.post('/estimates/:id/seen'),
  invoice: customer.post('/invoices/:id/seen'),
  proof: customer.post('/proofs/:id/seen'),
  work: customer.post('/jobs/:id/lines/seen'),
} as const

/** The same for what a mailed link opens. */
export const seenByLinkPaths = {
  estimate: link.post('/estimate/:token/seen'),
  invoice: link.post('/invoice/:token/seen'),
  proof: link.post('/proof/:token/seen'),
  work: link.post('/work/:token/lines/seen'),
} as const
