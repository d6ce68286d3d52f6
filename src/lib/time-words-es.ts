import type { TimeWords } from './time-words.ts'

const days = (n: number) => (n === 1 ? '1 día' : `${n} días`)

export const spanish: TimeWords = {
  dueToday: 'vence hoy',
  dueTomorrow: 'vence mañana',
  dueIn: (n) => `vence en ${days(n)}`,
  late: (n) => `${days(n)} de retraso`,
  justNow: 'ahora mismo',
  minutes: (n) => `${n} min`,
  hours: (n) => `${n} h`,
  days,
}
