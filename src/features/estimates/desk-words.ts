import type { LinesWords } from '#ui/lines-editor.tsx'
import type { Filter } from './queries.ts'
import type { EstimateState } from './rules.ts'

/** What staff read about estimates. */
export const desk = {
  title: 'Estimates',
  new: 'New estimate',
  askedIn: 'asked for in',
  request: (number: number) => `request ${number}`,
  heading: (number: string | null) => (number ? `Estimate ${number}` : 'Draft estimate'),
  states: {
    draft: 'Draft',
    sent: 'Sent',
    seen: 'Seen',
    approved: 'Approved',
    declined: 'Declined',
    expired: 'Expired',
    superseded: 'Replaced',
    withdrawn: 'Taken back',
  } satisfies Record<EstimateState, string>,
  filters: {
    all: 'All',
    draft: 'Drafts',
    open: 'Open',
    approved: 'Approved',
    declined: 'Declined',
    expired: 'Expired',
  } satisfies Record<Filter, string>,
  done: {
    created: 'Draft saved',
    saved: 'Saved',
    sent: 'Sent and mailed',
    sentQuietly: 'Sent without mail: it shows in their portal',
    withdrawn: 'Taken back. Nobody can approve it any more',
    discarded: 'Draft discarded',
    copied: 'Copied: this is the new draft',
    kept: 'Kept as a template',
    forgotten: 'Template removed',
    replied: 'Your answer is on its way',
    putDown: 'Recorded, and they get a copy',
    filed: 'Photos added',
    unfiled: 'Photo removed',
  },
  behalf: {
    link: 'Record an answer given by phone, text or in person',
    title: 'What did they say?',
    detail: (title: string, edition: number, customer: string) =>
      `It is about the estimate for ${title}, version ${edition}. It is recorded as put down by you, and ${customer} gets a copy.`,
    answer: 'They said',
    tier: 'With a yes: which way they chose',
    addOns: 'With a yes: what they want added',
    putDownBy: (name: string) => `Put down by ${name}.`,
  },
  exempt: (reason: string) => `This customer pays no tax (${reason}), so these lines are sent without.`,
  places: {
    offer: 'Part of the offer',
    every: 'In every way',
    only: (name: string) => name,
    addOn: 'Add-on to tick',
  },
  ways: ['One offer', 'Two to choose from', 'Three to choose from'],
  lines: {
    ...{ description: 'Item', quantity: 'Qty', unitPrice: 'Each', discount: 'Discount %', tax: 'Tax' },
    notes: { part: 'Where', detail: 'Detail' },
    line: (number: number) => `Line ${number}`,
    ...{ total: 'Amount', add: 'Add a line', remove: 'Remove this line' },
    ...{ subtotal: 'All lines', discountTotal: 'Discount', taxTotal: 'Tax', grandTotal: 'With every choice' },
  } satisfies LinesWords,
  wrong: {
    customer: 'Choose a customer',
    customerGone: 'This customer was archived or merged meanwhile. Choose another one',
    title: 'Give it a name the customer will recognise',
    ways: 'Choose one of these',
    place: 'This way is not offered. Choose where the line belongs',
    share: 'Type a percentage, like 25%, or an amount',
    asset: 'Choose a vehicle of this customer',
    nobody:
      'Nobody at this customer may approve, sees prices and can be mailed. Give a contact those rights, or send it without a mail.',
    otherCurrency:
      'The shop’s currency changed since this was written. Make a new one, so that its prices are in the new currency.',
    templateName: 'Give the template a name',
    answer: 'Type your answer',
    photo: 'Only photos can be shown here: PNG, JPEG, WebP or GIF.',
  },
} as const
export type Done = keyof typeof desk.done
