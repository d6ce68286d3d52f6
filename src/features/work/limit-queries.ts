import { and, desc, eq, inArray } from 'drizzle-orm'
import { raw, sql, theCustomer } from '#database/sql.ts'
import { spendingLimits } from '#features/approvals/schema.ts'
import { isLetIn } from '#features/customers/access.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'

const isAlive = inArray(spendingLimits.state, ['proposed', 'accepted'])
const newest = [desc(spendingLimits.createdAt), raw`spending_limits.rowid DESC`] as const

/** What is proposed to customer `:id` and what they accepted, the newest first. */
export const limitsOfCustomer = sql
  .select()
  .from(spendingLimits)
  .where(and(eq(spendingLimits.customerId, raw.placeholder('id')), isAlive))
  .orderBy(...newest)
export type LimitRow = Awaited<ReturnType<typeof limitsOfCustomer.execute>>[number]

/** The one this customer accepted, for job `:id`. */
export const limitOfJob = sql
  .select()
  .from(spendingLimits)
  .where(
    and(
      eq(spendingLimits.customerId, raw`(SELECT j.customer_id FROM jobs j WHERE j.id = ${raw.placeholder('id')})`),
      eq(spendingLimits.state, 'accepted'),
    ),
  )
  .orderBy(...newest)
  .limit(1)

/** Limit `:subject` of the customer who reads. */
export const limitForCustomer = sql
  .select()
  .from(spendingLimits)
  .where(and(eq(spendingLimits.id, raw.placeholder('subject')), eq(spendingLimits.customerId, theCustomer)))

/** The same for staff, who name the customer: `:id`. */
export const limitForStaff = sql
  .select()
  .from(spendingLimits)
  .where(and(eq(spendingLimits.id, raw.placeholder('subject')), eq(spendingLimits.customerId, raw.placeholder('id'))))

/** Who of customer `:id` is asked. */
export const approversOfCustomer = sql
  .select({ id: contacts.id, name: contacts.name, email: people.email, seesPrices: contacts.seesPrices })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(
    and(eq(contacts.customerId, raw.placeholder('id')), eq(contacts.canApprove, true), eq(contacts.seesPrices, true), isLetIn),
  )
