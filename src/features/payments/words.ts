import { greet } from '#features/customers/words.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import type { Aftermath, PaymentState, WrongAmount, WrongBundle } from './rules.ts'
import { spanish } from './words-es.ts'

const inRow = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

const en = {
  listed: inRow,
  label: (number: string) => `Invoice ${number}`,
  deposit: 'your deposit',
  notYours: (shop: string) => `Somebody else in your company pays invoices. To change that, ask ${shop}.`,
  notOnline: (shop: string) => `${shop} does not take payments online right now. Ask them how to pay.`,
  pay: (amount: string) => `Pay ${amount}`,
  payBy: (shop: string) => `You pay on ${shop}’s own secure page, and get a receipt by email.`,
  payment: 'Payment',
  toInvoices: 'Invoices',
  payTogether: 'Pay together',
  declined: 'It was declined.',
  payThese: (count: number) => (count === 1 ? 'Pay this invoice?' : `Pay these ${count} invoices at once?`),
  forInvoices: (count: number) => (count === 1 ? 'For one invoice' : `For ${count} invoices`),
  inAll: 'In all',
  whatFor: 'What it is for',
  nothingChosen: 'No invoice is chosen',
  nothingChosenHint: 'Go back to your invoices and tick those you want to pay together.',
  someLeftOut: (count: number) =>
    count === 1 ? 'One of those you ticked has nothing left to pay.' : `${count} of those you ticked have nothing left to pay.`,
  bundleChanged: 'The amount has changed since you looked. Check it again before you pay.',
  needsPo: (numbers: readonly string[]) =>
    `Your PO number is missing on ${inRow(numbers)}. Type ${numbers.length === 1 ? 'it' : 'each'}, then pay.`,
  poFor: (number: string) => `Your PO number for ${number}`,
  wrongBundle: {
    none: 'Choose at least one invoice that is to be paid.',
    currencies: 'These invoices are in different currencies. Pay each currency by itself.',
    many: 'These are too many for one payment. Choose fewer of them.',
    much: 'Together this is too much for one payment. Choose fewer of them.',
  } satisfies Record<WrongBundle, string>,
  states: {
    open: { title: 'We are waiting for the bank’s word', text: 'This takes a few seconds. The page looks again by itself.' },
    processing: {
      title: 'Your payment is on its way',
      text: 'Your bank takes some days to send it, and we mail you when it has arrived. There is nothing left for you to do.',
    },
    succeeded: { title: 'Thank you, it is paid', text: 'Your receipt is on its way by email.' },
    failed: { title: 'The payment did not go through', text: 'Nothing was taken. Your invoices are there to be paid as before.' },
    expired: { title: 'This payment was not finished', text: 'Nothing was taken. Your invoices are there to be paid as before.' },
  } satisfies Record<PaymentState, unknown>,
  by: 'Paid by',
  givenBack: 'Given back',
  takenByBank: 'Taken back by your bank',
  forgiven: 'You do not owe it any more: a credit note takes it off the invoice.',
  disputedNow: {
    title: 'Your bank took this payment back',
    text: (shop: string) =>
      `It asks ${shop} about it and then decides. You need not pay until it has. If it was a mistake, tell your bank, and us.`,
  },
  after: {
    disputed: { title: 'Your bank is looking into this payment', text: 'It took the money back until it has decided.' },
    lost: { title: 'Your bank took this payment back', text: 'The money is with you again.' },
    back: { title: 'All of it was given back', text: 'Banks take five to ten days to show it.' },
    partlyBack: { title: 'Part of it was given back', text: 'Banks take five to ten days to show it.' },
  } satisfies Record<Aftermath, unknown>,
  keptAsCredit: 'Kept as your credit',
  wrongAmount: {
    none: (least: string, most: string) => `Type an amount from ${least} to ${most}`,
    all: (_: string, most: string) => `This invoice is paid at once: ${most}`,
    little: (least: string) => `Pay at least ${least}`,
    much: (_: string, most: string) => `Only ${most} is left to pay`,
    crumb: (_: string, most: string) => `That leaves too little to pay later. Pay all of it, ${most}, or a bit less.`,
  } satisfies Record<WrongAmount, unknown>,
  failedMail: {
    subject: (amount: string, shop: string) => `Your payment of ${amount} to ${shop} did not go through`,
    heading: 'Your payment did not go through',
    text: (amount: string, what: string, why: string) =>
      `Your bank did not send the ${amount} for ${what}.${why ? ` It says: ${why}` : ''}`,
    next: 'Nothing was taken. You can pay again, another way if you like.',
    reason: (shop: string, customer: string) => `You get this because you paid ${shop} for ${customer}.`,
  },
  refundMail: {
    subject: (amount: string, shop: string) => `${shop} gave back ${amount}`,
    heading: 'Money is on its way back to you',
    text: (amount: string, what: string) => `We gave back ${amount} of your payment for ${what}.`,
    next: 'It goes to the card or account you paid with. Banks take five to ten days to show it.',
    reason: (shop: string, customer: string) => `You get this because you paid ${shop} for ${customer}.`,
  },
  receipt: {
    subject: (amount: string, shop: string) => `Receipt from ${shop}: ${amount}`,
    preheader: ([first, ...others]: readonly string[]) => {
      if (first === undefined) return 'Your deposit arrived'
      return others.length > 0
        ? `Your payment for ${others.length + 1} invoices arrived`
        : `Your payment for invoice ${first} arrived`
    },
    heading: 'Thank you, your payment arrived',
    hello: greet,
    thanks: (amount: string, number: string, title: string) => `We received ${amount} for invoice ${number}, ${title}.`,
    thanksForAll: (amount: string, numbers: readonly string[]) => `We received ${amount} for invoices ${inRow(numbers)}.`,
    thanksForDeposit: (amount: string) => `We received your deposit of ${amount}. It counts toward your invoice.`,
    amount: 'Amount',
    how: 'Paid with',
    when: 'Received',
    invoice: 'Invoice',
    left: 'Left to pay',
    settled: 'Paid in full',
    stillLeft: (amount: string) => `${amount} left to pay`,
    credit: (amount: string) => `${amount} was paid beyond what was due. It is yours; we will be in touch.`,
    button: 'View the invoice',
    buttonForAll: 'View your invoices',
    reason: (shop: string, customer: string) => `You get this because a payment from ${customer} to ${shop} arrived.`,
  },
}
export type PaymentWords = Words<typeof en>

/** What a customer reads about paying. */
export const paymentWords = inLanguages({ en, es: spanish })

/** "A", "A and B", "A, B and C". */
export const listed = (names: readonly string[]) => paymentWords.listed(names)
