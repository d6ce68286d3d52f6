import { and, asc, eq, isNotNull, isNull, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer, theLink } from '#database/sql.ts'
import { isLetIn } from '#features/customers/access.ts'
import { contacts, customers } from '#features/customers/schema.ts'
import { invoices } from '#features/invoices/schema.ts'
import { savedMethods } from './schema.ts'

const id = raw.placeholder('id')

/** When the clock charges it next: the topics of its steps begin alike. */
const plannedAt = raw<number | null>`(SELECT min(o.due_at) FROM outbox o
  WHERE o.topic >= 'invoice.autopay ' || ${invoices.id} || ' ' AND o.topic < 'invoice.autopay ' || ${invoices.id} || '!'
  AND o.sent_at IS NULL AND o.failed_at IS NULL)`

/** What pays an invoice by itself: of those at its customer who may pay and agreed before it was sent, whoever agreed first. */
const autopay = (scope: SQL | undefined) =>
  sql
    .select({
      ...{ id: savedMethods.id, label: savedMethods.label, contactId: savedMethods.contactId, account: savedMethods.account },
      at: plannedAt,
    })
    .from(invoices)
    .innerJoin(contacts, eq(contacts.customerId, invoices.customerId))
    .innerJoin(customers, eq(customers.id, contacts.customerId))
    .innerJoin(savedMethods, eq(savedMethods.contactId, contacts.id))
    .where(
      and(
        ...[scope, isLetIn, eq(contacts.canPay, true), isNull(savedMethods.removedAt), isNotNull(savedMethods.autopayAt)],
        // With the portal off nobody is told of anything, and nobody can stop it.
        raw`${savedMethods.account} = (SELECT stripe_account FROM profile WHERE is_portal_on = 1)`,
        raw`coalesce(${invoices.sentAt}, ${savedMethods.autopayAt}) >= ${savedMethods.autopayAt}`,
      ),
    )
    .orderBy(asc(savedMethods.autopayAt), asc(savedMethods.id))
    .limit(1)

/** Of invoice `id`. */
export const autopayOfInvoice = autopay(eq(invoices.id, id))
export const autopayForCustomer = autopay(and(eq(invoices.id, id), eq(invoices.customerId, theCustomer)))
export const autopayForLink = autopay(
  raw`${invoices.id} IN (SELECT subject_id FROM item_links WHERE id = ${theLink} AND purpose = 'invoice')`,
)
export type Autopay = Awaited<ReturnType<typeof autopayOfInvoice.execute>>[number]

/** Method `method` with its owner, for a mail to them. */
export const methodById = sql
  .select({ label: savedMethods.label, contactId: savedMethods.contactId, autopayAt: savedMethods.autopayAt })
  .from(savedMethods)
  .where(eq(savedMethods.id, raw.placeholder('method')))
