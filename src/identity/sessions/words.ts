import { inLanguages } from '#lib/language.ts'
import { spanish } from './words-es.ts'

const en = {
  title: 'Where you are signed in',
  heading: (count: number) => (count === 1 ? 'You are signed in here alone' : `You are signed in on ${count} devices`),
  lede: 'Something you do not know? End it, and nobody comes in there without a new code from your mailbox.',
  here: 'This device',
  list: 'Devices',
  since: (day: string) => `Since ${day}`,
  seen: (when: string) => `last used ${when}`,
  end: 'Sign out',
  endLabel: (device: string) => `Sign out ${device}`,
  endOthers: 'Sign out all others',
  ended: 'Signed out there.',
  othersEnded: 'Signed out everywhere else.',
}
export type DeviceWords = typeof en

/** What people read about where they are signed in. */
export const deviceWords = inLanguages({ en, es: spanish })
