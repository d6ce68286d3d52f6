import { and, asc, eq, isNull, ne, or, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer } from '#database/sql.ts'
import { asOwned } from '#features/assets/kept.ts'
import { assets, ownerships } from '#features/assets/schema.ts'
import { customers } from '#features/customers/schema.ts'
import { adjustedMinor } from '#features/invoices/queries.ts'
import { creditNotes, invoiceLines, invoices } from '#features/invoices/schema.ts'
import { jobAssets } from '#features/jobs/schema.ts'
import { isOf } from '#features/payments/credit-queries.ts'
import { nextDueOn } from '#features/payments/instalment-queries.ts'
import { ledger, payments } from '#features/payments/schema.ts'

const id = raw.placeholder('id')
const asset = raw.placeholder('asset')

// Credit that is applied moves nothing of a whole account: its two rows sum to nothing.
const isMovement = ne(ledger.kind, 'applied')
/** All, or what was billed for the work on one vehicle. */
const isOfAsset = or(
  raw`${asset} = ''`,
  raw`${invoices.jobId} IN (SELECT ${jobAssets.jobId} FROM ${jobAssets} WHERE ${jobAssets.assetId} = ${asset})`,
)

function entriesIn(scope: SQL | undefined) {
  return sql
    .select({
      kind: ledger.kind,
      amountMinor: ledger.amountMinor,
      at: ledger.at,
      number: invoices.number,
      title: invoices.title,
      noteNumber: creditNotes.number,
      method: payments.method,
      instrument: payments.instrument,
    })
    .from(ledger)
    .leftJoin(invoices, eq(invoices.id, ledger.invoiceId))
    .leftJoin(creditNotes, eq(creditNotes.id, ledger.source))
    .leftJoin(payments, eq(payments.id, ledger.paymentId))
    .where(and(scope, or(isMovement, raw`${asset} <> ''`), isOfAsset))
    .orderBy(asc(ledger.at), raw`ledger.rowid`)
}
/**
 * The account of customer `id`, and of those merged into it, oldest first; with `asset` what its work was billed, and what paid that,
 * credit too.
 */
export const entriesOfCustomer = entriesIn(isOf(id))
export const entriesForCustomer = entriesIn(isOf(theCustomer))

function assetsIn(customer: SQL | ReturnType<typeof raw.placeholder>) {
  return sql
    .select({ id: assets.id, name: asOwned<string>('name', raw`ownerships.customer_id`, 'assets') })
    .from(ownerships)
    .innerJoin(assets, eq(assets.id, ownerships.assetId))
    .where(eq(ownerships.customerId, customer))
    .groupBy(assets.id)
    .orderBy(asc(assets.name))
    .limit(200)
}
export const assetsOfCustomer = assetsIn(id)
export const assetsForCustomer = assetsIn(theCustomer)

/** The customer an account is of, as its head. */
export const holderOfCustomer = sql
  .select({ name: customers.name, address: customers.address })
  .from(customers)
  .where(eq(customers.id, id))
export const holderForCustomer = sql
  .select({ name: customers.name, address: customers.address })
  .from(customers)
  .where(eq(customers.id, theCustomer))

/** What is open, by customer and due day. */
export const openByDay = sql
  .select({
    customerId: invoices.customerId,
    customerName: customers.name,
    dueOn: nextDueOn,
    minor: raw<number>`sum(${invoices.balanceMinor})`,
  })
  .from(invoices)
  .innerJoin(customers, eq(customers.id, invoices.customerId))
  .where(and(isNull(invoices.voidedAt), raw`${invoices.sentAt} IS NOT NULL AND ${invoices.balanceMinor} > 0`))
  .groupBy(invoices.customerId, nextDueOn)

/** For the books: every invoice that was sent, its lines, and every payment. */
export const invoicesToExport = sql
  .select({
    number: invoices.number,
    customer: customers.name,
    title: invoices.title,
    issuedOn: invoices.issuedOn,
    dueOn: nextDueOn,
    poNumber: invoices.poNumber,
    currency: invoices.currency,
    totalMinor: invoices.totalMinor,
    adjustedMinor,
    balanceMinor: invoices.balanceMinor,
    voidedAt: invoices.voidedAt,
  })
  .from(invoices)
  .innerJoin(customers, eq(customers.id, invoices.customerId))
  .where(raw`${invoices.sentAt} IS NOT NULL`)
  .orderBy(asc(invoices.sentAt))
export const linesToExport = sql
  .select({
    number: invoices.number,
    currency: invoices.currency,
    discountMinor: invoices.discountMinor,
    wholePpm: invoices.discountPpm,
    isTaxInclusive: invoices.isTaxInclusive,
    name: invoiceLines.name,
    detail: invoiceLines.detail,
    quantity: invoiceLines.quantity,
    unitPriceMinor: invoiceLines.unitPriceMinor,
    discountPpm: invoiceLines.discountPpm,
    taxPpm: invoiceLines.taxPpm,
    taxName: invoiceLines.taxName,
  })
  .from(invoiceLines)
  .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
  .where(raw`${invoices.sentAt} IS NOT NULL`)
  .orderBy(asc(invoices.sentAt), asc(invoices.id), asc(invoiceLines.position))
export const paymentsToExport = sql
  .select({
    at: ledger.at,
    kind: ledger.kind,
    customer: customers.name,
    number: invoices.number,
    method: payments.method,
    instrument: payments.instrument,
    currency: ledger.currency,
    amountMinor: ledger.amountMinor,
    note: payments.note,
  })
  .from(ledger)
  .innerJoin(payments, eq(payments.id, ledger.paymentId))
  .innerJoin(customers, eq(customers.id, payments.customerId))
  .leftJoin(invoices, eq(invoices.id, ledger.invoiceId))
  .where(isMovement)
  .orderBy(asc(ledger.at), raw`ledger.rowid`)
