import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Mail } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, type Guard } from '#database/write.ts'
import { withdraw } from '#features/activity/actions.ts'
import { calendarFeeds } from '#features/appointments/schema.ts'
import { profile } from '#features/settings/schema.ts'
import { googleIdentities, itemLinks, passkeys, passwords, sessions } from '#identity/schema.ts'
import { newId } from '#lib/id.ts'
import { contacts, people } from './schema.ts'

/** The person behind a mailbox: made once per shop, met again by every later contact. */
export function ensurePerson(now: number, email: string, name: string): Change {
  return sql
    .insert(people)
    .values({ id: newId('per'), email, name, createdAt: now })
    .onConflictDoNothing({ target: people.email })
}
export const personOf = (email: string) => raw<string>`(SELECT id FROM people WHERE email = ${email})`

/** Refused when another contact of the same customer has this mailbox already. */
export function assertNotListed(customerId: string, contactId: string, email: string): Guard {
  const listed = raw`NOT EXISTS (SELECT 1 FROM contacts c JOIN people p ON p.id = c.person_id
    WHERE c.customer_id = ${customerId} AND c.id <> ${contactId} AND c.removed_at IS NULL AND p.email = ${email})`
  return assert(listed, listedAlready)
}
export const listedAlready = 'Another contact of this customer has this email already'

const topicOf = (contactId: string) => `invitation:${contactId}`

/** The mail with the portal link; one that has not gone yet gives way to it. */
export function invitationMail(customerId: string, contactId: string): Mail {
  return { kind: 'invitation', isUnasked: true, payload: { contact: contactId }, topic: topicOf(contactId), customerId }
}
/** What stands beside that mail: every invitation before it ends, and the shop's setup step is done. */
export function invite(now: number, contactId: string): Change {
  const invited = sql
    .update(contacts)
    .set({ invitedAt: now, invitation: raw`${contacts.invitation} + 1` })
    .where(
      and(eq(contacts.id, contactId), eq(contacts.hasAccess, true), isNotNull(contacts.personId), isNull(contacts.removedAt)),
    )
  return [invited, exactlyOne('stale'), noteLinkSent(now)]
}
export function noteLinkSent(now: number) {
  return sql.update(profile).set({ linkSentAt: raw`coalesce(${profile.linkSentAt}, ${now})` })
}

/** Ends at once whatever lets this contact in: sessions, links to items, their calendar address, where their mails are answered to, mails on their way. The row's own change is the caller's. */
export function endAccess(now: number, contactId: string): Change {
  const links = sql
    .update(itemLinks)
    .set({ revokedAt: now })
    .where(and(eq(itemLinks.contactId, contactId), isNull(itemLinks.revokedAt)))
  const open = sql
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.contactId, contactId), isNull(sessions.endedAt)))
  const feeds = sql
    .update(calendarFeeds)
    .set({ revokedAt: now })
    .where(and(eq(calendarFeeds.contactId, contactId), isNull(calendarFeeds.revokedAt)))
  const answering = sql
    .update(contacts)
    .set({ answering: raw`${contacts.answering} + 1` })
    .where(eq(contacts.id, contactId))
  return [open, links, feeds, answering, withdraw(topicOf(contactId))].flat()
}

/** Forgets how a person signs in whom no contact lets in any more: who gets access again sets it up again. Stands behind what ended it. */
export function endWays(now: number, personId: string | null): Change {
  const isOut = raw`NOT EXISTS (SELECT 1 FROM contacts c WHERE c.person_id = ${personId} AND c.has_access = 1 AND c.removed_at IS NULL)`
  return [
    sql
      .update(passkeys)
      .set({ removedAt: now })
      .where(and(raw`${passkeys.personId} = ${personId}`, isNull(passkeys.removedAt), isOut)),
    sql.delete(googleIdentities).where(and(raw`${googleIdentities.personId} = ${personId}`, isOut)),
    sql.delete(passwords).where(and(raw`${passwords.personId} = ${personId}`, isOut)),
  ]
}

/** Signs everybody of a customer out, calendars too. */
export function endSessionsOf(now: number, customerId: string): Change {
  const theirs = sql.select({ id: contacts.id }).from(contacts).where(eq(contacts.customerId, customerId))
  return [
    sql
      .update(sessions)
      .set({ endedAt: now })
      .where(and(inArray(sessions.contactId, theirs), isNull(sessions.endedAt))),
    sql
      .update(calendarFeeds)
      .set({ revokedAt: now })
      .where(and(inArray(calendarFeeds.contactId, theirs), isNull(calendarFeeds.revokedAt))),
  ]
}
