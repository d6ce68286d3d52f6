const names = (text: string, one: string) => text || one

/** What staff read of customers' branding. */
export const desk = {
  title: 'Branding',
  of: (customer: string) => `Branding of ${customer}`,
  lede: 'Logos, colors and notes for production. The customer sees and edits them too.',
  open: 'All logos and edit',
  none: 'Nothing kept yet.',
  add: 'Add logos, colors or notes',
  more: (count: number) => `${count} more`,
  archived: 'This customer is archived. Restore it first, then change its branding.',
  onProof: {
    title: 'Their branding',
    take: 'Make a design from',
    takeHint: 'Ticked logos become designs when you save.',
    more: 'All of it',
  },
  today: {
    title: (customer: string) => `Look at ${customer}’s branding`,
    detail: 'They changed it since you last looked',
  },
  mail: {
    subject: (customer: string) => `${customer} changed their branding`,
    preheader: 'Logos, colors or notes for production are new.',
    open: 'Open their branding',
    reason: (shop: string) => `You get this because changes of ${shop}’s customers are told to this address.`,
  },
} as const

/** One change as a sentence; `text` is a fact of its event. */
export const brandTold: Readonly<Record<string, (who: string, text: (key: string) => string) => string>> = {
  'logo.added': (who, text) => `${who} added the logo ${names(text('name'), 'of a customer')}`,
  'logo.changed': (who, text) => `${who} changed the logo ${text('name')}`,
  'logo.removed': (who, text) => `${who} removed the logo ${text('name')}`,
  'color.added': (who, text) => `${who} added the color ${text('name')}`,
  'color.changed': (who, text) => `${who} changed the color ${text('name')}`,
  'color.removed': (who, text) => `${who} removed the color ${text('name')}`,
  'brand.noted': (who) => `${who} changed the notes for production`,
}
