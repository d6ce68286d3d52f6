import { advisors, everyone, managers } from '#features/team/rules.ts'
import { anyone, bringing, customer, staff } from './routes.ts'

/** What a customer asked for. */
const ownRequests = {
  list: customer.get('/requests'),
  show: customer.get('/requests/:id'),
  say: bringing(customer.post('/requests/:id/messages')),
} as const

/** The same while it is written: three steps, kept until it is sent. */
const ownDrafts = {
  new: customer.get('/drafts/new'),
  begin: customer.post('/drafts'),
  show: customer.get('/drafts/:id'),
  keep: bringing(customer.post('/drafts/:id')),
  send: customer.post('/drafts/:id/sending'),
  discard: customer.post('/drafts/:id/removal'),
} as const

export const ownRequestPaths = { requests: ownRequests, drafts: ownDrafts } as const

/** The shop's public page: whoever is no customer yet writes, proves their mailbox with a code, and only then is heard. */
export const openRequests = {
  show: anyone.get('/requests/new'),
  keep: anyone.post('/requests/new'),
  code: anyone.get('/requests/new/code'),
  prove: anyone.post('/requests/new/code'),
  again: anyone.post('/requests/new/code/again'),
  sent: anyone.get('/requests/new/sent'),
  addFiles: bringing(anyone.post('/requests/new/files')),
} as const

export const deskRequests = {
  list: staff.get('/requests', everyone),
  show: staff.get('/requests/:id', everyone),
  respond: staff.post('/requests/:id/messages', advisors),
  makeCustomer: staff.post('/requests/:id/customer', advisors),
  estimate: staff.post('/requests/:id/estimates', advisors),
  job: staff.post('/requests/:id/jobs', advisors),
  close: staff.post('/requests/:id/closing', advisors),
  reopen: staff.post('/requests/:id/reopening', advisors),
} as const

export const requestSettingsPaths = {
  show: staff.get('/settings/requests', managers),
  save: staff.post('/settings/requests', managers),
} as const
