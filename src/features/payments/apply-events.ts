import { and, eq, isNull } from 'drizzle-orm'
import type { Action } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { invoices } from '#features/invoices/schema.ts'
import type { AskedRefund, Part, Payment } from './queries.ts'
import type { Share } from './shares.ts'

/** A payment as our rows have it. */
export interface Books {
  readonly now: number
  /** The shop's. */
  readonly zone: string
  readonly payment: Payment
  /** Every invoice it moves money on; of one that its credit paid, nothing is meant for it. */
  readonly parts: readonly Part[]
  readonly rows: readonly Share[]
  /** What we asked to have given back of it. */
  readonly asked: readonly AskedRefund[]
  /** Whom at the shop to tell. */
  readonly owners: readonly { readonly id: string }[]
}

export interface Write {
  readonly action: Action
  readonly changes: readonly Change[]
}

/** What happened to one invoice of a payment. That it was paid twice, the shop reads alone. */
export function onInvoice(
  payment: Payment,
  kind: string,
  part: Part,
  amountMinor: number,
  more: Readonly<Record<string, unknown>> = {},
): Action {
  const { id, customerId, currency } = payment
  return {
    ...{ kind, subjectId: part.invoiceId, customerId, jobId: part.jobId ?? undefined, details: { payment: id } },
    audience: kind === 'payment.twice' ? 'staff' : 'customer',
    facts: { payment: id, number: part.number, amountMinor, currency, ...more },
  }
}

/** The same on each of its invoices, in one action. */
export function severally([first, ...others]: readonly Action[]): Action {
  if (!first) throw new Error('A payment is for something')
  return { ...first, consequences: others }
}

/** The same on each invoice of a payment, or on its estimate. */
export function about({ payment, parts }: Books, kind: string, more: Pick<Action, 'audience' | 'facts'> = {}): Action {
  const { id, customerId, estimateId } = payment
  const details = { payment: id }
  const [first, ...consequences] = parts.map(({ invoiceId, jobId, number }) => ({
    ...{ kind, subjectId: invoiceId, customerId, jobId: jobId ?? undefined, details, ...more },
    ...(more.facts ? { facts: { ...more.facts, number } } : {}),
  }))
  return first ? { ...first, consequences } : { kind, subjectId: estimateId ?? id, customerId, details, ...more }
}

/** Moves an invoice's version on, if it still owes what was read. */
export function invoiceIsAsRead({ invoiceId, balanceMinor, voidedAt }: Part): Change[] {
  const isAsRead = voidedAt === null ? isNull(invoices.voidedAt) : eq(invoices.voidedAt, voidedAt)
  return [
    sql
      .update(invoices)
      .set({ version: raw`${invoices.version} + 1` })
      .where(and(eq(invoices.id, invoiceId), eq(invoices.balanceMinor, balanceMinor), isAsRead)),
    exactlyOne('moved'),
  ]
}
