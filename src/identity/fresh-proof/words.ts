import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './words-es.ts'

const en = {
  heading: 'Check your email',
  mailed: (email: string) => `We mailed a code to ${email}, so that nobody but you can do this. It works for 10 minutes.`,
  code: 'Eight-digit code',
  again: 'Send a new code',
  waiting: 'Send a new code ({s} s)',
  back: 'Not now',
  wrong: 'That is not the code in the email. Look again, or ask for a new one.',
  spent: 'That code has ended. We mailed you a new one.',
  waitQuarter: 'Too many codes were asked for. Wait a quarter of an hour, or call the shop.',
  waitDay: 'Too many codes were asked for today. Try again tomorrow, or call the shop.',
  mail: {
    subject: (shop: string) => `Your code for ${shop}`,
    preheader: 'It works once, for 10 minutes.',
    heading: 'Is it you?',
    text: 'Somebody who is signed in as you wants to use a card or bank account you keep. Type this code on that page.',
    after:
      'It works once, for 10 minutes, in the browser that asked for it. If that was not you, do nothing: nothing is paid without this code. Then sign out everywhere from your portal.',
    reason: (shop: string) => `You get this because you are signed in at ${shop}.`,
  },
}
export type FreshWords = Words<typeof en>

/** What people read who are asked for a fresh code. */
export const freshWords = inLanguages({ en, es: spanish })
