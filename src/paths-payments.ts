import { advisors, managers } from '#features/team/rules.ts'
import { customer, proven, staff } from './routes.ts'

/** A customer's own payments: several invoices at once, and what one was for. */
export const ownPaymentPaths = {
  review: customer.get('/payments/new'),
  start: customer.post('/payments'),
  charge: customer.post('/payments/charges'),
  prove: customer.get('/payments/charges/new'),
  show: customer.get('/payments/:id'),
} as const

/** What a contact has kept to pay with: theirs alone, so no preview shows it. */
export const waysToPayPaths = {
  list: customer.get('/ways-to-pay'),
  remove: customer.post('/ways-to-pay/:id/removal'),
  terms: customer.get('/ways-to-pay/:id/autopay'),
  start: customer.post('/ways-to-pay/:id/autopay'),
  stop: customer.post('/ways-to-pay/:id/autopay/end'),
} as const

/** What the shop does with money that came in. */
export const staffPaymentPaths = {
  credit: staff.post('/invoices/:id/credit', advisors),
  show: staff.get('/payments/:id', advisors),
  refund: proven(staff.post('/payments/:id/refunds', managers)),
  repeat: proven(staff.post('/payments/:id/refunds/:refund', managers)),
  evidence: staff.post('/payments/:id/disputes/:dispute', managers),
} as const

/** How an invoice is paid, part by part. */
export const planPaths = {
  show: staff.get('/invoices/:id/plan', advisors),
  save: staff.post('/invoices/:id/plan', advisors),
} as const

/** Where the shop stands with Stripe. */
export const paymentSettingsPaths = {
  show: staff.get('/settings/payments', managers),
  connect: proven(staff.post('/settings/payments/connection', managers)),
  connected: staff.get('/settings/payments/connection', managers),
  again: proven(staff.get('/settings/payments/connection/again', managers)),
} as const
