import { inLanguages, type Words } from './language.ts'
import { spanish } from './time-words-es.ts'

const en = {
  dueToday: 'due today',
  dueTomorrow: 'due tomorrow',
  dueIn: (days: number) => `due in ${days} days`,
  late: (days: number) => `${days} ${days === 1 ? 'day' : 'days'} late`,
  justNow: 'just now',
  minutes: (n: number) => `${n} min`,
  hours: (n: number) => `${n} h`,
  days: (n: number) => (n === 1 ? '1 day' : `${n} days`),
}
export type TimeWords = Words<typeof en>

/** How days stand to today. */
export const timeWords = inLanguages({ en, es: spanish })
