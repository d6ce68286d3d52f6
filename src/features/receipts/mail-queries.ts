import { and, eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { isLetIn } from '#features/customers/access.ts'
import { greetedName } from '#features/customers/queries.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'

/** Contact `contact`, if a mail may go there now, and the customer they belong to today. */
export const receiptReader = sql
  .select({
    name: greetedName,
    email: people.email,
    customerId: contacts.customerId,
    customerName: customers.name,
    seesPrices: contacts.seesPrices,
  })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(contacts.id, raw.placeholder('contact')), isLetIn))
