import { and, asc, desc, eq, isNull, type SQL } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { isLetIn } from '#features/customers/access.ts'
import { contacts, customers, oldLinkKeys, people } from '#features/customers/schema.ts'
import { passkeys, passwords } from '../schema.ts'

const theKey = raw.placeholder('key')
const theEmail = raw.placeholder('email')

/** The contacts whom the portal lets in as this person, who came last first. */
const openedBy = (person: SQL, key: SQL = raw`${theKey}`) =>
  sql
    .select({
      id: contacts.id,
      customerId: contacts.customerId,
      person: people.id,
      email: people.email,
      linkKey: customers.linkKey,
      oldLinkKey: oldLinkKeys.linkKey,
    })
    .from(contacts)
    .innerJoin(people, eq(people.id, contacts.personId))
    .innerJoin(customers, eq(customers.id, contacts.customerId))
    .leftJoin(oldLinkKeys, and(eq(oldLinkKeys.customerId, customers.id), eq(oldLinkKeys.linkKey, key)))
    .where(and(eq(people.id, person), isLetIn))
    .orderBy(desc(contacts.seenAt), asc(contacts.createdAt))

const theCredential = raw.placeholder('credential')
const theHost = raw.placeholder('host')

/** A passkey that was made on this host, as somebody shows it at the door. */
export const passkeyAtDoor = sql
  .select()
  .from(passkeys)
  .where(and(eq(passkeys.credentialId, theCredential), eq(passkeys.host, theHost), isNull(passkeys.removedAt)))
export const openedByPasskey = openedBy(raw`(SELECT k.person_id FROM passkeys k
  WHERE k.credential_id = ${theCredential} AND k.host = ${theHost} AND k.removed_at IS NULL)`)

/** The tie of the Google account that came back with this `visit`. */
const theVisit = raw.placeholder('visit')
const theTie = raw`google_identities g JOIN google_visits v ON v.issuer = g.issuer AND v.subject = g.subject
  WHERE v.id = ${theVisit}`
export const openedByGoogle = openedBy(
  raw`(SELECT g.person_id FROM ${theTie})`,
  raw`(SELECT link_key FROM google_visits WHERE id = ${theVisit})`,
)
export const tieOfVisit = sql
  .select({ id: raw<string>`t.id`, createdAt: raw<number>`t.created_at` })
  .from(raw`(SELECT g.id, g.created_at FROM ${theTie}) t`)

/** The password of the person with this mailbox. */
export const passwordAtDoor = sql
  .select({ hash: passwords.hash, changedAt: passwords.changedAt })
  .from(passwords)
  .innerJoin(people, eq(people.id, passwords.personId))
  .where(eq(people.email, theEmail))
export const openedByPassword = openedBy(raw`(SELECT p.id FROM people p JOIN passwords w ON w.person_id = p.id
  WHERE p.email = ${theEmail})`)

export type Opened = Awaited<ReturnType<typeof openedByPasskey.execute>>[number]

/** Whom a sign-in is for: the contact its private link names, else the one who came last. */
export function chosen(opened: readonly Opened[], key: string) {
  const named = opened.find((one) => key !== '' && (one.linkKey === key || one.oldLinkKey === key))
  const contact = named ?? opened[0]
  return contact && { ...contact, isOneOfMany: named === undefined && opened.length > 1 }
}
