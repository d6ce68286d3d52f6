import { and, eq, gt, isNull, lt, or } from 'drizzle-orm'
import { raw, sql, theContact, theCustomer, theNow, thePerson, theSession } from '#database/sql.ts'
import { events } from '#features/activity/schema.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { challenges, sessions } from '#identity/schema.ts'
import { triesAllowed } from '#identity/sign-in/rules.ts'

/** What a contact says of themselves. */
export const profileForCustomer = sql
  .select({
    name: contacts.name,
    phone: contacts.phone,
    version: contacts.version,
    theme: people.theme,
    language: people.language,
    timeZone: people.timeZone,
    muted: people.muted,
    devices: raw<number>`(SELECT count(*) FROM ${sessions} s WHERE s.person_id = people.id AND s.ended_at IS NULL AND s.expires_at > ${theNow})`,
  })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .where(and(eq(contacts.id, theContact), eq(contacts.customerId, theCustomer)))
export type OwnProfile = Awaited<ReturnType<typeof profileForCustomer.execute>>[number]

/** In place of a browser's digest, as with a fresh proof: no code that changes an address opens a door. */
export const boundToChange = (session: unknown) => raw<string>`'email ' || ${session}`

/** The code that was mailed to an address somebody wants to have from now on. */
export const newEmailForCustomer = sql
  .select({ id: challenges.id, email: challenges.email, generation: challenges.generation, tries: challenges.tries })
  .from(challenges)
  .where(
    and(
      eq(challenges.personId, thePerson),
      raw`${challenges.browser} = ${boundToChange(theSession)}`,
      raw`${theCustomer} <> ''`,
      isNull(challenges.usedAt),
      isNull(challenges.voidedAt),
      gt(challenges.expiresAt, theNow),
      lt(challenges.tries, triesAllowed),
    ),
  )
  .orderBy(raw`${challenges.createdAt} DESC`)
  .limit(1)
export type NewEmail = Awaited<ReturnType<typeof newEmailForCustomer.execute>>[number]

/** What a customer changed at one instant, with whose it is. */
export const changedAt = sql
  .select({ actorName: events.actorName, details: events.details, customerName: customers.name })
  .from(events)
  .innerJoin(customers, eq(customers.id, events.customerId))
  .where(and(eq(events.customerId, raw.placeholder('id')), eq(events.at, raw.placeholder('at')), eq(events.actorKind, 'contact')))

/** Who gets mail at `to`, or person `person`: in what they read, and which mails they do without; nobody where no contact has that mailbox. */
export const readerOfMail = sql
  .select({ id: people.id, language: people.language, muted: people.muted })
  .from(people)
  .where(
    or(
      eq(people.id, raw.placeholder('person')),
      and(eq(people.email, raw.placeholder('to')), raw`${raw.placeholder('person')} = ''`),
    ),
  )
export type MailReader = Awaited<ReturnType<typeof readerOfMail.execute>>[number]

export const personById = sql
  .select({ id: people.id, email: people.email })
  .from(people)
  .where(eq(people.id, raw.placeholder('person')))
