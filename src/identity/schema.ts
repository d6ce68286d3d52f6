import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { flag, instant } from '#database/columns.ts'
import { contacts, people } from '#features/customers/schema.ts'

/** What an item link leads to. */
export type ItemPurpose = 'invoice' | 'work' | 'proof' | 'estimate'

/** One try to prove a mailbox. Link and code are derived from the row, so neither is stored. */
export const challenges = sqliteTable(
  'challenges',
  {
    id: text('id').primaryKey(),
    /** Which door: the customers' portal or the staff's. */
    audience: text('audience').$type<'customer' | 'staff'>().notNull(),
    email: text('email').notNull(),
    /** Missing for an unknown mailbox: the row still stands, so that nobody can tell the difference. */
    personId: text('person_id'),
    staffId: text('staff_id'),
    host: text('host').notNull(),
    /** SHA-256 of what the browser that asked keeps in its cookie. */
    browser: text('browser').notNull(),
    linkKey: text('link_key'),
    next: text('next'),
    generation: integer('generation').notNull().default(1),
    tries: integer('tries').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    voidedAt: instant('voided_at'),
  },
  (t) => [index('challenges_email').on(t.email, t.createdAt)],
)

export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id),
    host: text('host').notNull(),
    device: text('device').notNull(),
    createdAt: instant('created_at').notNull(),
    provedAt: instant('proved_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [index('sessions_person').on(t.personId), index('sessions_contact').on(t.contactId)],
)

/** A mailed address that opens one thing for one contact. The token is derived from id and generation. */
export const itemLinks = sqliteTable(
  'item_links',
  {
    id: text('id').primaryKey(),
    purpose: text('purpose').$type<ItemPurpose>().notNull(),
    subjectId: text('subject_id').notNull(),
    /** Whose rights it carries: who it was mailed to, or who passed it on. */
    contactId: text('contact_id')
      .notNull()
      .references(() => contacts.id),
    generation: integer('generation').notNull().default(1),
    mailedAt: instant('mailed_at').notNull(),
    /** For whom it was made, when a contact passed one item on; such a link proves nobody's mailbox. */
    forwardedTo: text('forwarded_to'),
    /** Where it was passed on to an email address, that address. */
    forwardedEmail: text('forwarded_email'),
    /** Whether who holds a forwarded link may decide, or look only. */
    mayDecide: flag('may_decide').notNull().default(true),
    expiresAt: instant('expires_at'),
    seenAt: instant('seen_at'),
    revokedAt: instant('revoked_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('item_links_subject').on(t.subjectId), index('item_links_contact').on(t.contactId)],
)

/** A code mailed to the holder of an item link, where a decision through it must prove the mailbox. Derived, never stored. */
export const linkProofs = sqliteTable(
  'link_proofs',
  {
    id: text('id').primaryKey(),
    linkId: text('link_id')
      .notNull()
      .references(() => itemLinks.id),
    email: text('email').notNull(),
    generation: integer('generation').notNull().default(1),
    tries: integer('tries').notNull().default(0),
    /** SHA-256 of what the browser that asked keeps in its cookie. */
    browser: text('browser').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    provedAt: instant('proved_at'),
  },
  (t) => [index('link_proofs_link').on(t.linkId, t.createdAt)],
)

/** A passkey of a contact. It is good on the host it was made on, and nowhere else. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    host: text('host').notNull(),
    name: text('name').notNull(),
    credentialId: text('credential_id').notNull(),
    publicKey: text('public_key').notNull(),
    counter: integer('counter').notNull(),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
    removedAt: instant('removed_at'),
  },
  (t) => [uniqueIndex('passkeys_credential').on(t.credentialId), index('passkeys_person').on(t.personId)],
)

/** The Google account of a contact. Who they are there is issuer and subject; the address is only shown. */
export const googleIdentities = sqliteTable(
  'google_identities',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => people.id),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    email: text('email').notNull(),
    /** When this person's mailbox was proven in this shop and the account tied to it. */
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [
    uniqueIndex('google_identities_subject').on(t.issuer, t.subject),
    uniqueIndex('google_identities_person').on(t.personId),
  ],
)

/**
 * Somebody on the way to Google and back. The way back leads over the platform's one callback; what was proven there waits here for
 * the browser it began in, on the host it began on. State, nonce, code verifier and what that browser keeps are derived from the row, so
 * none is stored.
 */
export const googleVisits = sqliteTable(
  'google_visits',
  {
    id: text('id').primaryKey(),
    host: text('host').notNull(),
    base: text('base').notNull(),
    /** The session that a Google account is to be tied to; missing where somebody signs in. */
    sessionId: text('session_id'),
    linkKey: text('link_key'),
    next: text('next'),
    issuer: text('issuer'),
    subject: text('subject'),
    email: text('email'),
    /** The code that has to prove the mailbox before the account is tied to it. */
    challengeId: text('challenge_id'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** When Google's answer came, whatever it was. */
    answeredAt: instant('answered_at'),
    /** When it was handed over. */
    usedAt: instant('used_at'),
  },
  (t) => [index('google_visits_challenge').on(t.challengeId)],
)

/** A contact's password, where the shop allows them. */
export const passwords = sqliteTable('passwords', {
  personId: text('person_id')
    .primaryKey()
    .references(() => people.id),
  /** `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, both as base64url. */
  hash: text('hash').notNull(),
  changedAt: instant('changed_at').notNull(),
})
