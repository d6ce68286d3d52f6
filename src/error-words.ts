import { spanish } from './error-words-es.ts'
import { inLanguages, type Words } from './lib/language.ts'

const en = {
  notFound: (what: string) => `This ${what.toLowerCase()} is not here`,
  notFoundText: 'The address may be mistyped, or it was taken down. Go back and try from there.',
  conflictStands: 'This cannot be done as things stand',
  conflict: 'This changed while you were reading',
  conflictText: 'Somebody changed this while you were looking at it. Look again and repeat what you wanted.',
  sentBefore: 'This was sent already',
  sentBeforeText: 'This form was already sent with other words. Reload the page to send it again.',
  invalid: 'That did not fit',
  forbidden: 'This is not yours to do',
  role: 'Your role does not include this. Ask an owner or a manager of the shop.',
  unproven: 'Confirm it is you',
  unprovenText: 'Show once more that it is you. Nothing was changed.',
  signedOut: 'You are signed out',
  signedOutText: 'Sign in again to go on. Nothing was changed.',
  tooMany: 'Too many tries',
  unavailable: 'We cannot do this right now',
  tooOld: 'This page is too old',
  tooOldText: 'It was opened more than 90 days ago, so nothing was changed. Open it again and send it from there.',
}
export type ErrorWords = Words<typeof en>

/** What every refusal says that has no words of its own. */
export const errorWords = inLanguages({ en, es: spanish })
