import { inLanguages, type Words } from '#lib/language.ts'
import type { Door, RecordKind, RequestState } from './rules.ts'
import { spanish } from './words-es.ts'

const subjects = {
  proof: (title: string) => `the proof for ${title}`,
  work: (title: string) => `the lines of ${title}`,
  estimate: (title: string) => `the estimate for ${title}`,
  limit: (title: string) => title,
  override: (title: string) => title,
} satisfies Record<RecordKind, unknown>

const approveConsent = {
  proof: 'I have looked at exactly this version and approve it for production.',
  work: 'I authorize the work on the lines I approved, at the prices shown.',
  estimate: 'I accept this estimate as shown.',
  limit: 'The shop may go on without asking up to these amounts.',
}

const refusalConsent = {
  changes: 'I have looked at this version and ask for changes.',
  declined: 'I have looked at this version and decline it.',
}

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

const answer = {
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
    sayings: {
      offline: 'That did not reach the shop. Check the connection and try again.',
      refused: 'That could not be done. Reload the page and try again.',
    },
  },
  unreadable: 'The drawing could not be read. Draw it again, or type your name instead',
  missing: {
    agrees: 'Read the terms and tick that you agree',
    checked: 'Tick each point once you have checked it',
    signedName: 'Sign to approve: type your full name or draw your signature',
    fullName: 'Type your full name: it stands for who decided',
    poNumber: 'Type your PO number',
  },
  notYours: 'Somebody else at your company approves this. Ask them, or call the shop.',
  many: 'Many people answered at the same moment. Press the button once more.',
  newer: 'The shop sent a newer version while you were looking at this one. Look at it before you answer.',
  closed: 'This work is closed, so there is nothing to answer any more. Call the shop if it should go on.',
  onlyOne: 'Only one of these can be approved. Choose which.',
  partGone: 'Part of this is no longer asked. Reload the page.',
  /** Why an answer comes too late. */
  standing: {
    draft: 'This was not sent yet.',
    open: 'Part of this was answered meanwhile. Reload the page to see what is left.',
    changes_requested: 'Changes were asked for already. The shop is working on a new version.',
    approved: 'This was approved already. What was approved stands.',
    declined: 'This was declined already. Call the shop if that should change.',
    withdrawn: 'The shop took this back. There is nothing to answer any more.',
  } satisfies Record<RequestState, string>,
  by: {
    keep: (when: string, day: string) => `Approve by ${when} to keep ${day}.`,
    answer: (when: string) => `Answer by ${when}.`,
    was: (when: string) => `The answer was due ${when}.`,
    moves: 'After that the promised day moves by one working day for each that passes without an answer.',
    moved: (when: string, day: string) =>
      `The answer was due ${when}. The promised day is ${day} now, and moves on by one working day for each that passes.`,
  },
}

const en = { subjects, approveConsent, refusalConsent, answer }
export type ApprovalWords = Words<typeof en>

const words = inLanguages({ en, es: spanish })

/** What an answer is about, where a job has several that are named alike. */
export const subjectText = (kind: RecordKind, title: string) => words.subjects[kind](title)

/** The sentence somebody agrees to; it stands in the record, in the language they read. */
const { approveConsent: yes, refusalConsent: no, answer: asking } = words

/** The same for whoever says no to a whole edition. */
/** What stands at the end of every page that asks for a yes. */
export { asking as answerWords, no as refusalConsent, yes as approveConsent }
