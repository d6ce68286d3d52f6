import { and, asc, eq, isNotNull, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer, theLink } from '#database/sql.ts'
import { invoices } from '#features/invoices/schema.ts'
import { instalments } from './schema.ts'

/** When an invoice has to be paid next: the day of the first step of its plan that is not paid, else its due day. */
export const nextDueOn = raw<string | null>`coalesce((SELECT s.due_on FROM instalments s WHERE s.invoice_id = invoices.id
  AND (SELECT sum(b.amount_minor) FROM instalments b WHERE b.invoice_id = s.invoice_id AND b.position <= s.position)
    > (SELECT sum(a.amount_minor) FROM instalments a WHERE a.invoice_id = s.invoice_id) - max(invoices.balance_minor, 0)
  ORDER BY s.position LIMIT 1), invoices.due_on)`

const steps = (scope: SQL | undefined) =>
  sql
    .select({ position: instalments.position, dueOn: instalments.dueOn, amountMinor: instalments.amountMinor })
    .from(instalments)
    .innerJoin(invoices, eq(invoices.id, instalments.invoiceId))
    .where(scope)
    .orderBy(asc(instalments.position))

/** The plan to pay invoice `id`, the earliest step first; nothing where it is paid at once. */
export const instalmentsOfInvoice = steps(eq(invoices.id, raw.placeholder('id')))
export const instalmentsForCustomer = steps(
  and(eq(invoices.id, raw.placeholder('id')), eq(invoices.customerId, theCustomer), isNotNull(invoices.sentAt)),
)
export const instalmentsForLink = steps(
  and(
    raw`${invoices.id} IN (SELECT subject_id FROM item_links WHERE id = ${theLink} AND purpose = 'invoice')`,
    isNotNull(invoices.sentAt),
  ),
)
