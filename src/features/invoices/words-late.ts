import type { Words } from '#lib/language.ts'

/** What a customer reads about an invoice that is late, or was taken back in part. */
export const late = {
  atBank: 'your bank is looking into a payment',
  tookBack: (amount: string) => `Your bank took back ${amount}`,
  tookBackHint: (shop: string) => `So it is open on this invoice again. If that was a mistake, write to ${shop} before you pay.`,
  ask: {
    title: 'A question about it?',
    label: 'Your question',
    send: 'Send the question',
    sent: 'Your question is on its way. The answer comes here and by email.',
    missing: 'Type your question',
    tooMany: 'There are 500 messages about this. Call the shop to talk it through.',
    notYours: 'This link is for looking only. Ask whoever passed it on.',
    you: 'You',
    heading: (name: string, number: string) => `${name} asks about invoice ${number}`,
    wrote: (name: string) => `${name} wrote:`,
    answer: 'Answer',
    answered: (shop: string, number: string) => `${shop} answered about invoice ${number}`,
    reasonShop: (shop: string) => `You get this because ${shop} wants to hear here what customers ask.`,
  },
  creditNote: {
    title: 'Credit note',
    heading: (number: string) => `Credit note ${number}`,
    about: (invoice: string) => `It takes back part of invoice ${invoice}.`,
    takenBack: 'Taken back',
    since: 'Since it was sent',
    line: (number: string, day: string, reason: string) => `Credit note ${number}, ${day}: ${reason}`,
    fee: (day: string) => `Late fee, added ${day}`,
    feeBack: (day: string) => `Late fee, taken back ${day}`,
    kept: (number: string | null) => `Paid already, kept as your credit${number ? ` (${number})` : ''}`,
  },
  late: {
    subject: (number: string, due: string, shop: string) => `Invoice ${number} from ${shop} is ${due}`,
    subjectLate: (number: string, due: string, shop: string) => `Invoice ${number} from ${shop} is ${due}`,
    text: (number: string, title: string, day: string) => `Invoice ${number} for ${title} is due ${day}.`,
    textLate: (number: string, title: string, day: string) =>
      `Invoice ${number} for ${title} was due ${day}, and it is not paid yet.`,
    fee: (amount: string) => `A late fee of ${amount} was added, and is in the amount above.`,
    held: (asked: string, back: string) =>
      `${asked} of it is asked for now. The other ${back} went back to you, and we do not remind you of that.`,
    crossed: 'If you paid in the meantime, there is nothing left to do.',
    creditNote: 'Credit note',
    creditSubject: (number: string, shop: string) => `Credit note ${number} from ${shop}`,
    creditHeading: (amount: string) => `${amount} taken back`,
    creditText: (amount: string, invoice: string) => `We took ${amount} back on invoice ${invoice}.`,
    kept: (amount: string) => `${amount} of it was paid already. We keep it as your credit.`,
  },
}
export type LateWords = Words<typeof late>
