import { advisors, everyone, managers } from '#features/team/rules.ts'
import { anyone, customer, staff } from './routes.ts'

/** A customer's own appointments. */
export const ownAppointmentPaths = {
  list: customer.get('/appointments'),
  show: customer.get('/appointments/:id'),
  file: customer.get('/appointments/:id/calendar.ics'),
  confirm: customer.post('/appointments/:id/confirmation'),
  wish: customer.post('/appointments/:id/wishes'),
  cancel: customer.post('/appointments/:id/cancellation'),
} as const

/** A contact's private calendar address. Whoever has it reads along, so a preview does not show it. */
export const calendarPaths = {
  open: customer.post('/calendar'),
  close: customer.post('/calendar/removal'),
  feed: anyone.get('/calendar/:token/appointments.ics'),
} as const

export const deskAppointments = {
  list: staff.get('/appointments', everyone),
  new: staff.get('/appointments/new', advisors),
  create: staff.post('/appointments', advisors),
  show: staff.get('/appointments/:id', everyone),
  edit: staff.get('/appointments/:id/edit', advisors),
  update: staff.post('/appointments/:id', advisors),
  cancel: staff.post('/appointments/:id/cancellation', advisors),
} as const

export const bookingSettingsPaths = {
  show: staff.get('/settings/appointments', managers),
  save: staff.post('/settings/appointments', managers),
} as const
