import { newId } from './ids.ts'
import type { Book } from './state.ts'

export type BalanceTransaction = ReturnType<typeof buildBalanceTransaction>

interface Movement {
  type: 'charge' | 'refund' | 'adjustment'
  amount: number
  currency: string
  source: string
  stripeFee: number
  applicationFee: number
  created: number
}

const settlingSeconds = 2 * 24 * 3600

/** What Stripe keeps of a card payment in the United States: 2.9 % and 30 minor units. */
export const stripeFee = (amount: number) => Math.round((amount * 29) / 1000) + 30

export function recordMovement(book: Book, movement: Movement): BalanceTransaction {
  const transaction = buildBalanceTransaction(movement)
  book.balance[transaction.id] = transaction
  return transaction
}

function buildBalanceTransaction(movement: Movement) {
  const fee = movement.stripeFee + movement.applicationFee
  const detail = (type: string, amount: number) => ({
    amount,
    application: null,
    currency: movement.currency,
    description: null,
    type,
  })
  return {
    id: newId('txn_'),
    object: 'balance_transaction',
    amount: movement.amount,
    available_on: movement.created + settlingSeconds,
    balance_type: 'payments',
    created: movement.created,
    currency: movement.currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: [
      ...(movement.stripeFee ? [detail('stripe_fee', movement.stripeFee)] : []),
      ...(movement.applicationFee ? [detail('application_fee', movement.applicationFee)] : []),
    ],
    net: movement.amount - fee,
    reporting_category: movement.type,
    source: movement.source,
    status: 'pending',
    type: movement.type,
  }
}
