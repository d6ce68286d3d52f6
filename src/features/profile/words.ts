import { inLanguages } from '#lib/language.ts'
import { spanish } from './words-es.ts'

const en = {
  title: 'Your profile',
  home: 'Home',
  you: { title: 'You', name: 'Name', phone: 'Phone', save: 'Save', customer: (name: string) => `At ${name}` },
  reading: {
    title: 'How you read',
    theme: 'Light or dark',
    themes: { system: 'As your device', light: 'Light', dark: 'Dark' },
    language: 'Language',
    asShop: (shop: string) => `As ${shop} writes`,
    zone: 'Your clock',
    zoneHint: 'Appointments are on the shop’s clock; yours is shown beside it where it differs.',
    asDevice: 'As your device shows it',
    save: 'Save',
  },
  mails: {
    title: 'Which emails you get',
    text: 'Codes, questions that wait for your answer, invoices and anything you ask for always come.',
    groups: { work: 'Where your work stands', reminders: 'Reminders', messages: 'Messages from the shop', receipts: 'Receipts' },
    hints: {
      work: 'A job or a request moved on',
      reminders: 'Appointments, answers and invoices that are due',
      messages: 'What the shop writes to you, when you are away',
      receipts: 'What you paid; they always stand in the portal',
    },
    save: 'Save',
    foot: 'Choose which emails you get',
  },
  mute: {
    title: 'Fewer emails',
    heading: (group: string) => `Stop emails of this kind: ${group}?`,
    text: (masked: string) => `Nothing more of this kind goes to ${masked}. You can have them back in your profile.`,
    button: 'Stop these emails',
    done: 'Done: these emails have stopped',
    doneText: 'You can have them back in your profile at any time.',
    profile: 'Open my profile',
  },
  email: {
    title: 'Email',
    change: 'Change',
    heading: 'Your new email address',
    lede: (old: string) => `You sign in with ${old} now. We mail a code to the new address, to be sure that it is yours.`,
    label: 'New email address',
    ask: 'Email me a code',
    proofHeading: 'First: is it you?',
    checkHeading: 'Check your new mailbox',
    checkText: (email: string) => `We mailed a code to ${email}. It works for 10 minutes.`,
    code: 'Eight-digit code',
    use: 'Use this address',
    another: 'Another address',
    ends: 'You stay signed in here. Other devices are signed out, and links in older emails stop.',
  },
  devices: {
    title: 'Where you are signed in',
    text: (count: number) => (count === 1 ? 'On this device alone.' : `On ${count} devices.`),
    look: 'Look',
  },
  saved: {
    details: 'Saved. The shop was told.',
    reading: 'Saved.',
    mails: 'Saved. It holds from the next email.',
    email: 'Your email address is changed.',
  },
  notYet: 'Not saved yet. Look at this again:',
  wrong: {
    name: 'Type your name',
    email: 'Type a full email address, like name@company.com',
    same: 'That is the address you have',
    code: 'That is not the code in the email. Look again, or ask for a new one.',
    spent: 'That code has ended. Ask for a new one.',
    taken: 'Somebody else uses this address here. Ask the shop to bring the two together.',
    tooMany: 'Too many codes were asked for today. Try again tomorrow, or call the shop.',
  },
  mail: {
    code: {
      subject: (shop: string) => `Your code for ${shop}`,
      preheader: 'It works once, for 10 minutes.',
      heading: 'Is this mailbox yours?',
      text: (shop: string) =>
        `Somebody wants to sign in to ${shop} with this address from now on. If that is you, type this code where you asked for it.`,
      ignore: 'If it was not you, do nothing: nothing changes without this code.',
      reason: (shop: string) => `You get this because somebody typed your address in the portal of ${shop}.`,
    },
    changed: {
      subject: (shop: string) => `Your email address at ${shop} was changed`,
      preheader: 'If that was you, there is nothing to do.',
      heading: 'Your email address was changed',
      text: (shop: string, masked: string) => `You sign in to ${shop} with ${masked} now. This address opens nothing any more.`,
      notYou: 'If that was not you, call or write to the shop at once.',
      reason: (shop: string) => `You get this because you signed in to ${shop} with this address until now.`,
    },
  },
}
export type ProfileWords = typeof en

/** What people read about themselves. */
export const profileWords = inLanguages({ en, es: spanish })
