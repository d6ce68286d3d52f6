import { and, eq, isNull } from 'drizzle-orm'
import { raw } from '#database/sql.ts'
import { contacts, customers } from './schema.ts'

/** Whether the portal lets a contact in, and mails go there. For queries that join `contacts` and `customers`. */
export const isLetIn = and(eq(contacts.hasAccess, true), isNull(contacts.removedAt), isNull(customers.archivedAt))

/** The same of the contact `c` of a guard, which a write asserts: it also asks whether the shop's portal is on. */
export const isStillLetIn = raw`c.has_access = 1 AND c.removed_at IS NULL
  AND EXISTS (SELECT 1 FROM customers k WHERE k.id = c.customer_id AND k.archived_at IS NULL)
  AND EXISTS (SELECT 1 FROM profile WHERE is_portal_on = 1)`
