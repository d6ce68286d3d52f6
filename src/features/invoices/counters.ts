import type { SQL, SQLWrapper } from 'drizzle-orm'
import { raw } from '#database/sql.ts'

/** How many sent invoices of a customer wait for money. */
export function countDue(customer: SQLWrapper): SQL<number> {
  return raw<number>`(SELECT count(*) FROM invoices i WHERE i.customer_id = ${customer} AND i.balance_minor > 0 AND i.voided_at IS NULL AND i.sent_at IS NOT NULL)`
}
