import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { sql, theNow, thePerson } from '#database/sql.ts'
import { contacts, customers } from '#features/customers/schema.ts'
import { sessions } from '../schema.ts'

const most = 100

/** Where whoever looks is signed in at this shop, the latest first, and for which of their customers. */
export const ownSessions = sql
  .select({
    id: sessions.id,
    device: sessions.device,
    host: sessions.host,
    customerName: customers.name,
    createdAt: sessions.createdAt,
    seenAt: sessions.seenAt,
  })
  .from(sessions)
  .innerJoin(contacts, eq(contacts.id, sessions.contactId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(sessions.personId, thePerson), isNull(sessions.endedAt), gt(sessions.expiresAt, theNow)))
  .orderBy(desc(sessions.seenAt), desc(sessions.createdAt))
  .limit(most)
export type OwnSession = Awaited<ReturnType<typeof ownSessions.execute>>[number]
