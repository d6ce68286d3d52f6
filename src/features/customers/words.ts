import { appointmentsTold } from '#features/appointments/desk-words.ts'
import { brandTold } from '#features/branding/desk-words.ts'
import type { InvoiceState } from '#features/invoices/rules.ts'
import { inLanguages, type Words } from '#lib/language.ts'
import { spanish } from './words-es.ts'

const en = {
  greet: (name: string) => (name ? `Hi ${name},` : 'Hello,'),
  invitation: {
    subject: (shop: string) => `Your portal at ${shop}`,
    preheader: 'Follow your jobs, see your invoices and pay them in one place.',
    heading: (shop: string) => `Your portal at ${shop}`,
    purpose: (shop: string) =>
      `${shop} opened a private page for you. It shows how your jobs are coming along and what is due, and you can pay there. You need no password.`,
    button: 'Open my portal',
    bookmark: 'The address above is your permanent link: bookmark it. It asks for a code by email the first time on each device.',
    expiry: 'The button works for 30 days.',
    reason: (shop: string) => `You get this because ${shop} gave you access to its customer portal.`,
  },
  intro: (name: string, shop: string, link: string) =>
    `Hi${name ? ` ${name}` : ''}, this is your private page at ${shop}: your jobs, invoices and payments in one place.\n${link}\nThe first time it sends you a code by email. After that the link just opens, so bookmark it.`,
}
export type CustomerWords = Words<typeof en>

/** What customers read of this slice. */
export const customerWords = inLanguages({ en, es: spanish })

/** How every mail begins: by first name, where one is known. */
export const greet = (name: string) => customerWords.greet(name)

/** What staff are told was done: the page names one of these and nothing else. */
export const done = {
  created: 'Customer added. Their private link is ready.',
  invited: 'Customer added. The invitation is on its way.',
  saved: 'Saved.',
  sent: 'The portal link is on its way.',
  'access-on': 'Access is on. The invitation is on its way.',
  'access-off': 'Access is off. They are signed out everywhere.',
  'contact-added': 'Contact added.',
  'contact-invited': 'Contact added. The invitation is on its way.',
  'contact-moved':
    'Saved. The email changed, so they were signed out and old links stopped. Send the new address its link when you are ready.',
  'contact-removed': 'Contact removed. They are signed out everywhere.',
  'new-link': 'The link is new. The old one stopped working.',
  copied: 'Noted that you copied the link.',
  archived: 'Archived. Its contacts are signed out.',
  restored: 'Restored.',
  merged: 'Merged. The old link leads here now.',
  'limit-proposed': 'Proposed. Everybody who may approve and sees prices gets a mail.',
  'limit-ended': 'Ended. From now on every line is asked.',
} as const
export type Done = keyof typeof done

/** The words of a known key; anything else in an address says nothing. */
export function doneInWords(key: string | undefined): string | undefined {
  return key && Object.hasOwn(done, key) ? done[key as Done] : undefined // its own key, as just checked
}

export const noEmail = 'No email: cannot sign in'

interface Happening {
  readonly kind: string
  readonly actorKind: string
  readonly actorName: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly details: Readonly<Record<string, unknown>> | null
  /** What the job or the invoice it is about is called today. */
  readonly job: string | null
  readonly invoice: string | null
  /** Whose session it is about. */
  readonly person: string | null
}
type Told = (event: Happening, text: (key: string) => string) => string

const ofAppointments = Object.fromEntries(
  Object.entries(appointmentsTold).map(([kind, say]): [string, Told] => [kind, (_, text) => say(text)]),
)
const ofBranding = Object.fromEntries(
  Object.entries(brandTold).map(([kind, say]): [string, Told] => [kind, (e, text) => say(e.actorName, text)]),
)
const told: Readonly<Record<string, Told>> = {
  'customer.created': (e) => `${e.actorName} added this customer`,
  'customer.imported': () => 'Brought in from a list',
  'contact.imported': (_, text) => `${text('contact') || 'A contact'} was brought in from a list`,
  'customer.updated': (e) => `${e.actorName} changed the details`,
  'customer.archived': (e) => `${e.actorName} archived this customer`,
  'customer.restored': (e) => `${e.actorName} restored this customer`,
  'customer.merged': (e, text) => `${e.actorName} merged ${text('customer') || 'another customer'} into this one`,
  'contact.added': (e, text) => `${e.actorName} added ${text('contact') || 'a contact'}`,
  'contact.updated': (e, text) => `${e.actorName} changed ${text('contact') || 'a contact'}`,
  'contact.removed': (e, text) => `${e.actorName} removed ${text('contact') || 'a contact'}`,
  'contact.access_given': (e, text) => `${e.actorName} gave ${text('contact') || 'a contact'} access`,
  'contact.access_ended': (e, text) => `${e.actorName} ended access for ${text('contact') || 'a contact'}`,
  'profile.changed': (e) => `${e.actorName} changed their own details`,
  'contact.email_changed': (e) => `${e.actorName} changed their email`,
  'company.changed': (e) => `${e.actorName} changed the company’s details`,
  'contact.invited': (e, text) => `${e.actorName} brought in ${text('contact') || 'a contact'}`,
  'link.sent': (_, text) => `Portal link sent to ${text('contact') || 'a contact'}`,
  'link.copied': (e) => `${e.actorName} copied the portal link`,
  'link.regenerated': (e) => `${e.actorName} made a new portal link`,
  'session.started': (e, text) => `${e.person || 'A contact'} signed in${text('device') ? `, ${text('device')}` : ''}`,
  'job.created': (e) => `${e.job || 'A job'} started`,
  'job.moved': (e, text) => `${e.job || 'A job'}: ${text('name') || text('label') || 'moved on'}`,
  'job.move_undone': (e, text) => `${e.job || 'A job'}: back to ${text('name') || text('label') || 'where it was'}`,
  'job.shipped': (e) => `${e.job || 'A job'} shipped`,
  'invoice.sent': (e) => `${e.invoice || 'An invoice'} sent`,
  'invoice.revised': (e) => `${e.invoice || 'An invoice'} revised`,
  'invoice.voided': (e) => `${e.invoice || 'An invoice'} voided`,
  'invoice.paid': (e) => `${e.invoice || 'An invoice'} paid`,
  'payment.started': () => 'Payment started',
  'payment.succeeded': () => 'Payment received',
  'payment.received': () => 'Payment received',
  'payment.recorded': () => 'Payment recorded',
  'payment.failed': () => 'A payment did not go through',
  ...ofAppointments,
  'asset.added': (e, text) => `${e.actorName} added ${text('asset')}`,
  'asset.changed': (e, text) => `${e.actorName} changed ${text('asset')}`,
  'asset.archived': (e, text) => `${e.actorName} archived ${text('asset')}`,
  'asset.handed_over': (_, text) => `${text('asset')} went to a new owner`,
  'asset.taken_over': (_, text) => `${text('asset')} came from its last owner`,
  ...ofBranding,
  'limit.ended': () => 'Spending limit ended',
  'payment.refunded': () => 'Payment given back',
}

/** The kinds of event a record tells of. */
export const toldKinds: readonly string[] = Object.keys(told)

/** One event as a sentence for staff. */
export function tell(event: Happening): string {
  const text = (key: string) => String(event.details?.[key] ?? event.facts[key] ?? '')
  return told[event.kind]?.(event, text) ?? ''
}

export const invoiceStateWords: Readonly<Record<InvoiceState, string>> = {
  draft: 'Draft',
  open: 'Sent',
  partly_paid: 'Partly paid',
  overdue: 'Late',
  paid: 'Paid',
  overpaid: 'Paid too much',
  void: 'Void',
}
