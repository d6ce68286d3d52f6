/** What people read who are asked for a fresh code. */
export const freshWords = {
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
} as const
