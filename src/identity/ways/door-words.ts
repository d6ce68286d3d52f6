import { inLanguages } from '#lib/language.ts'
import { spanish } from './door-words-es.ts'

const en = {
  or: 'or',
  passkey: 'Use a passkey',
  passkeyBusy: 'Waiting for your device…',
  passkeyFailed: 'Your device gave no passkey. Try again, or sign in by email.',
  google: 'Continue with Google',
  password: 'Sign in with a password',
  problems: {
    passkey: 'That passkey does not open this portal. It may have been removed. Sign in by email instead.',
    google_refused: 'Google did not confirm who you are. Try again, or sign in by email.',
    google_down: 'Google does not answer right now. Sign in by email instead.',
    google_over: 'That took too long, or began in another browser. Start again here.',
  },
}
export type AtDoorWords = typeof en

/** What stands at the door below the email field. */
export const atDoorWords = inLanguages({ en, es: spanish })

export type Problem = keyof AtDoorWords['problems']
const problems: readonly string[] = Object.keys(en.problems)
const isProblem = (text: string): text is Problem => problems.includes(text)

/** Why somebody was led back to the door, where its address says so. */
export const problemIn = (text: string | undefined): Problem | undefined => (text && isProblem(text) ? text : undefined)
