import { advisors, managers } from '#features/team/rules.ts'
import { bringing, customer, staff } from './routes.ts'

/** What a customer and the shop write each other, each conversation under the id of what it is about: a customer's own for everything else. */
export const talkPaths = {
  list: customer.get('/messages'),
  show: customer.get('/messages/:id'),
  write: bringing(customer.post('/messages/:id')),
  seen: customer.post('/messages/:id/seen'),
} as const

/** Where a customer brings a file to send with a message. */
export const uploadPaths = {
  file: customer.put('/files'),
  preview: customer.put('/files/:id/previews'),
} as const

/** The same at the desk. */
export const inboxPaths = {
  list: staff.get('/inbox', advisors),
  show: staff.get('/inbox/:id', advisors),
  write: staff.post('/inbox/:id', advisors),
  seen: staff.post('/inbox/:id/seen', advisors),
  note: staff.post('/inbox/:id/notes', advisors),
  assign: staff.post('/inbox/:id/assignment', advisors),
  rest: staff.post('/inbox/:id/rest', advisors),
} as const

/** Mails that may belong into conversations, and wait for a look. */
export const checkPaths = {
  list: staff.get('/checks', advisors),
  accept: staff.post('/checks/:id/message', advisors),
  discard: staff.post('/checks/:id/removal', advisors),
} as const

/** Words the shop writes often. */
export const replyPaths = {
  list: staff.get('/settings/replies', managers),
  add: staff.post('/settings/replies', managers),
  save: staff.post('/settings/replies/:id', managers),
  remove: staff.post('/settings/replies/:id/removal', managers),
} as const
