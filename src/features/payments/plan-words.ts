import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './plan-words-es.ts'

/** What the shop reads and types about plans to pay. */
export const planWords = {
  title: 'Plan to pay',
  none: 'It is paid at once.',
  act: 'Set a plan to pay',
  change: 'Change the plan',
  lead: (amount: string) =>
    `Split ${amount} into parts with days of their own. Each is reminded of before its day, or charged by itself where the customer agreed to that.`,
  split: 'Split it',
  splitHow: 'How',
  splits: { halves: 'In two halves', thirds: 'In three parts', deposit: 'A deposit, then the rest' },
  percent: 'Deposit',
  percentHint: 'Only for a deposit',
  firstOn: 'First day',
  every: 'Days between',
  splitAct: 'Split it',
  rows: 'Days and amounts',
  rowsHint: 'Empty rows are left out. Together they come to the invoice.',
  day: (n: number) => `Day ${n}`,
  amount: (n: number) => `Amount ${n}`,
  save: 'Save the plan',
  removeTitle: 'No plan',
  remove: 'Have it paid at once',
  saved: 'The plan is saved',
  tell: 'Mail the plan to the customer',
  wrong: {
    form: 'Choose how it is split.',
    day: 'Choose the day of the first part',
    every: 'Type a number of days, from 1 to 365',
    percent: 'Type a percentage between 0 and 100',
    few: 'A plan has at least two parts. Type a day and an amount for each.',
    many: (most: number) => `A plan has at most ${most} parts.`,
    row: 'Each part needs a day and an amount above 0.',
    order: 'The days must follow each other.',
    small: 'A part is too small to be paid by card. Make it larger.',
    sum: (sum: string, total: string) => `These come to ${sum}, and the invoice to ${total}. Make them the same.`,
    over: 'There is nothing left to pay.',
    charging: 'A part of it is being charged right now. Look again once the bank has answered.',
  },
} as const

const en = {
  title: 'How it is paid',
  heads: { next: 'Next part', now: 'Due now' },
  ofAll: (amount: string) => `${amount} is left in all`,
  part: (n: number) => `Part ${n}`,
  paid: 'Paid',
  left: (amount: string) => `${amount} left`,
  payAll: (amount: string) => `Pay all of it, ${amount}`,
  mail: {
    plan: (day: string, amount: string) => `${day}: ${amount}`,
    subject: (number: string, shop: string) => `How invoice ${number} from ${shop} is paid`,
    heading: 'Your plan to pay',
    text: (number: string, count: number) => `Invoice ${number} is paid in ${count} parts:`,
    partSubject: (amount: string, number: string, due: string, shop: string) =>
      `${amount} of invoice ${number} from ${shop} is ${due}`,
    partText: (amount: string, number: string, day: string) => `The next part of invoice ${number}, ${amount}, is due on ${day}.`,
    partLate: (amount: string, number: string, day: string) => `A part of invoice ${number}, ${amount}, was due on ${day}.`,
  },
}
export type PlanReaderWords = Words<typeof en>

/** What customers read about them. */
export const planReaderWords = inLanguages({ en, es: spanish })
