/** What people read at the door. */
export const doorWords = {
  customer: {
    title: 'Sign in',
    heading: 'Open your portal',
    lede: 'The first time on a device we check that it is really you. No password.',
    privateLede: 'This is your private link. The first time on a device we check that it is really you.',
    email: 'Email',
  },
  staff: {
    title: 'Staff sign-in',
    heading: 'Sign in to the desk',
    lede: 'We email you a code. No password.',
    privateLede: 'We email you a code. No password.',
    email: 'Work email',
  },
} as const

export const signInWords = {
  ask: 'Email me a code',
  checkHeading: 'Check your email',
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
  elsewhereHeading: 'Type the code from the email',
  elsewhere:
    'This link was asked for in another browser. The email with the link shows a code: type it here to sign in on this device.',
  noAccessHeading: 'No access any more',
  noAccess: 'The shop has ended the access of this mailbox. Call or write to them.',
  invitationHeading: 'Welcome',
  invitationEnded: 'This invitation has ended',
  invitationEndedText: 'Invitations work for 30 days and end when a newer one is sent. Sign in with your email instead.',
} as const
