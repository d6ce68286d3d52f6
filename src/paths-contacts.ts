import { advisors } from '#features/team/rules.ts'
import { staff } from './routes.ts'

/** Many customers at a time; before `/customers/:id`, because `invitations` is no id. */
export const deskInvitations = {
  send: staff.post('/customers/invitations', advisors),
  show: staff.get('/customers/invitations/:id', advisors),
} as const

/** The people of a customer, at the desk. */
export const deskContacts = {
  new: staff.get('/customers/:customer/contacts/new', advisors),
  create: staff.post('/customers/:customer/contacts', advisors),
  edit: staff.get('/contacts/:id/edit', advisors),
  update: staff.post('/contacts/:id', advisors),
  access: staff.post('/contacts/:id/access', advisors),
  remove: staff.post('/contacts/:id/removal', advisors),
} as const
