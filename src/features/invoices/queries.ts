import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer, theLink } from '#database/sql.ts'
import { customers } from '#features/customers/schema.ts'
import { jobs } from '#features/jobs/schema.ts'
import { invoiceIsDisputed, invoiceIsPending } from '#features/payments/attempts.ts'
import { nextDueOn } from '#features/payments/instalment-queries.ts'
import { attemptColumns } from '#features/payments/queries.ts'
import { ledger, paymentParts, payments } from '#features/payments/schema.ts'
import { creditNotes, invoiceLines, invoices } from './schema.ts'

const id = raw.placeholder('id')

function adjusted(kinds: SQL): SQL<number> {
  return raw<number>`(SELECT coalesce(sum(l.amount_minor), 0) FROM ledger l WHERE l.invoice_id = invoices.id AND l.kind IN (${kinds}))`
}

/** What late fees and credit notes made of an invoice's total. */
export const adjustedMinor = adjusted(raw`'late_fee', 'credit_note'`)

/**
 * What of its payments went back, to the payer or their bank, and was neither forgiven nor paid again: its rows in their order, never
 * below nothing, which is the greatest sum of any last so many of them.
 */
const goneBackMinor = raw<number>`(SELECT coalesce(max(0, max(t.moved)), 0) FROM (
  SELECT sum(CASE l.kind WHEN 'applied' THEN min(l.amount_minor, 0) ELSE l.amount_minor END)
    OVER (ORDER BY l.at DESC, l.rowid DESC) AS moved FROM ledger l WHERE l.invoice_id = invoices.id
    AND l.kind IN ('refund', 'dispute', 'dispute_won', 'credit_note', 'payment', 'applied')) t)`

const invoiceColumns = {
  id: invoices.id,
  number: invoices.number,
  title: invoices.title,
  currency: invoices.currency,
  discountPpm: invoices.discountPpm,
  discountMinor: invoices.discountMinor,
  isTaxInclusive: invoices.isTaxInclusive,
  /** Why its customer pays no tax: as it was sent, or as it is today for a draft. */
  taxExemption: raw<string | null>`CASE WHEN invoices.sent_at IS NULL THEN ${customers.taxExemption}
    ELSE (SELECT e.content ->> '$.taxExemption' FROM editions e WHERE e.subject_id = invoices.id AND e.number = invoices.edition) END`,
  totalMinor: invoices.totalMinor,
  balanceMinor: invoices.balanceMinor,
  dueOn: nextDueOn,
  issuedOn: invoices.issuedOn,
  poNumber: invoices.poNumber,
  note: invoices.note,
  edition: invoices.edition,
  sentAt: invoices.sentAt,
  voidedAt: invoices.voidedAt,
  settledAt: invoices.settledAt,
  version: invoices.version,
  customerId: invoices.customerId,
  customerName: customers.name,
  customerAddress: customers.address,
  jobId: invoices.jobId,
  jobNumber: jobs.number,
  /** When the edition that counts was made, and what the one before it came to. */
  editedAt: raw<
    number | null
  >`(SELECT e.created_at FROM editions e WHERE e.subject_id = invoices.id AND e.number = invoices.edition AND e.number > 1)`,
  beforeMinor: raw<
    number | null
  >`(SELECT e.content ->> 'totalMinor' FROM editions e WHERE e.subject_id = invoices.id AND e.number = invoices.edition - 1)`,
  adjustedMinor,
  /** What of that is a late fee. */
  feeMinor: adjusted(raw`'late_fee'`),
  goneBackMinor,
  /** Whether a bank is deciding about one of its payments, or a deposit it was paid with. */
  isDisputed: invoiceIsDisputed,
  /** Why the last payment came to nothing, as the bank says it. */
  failure: raw<string | null>`(SELECT CASE WHEN p.state = 'failed' THEN p.failure END FROM payment_parts t
    JOIN payments p ON p.id = t.payment_id WHERE t.invoice_id = invoices.id ORDER BY p.created_at DESC, p.id DESC LIMIT 1)`,
  /** What its payments brought beyond what it needed, and is the customer’s still. */
  creditMinor: raw<number>`(SELECT coalesce(-sum(l.amount_minor), 0) FROM payment_parts p
    JOIN ledger l ON l.source > p.payment_id || ':' AND l.source < p.payment_id || ';'
    WHERE p.invoice_id = invoices.id AND l.invoice_id IS NULL)`,
  hasPayments:
    raw<boolean>`EXISTS (SELECT 1 FROM ledger l WHERE l.invoice_id = invoices.id AND (l.payment_id IS NOT NULL OR l.kind = 'applied'))`.mapWith(
      Boolean,
    ),
}

/** Money of a payment for this invoice that the invoice did not need, and what was given back of it. */
const isItsCredit = raw`ledger.id IN (SELECT l.id FROM payment_parts p
  JOIN ledger l ON l.source > p.payment_id || ':' AND l.source < p.payment_id || ';'
  WHERE p.invoice_id = invoices.id AND l.invoice_id IS NULL AND l.kind <> 'applied')`

/** What was paid of this invoice and is not owed any more: it left for the customer’s credit. */
const isKept = raw`(ledger.kind = 'applied' AND ledger.invoice_id = invoices.id AND ledger.amount_minor > 0)`

const lineColumns = {
  lineKey: invoiceLines.lineKey,
  name: invoiceLines.name,
  detail: invoiceLines.detail,
  quantity: invoiceLines.quantity,
  unitPriceMinor: invoiceLines.unitPriceMinor,
  discountPpm: invoiceLines.discountPpm,
  taxPpm: invoiceLines.taxPpm,
  taxName: invoiceLines.taxName,
}

/** What an invoice's page is made of, for whoever `scope` lets see it. */
function pageQueries(scope: SQL | undefined) {
  return {
    invoice: sql
      .select(invoiceColumns)
      .from(invoices)
      .innerJoin(customers, eq(customers.id, invoices.customerId))
      .leftJoin(jobs, eq(jobs.id, invoices.jobId))
      .where(scope),
    lines: sql
      .select(lineColumns)
      .from(invoiceLines)
      .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
      .where(scope)
      .orderBy(asc(invoiceLines.position)),
    movements: sql
      .select({
        kind: ledger.kind,
        amountMinor: ledger.amountMinor,
        /** Missing where it moved the customer’s credit, not what is left of this invoice. */
        invoiceId: ledger.invoiceId,
        at: ledger.at,
        paymentId: ledger.paymentId,
        /** Of an estimate’s deposit. */
        isDeposit: raw<boolean>`${ledger.estimateId} IS NOT NULL`.mapWith(Boolean),
        method: payments.method,
        instrument: payments.instrument,
        receivedOn: payments.receivedOn,
        payerName: payments.payerName,
      })
      .from(invoices)
      .innerJoin(ledger, or(eq(ledger.invoiceId, invoices.id), isItsCredit))
      .leftJoin(payments, eq(payments.id, ledger.paymentId))
      .where(and(scope, or(isNotNull(ledger.paymentId), eq(ledger.kind, 'applied')), raw`NOT ${isKept}`))
      .orderBy(asc(ledger.at), asc(ledger.id)),
    adjustments: sql
      .select({
        kind: ledger.kind,
        amountMinor: ledger.amountMinor,
        at: ledger.at,
        noteId: creditNotes.id,
        noteNumber: creditNotes.number,
        reason: creditNotes.reason,
        issuedOn: creditNotes.issuedOn,
      })
      .from(ledger)
      .innerJoin(invoices, eq(invoices.id, ledger.invoiceId))
      .leftJoin(
        creditNotes,
        and(
          eq(creditNotes.invoiceId, invoices.id),
          raw`instr(':' || ${ledger.source} || ':', ':' || ${creditNotes.id} || ':') > 0`,
        ),
      )
      .where(and(scope, or(inArray(ledger.kind, ['late_fee', 'credit_note']), isKept)))
      .orderBy(asc(ledger.at), raw`ledger.rowid`),
    attempts: sql
      .select(attemptColumns)
      .from(paymentParts)
      .innerJoin(payments, eq(payments.id, paymentParts.paymentId))
      .innerJoin(invoices, eq(invoices.id, paymentParts.invoiceId))
      .where(and(scope, eq(paymentParts.isOpen, true))),
  }
}
type PageQueries = ReturnType<typeof pageQueries>
export type Invoice = Awaited<ReturnType<PageQueries['invoice']['execute']>>[number]
export type InvoiceLine = Awaited<ReturnType<PageQueries['lines']['execute']>>[number]
export type Movement = Awaited<ReturnType<PageQueries['movements']['execute']>>[number]
export type Adjustment = Awaited<ReturnType<PageQueries['adjustments']['execute']>>[number]
export type Attempt = Awaited<ReturnType<PageQueries['attempts']['execute']>>[number]

/** By `id`, for staff and for the shop's own clockwork. */
export const {
  invoice: invoiceById,
  lines: linesOfInvoice,
  movements: movementsOfInvoice,
  adjustments: adjustmentsOfInvoice,
  attempts: attemptsOfInvoice,
} = pageQueries(eq(invoices.id, id))

/** By `id`, sent, and the customer's own. */
export const {
  invoice: invoiceForCustomer,
  lines: linesForCustomer,
  movements: movementsForCustomer,
  adjustments: adjustmentsForCustomer,
  attempts: attemptsForCustomer,
} = pageQueries(and(eq(invoices.id, id), eq(invoices.customerId, theCustomer), isNotNull(invoices.sentAt)))

const linked = raw`${invoices.id} IN (SELECT subject_id FROM item_links WHERE id = ${theLink} AND purpose = 'invoice')`
/** The one an item link leads to. */
export const {
  invoice: invoiceForLink,
  lines: linesForLink,
  movements: movementsForLink,
  adjustments: adjustmentsForLink,
  attempts: attemptsForLink,
} = pageQueries(and(linked, isNotNull(invoices.sentAt)))

const rowColumns = {
  id: invoices.id,
  number: invoices.number,
  title: invoices.title,
  currency: invoices.currency,
  totalMinor: invoices.totalMinor,
  balanceMinor: invoices.balanceMinor,
  adjustedMinor,
  dueOn: nextDueOn,
  issuedOn: invoices.issuedOn,
  sentAt: invoices.sentAt,
  voidedAt: invoices.voidedAt,
  settledAt: invoices.settledAt,
  isPending: invoiceIsPending,
  isDisputed: invoiceIsDisputed,
}
const own = and(eq(invoices.customerId, theCustomer), isNotNull(invoices.sentAt))
const isOwnDue = and(own, isNull(invoices.voidedAt), gt(invoices.balanceMinor, 0))
const isOwnPast = and(own, or(isNotNull(invoices.voidedAt), raw`${invoices.balanceMinor} <= 0`))
const byDueDay = [raw`${nextDueOn} IS NULL`, asc(nextDueOn), asc(invoices.sentAt)]

const dueOwn = (most: number) =>
  sql
    .select(rowColumns)
    .from(invoices)
    .where(isOwnDue)
    .orderBy(...byDueDay)
    .limit(most)
/** What a customer has to pay, most pressing first: for the home page, and everything as far as a page can show it. */
export const invoicesDueForCustomer = dueOwn(10)
export const allDueForCustomer = dueOwn(200)

/** What is behind a customer: paid and void ones, newest first, a page at a time. */
export const pastForCustomer = sql
  .select(rowColumns)
  .from(invoices)
  .where(isOwnPast)
  .orderBy(desc(invoices.sentAt))
  .limit(raw.placeholder('limit'))
  .offset(raw.placeholder('offset'))
export const countPastForCustomer = sql.select({ count: raw<number>`count(*)` }).from(invoices).where(isOwnPast)
export type InvoiceRow = Awaited<ReturnType<typeof pastForCustomer.execute>>[number]
