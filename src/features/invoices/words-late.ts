/** What a customer reads about an invoice that is late, or was taken back in part. */
export interface LateWords {
  readonly creditNote: {
    readonly title: string
    readonly heading: (number: string) => string
    readonly about: (invoice: string) => string
    readonly takenBack: string
    readonly since: string
    readonly line: (number: string, day: string, reason: string) => string
    readonly fee: (day: string) => string
    readonly feeBack: (day: string) => string
    readonly kept: (number: string) => string
  }
  readonly late: {
    readonly subject: (number: string, due: string, shop: string) => string
    readonly subjectLate: (number: string, due: string, shop: string) => string
    readonly text: (number: string, title: string, day: string) => string
    readonly textLate: (number: string, title: string, day: string) => string
    readonly fee: (amount: string) => string
    readonly crossed: string
    readonly creditNote: string
    readonly creditSubject: (number: string, shop: string) => string
    readonly creditHeading: (amount: string) => string
    readonly creditText: (amount: string, invoice: string) => string
    readonly kept: (amount: string) => string
  }
}

export const english: LateWords = {
  creditNote: {
    title: 'Credit note',
    heading: (number) => `Credit note ${number}`,
    about: (invoice) => `It takes back part of invoice ${invoice}.`,
    takenBack: 'Taken back',
    since: 'Since it was sent',
    line: (number, day, reason) => `Credit note ${number}, ${day}: ${reason}`,
    fee: (day) => `Late fee, added ${day}`,
    feeBack: (day) => `Late fee, taken back ${day}`,
    kept: (number) => `Paid already, kept as your credit (${number})`,
  },
  late: {
    subject: (number, due, shop) => `Invoice ${number} from ${shop} is ${due}`,
    subjectLate: (number, due, shop) => `Invoice ${number} from ${shop} is ${due}`,
    text: (number, title, day) => `Invoice ${number} for ${title} is due ${day}.`,
    textLate: (number, title, day) => `Invoice ${number} for ${title} was due ${day}, and it is not paid yet.`,
    fee: (amount) => `A late fee of ${amount} was added, and is in the amount above.`,
    crossed: 'If you paid in the meantime, there is nothing left to do.',
    creditNote: 'Credit note',
    creditSubject: (number, shop) => `Credit note ${number} from ${shop}`,
    creditHeading: (amount) => `${amount} taken back`,
    creditText: (amount, invoice) => `We took ${amount} back on invoice ${invoice}.`,
    kept: (amount) => `${amount} of it was paid already. We keep it as your credit.`,
  },
}
