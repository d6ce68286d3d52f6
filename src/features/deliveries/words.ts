import { dayOf, formatInstant } from '#lib/time.ts'
import type { DeliverySubject, Progress, Reached } from './rules.ts'
import { stepsOf } from './rules.ts'

interface Clock {
  readonly locale: string
  readonly timeZone: string
}

const names: Readonly<Record<Reached, (when: string) => string>> = {
  sent: (when) => `sent ${when}`,
  delivered: () => 'delivered',
  bounced: (when) => `came back ${when}`,
  opened: (when) => `opened ${when}, maybe by a mail program`,
  seen: (when) => `seen ${when}`,
  decided: (when) => `answered ${when}`,
}

/** "Sent 9:02 am · delivered · seen today, 9:40 am". A day is said once, and today of the one look that matters. */
export function progressInWords(progress: Progress, now: number, shop: Clock): string {
  const today = dayOf(now, shop.timeZone)
  let said = today
  const parts = stepsOf(progress).map(({ step, at }) => {
    const day = dayOf(at, shop.timeZone)
    const isPlain = day === said && !(step === 'seen' && day === today)
    const when = momentOf(at, now, shop, isPlain)
    said = day
    return names[step](when)
  })
  const text = parts.join(' · ')
  return text === '' ? 'On its way' : text.charAt(0).toUpperCase() + text.slice(1)
}

/** "9:40 am" where the day is plain from what stands before, "today, 9:40 am", or "Fri, Apr 5, 9:40 am". */
function momentOf(at: number, now: number, { locale, timeZone }: Clock, isPlain: boolean): string {
  const full = formatInstant(at, { locale, zone: timeZone })
  const time = full.split(', ').at(-1) ?? full
  if (isPlain) return time
  return dayOf(at, timeZone) === dayOf(now, timeZone) ? `today, ${time}` : full
}

/** What it is called in a sentence. */
export const subjectNames: Readonly<Record<DeliverySubject, string>> = {
  estimate: 'estimate',
  proof: 'proof',
  work: 'lines to approve',
  invoice: 'invoice',
}

export const taskWords = {
  call: (contact: string, customer: string) => (contact === customer ? `Call ${customer}` : `Call ${contact}, ${customer}`),
  bounced: (kind: DeliverySubject, title: string, email: string) =>
    `The mail with the ${subjectNames[kind]} “${title}” came back${email ? ` from ${email}` : ''}.`,
  silent: (kind: DeliverySubject, title: string, sent: string) =>
    `Nobody has looked at the ${subjectNames[kind]} “${title}” since it was mailed ${sent}.`,
  noPhone: 'No phone number on file.',
  done: 'Done',
  doneFor: (name: string) => `Done: call ${name}`,
  ticked: 'Ticked off.',
  undo: 'Undo',
  undone: 'Put back: this customer is still to be called.',
}

/** What the histories at the desk say of it. */
export const pastWords: Readonly<Record<string, string>> = {
  'delivery.seen': 'Seen by the customer',
  'task.raised': 'Nobody had looked: you were asked to call',
  'task.done': 'Called',
  'task.reopened': 'Still to be called',
}

export const deliveryWords = {
  title: 'Who got it',
  bouncedText: (reason: string | null) => `${reason ?? 'The mail came back'}.`.replace(/\.\.$/, '.'),
}
