import { inLanguages } from '#lib/language.ts'
import { spanish } from './words-es.ts'

const en = {
  title: 'Choose a customer',
  heading: 'Who are you here for?',
  lede: (email: string) =>
    `${email} belongs to several customers. You can change over at any time, from the menu with your name.`,
  list: 'You come in for',
  open: 'Open',
  openLabel: (name: string) => `Open ${name}`,
  here: 'You are here',
  change: 'Change over to',
  elsewhere: {
    title: 'Change over',
    heading: (name: string) => `This belongs to ${name}`,
    text: (here: string) => `You are here for ${here} right now. Both are yours: change over and it opens.`,
    go: (name: string) => `Continue as ${name}`,
    stay: (here: string) => `Stay with ${here}`,
  },
}
export type AccountWords = typeof en

/** What people read who stand for several customers. */
export const accountWords = inLanguages({ en, es: spanish })
