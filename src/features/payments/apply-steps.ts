import { and, eq, ne } from 'drizzle-orm'
import { sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { dayOf } from '#lib/time.ts'
import { dispute, refund, refundRefused, refundReturned } from './apply-back.ts'
import { about, type Books, invoiceIsAsRead, onInvoice, severally, type Write } from './apply-events.ts'
import { closeAttempt } from './attempts.ts'
import { insertShares } from './ledger-rows.ts'
import { tellOfFailure } from './news.ts'
import type { Part } from './queries.ts'
import { receiptFor } from './receipt.ts'
import { pageOf, type Step, type Truth } from './rules.ts'
import { keepMethod } from './saved.ts'
import { paymentParts, payments } from './schema.ts'
import { takenBy } from './shares.ts'
import { sharesOf } from './step-shares.ts'

/** What one step writes. Refused('moved') when our rows are no longer as they were read. */
export function writeOf(books: Books, truth: Truth, step: Step): Write {
  const { id } = books.payment
  switch (step.does) {
    case 'settle':
      return books.payment.estimateId ? settleDeposit(books, truth, step) : settle(books, truth, step)
    case 'process':
      return {
        action: { ...about(books, 'payment.processing'), audience: 'customer' },
        changes: [
          sql
            .update(payments)
            .set({
              state: 'processing',
              checkoutSession: pageOf(truth.checkout),
              paymentIntent: truth.checkout.paymentIntent ?? null,
            })
            .where(and(eq(payments.id, id), eq(payments.state, 'open'))),
          exactlyOne('moved'),
        ],
      }
    case 'fail':
      return fail(books, truth)
    case 'expire':
      return { action: about(books, 'payment.expired'), changes: closeAttempt(id, 'expired') }
    case 'refund':
      return refund(books, step)
    case 'return':
      return refundReturned(books, step)
    case 'refuse':
      return refundRefused(books, step)
    case 'cost':
      return { action: about(books, 'payment.cost_known'), changes: [learnCost(id, truth)] }
    case 'dispute':
      return dispute(books, step)
    default:
      return step satisfies never
  }
}

/** Money came in. What an invoice no longer needs is the customer's credit, and the shop is told it was paid twice. */
function settle(books: Books, truth: Truth, step: Step): Write {
  const { now, payment, parts } = books
  const { id, contactId } = payment
  const receipt = contactId ? receiptFor(now, { ...payment, invoiceIds: idsOf(parts) }, contactId) : { mails: [], links: [] }
  const news = parts.flatMap((part): [string, Part, number][] => {
    const taken = takenBy(part)
    const rest = part.amountMinor - taken
    return [
      ...(taken > 0 ? [['payment.succeeded', part, taken] as [string, Part, number]] : []),
      ...(rest > 0 ? [['payment.twice', part, rest] as [string, Part, number]] : []),
    ]
  })
  return {
    action: {
      ...severally(news.map(([kind, part, minor]) => onInvoice(payment, kind, part, minor, { instrument: truth.instrument }))),
      mails: receipt.mails,
    },
    changes: [
      ...succeed(now, id, truth),
      sql.update(paymentParts).set({ isOpen: false }).where(eq(paymentParts.paymentId, id)),
      ...parts.flatMap(invoiceIsAsRead),
      ...insertShares(now, payment, sharesOf(books, step)),
      ...keepMethod(books, truth),
      ...receipt.links,
    ],
  }
}

/** A deposit came in: the customer's credit, with the estimate it is for. */
function settleDeposit(books: Books, truth: Truth, step: Step): Write {
  const { now, payment } = books
  const { id, amountMinor, currency, contactId } = payment
  const receipt = contactId ? receiptFor(now, { ...payment, invoiceIds: [] }, contactId) : { mails: [], links: [] }
  return {
    action: {
      ...{ ...about(books, 'payment.succeeded'), audience: 'customer', mails: receipt.mails },
      facts: { payment: id, amountMinor, currency, instrument: truth.instrument, isDeposit: true },
    },
    changes: [...succeed(now, id, truth), ...insertShares(now, payment, sharesOf(books, step)), ...receipt.links],
  }
}

function succeed(now: number, id: string, truth: Truth): Change[] {
  const { checkout, instrument } = truth
  const paid = { checkoutSession: pageOf(checkout), paymentIntent: checkout.paymentIntent ?? null, instrument, settledAt: now }
  const cost = costColumns(truth)
  return [
    sql
      .update(payments)
      .set({ state: 'succeeded', ...paid, ...cost })
      .where(and(eq(payments.id, id), ne(payments.state, 'succeeded'))),
    exactlyOne('moved'),
  ]
}

/** What Stripe and the platform keep, and the day the rest is released, by Stripe's own calendar (UTC). */
function costColumns({ charge, cost }: Truth) {
  const known = cost && {
    ...{ feeMinor: cost.feeMinor, applicationFeeMinor: cost.applicationFeeMinor },
    availableOn: dayOf(cost.availableAt, 'UTC'),
  }
  return { charge: charge ?? null, ...known }
}

const learnCost = (id: string, truth: Truth) => sql.update(payments).set(costColumns(truth)).where(eq(payments.id, id))

/** The bank said no to a debit: the invoices can be paid again, and payer and shop are told why. */
function fail(books: Books, { checkout }: Truth): Write {
  const { payment, parts } = books
  // What was kept is refused at once, and whoever charged it says so: only a debit that bounces later is news.
  const isNews = payment.savedMethodId === null || payment.state === 'processing'
  const told = isNews ? tellOfFailure(books) : { mails: [], links: [] }
  const facts = { payment: payment.id, number: parts[0]?.number, reason: checkout.failure ?? '' }
  return {
    action: { ...about(books, 'payment.failed', { audience: 'customer', facts }), mails: told.mails },
    changes: [
      ...closeAttempt(payment.id, 'failed'),
      sql
        .update(payments)
        .set({ failure: checkout.failure ?? null, paymentIntent: checkout.paymentIntent ?? null })
        .where(eq(payments.id, payment.id)),
      ...told.links,
    ],
  }
}

const idsOf = (parts: readonly Part[]) => parts.map(({ invoiceId }) => invoiceId)
