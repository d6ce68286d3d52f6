import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { flag, instant, version } from '#database/columns.ts'
import type { MailGroup } from '#features/profile/rules.ts'
import type { Language } from '#lib/language.ts'

export const customers = sqliteTable(
  'customers',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    isCompany: flag('is_company').notNull().default(true),
    phone: text('phone'),
    address: text('address'),
    notes: text('notes').notNull().default(''),
    /** The label of the permanent private link. It opens nothing by itself. */
    linkKey: text('link_key').notNull(),
    /** Why no tax is charged: the number of a certificate, or a reason. Missing where it is. */
    taxExemption: text('tax_exemption'),
    archivedAt: instant('archived_at'),
    mergedIntoId: text('merged_into_id'),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [uniqueIndex('customers_link_key').on(t.linkKey), index('customers_name').on(t.name)],
)

/** Link keys that lead to another customer since a merge. */
export const oldLinkKeys = sqliteTable('old_link_keys', {
  linkKey: text('link_key').primaryKey(),
  customerId: text('customer_id')
    .notNull()
    .references(() => customers.id),
})

/** One human with one mailbox in this shop. Sign-in belongs to the person, rights to the contact. */
export const people = sqliteTable(
  'people',
  {
    id: text('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    theme: text('theme').$type<'light' | 'dark'>(),
    /** What they want to read in; missing where they never chose: then as the shop does. */
    language: text('language').$type<Language>(),
    /** On which clock they live; missing where their device says. */
    timeZone: text('time_zone'),
    /** The mails they do without. */
    muted: text('muted', { mode: 'json' }).$type<readonly MailGroup[]>(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('people_email').on(t.email)],
)

export const contacts = sqliteTable(
  'contacts',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id),
    /** Missing while no email is on file: then nobody can sign in. */
    personId: text('person_id').references(() => people.id),
    name: text('name').notNull(),
    phone: text('phone'),
    hasAccess: flag('has_access').notNull().default(false),
    canApprove: flag('can_approve').notNull().default(false),
    canPay: flag('can_pay').notNull().default(false),
    seesPrices: flag('sees_prices').notNull().default(false),
    /** May see the other contacts and bring in more, where the shop lets its customers. */
    canInvite: flag('can_invite').notNull().default(false),
    isPrimary: flag('is_primary').notNull().default(false),
    invitedAt: instant('invited_at'),
    /** Counts up to end every invitation mailed before. */
    invitation: integer('invitation').notNull().default(0),
    /** Counts up to end every address that mails asked them to answer to. */
    answering: integer('answering').notNull().default(0),
    seenAt: instant('seen_at'),
    removedAt: instant('removed_at'),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [index('contacts_customer').on(t.customerId), index('contacts_person').on(t.personId)],
)
