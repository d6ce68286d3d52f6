import { and, asc, eq, isNull } from 'drizzle-orm'
import { raw, sql, thePerson } from '#database/sql.ts'
import { people } from '#features/customers/schema.ts'
import { googleIdentities, passkeys, passwords } from '../schema.ts'

/** The passkeys of whoever looks, oldest first. */
export const myPasskeys = sql
  .select()
  .from(passkeys)
  .where(and(eq(passkeys.personId, thePerson), isNull(passkeys.removedAt)))
  .orderBy(asc(passkeys.createdAt), asc(passkeys.id))
export type Passkey = Awaited<ReturnType<typeof myPasskeys.execute>>[number]

/** One of theirs, also after it was removed. */
export const myPasskey = sql
  .select()
  .from(passkeys)
  .where(and(eq(passkeys.id, raw.placeholder('id')), eq(passkeys.personId, thePerson)))

export const myGoogle = sql.select().from(googleIdentities).where(eq(googleIdentities.personId, thePerson))
export type GoogleIdentity = Awaited<ReturnType<typeof myGoogle.execute>>[number]

/** When they set their password, if they have one. Its hash is looked at where it is checked, and nowhere else. */
export const myPassword = sql.select({ changedAt: passwords.changedAt }).from(passwords).where(eq(passwords.personId, thePerson))
export const myHash = sql.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.personId, thePerson))

/** Whom a mail about a change goes to, as long as the Google account it is about is tied to them. */
export const personToTell = sql
  .select({ email: people.email })
  .from(people)
  .where(
    and(
      eq(people.id, raw.placeholder('person')),
      raw`(${raw.placeholder('identity')} = '' OR EXISTS (SELECT 1 FROM google_identities g
        WHERE g.id = ${raw.placeholder('identity')} AND g.person_id = ${people.id}))`,
    ),
  )
