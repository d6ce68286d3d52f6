import { greet } from '#features/customers/words.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import type { AppointmentState } from './rules.ts'
import { spanish } from './words-es.ts'

const states: Readonly<Record<AppointmentState, string>> = {
  planned: 'Please confirm',
  confirmed: 'Confirmed',
  wished: 'You asked for another time',
  cancelled: 'Cancelled',
}

const en = {
  title: 'Appointments',
  one: 'Appointment',
  next: (when: string) => `Your next appointment is ${when}`,
  none: 'No appointments ahead',
  noneText: 'A time we set with you appears here, and you are reminded the day before.',
  coming: 'Coming up',
  past: 'Past',
  pager: { label: 'Pages', previous: 'Newer', next: 'Older', at: (page: number) => `Page ${page}` },
  all: 'All appointments',
  back: 'Appointments',
  home: 'Home',
  states,
  over: 'Past',
  /** Filled in by the browser of a reader whose clock shows another time. */
  yours: 'That is {when} on your clock.',
  hours: (n: number) => (n === 1 ? '1 hour' : `${n} hours`),
  minutes: (n: number) => (n === 1 ? '1 minute' : `${n} minutes`),
  fields: { length: 'Length', place: 'Where', resource: 'With', about: 'About', note: 'Good to know', zone: 'Time zone' },
  ask: 'Does this time suit you?',
  confirm: 'Yes, I will be there',
  confirmed: (shop: string) => `Confirmed. ${shop} knows you are coming.`,
  confirmedText: 'We expect you.',
  wish: 'Ask for another time',
  wishLabel: 'Which time suits you better?',
  wishHint: 'Until we answer, the time above stands.',
  wishMissing: 'Write which time would suit you better',
  send: 'Send',
  wished: (shop: string) => `Sent. ${shop} answers you; until then the time stands.`,
  wishedTitle: 'You asked for another time',
  cancel: 'Cancel appointment',
  cancelAsk: (title: string) => `Cancel ${title}?`,
  cancelText: (shop: string) => `${shop} is told at once. You cannot take it back; ask for a new time if you change your mind.`,
  keep: 'Keep it',
  done: 'Cancelled. We know.',
  until: (when: string) => `You can cancel until ${when}.`,
  tooLate: (phone: string | null) => `It is too late to cancel here. ${phone ? `Call us: ${phone}` : 'Call or write to us'}.`,
  onlyAsk: 'To cancel, call or write to us.',
  cancelledBy: { staff: (shop: string) => `${shop} cancelled it.`, contact: () => 'You cancelled it.' },
  changed: 'This was changed while you were looking. Look at the time again, then answer.',
  again: 'Go back, reload the page and send the form again.',
  begun: 'This appointment has begun or was cancelled, so nothing was changed.',
  add: 'Add to my calendar',
  calendar: {
    title: 'In your own calendar',
    text: 'A private address that your calendar reads by itself: every appointment, with changes, as long as you keep it. Whoever has it can read them, so give it to nobody.',
    open: 'Get my calendar address',
    label: 'Calendar address',
    copy: { copy: 'Copy', copied: 'Calendar address copied' },
    how: 'In Google Calendar: Other calendars, From URL. In Apple Calendar: File, New Calendar Subscription. In Outlook: Add calendar, Subscribe from web.',
    close: 'Stop this address',
    closed: 'Stopped. Calendars that had it get nothing any more.',
    opened: 'This is your address. Copy it into your calendar.',
  },
  mail: {
    hello: greet,
    set: (title: string, when: string) => `${title}: ${when}`,
    setText: (shop: string, title: string) => `${shop} set a time for you: ${title}.`,
    movedSubject: (title: string, when: string) => `Moved: ${title} is now ${when}`,
    moved: (was: string) => `It was ${was}. Please look whether the new time suits you.`,
    keptSubject: (title: string, when: string) => `The time stays: ${title}, ${when}`,
    kept: 'You asked for another time. We could not move it, so the time stays as it was.',
    changedSubject: (title: string, when: string) => `Changed: ${title}, ${when}`,
    changed: 'The time is the same; something else about it changed. Here is how it stands now.',
    cancelledSubject: (title: string, when: string) => `Cancelled: ${title}, ${when}`,
    cancelled: (shop: string) => `${shop} had to cancel this appointment. Call or write to find a new time.`,
    reminderSubject: (title: string, when: string) => `Tomorrow: ${title}, ${when}`,
    reminder: (title: string) => `A reminder: ${title} is tomorrow.`,
    reminderWished: 'You asked for another time and have no answer yet. Until then this time stands.',
    when: 'When',
    look: 'Confirm or change it',
    see: 'Look at it',
    reason: (shop: string, company: string) => `You get this because ${shop} set an appointment for ${company}.`,
  },
  desk: {
    confirmed: (who: string, title: string) => `${who} confirmed: ${title}`,
    wished: (who: string, title: string) => `${who} asks for another time: ${title}`,
    cancelled: (who: string, title: string) => `${who} cancelled: ${title}`,
    open: 'Open it at the desk',
    reason: (shop: string) => `You get this because ${shop} has its customers' answers sent to you.`,
  },
}
export type AppointmentWords = Words<typeof en>

/** What customers read of appointments. */
export const appointmentWords = inLanguages({ en, es: spanish })

/** How long something takes: "45 minutes", "1 hour", "1 hour 30 minutes". */
export function lengthText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 && appointmentWords.hours(hours), rest > 0 && appointmentWords.minutes(rest)].filter(Boolean).join(' ')
}
