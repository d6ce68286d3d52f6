import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './words-es.ts'

const en = {
  door: {
    title: 'Sign in',
    heading: 'Open your portal',
    lede: 'The first time on a device we check that it is really you. No password.',
    /** Where the shop lets customers have one. */
    passwordsLede: 'The first time on a device we check that it is really you.',
    privateLede: 'This is your private link. The first time on a device we check that it is really you.',
    email: 'Email',
  },
  ask: 'Email me a code',
  missing: 'Type your email address',
  wholeEmail: 'Type your full email address, like name@company.com',
  many: 'Too many codes were asked for from your network. Try again in an hour, or call the shop.',
  checkHeading: 'Check your email',
  /** Around the address. */
  mailed: ['If', 'is on file with us, a code is on its way. It works for 10 minutes.'],
  mailedStaff: ['If', 'is on file, a code is on its way. It works for 10 minutes.'],
  code: 'Eight-digit code',
  codeHint: 'Or press the button in that email.',
  signIn: 'Sign in',
  another: 'Another email',
  again: 'Send a new code',
  waiting: 'Send a new code ({s} s)',
  wrong: 'That is not the code in the email. Look again, or ask for a new one.',
  spentHeading: 'This code has ended',
  spent: 'Codes and links in our emails work once, for 10 minutes.',
  fresh: 'Send me a fresh one',
  continueHeading: 'Is it you?',
  continueText: 'You are signing in on this device.',
  continueAs: (email: string) => `Continue as ${email}`,
  elsewhereHeading: 'Type the code from the email',
  elsewhere:
    'This link was asked for in another browser. The email with the link shows a code: type it here to sign in on this device.',
  noAccessHeading: 'No access any more',
  noAccess: 'The shop has ended the access of this mailbox. Call or write to them.',
  welcome: 'Welcome',
  invitationHeading: (name: string) => `Welcome, ${name}`,
  invitationText: (shop: string, email: string) =>
    `${shop} opened this for you. We check your mailbox once: press the button and we email a code to ${email}.`,
  invitationEnded: 'This invitation has ended',
  invitationEndedText: 'Invitations work for 30 days and end when a newer one is sent. Sign in with your email instead.',
  freshLink: 'A fresh link is on its way to the address the old one was sent to.',
  mail: {
    subject: (shop: string) => `Your sign-in code for ${shop}`,
    preheader: 'It works once, for 10 minutes.',
    heading: 'Open your portal',
    headingStaff: 'Sign in to the desk',
    text: 'Type this code where you asked for it, or press the button in the same browser.',
    button: 'Sign in',
    after:
      'The code and the button work once, for 10 minutes. If you did not ask for this, do nothing: nobody can get in without this email.',
    reason: (shop: string) => `You get this because somebody typed your address at the door of ${shop}.`,
  },
}
export type SignInWords = Words<typeof en>

export const signInWords = inLanguages({ en, es: spanish })

const { door } = signInWords
/** What people read at the door. */
export const doorWords = {
  customer: door,
  staff: {
    title: 'Staff sign-in',
    heading: 'Sign in to the desk',
    lede: 'We email you a code. No password.',
    privateLede: 'We email you a code. No password.',
    email: 'Work email',
  },
}
