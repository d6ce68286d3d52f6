import type { Door, RecordKind } from './rules.ts'

const subjects: Readonly<Record<RecordKind, (title: string) => string>> = {
  proof: (title) => `the proof for ${title}`,
  work: (title) => `the lines of ${title}`,
  estimate: (title) => `the estimate for ${title}`,
  limit: (title) => title,
  override: (title) => title,
}
/** What an answer is about, where a job has several that are named alike. */
export const subjectText = (kind: RecordKind, title: string) => subjects[kind](title)

/** The sentence somebody agrees to; it stands in the record. */
export const approveConsent = {
  proof: 'I have looked at exactly this version and approve it for production.',
  work: 'I authorize the work on the lines I approved, at the prices shown.',
  estimate: 'I accept this estimate as shown.',
  limit: 'The shop may go on without asking up to these amounts.',
} as const

/** The same for whoever says no to a whole edition. */
export const refusalConsent = {
  changes: 'I have looked at this version and ask for changes.',
  declined: 'I have looked at this version and decline it.',
} as const

/** What a record says of an answer that was given outside the portal. */
export const behalfConsent = {
  phone: 'Said by phone and put down by the shop.',
  text: 'Said in a message and put down by the shop.',
  in_person: 'Said in person and put down by the shop.',
} as const

/** Through which door a decision came, as people say it. */
export const doorNames: Readonly<Record<Door, string>> = {
  portal: 'In the portal',
  link: 'Through the mailed link',
  forward: 'Through a link that was passed on',
  phone: 'By phone',
  text: 'By text message',
  in_person: 'In person',
  limit: 'Within the agreed limit',
  desk: 'At the shop',
}
/** What stands at the end of every page that asks for a yes. */
export const answerWords = {
  terms: 'Terms',
  termsEdition: (number: number) => `Version ${number}`,
  agrees: 'I have read the terms and agree to them',
  checklist: 'Tick what you have checked',
  po: 'PO number',
  poIfAny: 'PO number, if you use one',
  note: 'A note to the shop, if you like',
  sign: 'Your signature',
  how: { typed: 'Type', drawn: 'Draw' },
  typeName: 'Type your full name to sign',
  fullName: 'Your full name',
  forwardedHint: 'This link was passed on to you, so your name stands for who decided.',
  pad: 'Draw your signature here with a finger, a pen or the mouse',
  undo: 'Undo',
  clear: 'Clear',
  drawn: 'Signature drawn',
  cleared: 'The pad is empty',
  kept: 'Your name, the time and exactly this version are kept as the record of your answer.',
  consent: 'By pressing the button you say:',
  code: {
    label: 'Code from the email',
    hint: (mailbox: string) => `The shop asks for a code before it takes an answer through a link. It goes to ${mailbox}.`,
    mail: 'Email me the code',
    again: 'Send a new code',
    proven: 'Your mailbox is proven. Nothing more to type.',
    mailed: (mailbox: string) => `We mailed a code to ${mailbox}. Type it here and press the button once more`,
    missing: (mailbox: string) => `Type the code we mailed to ${mailbox}`,
    wrong: 'That is not the code in the email. Look again, or ask for a new one',
    spent: 'This code has ended. Ask for a new one',
    noMailbox: 'The shop asks for a code, and this link was passed on without an email address. Ask for a link to your address.',
    notAsked: 'The shop asks for no code here. Go back and press the button.',
  },
  unreadable: 'The drawing could not be read. Draw it again, or type your name instead',
  missing: {
    agrees: 'Read the terms and tick that you agree',
    checked: 'Tick each point once you have checked it',
    signedName: 'Sign to approve: type your full name or draw your signature',
    fullName: 'Type your full name: it stands for who decided',
    poNumber: 'Type your PO number',
  },
} as const
