import { inLanguages } from '#lib/language.ts'
import { spanish } from './words-es.ts'

const en = {
  title: 'People',
  heading: (count: number, company: string) =>
    count === 1 ? `You alone come in for ${company}` : `${count} people of ${company}`,
  home: 'Home',
  list: 'Who can come in',
  add: 'Bring in a colleague',
  states: { active: 'Has been here', invited: 'Invited', waiting: 'Not invited yet', off: 'No access' },
  you: 'You',
  first: 'First contact',
  remove: 'Take off',
  removeLabel: (name: string) => `Take off ${name}`,
  removeTitle: (name: string) => `Take ${name} off?`,
  removeText: 'They are signed out everywhere at once, and links mailed to them stop.',
  keep: 'Keep',
  rights: { approve: 'approves', pay: 'pays', look: 'looks', noPrices: 'no prices' },
  newHeading: 'Who shall come in?',
  newLede: (company: string) =>
    `They see the work of ${company} and get an invitation by email. What you may not do yourself, you cannot hand on.`,
  name: 'Name',
  email: 'Email',
  phone: 'Phone',
  may: 'May',
  approve: 'Approve',
  approveHint: 'Says yes or no for the company',
  pay: 'Pay',
  payHint: 'Pays invoices, and so sees prices',
  prices: 'See prices',
  pricesHint: 'Without it: jobs and dates only',
  invite: 'Send the invitation',
  cancel: 'Cancel',
  notYet: 'Not sent yet. Look at this again:',
  done: {
    invited: 'The invitation is on its way.',
    removed: 'Taken off. They are signed out everywhere.',
    company: 'Saved. The shop was told.',
  },
  company: {
    title: 'Company',
    heading: 'What the shop knows of your company',
    lede: (shop: string) => `${shop} is told what you change.`,
    name: 'Name',
    phone: 'Phone',
    address: 'Address',
    save: 'Save',
    notYet: 'Not saved yet. Look at this again:',
  },
  wrong: {
    name: 'Type the name of your colleague',
    company: 'Type the name of your company',
    listed: 'Somebody of your company has this email already',
    tooMany: 'Ten colleagues were brought in today. Go on tomorrow, or call the shop.',
    notRemovable: 'The shop takes this contact off. Call or write to them.',
    notAllowed: 'The shop keeps this itself now. Call or write to them.',
  },
}
export type PeopleWords = typeof en

/** What customers read about their own people and their company. */
export const peopleWords = inLanguages({ en, es: spanish })
