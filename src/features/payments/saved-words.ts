import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './saved-words-es.ts'

const en = {
  title: 'Ways to pay',
  heading: (count: number) => (count === 0 ? 'You keep no card or account here' : 'Your ways to pay'),
  lead: (shop: string) =>
    `Kept at Stripe, the company that takes payments for ${shop}. ${shop} sees the last four digits and nothing more, and only you can pay with it.`,
  none: 'Nothing is kept yet',
  noneHint: (shop: string) => `When you pay an invoice online, tick “Keep this for next time at ${shop}”. It shows here then.`,
  keptOn: (day: string) => `Kept since ${day}`,
  keep: (shop: string) => `Keep this for next time at ${shop}`,
  keepHint: (shop: string) => `It is kept at Stripe, not with ${shop}. You can remove it whenever you like.`,
  payWith: (amount: string, label: string) => `Pay ${amount} with ${label}`,
  oneTap: 'At once, without typing anything again. You get a receipt by email.',
  another: 'Pay another way',
  manage: 'Ways to pay',
  gone: 'That way to pay is not kept any more. Choose another.',
  notCharged: (why: string) => `Nothing was taken. ${why} Choose another way to pay.`,
  remove: 'Remove',
  removeLabel: (label: string) => `Remove ${label}`,
}
export type SavedWords = Words<typeof en>

/** What customers read about the cards and accounts they have kept. */
export const savedWords = inLanguages({ en, es: spanish })
