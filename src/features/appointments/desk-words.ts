import type { AppointmentState } from './rules.ts'

const states: Readonly<Record<AppointmentState, string>> = {
  planned: 'Not confirmed yet',
  confirmed: 'Confirmed',
  wished: 'Asks for another time',
  cancelled: 'Cancelled',
}

/** What the desk reads of appointments. */
export const desk = {
  title: 'Appointments',
  new: 'New appointment',
  set: 'Set appointment',
  states,
  cancelledBy: { staff: 'Cancelled by the shop', contact: 'Cancelled by the customer' },
  filters: { upcoming: 'Upcoming', wished: 'To answer', past: 'Past', cancelled: 'Cancelled' },
  none: {
    wished: 'Nobody asks for another time.',
    past: 'Appointments that are over stand here.',
    cancelled: 'Appointments that were called off stand here.',
  },
  wrong: {
    title: 'Type what it is for, like Fitting or Drop-off',
    on: 'Choose a day',
    time: 'Type the time, like 14:30',
    minutes: 'Type how long it takes, from 5 to 1440 minutes',
    past: 'That time has passed',
    customer: 'Choose a customer',
    job: 'That work is not this customer’s. Choose again',
    skipped: (day: string) =>
      `Clocks go forward on ${day}, and this time is left out that day. Choose a time before or after the change`,
    twice: (day: string) => `Clocks go back on ${day}, so this time comes twice. Choose which one is meant`,
    order: ['before clocks go back', 'after clocks go back'],
    taken: (resource: string, title: string, customer: string, when: string) =>
      `${resource} is taken: ${title} for ${customer}, ${when}. Choose another time or something else`,
  },
  labels: {
    ...{ job: 'About', title: 'What for', on: 'Day', time: 'Time', which: 'Which of the two times', minutes: 'Length' },
    ...{ place: 'Place', resource: 'Bay, table or person', note: 'Note for the customer' },
  },
  done: {
    set: 'Set. Everybody of theirs with access gets a mail.',
    changed: 'Saved. Everybody of theirs with access gets a mail.',
    same: 'Nothing was different, so nothing was changed.',
    cancelled: 'Cancelled. Everybody of theirs with access gets a mail.',
  },
  over: 'It has begun or was cancelled. Nothing can be changed any more.',
} as const

type Say = (text: (key: string) => string) => string
/** What happened to an appointment, as sentences of a history. */
export const appointmentsTold: Readonly<Record<string, Say>> = {
  'appointment.set': (text) => `Appointment set: ${text('title')}`,
  'appointment.moved': (text) => `Appointment moved: ${text('title')}`,
  'appointment.changed': (text) => `Appointment changed: ${text('title')}`,
  'appointment.confirmed': (text) => `Appointment confirmed: ${text('title')}`,
  'appointment.wished': (text) => `Another time asked for: ${text('title')}`,
  'appointment.cancelled': (text) => `Appointment cancelled: ${text('title')}`,
}
