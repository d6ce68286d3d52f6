import { greet } from '#features/customers/words.ts'
import type { InvoiceState } from './rules.ts'
import { type LateWords, english as late } from './words-late.ts'

/** Numbers as headings say them. */
const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'] as const
export const spelled = (n: number): string => numbers[n] ?? String(n)

/** What a customer reads about invoices; a language is another object of this shape. */
export interface InvoiceWords extends LateWords {
  readonly invoices: string
  readonly statement: string
  readonly heading: (number: string) => string
  readonly about: (title: string) => string
  readonly states: Readonly<Record<InvoiceState, string>>
  readonly nothingDue: string
  readonly due: (count: number) => string
  readonly toPay: string
  readonly past: string
  readonly noneYet: string
  readonly noneYetHint: string
  readonly leftToPay: string
  readonly pay: (amount: string) => string
  readonly payInvoice: (amount: string, number: string) => string
  readonly dueOn: (day: string) => string
  readonly onReceipt: string
  readonly paidOn: (day: string) => string
  readonly payBy: (shop: string) => string
  readonly credit: (amount: string, shop: string) => string
  readonly pick: (number: string, amount: string) => string
  readonly payChosen: string
  readonly payChosenHint: string
  /** With {n} and {amount}. */
  readonly picked: string
  readonly anotherAmount: string
  readonly amountToPay: string
  readonly atLeast: (amount: string) => string
  readonly payThis: string
  readonly payOtherwise: (shop: string) => string
  readonly askToPay: (shop: string) => string
  readonly onlyTheyPay: string
  readonly changed: (day: string, before: string | undefined) => string
  readonly print: string
  readonly download: string
  readonly invoice: string
  readonly elsewhere: string
  readonly withdrawnTitle: string
  readonly withdrawn: (shop: string) => string
  readonly withdrawnHint: (shop: string) => string
  readonly from: string
  readonly to: string
  readonly details: string
  readonly issued: (day: string) => string
  readonly poNumber: (number: string) => string
  readonly payAllTheSame: string
  readonly po: {
    readonly label: string
    readonly needed: string
    readonly optional: string
    readonly missing: string
    readonly save: string
  }
  readonly work: (name: string, number: number) => string
  readonly lines: string
  readonly columns: { readonly item: string; readonly each: string; readonly quantity: string; readonly amount: string }
  readonly afterPrice: (quantity: string) => string
  readonly lineDiscount: (rate: string) => string
  readonly subtotal: string
  readonly discount: string
  readonly wholeDiscount: (rate: string | undefined) => string
  readonly tax: (name: string, rate: string, base: string) => string
  readonly taxIn: (name: string, rate: string, base: string) => string
  readonly noTax: (reason: string) => string
  readonly total: string
  readonly payments: string
  readonly payment: string
  readonly moved: Readonly<Record<'refund' | 'dispute' | 'dispute_won' | 'applied' | 'deposit', string>>
  readonly keptAsCredit: (way: string) => string
  readonly methods: Readonly<Record<'stripe' | 'cash' | 'check' | 'transfer' | 'other', string>>
  readonly by: (day: string, name: string) => string
  readonly paidInFull: string
  readonly overpaid: string
  readonly tooMuch: (amount: string) => string
  readonly voided: string
  readonly voidedHint: (shop: string) => string
  readonly thanks: string
  readonly thanksForPart: string
  readonly thanksHint: string
  readonly waiting: string
  readonly waitingHint: string
  readonly failed: string
  readonly failedHint: (why: string) => string
  readonly processing: string
  readonly processingHint: string
  readonly onItsWay: string
  readonly onPaper: (address: string, shop: string) => string
  readonly noteFrom: (shop: string) => string
  readonly mail: {
    readonly subject: (number: string, shop: string) => string
    readonly subjectAgain: (number: string, shop: string) => string
    readonly preheader: (amount: string, due: string) => string
    readonly heading: (amount: string) => string
    readonly hello: (name: string) => string
    readonly text: (number: string, title: string) => string
    readonly textAgain: (number: string, title: string) => string
    readonly button: (amount: string) => string
    readonly look: string
    readonly pdf: string
    readonly print: string
    readonly number: string
    readonly due: string
    readonly onReceipt: string
    readonly po: string
    readonly tax: string
    readonly taxIn: (name: string) => string
    readonly none: (reason: string) => string
    readonly more: (count: number) => string
    readonly reason: (shop: string, customer: string) => string
  }
}

export const english: InvoiceWords = {
  ...late,
  invoices: 'Invoices',
  statement: 'Statement of account',
  heading: (number) => `Invoice ${number}`,
  about: (title) => `For ${title}.`,
  states: {
    draft: 'Draft',
    open: 'To pay',
    partly_paid: 'Partly paid',
    overdue: 'Late',
    paid: 'Paid',
    overpaid: 'Paid',
    void: 'Void',
  },
  nothingDue: 'Nothing to pay',
  due: (count) => (count === 1 ? 'One invoice to pay' : `${spelled(count)} invoices to pay`),
  toPay: 'To pay',
  past: 'Paid and past',
  noneYet: 'No invoices yet',
  noneYetHint: 'When there is something to pay, it stands here with its amount and its day.',
  leftToPay: 'Left to pay',
  pay: (amount) => `Pay ${amount}`,
  payInvoice: (amount, number) => `Pay ${amount}: invoice ${number}`,
  dueOn: (day) => `Due ${day}`,
  onReceipt: 'Due on receipt',
  paidOn: (day) => `Paid ${day}`,
  payBy: (shop) => `You pay on ${shop}’s own secure page, and get a receipt by email.`,
  credit: (amount, shop) => `You have ${amount} to your credit. ${shop} takes it off what you owe.`,
  pick: (number, amount) => `Choose invoice ${number}, ${amount}`,
  payChosen: 'Pay the ticked ones together',
  payChosenHint: 'Tick those you want to pay at once.',
  picked: '{n} ticked, {amount}',
  anotherAmount: 'Pay another amount',
  amountToPay: 'How much to pay now',
  atLeast: (amount) => `At least ${amount}. The rest stays on this invoice.`,
  payThis: 'Pay this amount',
  payOtherwise: (shop) => `Call or write to ${shop} to pay this invoice.`,
  askToPay: (shop) => `You can look at this invoice, and somebody else in your company pays it. Ask ${shop} to change that.`,
  onlyTheyPay: 'This is a preview: only the customer can pay.',
  changed: (day, before) => (before ? `Changed ${day}: was ${before}` : `Changed ${day}`),
  print: 'Print',
  download: 'Download PDF',
  invoice: 'Invoice',
  elsewhere: 'Some of its letters cannot be printed on this paper. Read it in full online, and print it there:',
  withdrawnTitle: 'Invoice withdrawn',
  withdrawn: (shop) => `This invoice was withdrawn by ${shop}`,
  withdrawnHint: (shop) => `There is nothing to pay. Questions? ${shop} is glad to help.`,
  from: 'From',
  to: 'To',
  details: 'Details',
  issued: (day) => `Issued ${day}`,
  poNumber: (number) => `Your PO ${number}`,
  payAllTheSame: 'Pay all the same',
  po: {
    label: 'Your PO number',
    needed: 'It is printed on this invoice, for your own books.',
    optional: 'If you have one, for your own books.',
    missing: 'Type your PO number, then pay',
    save: 'Save PO number',
  },
  work: (name, number) => `${name} ${number}`,
  lines: 'Lines',
  columns: { item: 'Item', each: 'Each', quantity: 'Qty', amount: 'Amount' },
  afterPrice: (quantity) => ` each, ${quantity}`,
  lineDiscount: (rate) => `${rate} off`,
  subtotal: 'Subtotal',
  discount: 'Discount',
  wholeDiscount: (rate) => (rate ? `Discount, ${rate} off the whole` : 'Discount on the whole'),
  tax: (name, rate, base) => `${name}, ${rate} of ${base}`,
  taxIn: (name, rate, base) => `In it ${name}, ${rate} of ${base}`,
  noTax: (reason) => `No tax: ${reason}`,
  total: 'Total',
  payments: 'Payments',
  payment: 'Payment',
  moved: {
    refund: 'Given back',
    dispute: 'Taken back by the bank',
    dispute_won: 'Returned by the bank',
    applied: 'Paid from your credit',
    deposit: 'Deposit',
  },
  keptAsCredit: (way) => `${way}, kept as your credit`,
  methods: { stripe: 'Paid online', cash: 'Cash', check: 'Check', transfer: 'Bank transfer', other: 'Payment' },
  by: (day, name) => (name ? `${day}, by ${name}` : day),
  paidInFull: 'Paid in full',
  overpaid: 'Paid beyond what was due',
  tooMuch: (amount) => `${amount} more than was due was paid. It is yours.`,
  voided: 'This invoice is void',
  voidedHint: (shop) => `There is nothing to pay. Questions? ${shop} is glad to help.`,
  thanks: 'Thank you, it is paid',
  thanksForPart: 'Thank you, your payment arrived',
  thanksHint: 'Your receipt is on its way by email.',
  waiting: 'We are waiting for the bank’s word',
  waitingHint: 'This takes a few seconds. The page looks again by itself.',
  failed: 'Your payment did not go through',
  failedHint: (why) => `${why} Nothing was taken; you can pay again.`,
  processing: 'Your payment is on its way',
  processingHint: 'The bank has not confirmed it yet. This can take some days; there is nothing left for you to do.',
  onItsWay: 'your payment is on its way',
  onPaper: (address, shop) => `Pay online at ${address}, or ask ${shop}.`,
  noteFrom: (shop) => `From ${shop}`,
  mail: {
    subject: (number, shop) => `Invoice ${number} from ${shop}`,
    subjectAgain: (number, shop) => `Invoice ${number} from ${shop} has changed`,
    preheader: (amount, due) => `${amount}, ${due}`,
    heading: (amount) => `${amount} to pay`,
    hello: greet,
    text: (number, title) => `Here is invoice ${number} for ${title}.`,
    textAgain: (number, title) =>
      `We changed invoice ${number} for ${title}. This is how it stands now; it takes the place of the one you have.`,
    button: (amount) => `View and pay ${amount}`,
    look: 'View the invoice',
    pdf: 'Download it as a PDF',
    print: 'Print it from its page',
    number: 'Invoice',
    due: 'Due',
    onReceipt: 'On receipt',
    po: 'Your PO',
    tax: 'Tax',
    taxIn: (name) => `${name} in it`,
    none: (reason) => `None: ${reason}`,
    more: (count) => (count === 1 ? 'And one more line' : `And ${count} more lines`),
    reason: (shop, customer) => `You get this because you look after invoices from ${shop} at ${customer}.`,
  },
}
