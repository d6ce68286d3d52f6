import { and, desc, eq, isNull } from 'drizzle-orm'
import { raw, sql, theContact, theCustomer } from '#database/sql.ts'
import { payments, savedMethods } from './schema.ts'

const id = raw.placeholder('id')
/** What was kept at an account the shop has left cannot be charged any more. */
const isUsable = and(isNull(savedMethods.removedAt), raw`${savedMethods.account} = (SELECT stripe_account FROM profile)`)
/** A method is its owner's alone: no colleague pays with it. */
const isOwn = and(eq(savedMethods.customerId, theCustomer), eq(savedMethods.contactId, theContact))

/** What the contact who looks has kept to pay with, the newest first. */
export const methodsForCustomer = sql
  .select({
    id: savedMethods.id,
    label: savedMethods.label,
    autopayAt: savedMethods.autopayAt,
    createdAt: savedMethods.createdAt,
  })
  .from(savedMethods)
  .where(and(isOwn, isUsable))
  .orderBy(desc(savedMethods.createdAt), desc(savedMethods.id))
export type SavedMethod = Awaited<ReturnType<typeof methodsForCustomer.execute>>[number]

/** One of them, `method`. */
export const methodForCustomer = sql
  .select({
    ...{ id: savedMethods.id, label: savedMethods.label, autopayAt: savedMethods.autopayAt, removedAt: savedMethods.removedAt },
    account: savedMethods.account,
  })
  .from(savedMethods)
  .where(and(isOwn, eq(savedMethods.id, raw.placeholder('method'))))
export type OwnMethod = Awaited<ReturnType<typeof methodForCustomer.execute>>[number]

/** Who the contact who looks is at Stripe, from when they had something kept. */
export const payerForCustomer = sql
  .select({ stripeCustomer: savedMethods.stripeCustomer })
  .from(savedMethods)
  .where(and(isOwn, raw`${savedMethods.account} = (SELECT stripe_account FROM profile)`))
  .orderBy(desc(savedMethods.createdAt))
  .limit(1)

const firstPart = (column: string) =>
  raw<string | null>`(SELECT ${raw.raw(column)} FROM payment_parts p JOIN invoices i ON i.id = p.invoice_id
    WHERE p.payment_id = payments.id ORDER BY i.sent_at, i.id LIMIT 1)`

/** Payment `id`, with what was kept and is charged for it. */
export const chargedAttemptById = sql
  .select({
    ...{ id: payments.id, state: payments.state, account: payments.account, customerId: payments.customerId },
    ...{ amountMinor: payments.amountMinor, currency: payments.currency, createdAt: payments.createdAt },
    ...{ stripeCustomer: savedMethods.stripeCustomer, stripeMethod: savedMethods.stripeMethod, label: savedMethods.label },
    /** When what was kept was removed. */
    removedAt: savedMethods.removedAt,
    /** Of its invoices, parted by spaces. */
    numbers: raw<string>`(SELECT coalesce(group_concat(number, ' '), '') FROM (SELECT i.number FROM payment_parts p
      JOIN invoices i ON i.id = p.invoice_id WHERE p.payment_id = payments.id ORDER BY i.sent_at, i.id))`,
    invoiceId: firstPart('i.id'),
    jobId: firstPart('i.job_id'),
    /** What began by itself is asked for only while its owner agrees to that. */
    isAgreed: raw<number>`(${savedMethods.autopayAt} IS NOT NULL AND ${savedMethods.removedAt} IS NULL OR NOT EXISTS (SELECT 1
      FROM payment_parts p JOIN events e ON e.subject_id = p.invoice_id AND e.at = payments.created_at
      WHERE p.payment_id = payments.id AND e.kind = 'payment.started' AND e.details ->> 'payment' = payments.id
      AND e.details ->> 'isByItself'))`,
  })
  .from(payments)
  .innerJoin(savedMethods, eq(savedMethods.id, payments.savedMethodId))
  .where(eq(payments.id, id))
export type ChargedAttempt = Awaited<ReturnType<typeof chargedAttemptById.execute>>[number]
