import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Action } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, once } from '#database/write.ts'
import { invoices } from '#features/invoices/schema.ts'
import { newId } from '#lib/id.ts'
import { closeAttempt } from './attempts.ts'
import { isOfPayment, type Part, type Payment } from './queries.ts'
import { receiptFor } from './receipt.ts'
import type { Step, Truth } from './rules.ts'
import { ledger, paymentParts, payments } from './schema.ts'
import { type Share, settlementShares, takenBack, takenBy, undone } from './shares.ts'

/** A payment as our rows have it. */
export interface Books {
  readonly now: number
  readonly payment: Payment
  readonly parts: readonly Part[]
  readonly rows: readonly Share[]
}

interface Write {
  readonly action: Action
  readonly changes: readonly Change[]
}

/** What one step writes. Refused('moved') when our rows are no longer as they were read. */
export function writeOf(books: Books, truth: Truth, step: Step): Write {
  const { id } = books.payment
  switch (step.does) {
    case 'settle':
      return books.payment.estimateId ? settleDeposit(books, truth) : settle(books, truth)
    case 'process':
      return {
        action: { ...about(books, 'payment.processing'), audience: 'customer' },
        changes: [
          sql
            .update(payments)
            .set({ state: 'processing', checkoutSession: truth.checkout.id })
            .where(and(eq(payments.id, id), eq(payments.state, 'open'))),
          exactlyOne('moved'),
        ],
      }
    case 'fail':
      return { action: about(books, 'payment.failed'), changes: closeAttempt(id, 'failed') }
    case 'expire':
      return { action: about(books, 'payment.expired'), changes: closeAttempt(id, 'expired') }
    case 'refund':
      return giveBack(books, 'payment.refunded', takenBack('refund', id, step.source, step.amountMinor, books.rows))
    case 'return':
      return giveBack(books, 'payment.refund_failed', undone('refund', id, step.source, step.before, books.rows))
    default:
      return step satisfies never
  }
}

/** Money came in. What an invoice no longer needs is the customer's credit, and the shop is told it was paid twice. */
function settle(books: Books, truth: Truth): Write {
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
      ...insertShares(now, payment, settlementShares(id, parts)),
      ...receipt.links,
    ],
  }
}

/** A deposit came in: the customer's credit, with the estimate it is for. */
function settleDeposit(books: Books, truth: Truth): Write {
  const { now, payment } = books
  const { id, amountMinor, currency, contactId, estimateId } = payment
  const receipt = contactId ? receiptFor(now, { ...payment, invoiceIds: [] }, contactId) : { mails: [], links: [] }
  const source = `${id}:${estimateId}`
  return {
    action: {
      ...{ ...about(books, 'payment.succeeded'), audience: 'customer', mails: receipt.mails },
      facts: { payment: id, amountMinor, currency, instrument: truth.instrument, isDeposit: true },
    },
    changes: [
      ...succeed(now, id, truth),
      ...insertShares(now, payment, [{ kind: 'deposit', amountMinor: -amountMinor, invoiceId: null, source }]),
      ...receipt.links,
    ],
  }
}

function succeed(now: number, id: string, { checkout, instrument }: Truth): Change[] {
  const paid = { checkoutSession: checkout.id, paymentIntent: checkout.paymentIntent ?? null, instrument, settledAt: now }
  return [
    sql
      .update(payments)
      .set({ state: 'succeeded', ...paid })
      .where(and(eq(payments.id, id), ne(payments.state, 'succeeded'))),
    exactlyOne('moved'),
  ]
}

function giveBack(books: Books, kind: string, shares: readonly Share[]): Write {
  const { now, payment, parts, rows } = books
  const sum = shares.reduce((total, { amountMinor }) => total + amountMinor, 0)
  const isAsRead = raw`(SELECT count(*) FROM ledger WHERE ${isOfPayment(payment.id)}) = ${rows.length}`
  const touched = parts.flatMap((part) => {
    const minor = shares.reduce((total, row) => total + (row.invoiceId === part.invoiceId ? row.amountMinor : 0), 0)
    return minor === 0 ? [] : [onInvoice(payment, kind, part, Math.abs(minor))]
  })
  const { currency } = payment
  const whole: Action = {
    ...{ ...about(books, kind), audience: 'customer' },
    facts: { payment: payment.id, number: parts[0]?.number, amountMinor: Math.abs(sum), currency },
  }
  return {
    action: touched.length > 0 ? severally(touched) : whole,
    changes: [
      assert(isAsRead, 'moved'),
      ...insertShares(now, payment, shares),
      sql
        .update(payments)
        .set({ refundedMinor: raw`${payments.refundedMinor} + ${sum}` })
        .where(eq(payments.id, payment.id)),
      ...parts.map(({ invoiceId }) =>
        sql
          .update(invoices)
          .set({ version: raw`${invoices.version} + 1` })
          .where(eq(invoices.id, invoiceId)),
      ),
    ],
  }
}

/** The ledger's rows of a payment, each of which may stand once. */
export function insertShares(
  at: number,
  payment: Pick<Payment, 'id' | 'customerId' | 'currency' | 'estimateId'>,
  shares: readonly Share[],
): Change[] {
  const { id: paymentId, customerId, currency, estimateId } = payment
  return shares.map((share) =>
    once(sql.insert(ledger).values({ id: newId('led'), customerId, currency, paymentId, estimateId, at, ...share }), 'moved'),
  )
}

/** Moves an invoice's version on, if it still owes what was read. */
function invoiceIsAsRead({ invoiceId, balanceMinor, voidedAt }: Part): Change[] {
  const isAsRead = voidedAt === null ? isNull(invoices.voidedAt) : eq(invoices.voidedAt, voidedAt)
  return [
    sql
      .update(invoices)
      .set({ version: raw`${invoices.version} + 1` })
      .where(and(eq(invoices.id, invoiceId), eq(invoices.balanceMinor, balanceMinor), isAsRead)),
    exactlyOne('moved'),
  ]
}

const idsOf = (parts: readonly Part[]) => parts.map(({ invoiceId }) => invoiceId)

/** What happened to one invoice of a payment. That it was paid twice, the shop reads alone. */
function onInvoice(payment: Payment, kind: string, part: Part, amountMinor: number, more: { instrument?: string } = {}): Action {
  const { id, customerId, currency } = payment
  return {
    ...{ kind, subjectId: part.invoiceId, customerId, jobId: part.jobId ?? undefined, details: { payment: id } },
    audience: kind === 'payment.twice' ? 'staff' : 'customer',
    facts: { payment: id, number: part.number, amountMinor, currency, ...more },
  }
}

/** The same on each of its invoices, in one action. */
function severally([first, ...others]: readonly Action[]): Action {
  if (!first) throw new Error('A payment is for something')
  return { ...first, consequences: others }
}

function about({ payment, parts }: Books, kind: string): Action {
  const { id, customerId, estimateId } = payment
  const [first, ...others] = parts.map(({ invoiceId, jobId }) => ({
    ...{ kind, subjectId: invoiceId, customerId, jobId: jobId ?? undefined, details: { payment: id } },
  }))
  return first ? { ...first, consequences: others } : { kind, subjectId: estimateId ?? id, customerId, details: { payment: id } }
}
