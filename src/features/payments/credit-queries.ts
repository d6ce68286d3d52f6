import { and, asc, desc, eq, isNotNull, isNull, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer } from '#database/sql.ts'
import { invoices } from '#features/invoices/schema.ts'
import { isOfPayment } from './queries.ts'
import { ledger, paymentParts } from './schema.ts'

const id = raw.placeholder('id')

/** The ledger keeps whose money it was when it came: a customer's credit includes that of those merged into it. */
export const isOf = (customer: unknown) =>
  raw`${ledger.customerId} IN (SELECT c.id FROM customers c WHERE c.id = ${customer} OR c.merged_into_id = ${customer})`

const sums = (scope: SQL | undefined) =>
  sql
    .select({ currency: ledger.currency, minor: raw<number>`-sum(${ledger.amountMinor})` })
    .from(ledger)
    .where(and(isNull(ledger.invoiceId), scope))
    .groupBy(ledger.currency)
    .having(raw`sum(${ledger.amountMinor}) < 0`)

/** What customer `id` has to their credit, by currency. */
export const creditOfCustomer = sums(isOf(id))
/** The same for the customer who looks. */
export const creditForCustomer = sums(isOf(theCustomer))

const invoice = (column: string) => raw`(SELECT ${raw.raw(column)} FROM invoices WHERE id = ${id})`
const isDeposit = raw<boolean>`coalesce(${ledger.estimateId} = ${invoice('estimate_id')}, 0)`.mapWith(Boolean)

/**
 * Credit that may pay invoice `id`, by the payment that brought it: the deposit of its own estimate, and what is for nothing else.
 * The deposit of an estimate that was not billed yet is kept for that.
 */
export const creditOfInvoice = sql
  .select({
    paymentId: ledger.paymentId,
    estimateId: ledger.estimateId,
    customerId: ledger.customerId,
    minor: raw<number>`-sum(${ledger.amountMinor})`,
    isDeposit,
  })
  .from(ledger)
  .where(
    and(
      isNull(ledger.invoiceId),
      eq(ledger.currency, invoice('currency')),
      isOf(invoice('customer_id')),
      raw`(${ledger.estimateId} IS NULL OR ${isDeposit} OR EXISTS (SELECT 1 FROM invoices b
        WHERE b.estimate_id = ${ledger.estimateId} AND b.sent_at IS NOT NULL AND b.voided_at IS NULL))`,
    ),
  )
  .groupBy(ledger.paymentId, ledger.estimateId, ledger.customerId)
  .having(raw`sum(${ledger.amountMinor}) < 0`)
  .orderBy(raw`min(${ledger.at})`)
export type Credit = Awaited<ReturnType<typeof creditOfInvoice.execute>>[number]

/** What each payment has paid of invoice `id` and not taken back, the newest first. */
export const payersOfInvoice = sql
  .select({ paymentId: raw<string>`${ledger.paymentId}`, minor: raw<number>`-sum(${ledger.amountMinor})` })
  .from(ledger)
  .where(and(eq(ledger.invoiceId, id), isNotNull(ledger.paymentId)))
  .groupBy(ledger.paymentId)
  .having(raw`sum(${ledger.amountMinor}) < 0`)
  .orderBy(raw`max(${ledger.at}) DESC`, desc(ledger.paymentId))

/** Each invoice that payment `id` moves money on: those it is for first, then those its credit paid, of which no part is meant for them. */
export const invoicesOfPayment = sql
  .select({
    invoiceId: invoices.id,
    amountMinor: raw<number>`coalesce(${paymentParts.amountMinor}, 0)`,
    number: invoices.number,
    title: invoices.title,
    balanceMinor: invoices.balanceMinor,
    voidedAt: invoices.voidedAt,
    jobId: invoices.jobId,
  })
  .from(invoices)
  .leftJoin(paymentParts, and(eq(paymentParts.invoiceId, invoices.id), eq(paymentParts.paymentId, id)))
  .where(
    raw`${invoices.id} IN (SELECT p.invoice_id FROM payment_parts p WHERE p.payment_id = ${id}
      UNION ALL SELECT ledger.invoice_id FROM ledger WHERE ${isOfPayment(id)})`,
  )
  .orderBy(raw`${paymentParts.id} IS NULL`, asc(invoices.sentAt), asc(invoices.id))
