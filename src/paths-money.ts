import { advisors, managers } from '#features/team/rules.ts'
import { bringing, customer, link, proven, staff } from './routes.ts'

/** What a customer reads and pays. */
export const readInvoices = {
  list: customer.get('/invoices'),
  show: customer.get('/invoices/:id'),
  pdf: customer.get('/invoices/:id/invoice.pdf'),
  creditNote: customer.get('/invoices/:id/credit-notes/:note/credit-note.pdf'),
  pay: customer.post('/invoices/:id/payment'),
  po: customer.post('/invoices/:id/po'),
  ask: bringing(customer.post('/invoices/:id/messages')),
} as const

/** An invoice as its mailed link opens it. */
export const linkedInvoice = {
  show: link.get('/invoice/:token'),
  pdf: link.get('/invoice/:token/invoice.pdf'),
  creditNote: link.get('/invoice/:token/credit-notes/:note/credit-note.pdf'),
  pay: link.post('/invoice/:token/payment'),
  po: link.post('/invoice/:token/po'),
  ask: bringing(link.post('/invoice/:token/messages')),
  file: link.get('/invoice/:token/files/:id'),
} as const

/** Invoices at the desk. */
export const deskInvoices = {
  list: staff.get('/invoices', advisors),
  new: staff.get('/invoices/new', advisors),
  create: staff.post('/invoices', advisors),
  show: staff.get('/invoices/:id', advisors),
  pdf: staff.get('/invoices/:id/invoice.pdf', advisors),
  creditNote: staff.get('/invoices/:id/credit-notes/:note/credit-note.pdf', advisors),
  credit: staff.post('/invoices/:id/credit-notes', managers),
  waive: staff.post('/invoices/:id/late-fee/removal', advisors),
  edit: staff.get('/invoices/:id/edit', advisors),
  update: staff.post('/invoices/:id', advisors),
  send: staff.post('/invoices/:id/sending', advisors),
  void: staff.post('/invoices/:id/void', managers),
  discard: staff.post('/invoices/:id/discarding', advisors),
  reply: staff.post('/invoices/:id/messages', advisors),
  receive: staff.post('/invoices/:id/payments', advisors),
} as const

/** Estimates at the desk, under `/admin/<shop>`. */
export const deskEstimates = {
  list: staff.get('/estimates', advisors),
  new: staff.get('/estimates/new', advisors),
  create: staff.post('/estimates', advisors),
  show: staff.get('/estimates/:id', advisors),
  edit: staff.get('/estimates/:id/edit', advisors),
  update: staff.post('/estimates/:id', advisors),
  send: staff.post('/estimates/:id/sending', advisors),
  withdraw: staff.post('/estimates/:id/withdrawal', advisors),
  discard: staff.post('/estimates/:id/discarding', advisors),
  copy: staff.post('/estimates/:id/copies', advisors),
  keep: staff.post('/estimates/:id/templates', advisors),
  forget: staff.post('/estimates/:id/templates/removal', advisors),
  reply: staff.post('/estimates/:id/messages', advisors),
  addPhotos: staff.post('/estimates/:id/photos', advisors),
  removePhoto: staff.post('/estimates/:id/photos/:photo/removal', advisors),
} as const

/** A customer's own account. */
export const ownStatement = {
  show: customer.get('/statement'),
  pdf: customer.get('/statement/statement.pdf'),
  csv: customer.get('/statement/statement.csv'),
} as const

/** Accounts of customers, what is open by age, and the books as files: those take everything along, so who asks proves it is them. */
export const deskStatements = {
  show: staff.get('/customers/:id/statement', advisors),
  pdf: staff.get('/customers/:id/statement/statement.pdf', advisors),
  csv: staff.get('/customers/:id/statement/statement.csv', advisors),
  ageing: staff.get('/ageing', advisors),
  ageingCsv: staff.get('/ageing/open.csv', advisors),
  invoices: proven(staff.get('/exports/invoices.csv', managers)),
  lines: proven(staff.get('/exports/lines.csv', managers)),
  payments: proven(staff.get('/exports/payments.csv', managers)),
} as const
