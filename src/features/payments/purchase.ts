import type { SQL } from 'drizzle-orm'
import { PaymentsRefused } from '#adapters/stripe.ts'
import { type Change, Refused } from '#database/write.ts'

/** What somebody means to pay, as it stood when it was looked up. Amounts in minor units. */
export interface Purchase {
  readonly customerId: string
  readonly currency: string
  readonly amountMinor: number
  readonly parts: readonly PurchasePart[]
  /** The estimate whose deposit it is; then there are no parts. */
  readonly estimateId?: string | undefined
  readonly jobId?: string | undefined
  /** What the payment page names, one for each part. */
  readonly lines: readonly { readonly label: string; readonly amountMinor: number }[]
  /** What must hold still when it begins. */
  readonly isOwed: SQL
  /** Where a payment leads once it was made. */
  readonly successUrl: (payment: string) => string
  readonly cancelUrl: string
  /** On Stripe's page: whether what is paid with is kept, and who the payer is there already. */
  readonly keeps?: boolean | undefined
  readonly stripeCustomer?: string | undefined
  /** Paid at once with what was kept, without a page. */
  readonly saved?: SavedPay | undefined
}
export interface SavedPay {
  readonly methodId: string
  /** What else is written as it begins: that the payer proved their mailbox. */
  readonly proof: readonly Change[]
  /** Where to go when the bank says no, with its words. */
  readonly declined: (why: string) => Led
}
export interface PurchasePart {
  readonly invoiceId: string
  readonly amountMinor: number
  readonly jobId: string | null
}

/** An attempt that stands for something of a purchase. */
export interface OpenAttempt {
  readonly id: string
  readonly state: string
  readonly account: string | null
  readonly checkoutSession: string | null
  readonly savedMethodId: string | null
  readonly amountMinor: number
  readonly contactId: string | null
  readonly expiresAt: number | null
  readonly createdAt: number
  /** Its invoices with their amounts: `<invoice>:<minor>`, in the order of their ids, parted by spaces; empty for a deposit. */
  readonly parts: string | null
}

/** Where to go, or what is wrong with what was asked for. */
export type Led = { readonly to: string } | { readonly wrong: string }
/** What a round of looking finds: where that is settled, or what to pay and what stands in its way. */
export type Look = Led | { readonly purchase: Purchase; readonly attempts: readonly OpenAttempt[] }

/** One event for each invoice, or for the estimate. */
export function about(
  { parts, customerId, estimateId, jobId }: Purchase,
  kind: string,
  details: Readonly<Record<string, unknown>>,
) {
  const [first, ...consequences] = parts.map((part) => ({
    ...{ kind, subjectId: part.invoiceId, customerId, jobId: part.jobId ?? undefined, details },
  }))
  return first ? { ...first, consequences } : { kind, subjectId: estimateId ?? '', customerId, jobId, details }
}

export async function unlessRefused<T>(reasons: readonly string[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused && reasons.includes(error.reason)) return undefined
    throw error
  }
}

export async function unlessStripeSaysNo<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PaymentsRefused) return undefined
    throw error
  }
}
