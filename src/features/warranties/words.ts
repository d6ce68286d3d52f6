import { inLanguages } from '#lib/language.ts'
import type { WarrantyState } from './rules.ts'
import { spanish } from './words-es.ts'

const en = {
  title: 'Warranties',
  active: 'Active warranties',
  none: 'No warranties on file.',
  states: { ahead: 'Not yet', active: 'Active', ending: 'Ends soon', over: 'Ended' } satisfies Record<WarrantyState, string>,
  until: (day: string) => `until ${day}`,
  ended: (day: string) => `ended ${day}`,
  from: (day: string) => `from ${day}`,
  always: 'for as long as you own it',
  registered: (number: string) => `Registration ${number}`,
  document: 'Document',
  on: (what: string) => `On ${what}`,
  mail: {
    subject: (product: string, day: string) => `Your warranty on ${product} ends ${day}`,
    hello: (name: string) => (name ? `Hi ${name},` : 'Hi,'),
    text: (product: string, day: string) =>
      `The warranty on ${product} ends ${day}. If something is not as it should be, tell us while it still holds.`,
    product: 'Product',
    coverage: 'Covers',
    registration: 'Registration',
    until: 'Until',
    look: 'Look at it',
    reason: (shop: string, company: string) => `You get this because ${shop} keeps warranties for ${company}.`,
  },
}
export type WarrantyWords = typeof en

/** What customers read of warranties. */
export const warrantyWords = inLanguages<WarrantyWords>({ en, es: spanish })
