/** What a customer reads about an invoice that is late, or was taken back in part. */
export interface LateWords {
  readonly atBank: string
  readonly tookBack: (amount: string) => string
  readonly tookBackHint: (shop: string) => string
  readonly ask: {
    readonly title: string
    readonly label: string
    readonly send: string
    readonly sent: string
    readonly missing: string
    readonly tooMany: string
    readonly notYours: string
    readonly you: string
    readonly heading: (name: string, number: string) => string
    readonly wrote: (name: string) => string
    readonly answer: string
    readonly answered: (shop: string, number: string) => string
    readonly reasonShop: (shop: string) => string
  }
  readonly creditNote: {
    readonly title: string
    readonly heading: (number: string) => string
    readonly about: (invoice: string) => string
    readonly takenBack: string
    readonly since: string
    readonly line: (number: string, day: string, reason: string) => string
    readonly fee: (day: string) => string
    readonly feeBack: (day: string) => string
    readonly kept: (number: string | null) => string
  }
  readonly late: {
    readonly subject: (number: string, due: string, shop: string) => string
    readonly subjectLate: (number: string, due: string, shop: string) => string
    readonly text: (number: string, title: string, day: string) => string
    readonly textLate: (number: string, title: string, day: string) => string
    readonly fee: (amount: string) => string
    readonly held: (asked: string, back: string) => string
    readonly crossed: string
    readonly creditNote: string
    readonly creditSubject: (number: string, shop: string) => string
    readonly creditHeading: (amount: string) => string
    readonly creditText: (amount: string, invoice: string) => string
    readonly kept: (amount: string) => string
  }
}

export const english: LateWords = {
  atBank: 'your bank is looking into a payment',
  tookBack: (amount) => `Your bank took back ${amount}`,
  tookBackHint: (shop) => `So it is open on this invoice again. If that was a mistake, write to ${shop} before you pay.`,
  ask: {
    title: 'A question about it?',
    label: 'Your question',
    send: 'Send the question',
    sent: 'Your question is on its way. The answer comes here and by email.',
    missing: 'Type your question',
    tooMany: 'There are 500 messages about this. Call the shop to talk it through.',
    notYours: 'This link is for looking only. Ask whoever passed it on.',
    you: 'You',
    heading: (name, number) => `${name} asks about invoice ${number}`,
    wrote: (name) => `${name} wrote:`,
    answer: 'Answer',
    answered: (shop, number) => `${shop} answered about invoice ${number}`,
    reasonShop: (shop) => `You get this because ${shop} wants to hear here what customers ask.`,
  },
  creditNote: {
    title: 'Credit note',
    heading: (number) => `Credit note ${number}`,
    about: (invoice) => `It takes back part of invoice ${invoice}.`,
    takenBack: 'Taken back',
    since: 'Since it was sent',
    line: (number, day, reason) => `Credit note ${number}, ${day}: ${reason}`,
    fee: (day) => `Late fee, added ${day}`,
    feeBack: (day) => `Late fee, taken back ${day}`,
    kept: (number) => `Paid already, kept as your credit${number ? ` (${number})` : ''}`,
  },
  late: {
    subject: (number, due, shop) => `Invoice ${number} from ${shop} is ${due}`,
    subjectLate: (number, due, shop) => `Invoice ${number} from ${shop} is ${due}`,
    text: (number, title, day) => `Invoice ${number} for ${title} is due ${day}.`,
    textLate: (number, title, day) => `Invoice ${number} for ${title} was due ${day}, and it is not paid yet.`,
    fee: (amount) => `A late fee of ${amount} was added, and is in the amount above.`,
    held: (asked, back) =>
      `${asked} of it is asked for now. The other ${back} went back to you, and we do not remind you of that.`,
    crossed: 'If you paid in the meantime, there is nothing left to do.',
    creditNote: 'Credit note',
    creditSubject: (number, shop) => `Credit note ${number} from ${shop}`,
    creditHeading: (amount) => `${amount} taken back`,
    creditText: (amount, invoice) => `We took ${amount} back on invoice ${invoice}.`,
    kept: (amount) => `${amount} of it was paid already. We keep it as your credit.`,
  },
}
