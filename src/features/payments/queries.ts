import { and, eq, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { events } from '#features/activity/schema.ts'
import { greetedName } from '#features/customers/queries.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { invoices } from '#features/invoices/schema.ts'
import { ledger, paymentParts, payments, stripeEvents } from './schema.ts'

const id = raw.placeholder('id')

/** Payment `id` with the invoice it is for. */
export const paymentById = sql
  .select({
    id: payments.id,
    customerId: payments.customerId,
    method: payments.method,
    state: payments.state,
    amountMinor: payments.amountMinor,
    currency: payments.currency,
    account: payments.account,
    checkoutSession: payments.checkoutSession,
    instrument: payments.instrument,
    receivedOn: payments.receivedOn,
    contactId: payments.contactId,
    settledAt: payments.settledAt,
    invoiceId: invoices.id,
    invoiceNumber: invoices.number,
    invoiceTitle: invoices.title,
    invoiceVoidedAt: invoices.voidedAt,
    balanceMinor: invoices.balanceMinor,
    jobId: invoices.jobId,
  })
  .from(payments)
  .innerJoin(paymentParts, eq(paymentParts.paymentId, payments.id))
  .innerJoin(invoices, eq(invoices.id, paymentParts.invoiceId))
  .where(eq(payments.id, id))
export type Payment = Awaited<ReturnType<typeof paymentById.execute>>[number]

/** What was given back of payment `id`, and what of that came back. */
export const refundsOfPayment = sql
  .select({ source: ledger.source })
  .from(ledger)
  .where(and(eq(ledger.paymentId, id), eq(ledger.kind, 'refund')))

export const stripeEventById = sql
  .select()
  .from(stripeEvents)
  .where(eq(stripeEvents.id, raw.placeholder('event')))

/** Contact `contact`, if a mail may go there now. */
export const mailableContact = sql
  .select({
    id: contacts.id,
    name: greetedName,
    email: people.email,
    customerName: customers.name,
    canPay: contacts.canPay,
    seesPrices: contacts.seesPrices,
  })
  .from(contacts)
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(contacts.id, raw.placeholder('contact')), eq(contacts.hasAccess, true), isNull(contacts.removedAt)))

/** How often the shop's account was taken away, so that the next one is another. */
export const countDisconnections = sql
  .select({ count: raw<number>`count(*)` })
  .from(events)
  .where(eq(events.kind, 'payments.disconnected'))
