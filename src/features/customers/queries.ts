import { and, asc, desc, eq, isNull, ne } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { BaseCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { notFound } from '#errors.ts'
import { contacts, customers, people } from './schema.ts'

const id = raw.placeholder('id')

const customerColumns = {
  id: customers.id,
  name: customers.name,
  isCompany: customers.isCompany,
  phone: customers.phone,
  address: customers.address,
  notes: customers.notes,
  taxExemption: customers.taxExemption,
  linkKey: customers.linkKey,
  archivedAt: customers.archivedAt,
  mergedIntoId: customers.mergedIntoId,
  mergedIntoName: raw<string | null>`(SELECT m.name FROM customers m WHERE m.id = customers.merged_into_id)`,
  createdAt: customers.createdAt,
  version: customers.version,
}
const selectCustomer = (named: string) =>
  sql
    .select(customerColumns)
    .from(customers)
    .where(eq(customers.id, raw.placeholder(named)))
/** One customer by `id`, wherever it stands; and the one another is merged `into`. */
export const customerById = selectCustomer('id')
export const customerInto = selectCustomer('into')
export type Customer = Awaited<ReturnType<typeof customerById.execute>>[number]

/** The name a mail greets a contact by; none where it bears its company's own, because nobody there was named. Needs `customers`. */
export const greetedName = raw<string>`CASE WHEN ${customers.isCompany} AND ${contacts.name} = ${customers.name} THEN '' ELSE ${contacts.name} END`

/** When somebody came as this contact last: the newest of what the contact and its sessions know. */
export const lastSeen = raw<number | null>`nullif(max(coalesce(contacts.seen_at, 0), coalesce(
  (SELECT max(s.seen_at) FROM sessions s WHERE s.contact_id = contacts.id AND s.person_id = contacts.person_id), 0)), 0)`

const contactColumns = {
  id: contacts.id,
  customerId: contacts.customerId,
  personId: contacts.personId,
  name: contacts.name,
  email: people.email,
  phone: contacts.phone,
  hasAccess: contacts.hasAccess,
  canApprove: contacts.canApprove,
  canPay: contacts.canPay,
  seesPrices: contacts.seesPrices,
  canInvite: contacts.canInvite,
  isPrimary: contacts.isPrimary,
  invitedAt: contacts.invitedAt,
  seenAt: lastSeen,
  version: contacts.version,
}

/** The contacts of customer `id`, the first one first. */
export const contactsOfCustomer = sql
  .select(contactColumns)
  .from(contacts)
  .leftJoin(people, eq(people.id, contacts.personId))
  .where(and(eq(contacts.customerId, id), isNull(contacts.removedAt)))
  .orderBy(desc(contacts.isPrimary), asc(contacts.createdAt), asc(contacts.id))
export type Contact = Awaited<ReturnType<typeof contactsOfCustomer.execute>>[number]

const others = alias(contacts, 'others')
/** Where else the people of customer `id` are listed: one person may stand for two customers. */
export const alsoListed = sql
  .select({ name: contacts.name, customerId: customers.id, customerName: customers.name })
  .from(contacts)
  .innerJoin(others, eq(others.personId, contacts.personId))
  .innerJoin(customers, eq(customers.id, others.customerId))
  .where(
    and(
      eq(contacts.customerId, id),
      isNull(contacts.removedAt),
      ne(others.customerId, contacts.customerId),
      isNull(others.removedAt),
      isNull(customers.archivedAt),
    ),
  )
  .orderBy(asc(contacts.createdAt), asc(customers.name))
export type AlsoListed = Awaited<ReturnType<typeof alsoListed.execute>>[number]

/** One contact by `id`, with its customer, removed or not. */
export const contactById = sql
  .select({ ...contactColumns, removedAt: contacts.removedAt, customerName: customers.name, archivedAt: customers.archivedAt })
  .from(contacts)
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .leftJoin(people, eq(people.id, contacts.personId))
  .where(eq(contacts.id, id))

export async function getCustomer(ctx: BaseCtx, customer: string): Promise<Customer> {
  const [[row]] = await ctx.read([customerById], { id: customer })
  if (!row) throw notFound('Customer')
  return row
}

export async function getContact(ctx: BaseCtx, contact: string) {
  const [[row]] = await ctx.read([contactById], { id: contact })
  if (!row || row.removedAt) throw notFound('Contact')
  return row
}

const mostOptions = 500

/** Customers to choose from in other nouns' forms, by name: the first 500 that match `customersLike` (`%` for all). */
export const customerOptions = sql
  .select({ id: customers.id, name: customers.name, taxExemption: customers.taxExemption })
  .from(customers)
  .where(and(isNull(customers.archivedAt), raw`customers.name LIKE ${raw.placeholder('customersLike')} ESCAPE '\\'`))
  .orderBy(raw`customers.name COLLATE NOCASE`, asc(customers.id))
  .limit(mostOptions)
