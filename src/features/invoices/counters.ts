import type { SQL, SQLWrapper } from 'drizzle-orm'
import { raw } from '#database/sql.ts'
import { invoiceIsDisputed, invoiceIsPending } from '#features/payments/attempts.ts'

/** How many sent invoices of a customer wait for money. */
export function countDue(customer: SQLWrapper): SQL<number> {
  return raw<number>`(SELECT count(*) FROM invoices i WHERE i.customer_id = ${customer} AND i.balance_minor > 0 AND i.voided_at IS NULL AND i.sent_at IS NOT NULL)`
}

/** How many of those wait for somebody to pay them, and not for a bank's word. */
export function countToPay(customer: SQLWrapper): SQL<number> {
  return raw<number>`(SELECT count(*) FROM invoices WHERE invoices.customer_id = ${customer} AND invoices.balance_minor > 0
    AND invoices.voided_at IS NULL AND invoices.sent_at IS NOT NULL AND NOT ${invoiceIsPending} AND NOT ${invoiceIsDisputed})`
}
