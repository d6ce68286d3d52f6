import { and, desc, eq, gt } from 'drizzle-orm'
import { type RowsOf, sql, theLink, theNow } from '#database/sql.ts'
import { contacts, people } from '#features/customers/schema.ts'
import { itemLinks, linkProofs } from '../schema.ts'

/** Where a code for this link goes, and the codes that live: spread it into the page's one read. */
export const codesOfLink = [
  sql
    .select({ email: people.email, forwardedTo: itemLinks.forwardedTo, forwardedEmail: itemLinks.forwardedEmail })
    .from(itemLinks)
    .innerJoin(contacts, eq(contacts.id, itemLinks.contactId))
    .innerJoin(people, eq(people.id, contacts.personId))
    .where(eq(itemLinks.id, theLink)),
  sql
    .select()
    .from(linkProofs)
    .where(and(eq(linkProofs.linkId, theLink), gt(linkProofs.expiresAt, theNow)))
    .orderBy(desc(linkProofs.createdAt))
    .limit(20),
] as const
export type CodesOfLink = RowsOf<typeof codesOfLink>
export type LinkProof = CodesOfLink[1][number]

/** The mailbox the link was made for: whoever it was passed on to, where an address was given; else its contact. */
export function mailboxOf([[link]]: CodesOfLink): string | undefined {
  return (link?.forwardedTo ? link.forwardedEmail : link?.email) ?? undefined
}
