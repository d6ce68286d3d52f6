import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Checkout } from '#adapters/stripe.ts'
import type { Action, BaseCtx, SystemCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne, once, Refused } from '#database/write.ts'
import { invoices } from '#features/invoices/schema.ts'
import { newItemLink } from '#identity/item-links.ts'
import { newId } from '#lib/id.ts'
import { closeAttempt } from './attempts.ts'
import { type Payment, paymentById, refundsOfPayment } from './queries.ts'
import { kindOfMoney, mismatchOf, nextStep, type Step, type Truth } from './rules.ts'
import { ledger, paymentParts, payments } from './schema.ts'

/** What Stripe says now of the checkout it names, on that account; undefined when there is none. */
export async function fetchTruth(
  { deps }: BaseCtx,
  account: string,
  pointer: { readonly session: string } | { readonly paymentIntent: string },
): Promise<(Truth & { readonly paymentKey: string | undefined }) | undefined> {
  const checkout: Checkout | undefined =
    'session' in pointer
      ? await deps.payments.getCheckout(account, pointer.session)
      : await deps.payments.findCheckout(account, pointer.paymentIntent)
  if (!checkout) return undefined
  const isLive = deps.payments.isLive
  const none = { account, isLive, checkout, paymentKey: checkout.paymentKey, instrument: '', refunds: [] }
  if (!checkout.isPaid || !checkout.paymentIntent) return none
  const { instrument, refunds } = await deps.payments.getCharge(account, checkout.paymentIntent)
  return { ...none, instrument, refunds }
}

export type Applied =
  | { readonly outcome: 'applied' | 'nothing new' | 'not ours' }
  | { readonly outcome: 'mismatch'; readonly reason: string; readonly payment: Payment }

const mostSteps = 250

/** Brings our rows to what Stripe says, a step at a time, each whole or not at all; done twice, in any order or at once, it is done once. */
export async function applyTruth(ctx: SystemCtx, truth: Truth & { readonly paymentKey: string | undefined }): Promise<Applied> {
  let outcome: 'applied' | 'nothing new' = 'nothing new'
  for (let steps = 0; steps < mostSteps; steps++) {
    const [[payment], refunds] = await ctx.read([paymentById, refundsOfPayment], { id: truth.paymentKey ?? '' })
    if (!payment) return { outcome: 'not ours' }
    const known = { ...payment, refundSources: refunds.map(({ source }) => source) }
    const reason = mismatchOf(known, truth)
    if (reason) return { outcome: 'mismatch', reason, payment }
    const step = nextStep(known, truth)
    if (!step) return { outcome }
    outcome = 'applied'
    try {
      const { action, changes } = writeOf(ctx.now, payment, truth, step)
      await ctx.write(action, changes)
    } catch (error) {
      // Somebody else took this step, or the invoice changed meanwhile: look again.
      if (!(error instanceof Refused) || error.reason !== 'moved') throw error
    }
  }
  throw new Error(`Payment ${truth.paymentKey} does not come to rest`)
}

interface Write {
  readonly action: Action
  readonly changes: readonly Change[]
}

function writeOf(now: number, payment: Payment, truth: Truth, step: Step): Write {
  switch (step.does) {
    case 'settle':
      return settle(now, payment, truth)
    case 'process':
      return {
        action: { ...about(payment, 'payment.processing'), audience: 'customer' },
        changes: [
          sql
            .update(payments)
            .set({ state: 'processing', checkoutSession: truth.checkout.id })
            .where(and(eq(payments.id, payment.id), eq(payments.state, 'open'))),
          exactlyOne('moved'),
        ],
      }
    case 'fail':
      return { action: about(payment, 'payment.failed'), changes: closeAttempt(payment.id, 'failed') }
    case 'expire':
      return { action: about(payment, 'payment.expired'), changes: closeAttempt(payment.id, 'expired') }
    case 'refund':
      return refund(now, payment, step.source, step.amountMinor, 'payment.refunded')
    case 'return':
      return refund(now, payment, step.source, -step.amountMinor, 'payment.refund_failed')
    default:
      return step satisfies never
  }
}

/** Money came in. For an invoice that was settled or void by then it is the customer's credit, and the shop is told it was paid twice. */
function settle(now: number, payment: Payment, { checkout, instrument }: Truth): Write {
  const { id, invoiceId, customerId, currency, amountMinor, contactId } = payment
  const kind = kindOfMoney({ balanceMinor: payment.balanceMinor, voidedAt: payment.invoiceVoidedAt })
  const receipt = contactId ? receiptFor(now, payment, contactId) : { mails: [], links: [] }
  const isAsRead = payment.invoiceVoidedAt === null ? isNull(invoices.voidedAt) : eq(invoices.voidedAt, payment.invoiceVoidedAt)
  return {
    action: {
      ...about(payment, kind === 'payment' ? 'payment.succeeded' : 'payment.twice'),
      audience: kind === 'payment' ? 'customer' : 'staff',
      facts: { payment: id, number: payment.invoiceNumber, amountMinor, currency, instrument },
      mails: receipt.mails,
    },
    changes: [
      sql
        .update(payments)
        .set({
          state: 'succeeded',
          checkoutSession: checkout.id,
          paymentIntent: checkout.paymentIntent ?? null,
          instrument,
          settledAt: now,
        })
        .where(and(eq(payments.id, id), ne(payments.state, 'succeeded'))),
      exactlyOne('moved'),
      sql.update(paymentParts).set({ isOpen: false }).where(eq(paymentParts.paymentId, id)),
      sql
        .update(invoices)
        .set({ version: raw`${invoices.version} + 1` })
        .where(and(eq(invoices.id, invoiceId), eq(invoices.balanceMinor, payment.balanceMinor), isAsRead)),
      exactlyOne('moved'),
      once(
        sql.insert(ledger).values({
          ...{ id: newId('led'), kind, amountMinor: -amountMinor, currency, customerId, invoiceId, paymentId: id },
          ...{ source: `${id}:${invoiceId}`, at: now },
        }),
        'moved',
      ),
      ...receipt.links,
    ],
  }
}

function refund(now: number, payment: Payment, source: string, amountMinor: number, kind: string): Write {
  const { id, invoiceId, customerId, currency } = payment
  return {
    action: {
      ...about(payment, kind),
      audience: 'customer',
      facts: { payment: id, number: payment.invoiceNumber, amountMinor, currency },
    },
    changes: [
      once(
        sql.insert(ledger).values({
          id: newId('led'),
          kind: 'refund',
          amountMinor,
          currency,
          customerId,
          invoiceId,
          paymentId: id,
          source,
          at: now,
        }),
        'moved',
      ),
      sql
        .update(payments)
        .set({ refundedMinor: raw`${payments.refundedMinor} + ${amountMinor}` })
        .where(eq(payments.id, id)),
      sql
        .update(invoices)
        .set({ version: raw`${invoices.version} + 1` })
        .where(eq(invoices.id, invoiceId)),
    ],
  }
}

/** The receipt for one contact, with a link to the invoice that stands in the same batch. */
export function receiptFor(
  now: number,
  payment: { readonly id: string; readonly invoiceId: string; readonly customerId: string },
  contactId: string,
) {
  const link = newItemLink(now, 'invoice', payment.invoiceId, contactId)
  const payload = { payment: payment.id, contact: contactId, link: link.id }
  return {
    mails: [{ kind: 'payment.receipt', payload, key: `receipt ${payment.id} ${contactId}`, customerId: payment.customerId }],
    links: [link.insert],
  }
}

function about(payment: Payment, kind: string): Action {
  const { id, invoiceId, customerId, jobId } = payment
  return { kind, subjectId: invoiceId, customerId, jobId: jobId ?? undefined, details: { payment: id } }
}
