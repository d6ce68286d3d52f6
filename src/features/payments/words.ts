import { greet } from '#features/customers/words.ts'
import type { Aftermath, PaymentState, WrongAmount, WrongBundle } from './rules.ts'

/** A mail about something that happened to a payment. */
interface NewsWords {
  readonly subject: (amount: string, shop: string) => string
  readonly heading: string
  readonly text: (amount: string, what: string, why: string) => string
  readonly next: string
  readonly reason: (shop: string, customer: string) => string
}

/** What a customer reads about paying; a language is another object of this shape. */
export interface PaymentWords {
  readonly label: (number: string) => string
  readonly deposit: string
  readonly notYours: (shop: string) => string
  readonly notOnline: (shop: string) => string
  readonly pay: (amount: string) => string
  readonly payBy: (shop: string) => string
  readonly payment: string
  readonly toInvoices: string
  readonly payTogether: string
  /** When the bank gives no words of its own. */
  readonly declined: string
  readonly unusable: string
  readonly payThese: (count: number) => string
  readonly forInvoices: (count: number) => string
  readonly inAll: string
  readonly whatFor: string
  readonly nothingChosen: string
  readonly nothingChosenHint: string
  readonly someLeftOut: (count: number) => string
  readonly bundleChanged: string
  readonly needsPo: (numbers: readonly string[]) => string
  readonly wrongBundle: Readonly<Record<WrongBundle, string>>
  readonly states: Readonly<Record<PaymentState, { readonly title: string; readonly text: string }>>
  readonly by: string
  readonly givenBack: string
  readonly takenByBank: string
  readonly forgiven: string
  readonly disputedNow: { readonly title: string; readonly text: (shop: string) => string }
  readonly after: Readonly<Record<Aftermath, { readonly title: string; readonly text: string }>>
  readonly keptAsCredit: string
  readonly wrongAmount: Readonly<Record<WrongAmount, (least: string, most: string) => string>>
  readonly failedMail: NewsWords
  readonly refundMail: NewsWords
  readonly receipt: {
    readonly subject: (amount: string, shop: string) => string
    readonly preheader: (numbers: readonly string[]) => string
    readonly heading: string
    readonly hello: (name: string) => string
    readonly thanks: (amount: string, number: string, title: string) => string
    readonly thanksForAll: (amount: string, numbers: readonly string[]) => string
    readonly thanksForDeposit: (amount: string) => string
    readonly amount: string
    readonly how: string
    readonly when: string
    readonly invoice: string
    readonly left: string
    readonly settled: string
    readonly stillLeft: (amount: string) => string
    readonly credit: (amount: string) => string
    readonly button: string
    readonly buttonForAll: string
    readonly reason: (shop: string, customer: string) => string
  }
}

/** "A", "A and B", "A, B and C". */
export const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

export const english: PaymentWords = {
  label: (number) => `Invoice ${number}`,
  deposit: 'your deposit',
  notYours: (shop) => `Somebody else in your company pays invoices. To change that, ask ${shop}.`,
  notOnline: (shop) => `${shop} does not take payments online right now. Ask them how to pay.`,
  pay: (amount) => `Pay ${amount}`,
  payBy: (shop) => `You pay on ${shop}’s own secure page, and get a receipt by email.`,
  payment: 'Payment',
  toInvoices: 'Invoices',
  payTogether: 'Pay together',
  declined: 'It was declined.',
  unusable: 'This way to pay cannot be used any more.',
  payThese: (count) => (count === 1 ? 'Pay this invoice?' : `Pay these ${count} invoices at once?`),
  forInvoices: (count) => (count === 1 ? 'For one invoice' : `For ${count} invoices`),
  inAll: 'In all',
  whatFor: 'What it is for',
  nothingChosen: 'No invoice is chosen',
  nothingChosenHint: 'Go back to your invoices and tick those you want to pay together.',
  someLeftOut: (count) =>
    count === 1 ? 'One of those you ticked has nothing left to pay.' : `${count} of those you ticked have nothing left to pay.`,
  bundleChanged: 'The amount has changed since you looked. Check it again before you pay.',
  needsPo: (numbers) =>
    `Your PO number is missing on ${listed(numbers)}. Open ${numbers.length === 1 ? 'it' : 'each'}, save your number there, then pay here.`,
  wrongBundle: {
    none: 'Choose at least one invoice that is to be paid.',
    currencies: 'These invoices are in different currencies. Pay each currency by itself.',
    many: 'These are too many for one payment. Choose fewer of them.',
    much: 'Together this is too much for one payment. Choose fewer of them.',
  },
  states: {
    open: { title: 'We are waiting for the bank’s word', text: 'This takes a few seconds. The page looks again by itself.' },
    processing: {
      title: 'Your payment is on its way',
      text: 'Your bank takes some days to send it, and we mail you when it has arrived. There is nothing left for you to do.',
    },
    succeeded: { title: 'Thank you, it is paid', text: 'Your receipt is on its way by email.' },
    failed: { title: 'The payment did not go through', text: 'Nothing was taken. Your invoices are there to be paid as before.' },
    expired: { title: 'This payment was not finished', text: 'Nothing was taken. Your invoices are there to be paid as before.' },
  },
  by: 'Paid by',
  givenBack: 'Given back',
  takenByBank: 'Taken back by your bank',
  forgiven: 'You do not owe it any more: a credit note takes it off the invoice.',
  disputedNow: {
    title: 'Your bank took this payment back',
    text: (shop) =>
      `It asks ${shop} about it and then decides. You need not pay until it has. If it was a mistake, tell your bank, and us.`,
  },
  after: {
    disputed: { title: 'Your bank is looking into this payment', text: 'It took the money back until it has decided.' },
    lost: { title: 'Your bank took this payment back', text: 'The money is with you again.' },
    back: { title: 'All of it was given back', text: 'Banks take five to ten days to show it.' },
    partlyBack: { title: 'Part of it was given back', text: 'Banks take five to ten days to show it.' },
  },
  keptAsCredit: 'Kept as your credit',
  wrongAmount: {
    none: (least, most) => `Type an amount from ${least} to ${most}`,
    all: (_, most) => `This invoice is paid at once: ${most}`,
    little: (least) => `Pay at least ${least}`,
    much: (_, most) => `Only ${most} is left to pay`,
    crumb: (_, most) => `That leaves too little to pay later. Pay all of it, ${most}, or a bit less.`,
  },
  failedMail: {
    subject: (amount, shop) => `Your payment of ${amount} to ${shop} did not go through`,
    heading: 'Your payment did not go through',
    text: (amount, what, why) => `Your bank did not send the ${amount} for ${what}.${why ? ` It says: ${why}` : ''}`,
    next: 'Nothing was taken. You can pay again, another way if you like.',
    reason: (shop, customer) => `You get this because you paid ${shop} for ${customer}.`,
  },
  refundMail: {
    subject: (amount, shop) => `${shop} gave back ${amount}`,
    heading: 'Money is on its way back to you',
    text: (amount, what) => `We gave back ${amount} of your payment for ${what}.`,
    next: 'It goes to the card or account you paid with. Banks take five to ten days to show it.',
    reason: (shop, customer) => `You get this because you paid ${shop} for ${customer}.`,
  },
  receipt: {
    subject: (amount, shop) => `Receipt from ${shop}: ${amount}`,
    preheader: ([first, ...others]) => {
      if (first === undefined) return 'Your deposit arrived'
      return others.length > 0
        ? `Your payment for ${others.length + 1} invoices arrived`
        : `Your payment for invoice ${first} arrived`
    },
    heading: 'Thank you, your payment arrived',
    hello: greet,
    thanks: (amount, number, title) => `We received ${amount} for invoice ${number}, ${title}.`,
    thanksForAll: (amount, numbers) => `We received ${amount} for invoices ${listed(numbers)}.`,
    thanksForDeposit: (amount) => `We received your deposit of ${amount}. It counts toward your invoice.`,
    amount: 'Amount',
    how: 'Paid with',
    when: 'Received',
    invoice: 'Invoice',
    left: 'Left to pay',
    settled: 'Paid in full',
    stillLeft: (amount) => `${amount} left to pay`,
    credit: (amount) => `${amount} was paid beyond what was due. It is yours; we will be in touch.`,
    button: 'View the invoice',
    buttonForAll: 'View your invoices',
    reason: (shop, customer) => `You get this because a payment from ${customer} to ${shop} arrived.`,
  },
}
