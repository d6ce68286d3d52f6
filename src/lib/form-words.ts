import { spanish } from './form-words-es.ts'
import { inLanguages, type Words } from './language.ts'

const en = {
  long: 'That is too long. Shorten it and try again.',
  missing: 'Fill this in',
  under: (max: number) => `Keep this under ${max} characters`,
  oneLine: 'Keep this on one line',
  email: 'Type an email address',
  wholeEmail: 'Type a full email address, like name@company.com',
  maybeEmail: 'Type a full email address, like name@company.com, or leave it empty',
  maybePhone: 'Type a phone number with its area code, or leave it empty',
  maybeDay: 'Choose a day, or leave it empty',
}
export type FormWords = Words<typeof en>

/** What every form says beside a field that does not fit. */
export const formWords = inLanguages({ en, es: spanish })
