import { and, eq, inArray, or } from 'drizzle-orm'
import { raw, sql, thePerson } from '#database/sql.ts'
import { isLetIn } from '#features/customers/access.ts'
import { contacts, customers, oldLinkKeys } from '#features/customers/schema.ts'

/** One customer that the same person is let in for. */
export interface Account {
  readonly id: string
  readonly customerId: string
  readonly name: string
}

/** What else the person of `contacts` is let in for, by the customers' names, in one column beside `people`. */
export const otherAccounts = raw<
  readonly Account[]
>`(SELECT json_group_array(json_object('id', o.id, 'customerId', o.customer_id, 'name', o.name)) FROM (
  SELECT c.id, c.customer_id, k.name FROM contacts c JOIN customers k ON k.id = c.customer_id
  WHERE c.person_id = people.id AND c.id <> contacts.id AND c.has_access = 1 AND c.removed_at IS NULL AND k.archived_at IS NULL
  ORDER BY k.name COLLATE NOCASE, c.id) o)`.mapWith((text: string): readonly Account[] => JSON.parse(text))

const columns = { id: contacts.id, customerId: contacts.customerId }

/** The contact `account` of whoever looks, where it is theirs and let in. */
export const ownAccount = sql
  .select(columns)
  .from(contacts)
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(contacts.id, raw.placeholder('account')), eq(contacts.personId, thePerson), isLetIn))
export type OwnAccount = Awaited<ReturnType<typeof ownAccount.execute>>[number]

const before = sql
  .select({ id: oldLinkKeys.customerId })
  .from(oldLinkKeys)
  .where(eq(oldLinkKeys.linkKey, raw.placeholder('key')))
/** The contact of whoever looks at the customer that a private link `key` names, or named before a merge. */
export const accountOfLink = sql
  .select(columns)
  .from(contacts)
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(
    and(
      or(eq(customers.linkKey, raw.placeholder('key')), inArray(customers.id, before)),
      eq(contacts.personId, thePerson),
      isLetIn,
    ),
  )
  .limit(1)
