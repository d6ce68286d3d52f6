import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { raw, sql, theContact, theCustomer } from '#database/sql.ts'
import { lastSeen } from '#features/customers/queries.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'

const columns = {
  ...{ id: contacts.id, customerId: contacts.customerId, personId: contacts.personId, name: contacts.name, email: people.email },
  ...{ phone: contacts.phone, hasAccess: contacts.hasAccess, canApprove: contacts.canApprove, canPay: contacts.canPay },
  ...{ seesPrices: contacts.seesPrices, canInvite: contacts.canInvite, isPrimary: contacts.isPrimary },
  ...{ invitedAt: contacts.invitedAt, seenAt: lastSeen, version: contacts.version },
}

/** Everybody at the reader's customer, the first contact first. */
export const colleaguesForCustomer = sql
  .select(columns)
  .from(contacts)
  .leftJoin(people, eq(people.id, contacts.personId))
  .where(and(eq(contacts.customerId, theCustomer), isNull(contacts.removedAt)))
  .orderBy(desc(contacts.isPrimary), asc(contacts.createdAt), asc(contacts.id))
  .limit(200)
export type Colleague = Awaited<ReturnType<typeof colleaguesForCustomer.execute>>[number]

/** One of them by `id`, removed or not. */
export const colleagueForCustomer = sql
  .select({ ...columns, removedAt: contacts.removedAt })
  .from(contacts)
  .leftJoin(people, eq(people.id, contacts.personId))
  .where(and(eq(contacts.id, raw.placeholder('id')), eq(contacts.customerId, theCustomer)))

/** What the shop knows of the reader's company. */
export const companyForCustomer = sql
  .select({ name: customers.name, phone: customers.phone, address: customers.address, version: customers.version })
  .from(customers)
  .where(and(eq(customers.id, theCustomer), raw`${theContact} <> ''`))
export type Company = Awaited<ReturnType<typeof companyForCustomer.execute>>[number]
