import { allocate } from '#lib/rounding.ts'
import type { LedgerKind } from './rules.ts'

/** A row for the ledger; without an invoice it moves the customer's credit. */
export interface Share {
  readonly kind: LedgerKind
  /** Positive: the customer owes more, or has less credit. */
  readonly amountMinor: number
  readonly invoiceId: string | null
  readonly source: string
}

/** What of a payment is for one invoice, and how the invoice stands when the money comes. */
export interface OwedPart {
  readonly invoiceId: string
  readonly amountMinor: number
  readonly balanceMinor: number
  readonly voidedAt: number | null
}

/** What of a part pays its invoice; the rest was paid twice, or too much. */
export function takenBy({ amountMinor, balanceMinor, voidedAt }: Omit<OwedPart, 'invoiceId'>): number {
  return voidedAt === null ? Math.min(amountMinor, Math.max(balanceMinor, 0)) : 0
}

/** The rows of a payment that came in: each part pays its invoice, and what is more than is left becomes the customer's credit. */
export function settlementShares(payment: string, parts: readonly OwedPart[]): Share[] {
  return parts.flatMap((part) => {
    const { invoiceId, amountMinor } = part
    const taken = takenBy(part)
    const source = `${payment}:${invoiceId}`
    const paid: Share = { kind: 'payment', amountMinor: -taken, invoiceId, source }
    const kept: Share = { kind: 'credit', amountMinor: taken - amountMinor, invoiceId: null, source: `${source}/rest` }
    return [...(taken > 0 ? [paid] : []), ...(taken < amountMinor ? [kept] : [])]
  })
}

/**
 * The rows of money that leaves a payment again: first what of it is credit still, then from its invoices in proportion to what it
 * paid of them, by largest remainder. More than it brought falls on the first of them. Nobody owes a void one any more: what would
 * fall on it is taken from the customer's credit, even below nothing.
 */
export function takenBack(
  kind: 'refund' | 'dispute',
  payment: string,
  source: string,
  amountMinor: number,
  rows: readonly Pick<Share, 'invoiceId' | 'amountMinor'>[],
  voided: readonly string[] = [],
): Share[] {
  const standing = new Map<string | null, number>()
  for (const row of rows) standing.set(row.invoiceId, (standing.get(row.invoiceId) ?? 0) - row.amountMinor)
  const fromCredit = Math.min(amountMinor, Math.max(standing.get(null) ?? 0, 0))
  const invoices = [...standing].filter(([invoiceId, minor]) => invoiceId !== null && minor > 0)
  const weights = invoices.map(([, minor]) => minor)
  const rest = amountMinor - fromCredit
  const split = Math.min(
    rest,
    weights.reduce((sum, minor) => sum + minor, 0),
  )
  const portions = new Map<string | null, number>([[null, fromCredit]])
  const add = (invoiceId: string | null, minor: number) => {
    const on = invoiceId !== null && voided.includes(invoiceId) ? null : invoiceId
    portions.set(on, (portions.get(on) ?? 0) + minor)
  }
  allocate(split, weights).forEach((minor, i) => {
    add(invoices[i]?.[0] ?? null, minor)
  })
  const [first = null] = [...standing.keys()].filter((invoiceId) => invoiceId !== null)
  add(first, rest - split)
  return [...portions].flatMap(([invoiceId, minor]) =>
    minor === 0 ? [] : [{ kind, amountMinor: minor, invoiceId, source: sourceFor(payment, source, invoiceId) }],
  )
}

/**
 * The rows that undo those of a source: a refund that bounced, a dispute that was won. What its invoice does not need any more,
 * because it was paid otherwise or is void, becomes the customer's credit.
 */
export function undone(
  kind: 'refund' | 'dispute_won',
  payment: string,
  source: string,
  before: string,
  rows: readonly Share[],
  owed: readonly Omit<OwedPart, 'amountMinor'>[],
): Share[] {
  const portions = new Map<string | null, number>()
  const add = (invoiceId: string | null, minor: number) => portions.set(invoiceId, (portions.get(invoiceId) ?? 0) + minor)
  for (const { invoiceId, amountMinor } of rows.filter((row) => sourceOf(row) === before)) {
    const part = owed.find((one) => one.invoiceId === invoiceId)
    const taken = part ? takenBy({ ...part, amountMinor }) : 0
    add(invoiceId, taken)
    add(null, amountMinor - taken)
  }
  return [...portions].flatMap(([invoiceId, minor]) =>
    minor === 0 ? [] : [{ kind, amountMinor: -minor, invoiceId, source: sourceFor(payment, source, invoiceId) }],
  )
}

const goBack = new Set<LedgerKind>(['refund', 'dispute', 'dispute_won'])

/** What of a payment went back to its payer or their bank and did not return, in minor units, by its rows. */
export function wentBack(rows: readonly Pick<Share, 'kind' | 'amountMinor'>[]): number {
  return rows.reduce((sum, { kind, amountMinor }) => sum + (goBack.has(kind) ? amountMinor : 0), 0)
}

/** A row, and the payment it belongs to. */
export type PaymentShare = Share & { readonly paymentId: string | null }
/** What of an invoice a payment has paid and not taken back. */
export interface Payer {
  readonly paymentId: string
  readonly minor: number
}

/**
 * The rows by which what was paid of an invoice and is not owed any more, because so much is taken off it, becomes the customer's
 * credit: the newest payment's first, so that giving it back takes it from there and not from the invoice.
 */
export function keptShares(
  { id: invoiceId, balanceMinor }: { readonly id: string; readonly balanceMinor: number },
  key: string,
  offMinor: number,
  payers: readonly Payer[],
): PaymentShare[] {
  let left = Math.max(offMinor - Math.max(balanceMinor, 0), 0)
  return [...payers, { paymentId: null, minor: left }].flatMap(({ paymentId, minor }) => {
    const taken = Math.min(left, minor)
    left -= taken
    if (taken <= 0) return []
    return appliedShares(invoiceId, paymentId, key, -taken).map((share) => ({ ...share, paymentId }))
  })
}

/** The two rows by which so much of the credit that a payment brought pays an invoice: they sum to nothing. */
export function appliedShares(invoiceId: string, payment: string | null, key: string, minor: number): Share[] {
  const source = `${payment ?? invoiceId}:${key}`
  return [
    { kind: 'applied', amountMinor: minor, invoiceId: null, source: `${source}:credit` },
    { kind: 'applied', amountMinor: -minor, invoiceId, source: `${source}:${invoiceId}` },
  ]
}

/** Every row of a payment begins with its id, so that they are found together. */
const sourceFor = (payment: string, source: string, invoiceId: string | null) => `${payment}:${source}:${invoiceId ?? 'credit'}`

/** What a row of a payment came from, a refund's id or a dispute's; empty where the payment itself came in. */
export function sourceOf({ source }: Pick<Share, 'source'>): string {
  return source.split(':').slice(1, -1).join(':')
}
