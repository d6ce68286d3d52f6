import { raw, sql } from '#database/sql.ts'
import { assert, type Change, once } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import type { Credit } from './credit-queries.ts'
import { isOfPayment } from './queries.ts'
import { ledger } from './schema.ts'
import { appliedShares } from './shares.ts'

/** What of each credit pays an invoice, the oldest first, until nothing is left of it. Amounts in minor units. */
export function creditTaken(owedMinor: number, credits: readonly Credit[]): readonly { credit: Credit; minor: number }[] {
  let left = Math.max(owedMinor, 0)
  return credits.flatMap((credit) => {
    const minor = Math.min(left, credit.minor)
    left -= minor
    return minor > 0 ? [{ credit, minor }] : []
  })
}

/** What credit pays of an invoice, in minor units. */
export function creditSum(owedMinor: number, credits: readonly Credit[]): number {
  return creditTaken(owedMinor, credits).reduce((sum, { minor }) => sum + minor, 0)
}

interface Owing {
  readonly id: string
  readonly customerId: string
  readonly currency: string
}

/**
 * The changes by which credit pays an invoice: for each payment it came from two rows that sum to nothing. Refused('stale') when
 * some of it was used or given back meanwhile.
 */
export function applyCredits(now: number, invoice: Owing, owedMinor: number, credits: readonly Credit[]): Change[] {
  return creditTaken(owedMinor, credits).flatMap(({ credit, minor }) => {
    const { paymentId, estimateId } = credit
    const rows = appliedShares(invoice.id, paymentId, newId('apl'), minor).map((share) => ({
      ...{ id: newId('led'), currency: invoice.currency, paymentId, estimateId, at: now, ...share },
      customerId: share.invoiceId === null ? credit.customerId : invoice.customerId,
    }))
    return [
      assert(raw`(SELECT -sum(amount_minor) FROM ledger WHERE ${isThis(credit, invoice.currency)}) >= ${minor}`, 'stale'),
      ...rows.map((row) => once(sql.insert(ledger).values(row), 'stale')),
    ]
  })
}

/** The rows one credit is the sum of. */
function isThis({ paymentId, estimateId, customerId }: Credit, currency: string) {
  const isLoose = raw`invoice_id IS NULL AND currency = ${currency} AND estimate_id IS ${estimateId}`
  return paymentId
    ? raw`${isLoose} AND ${isOfPayment(paymentId)}`
    : raw`${isLoose} AND payment_id IS NULL AND customer_id = ${customerId}`
}

/** What an invoice's own deposit pays of it, to stand in the batch that sends it. */
export function applyDeposit(
  now: number,
  invoice: Owing & { readonly totalMinor: number },
  credits: readonly Credit[],
): Change[] {
  return applyCredits(
    now,
    invoice,
    invoice.totalMinor,
    credits.filter(({ isDeposit }) => isDeposit),
  )
}
