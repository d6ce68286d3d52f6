import { advisors, managers } from '#features/team/rules.ts'
import { customer, proven, staff } from './routes.ts'

/** A customer's own payments: several invoices at once, and what one was for. */
export const ownPaymentPaths = {
  review: customer.get('/payments/new'),
  start: customer.post('/payments'),
  show: customer.get('/payments/:id'),
} as const

/** What the shop does with money that came in. */
export const staffPaymentPaths = {
  credit: staff.post('/invoices/:id/credit', advisors),
  show: staff.get('/payments/:id', advisors),
  refund: proven(staff.post('/payments/:id/refunds', managers)),
  repeat: proven(staff.post('/payments/:id/refunds/:refund', managers)),
  evidence: staff.post('/payments/:id/disputes/:dispute', managers),
} as const

/** Where the shop stands with Stripe. */
export const paymentSettingsPaths = {
  show: staff.get('/settings/payments', managers),
  connect: proven(staff.post('/settings/payments/connection', managers)),
  connected: staff.get('/settings/payments/connection', managers),
  again: proven(staff.get('/settings/payments/connection/again', managers)),
} as const
