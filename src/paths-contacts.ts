import { advisors, everyone, managers } from '#features/team/rules.ts'
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

export const deskCustomers = {
  list: staff.get('/customers', everyone),
  new: staff.get('/customers/new', advisors),
  create: staff.post('/customers', advisors),
  show: staff.get('/customers/:id', everyone),
  edit: staff.get('/customers/:id/edit', advisors),
  update: staff.post('/customers/:id', advisors),
  archive: staff.post('/customers/:id/archive', advisors),
  restore: staff.post('/customers/:id/restoration', advisors),
  merging: staff.get('/customers/:id/merge', managers),
  merge: staff.post('/customers/:id/merge', managers),
  copied: staff.post('/customers/:id/link/copies', advisors),
  send: staff.post('/customers/:id/link/mails', advisors),
  regenerate: staff.post('/customers/:id/link', advisors),
} as const
