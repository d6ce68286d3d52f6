import { sql } from '#database/sql.ts'
import { type Change, once } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import type { Payment } from './queries.ts'
import { ledger } from './schema.ts'
import type { Share } from './shares.ts'

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
