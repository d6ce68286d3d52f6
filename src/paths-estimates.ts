import { advisors } from '#features/team/rules.ts'
import { staff } from './routes.ts'

/** Estimates at the desk, under `/admin/<shop>`. */
export const staffEstimates = {
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
