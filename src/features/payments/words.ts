import { greet } from '#features/customers/words.ts'
import type { StripeState } from '#features/settings/rules.ts'

/** What a customer reads about paying; a language is another object of this shape. */
export interface PaymentWords {
  readonly label: (number: string) => string
  readonly notYours: (shop: string) => string
  readonly notOnline: (shop: string) => string
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
const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

export const english: PaymentWords = {
  label: (number) => `Invoice ${number}`,
  notYours: (shop) => `Somebody else in your company pays invoices. To change that, ask ${shop}.`,
  notOnline: (shop) => `${shop} does not take payments online right now. Ask them how to pay.`,
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

/** What staff read. */
export const desk = {
  title: 'Payments',
  lead: 'Customers pay invoices by card on Stripe’s page. The money goes straight to your own Stripe account.',
  states: {
    none: { label: 'Not connected', text: 'Connect Stripe, and every invoice you send gets a Pay button.' },
    started: { label: 'Started', text: 'Stripe still needs some answers from you before you can take payments.' },
    restricted: {
      label: 'Under review',
      text: 'Stripe is checking your details or wants more of them. Payments start when it is done.',
    },
    ready: { label: 'Ready', text: 'Customers can pay online. Every sent invoice has a Pay button.' },
  } satisfies Record<StripeState, { label: string; text: string }>,
  connect: 'Connect Stripe',
  goOn: 'Go on at Stripe',
  otherwise: 'Until then customers read how to pay instead: your own words from Settings, or a call to the shop.',
  check: 'Check with Stripe again',
  account: 'Stripe account',
  done: { connected: 'Checked with Stripe just now' },
} as const
