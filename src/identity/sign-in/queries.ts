import { and, asc, desc, eq, gt, isNotNull, isNull, or } from 'drizzle-orm'
import type { VisitorCtx } from '#context.ts'
import { raw, sql, theNow } from '#database/sql.ts'
import { isLetIn } from '#features/customers/access.ts'
import { contacts, customers, oldLinkKeys, people } from '#features/customers/schema.ts'
import { staff } from '#features/team/schema.ts'
import { challenges } from '../schema.ts'
import { waitingVisit } from '../ways/tying.ts'
import type { Door } from './rules.ts'

const theEmail = raw.placeholder('email')

const personWithAccess = sql
  .select({ id: people.id })
  .from(people)
  .innerJoin(contacts, eq(contacts.personId, people.id))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(people.email, theEmail), isLetIn))
  .limit(1)
const staffMember = sql
  .select({ id: staff.id })
  .from(staff)
  .where(and(eq(staff.email, theEmail), eq(staff.isActive, true)))
  .limit(1)
const liveChallenges = sql
  .select({ count: raw<number>`count(*)` })
  .from(challenges)
  .where(
    and(
      eq(challenges.email, theEmail),
      or(isNotNull(challenges.personId), isNotNull(challenges.staffId)),
      isNull(challenges.usedAt),
      isNull(challenges.voidedAt),
      gt(challenges.expiresAt, theNow),
    ),
  )

/** Who a mailbox belongs to at this door, if anybody, and how many challenges of it are live. Known or not, the same three statements. */
export async function findMailbox(ctx: VisitorCtx, door: Door, email: string) {
  const [person, member, live] = await ctx.read([personWithAccess, staffMember, liveChallenges], { email })
  return {
    personId: door === 'customer' ? person[0]?.id : undefined,
    staffId: door === 'staff' ? member[0]?.id : undefined,
    live: live[0]?.count ?? 0,
  }
}

const challengeById = sql
  .select()
  .from(challenges)
  .where(eq(challenges.id, raw.placeholder('challenge')))
const contactsOfChallenge = sql
  .select({ id: contacts.id, customerId: contacts.customerId, linkKey: customers.linkKey, oldLinkKey: oldLinkKeys.linkKey })
  .from(challenges)
  .innerJoin(contacts, eq(contacts.personId, challenges.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .leftJoin(oldLinkKeys, and(eq(oldLinkKeys.customerId, customers.id), eq(oldLinkKeys.linkKey, challenges.linkKey)))
  .where(and(eq(challenges.id, raw.placeholder('challenge')), isLetIn))
  .orderBy(desc(contacts.seenAt), asc(contacts.createdAt))

/**
 * A challenge with the contact it opens, the one its private link names, or who came last (then there may be a choice), and the
 * Google account that waits for it.
 */
export async function findChallenge(ctx: VisitorCtx, id: string) {
  const [[challenge], found, [waiting]] = await ctx.read([challengeById, contactsOfChallenge, waitingVisit], { challenge: id })
  const named = found.find(
    (one) => challenge?.linkKey && (one.linkKey === challenge.linkKey || one.oldLinkKey === challenge.linkKey),
  )
  const contact = named ?? found[0]
  return { challenge, contact: contact && { ...contact, isOneOfMany: named === undefined && found.length > 1 }, waiting }
}
