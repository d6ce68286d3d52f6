import { asc, eq, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { customers } from '#features/customers/schema.ts'
import { differences, disputes, payments } from './schema.ts'

/** Disputes whose bank waits for an answer, the most pressing first. */
export const openDisputes = sql
  .select({
    id: disputes.id,
    paymentId: disputes.paymentId,
    amountMinor: disputes.amountMinor,
    currency: disputes.currency,
    evidenceDueAt: disputes.evidenceDueAt,
    customer: customers.name,
  })
  .from(disputes)
  .innerJoin(payments, eq(payments.id, disputes.paymentId))
  .innerJoin(customers, eq(customers.id, payments.customerId))
  .where(eq(disputes.state, 'open'))
  .orderBy(asc(disputes.evidenceDueAt))
  .limit(20)

/** Where our rows and Stripe's differ still. */
export const openDifferences = sql
  .select({
    id: differences.id,
    kind: differences.kind,
    paymentId: differences.paymentId,
    foundAt: differences.foundAt,
    details: differences.details,
  })
  .from(differences)
  .where(isNull(differences.resolvedAt))
  .orderBy(asc(differences.foundAt))
  .limit(50)
export type Difference = Awaited<ReturnType<typeof openDifferences.execute>>[number]

/** Disputes of what was paid on invoice `id`. */
export const disputesOfInvoice = sql
  .selectDistinct({
    id: disputes.id,
    paymentId: disputes.paymentId,
    amountMinor: disputes.amountMinor,
    currency: disputes.currency,
    state: disputes.state,
    evidenceDueAt: disputes.evidenceDueAt,
  })
  .from(disputes)
  .where(raw`${disputes.paymentId} IN (SELECT p.payment_id FROM payment_parts p WHERE p.invoice_id = ${raw.placeholder('id')})`)
export type InvoiceDispute = Awaited<ReturnType<typeof disputesOfInvoice.execute>>[number]
