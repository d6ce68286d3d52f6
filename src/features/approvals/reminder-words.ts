import { greet } from '#features/customers/words.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './reminder-words-es.ts'

const en = {
  subject: (title: string) => `${title} waits for your answer`,
  heading: (title: string) => `${title} waits for your answer`,
  hello: greet,
  text: {
    proof: (sent: string) => `We sent you the proof ${sent} and have no answer yet. Nothing is made before you say yes.`,
    work: (sent: string) => `We sent you the lines ${sent} and have no answer yet. We start on nothing before you say yes.`,
    estimate: (sent: string) => `We sent you the estimate ${sent} and have no answer yet.`,
    limit: (sent: string) => `We asked you about a spending limit ${sent} and have no answer yet.`,
  },
  waits: {
    proof: 'Nothing is made before you say yes.',
    work: 'We start on nothing before you say yes.',
    estimate: 'It waits for your yes or no.',
    limit: 'It waits for your yes or no.',
  },
  button: { proof: 'Look at the proof', work: 'Look at the lines', estimate: 'Look at the estimate', limit: 'Look at the limit' },
  waiting: 'Waiting',
  lines: (open: number, all: number) => (open < all ? `${open} of ${all} lines` : all === 1 ? '1 line' : `${all} lines`),
  total: 'Before tax, in all',
  answerBy: 'Answer by',
  promised: 'Promised',
  reason: (shop: string, company: string) =>
    `You get this because you may approve for ${company} and ${shop} waits for an answer.`,
}
export type ReminderWords = Words<typeof en>

/** The mail that asks once more. */
export const reminderWords = inLanguages({ en, es: spanish })
