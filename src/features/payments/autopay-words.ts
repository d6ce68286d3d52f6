import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './autopay-words-es.ts'

const en = {
  title: 'Autopay',
  heading: (label: string) => `Pay new invoices with ${label} by itself?`,
  terms: (shop: string, label: string) => [
    `Each new invoice from ${shop} is charged to ${label} on its due day: what is left of it, at 10 in the morning. Each arrives by email first, with the amount and the day, at least three days before.`,
    `Invoices you have now stay as they are. Nothing is charged that you have paid already, and you can pay any invoice yourself before its day.`,
    `If the bank says no we tell you and try twice more, three days apart. You can stop it here at any time; then nothing more is charged.`,
  ],
  agree: 'Switch on autopay',
  isOn: 'Pays new invoices by itself',
  start: 'Set up autopay',
  startLabel: (label: string) => `Set up autopay with ${label}`,
  stop: 'Stop autopay',
  stopLabel: (label: string) => `Stop autopay with ${label}`,
  /** Without what pays it, to who has not kept that. */
  planned: (label: string | undefined, day: string, needsPo: boolean) =>
    `${label ? `We charge ${label}` : 'It is paid'} by itself on ${day}${needsPo ? ', once your PO number is on it.' : '. There is nothing to do.'}`,
  /** The same of a plan: the day is that of its next part. */
  plannedParts: (label: string | undefined, day: string) =>
    `Each part is charged ${label ? `to ${label} ` : ''}by itself, the next on ${day}. There is nothing to do.`,
  desk: (label: string, day: string, needsPo: boolean) =>
    `${label} is charged by itself on ${day}, as the customer agreed${needsPo ? ', once they gave their PO number' : ''}.`,
  mail: {
    onSubject: (shop: string) => `Autopay is on at ${shop}`,
    on: (label: string) => `From now on your new invoices are charged to ${label} on their due day.`,
    offSubject: (shop: string) => `Autopay is off at ${shop}`,
    off: (label: string) => `Your invoices are not charged to ${label} by themselves any more. You pay each yourself.`,
    ended: (label: string, shop: string) =>
      `${shop} changed your account, so your invoices are not charged to ${label} by themselves any more. You pay each yourself.`,
    notYou: 'If that was not you, open your ways to pay, remove what you do not know, and sign out everywhere.',
    button: 'See your ways to pay',
    reason: (shop: string) => `You get this because you keep a way to pay at ${shop}.`,
    refusedSubject: (number: string, shop: string) => `Invoice ${number} from ${shop} could not be charged`,
    refusedHeading: 'Your autopay did not go through',
    refused: (amount: string, number: string, label: string, why: string) =>
      `We tried to charge ${amount} for invoice ${number} to ${label}.${why ? ` ${why}` : ''} Nothing was taken.`,
    again: (day: string) => `We try again on ${day}. You can pay another way before that.`,
    given: 'We do not try again. Please pay it another way.',
    pay: (amount: string) => `Pay ${amount}`,
    unchargedSubject: (number: string, shop: string) => `Invoice ${number} from ${shop} is not paid by itself`,
    unchargedHeading: 'This one is yours to pay',
    uncharged: (amount: string, number: string) =>
      `${amount} is to be paid of invoice ${number}. No card or account can be charged that amount by itself, so nothing was taken.`,
    unchargedNext: 'Please pay it another way: the invoice says how. Your other invoices are paid by themselves as before.',
  },
}
export type AutopayWords = Words<typeof en>

/** What customers read about invoices that are paid by themselves. */
export const autopayWords = inLanguages({ en, es: spanish })
