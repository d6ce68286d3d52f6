import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, or, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer, theLink } from '#database/sql.ts'
import { events } from '#features/activity/schema.ts'
import { greetedName } from '#features/customers/queries.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { invoices } from '#features/invoices/schema.ts'
import { staff } from '#features/team/schema.ts'
import { disputes, ledger, paymentParts, payments, refunds, stripeEvents } from './schema.ts'

const id = raw.placeholder('id')

/** Payment `id`. */
export const paymentById = sql
  .select({
    id: payments.id,
    customerId: payments.customerId,
    customerName: customers.name,
    method: payments.method,
    state: payments.state,
    amountMinor: payments.amountMinor,
    currency: payments.currency,
    estimateId: payments.estimateId,
    account: payments.account,
    checkoutSession: payments.checkoutSession,
    paymentIntent: payments.paymentIntent,
    refundedMinor: payments.refundedMinor,
    feeMinor: payments.feeMinor,
    failure: payments.failure,
    instrument: payments.instrument,
    receivedOn: payments.receivedOn,
    contactId: payments.contactId,
    settledAt: payments.settledAt,
    paymentNote: payments.note,
    payerName: payments.payerName,
    applicationFeeMinor: payments.applicationFeeMinor,
    availableOn: payments.availableOn,
    charge: payments.charge,
    savedMethodId: payments.savedMethodId,
    createdAt: payments.createdAt,
  })
  .from(payments)
  .innerJoin(customers, eq(customers.id, payments.customerId))
  .where(eq(payments.id, id))
export type Payment = Awaited<ReturnType<typeof paymentById.execute>>[number]

/** What of payment `id` is for which invoice, and how each stands. */
export const partsOfPayment = sql
  .select({
    invoiceId: invoices.id,
    amountMinor: paymentParts.amountMinor,
    number: invoices.number,
    title: invoices.title,
    balanceMinor: invoices.balanceMinor,
    voidedAt: invoices.voidedAt,
    jobId: invoices.jobId,
  })
  .from(paymentParts)
  .innerJoin(invoices, eq(invoices.id, paymentParts.invoiceId))
  .where(eq(paymentParts.paymentId, id))
  .orderBy(asc(invoices.sentAt), asc(invoices.id))
export type Part = Awaited<ReturnType<typeof partsOfPayment.execute>>[number]

/** What we asked to have given back of payment `id`. */
export const refundsOfPayment = sql
  .select({
    id: refunds.id,
    amountMinor: refunds.amountMinor,
    state: refunds.state,
    reason: refunds.reason,
    isForgiven: refunds.isForgiven,
    createdAt: refunds.createdAt,
    createdById: refunds.createdById,
    createdBy: staff.name,
  })
  .from(refunds)
  .leftJoin(staff, eq(staff.id, refunds.createdById))
  .where(eq(refunds.paymentId, id))
  .orderBy(asc(refunds.createdAt))
export type AskedRefund = Awaited<ReturnType<typeof refundsOfPayment.execute>>[number]

export const disputesOfPayment = sql.select().from(disputes).where(eq(disputes.paymentId, id)).orderBy(asc(disputes.openedAt))
export type DisputeRow = Awaited<ReturnType<typeof disputesOfPayment.execute>>[number]

/** Those who are told when money goes wrong: the shop's owners. */
export const owners = sql
  .select({ id: staff.id, name: staff.name, email: staff.email })
  .from(staff)
  .where(and(eq(staff.role, 'owner'), eq(staff.isActive, true)))

/** A row's source begins with the payment it belongs to: one look into the index of sources. */
export const isOfPayment = (payment: unknown) => raw`(ledger.source > ${payment} || ':' AND ledger.source < ${payment} || ';')`

/** Every movement of money that payment `id` made. */
export const rowsOfPayment = sql
  .select({ kind: ledger.kind, amountMinor: ledger.amountMinor, invoiceId: ledger.invoiceId, source: ledger.source })
  .from(ledger)
  .where(isOfPayment(id))
  .orderBy(asc(ledger.at), asc(ledger.id))

/** Of an attempt to pay, what decides whether it is taken up again. */
export const attemptColumns = {
  id: payments.id,
  state: payments.state,
  account: payments.account,
  checkoutSession: payments.checkoutSession,
  checkoutUrl: payments.checkoutUrl,
  savedMethodId: payments.savedMethodId,
  amountMinor: payments.amountMinor,
  contactId: payments.contactId,
  expiresAt: payments.expiresAt,
  createdAt: payments.createdAt,
  /** Its invoices with their amounts, in the order of their ids. */
  parts: raw<string | null>`(SELECT group_concat(part, ' ') FROM (SELECT p.invoice_id || ':' || p.amount_minor AS part
    FROM payment_parts p WHERE p.payment_id = payments.id ORDER BY p.invoice_id))`,
}

/** What stands for the deposit of estimate `estimate`: attempts that are open, and payments that were not given back. */
const attemptsOfEstimate = (scope: SQL | undefined) =>
  sql
    .select(attemptColumns)
    .from(payments)
    .where(
      and(
        eq(payments.estimateId, raw.placeholder('estimate')),
        or(
          inArray(payments.state, ['open', 'processing']),
          and(eq(payments.state, 'succeeded'), lt(payments.refundedMinor, payments.amountMinor)),
        ),
        scope,
      ),
    )
export const attemptsOfEstimateForCustomer = attemptsOfEstimate(eq(payments.customerId, theCustomer))
export const attemptsOfEstimateForLink = attemptsOfEstimate(
  raw`${payments.estimateId} IN (SELECT subject_id FROM item_links WHERE id = ${theLink} AND purpose = 'estimate')`,
)

const chosen = raw`${invoices.id} IN (SELECT value FROM json_each(${raw.placeholder('ids')}))`

/** Those of the invoices `ids` that are the customer's own and have something left to pay, in the order they were sent. */
export const dueAmongForCustomer = sql
  .select({
    id: invoices.id,
    number: invoices.number,
    title: invoices.title,
    currency: invoices.currency,
    balanceMinor: invoices.balanceMinor,
    jobId: invoices.jobId,
    poNumber: invoices.poNumber,
    voidedAt: invoices.voidedAt,
  })
  .from(invoices)
  .where(
    and(
      ...[eq(invoices.customerId, theCustomer), isNotNull(invoices.sentAt), isNull(invoices.voidedAt)],
      ...[gt(invoices.balanceMinor, 0), chosen],
    ),
  )
  .orderBy(asc(invoices.sentAt), asc(invoices.id))
export type DueInvoice = Awaited<ReturnType<typeof dueAmongForCustomer.execute>>[number]

/** What stands in the way of paying those: open attempts on any of them. */
export const attemptsAmongForCustomer = sql
  .selectDistinct(attemptColumns)
  .from(paymentParts)
  .innerJoin(payments, eq(payments.id, paymentParts.paymentId))
  .innerJoin(invoices, eq(invoices.id, paymentParts.invoiceId))
  .where(and(eq(invoices.customerId, theCustomer), eq(paymentParts.isOpen, true), chosen))

const ownPayment = and(eq(payments.id, id), eq(payments.customerId, theCustomer))

/** Payment `id`, the customer's own. */
export const paymentForCustomer = sql
  .select({
    state: payments.state,
    amountMinor: payments.amountMinor,
    refundedMinor: payments.refundedMinor,
    currency: payments.currency,
    instrument: payments.instrument,
    payerName: payments.payerName,
    receivedOn: payments.receivedOn,
    settledAt: payments.settledAt,
  })
  .from(payments)
  .where(ownPayment)
export type OwnPayment = Awaited<ReturnType<typeof paymentForCustomer.execute>>[number]
export const partsForCustomer = sql
  .select({ invoiceId: invoices.id, number: invoices.number, title: invoices.title, amountMinor: paymentParts.amountMinor })
  .from(payments)
  .innerJoin(paymentParts, eq(paymentParts.paymentId, payments.id))
  .innerJoin(invoices, eq(invoices.id, paymentParts.invoiceId))
  .where(ownPayment)
  .orderBy(asc(invoices.sentAt), asc(invoices.id))
export type OwnPart = Awaited<ReturnType<typeof partsForCustomer.execute>>[number]
export const rowsForCustomer = sql
  .select({ kind: ledger.kind, amountMinor: ledger.amountMinor, invoiceId: ledger.invoiceId })
  .from(payments)
  .innerJoin(ledger, isOfPayment(payments.id))
  .where(ownPayment)
export const disputesForCustomer = sql
  .select({ state: disputes.state })
  .from(payments)
  .innerJoin(disputes, eq(disputes.paymentId, payments.id))
  .where(ownPayment)
export type OwnRow = Awaited<ReturnType<typeof rowsForCustomer.execute>>[number]

export const stripeEventById = sql
  .select()
  .from(stripeEvents)
  .where(eq(stripeEvents.id, raw.placeholder('event')))

/** Contact `contact`, if a mail may go there now. */
export const mailableContact = sql
  .select({
    id: contacts.id,
    answering: contacts.answering,
    name: greetedName,
    email: people.email,
    customerId: contacts.customerId,
    customerName: customers.name,
    canPay: contacts.canPay,
    seesPrices: contacts.seesPrices,
  })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(contacts.id, raw.placeholder('contact')), eq(contacts.hasAccess, true), isNull(contacts.removedAt)))

/** Member `staff` of the shop, if they work there now. */
export const mailableStaff = sql
  .select({ name: staff.name, email: staff.email })
  .from(staff)
  .where(and(eq(staff.id, raw.placeholder('staff')), eq(staff.isActive, true)))

/** How often the shop's account was taken away, so that the next one is another. */
export const countDisconnections = sql
  .select({ count: raw<number>`count(*)` })
  .from(events)
  .where(eq(events.kind, 'payments.disconnected'))
