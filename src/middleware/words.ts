import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './words-es.ts'

const en = {
  failed: 'Something went wrong',
  failedShort: 'Something went wrong. Try again in a moment.',
  failedText: 'We have noted it. Try again in a moment; if it stays, tell us the reference below.',
  freshLink: 'Email me a fresh link',
  databaseDown: 'We cannot reach our records right now. Nothing was lost: try again in a minute.',
  paymentsDown: 'The payment service gives no answer. Nothing was charged: try again in a minute.',
  paymentsRefused: 'The payment service refused. Nothing was charged: call the shop.',
  filesDown: 'Files cannot be stored or fetched right now. Try again in a minute.',
  unreadableForm: 'The form did not arrive whole. Open its page and send it again.',
  unreadableImage: 'This picture could not be read. Save it again as PNG, JPEG or WebP.',
  lookAgain: 'Look again',
  toStart: 'Go to the start page',
  tryAgain: 'Try again',
  tryingAgain: 'Trying again…',
  otherWords: 'This form was already sent with other words. Send it again to keep these too.',
  otherSite: 'That came from another site',
  otherSiteText: 'Open the page here and send it again.',
  openPages: 'Only an open page asks here.',
  noLength: 'The length is missing',
  noLengthText: 'Send the form again from its page.',
  tooLarge: 'That is too large',
  tooLargeText: (most: number) => `Send at most ${most} MB at once.`,
  useLink: 'Use the link your shop sent you',
  useLinkText: 'Every shop has its own address here. It is in the emails you got from them.',
  nothingHere: 'There is nothing here',
  nothingHereText: 'Check the address, or use the link your shop sent you.',
  portalOff: 'Not available right now',
  portalOffText: (shop: string) => `${shop} has switched this page off for the moment. Call or write to them directly.`,
  oldLink: 'This link has grown old',
  oldLinkText: 'Links in email open for 30 days. We can mail a fresh one to the same address.',
  previewOnly: 'This is a preview: you see what the customer sees, and only they can act.',
  home: 'Home',
  counts: { jobs: 'to approve', invoices: 'to pay', messages: 'unread', requests: 'answered' },
}
export type MiddlewareWords = Words<typeof en>

/** What stands around every page of a customer, and what takes its place when something fails. */
export const middlewareWords = inLanguages({ en, es: spanish })
