import type { PoRule } from '#features/approvals/rules.ts'
import type { Profile } from '#features/settings/rules.ts'

/** A rate the shop charges, with the name it has on paper. */
export interface TaxRate {
  readonly name: string
  readonly ppm: number
}

/** What is added once an invoice is late: nothing, an amount, or parts per million of what is open, so many days after the due day. */
export interface LateFee {
  readonly kind: 'none' | 'amount' | 'percent'
  readonly amountMinor: number
  readonly ppm: number
  readonly afterDays: number
}

/** How a shop bills and is paid. */
export interface BillingSettings {
  /** Whether typed prices include tax. */
  readonly isTaxInclusive: boolean
  /** Other rates than the usual one, to choose on a line. */
  readonly rates: readonly TaxRate[]
  /** Whether an invoice is paid with a PO number. */
  readonly po: PoRule
  /** Whether less than all may be paid, and the least of it, in minor units. */
  readonly takesPartial: boolean
  readonly leastMinor: number
  readonly lateFee: LateFee
  /** Days before the due day, and after it, on which whoever pays is reminded. */
  readonly remindBeforeDays: readonly number[]
  readonly remindAfterDays: readonly number[]
  /** Whether customers may have a card or a bank account kept for later, where they wish so. */
  readonly keepsMethods: boolean
  /** Days a new estimate holds, and the deposit it asks for in parts per million. */
  readonly validDays: number
  readonly depositPpm: number
}

const defaults: BillingSettings = {
  ...{ isTaxInclusive: false, rates: [], po: 'no', takesPartial: false, leastMinor: 0 },
  lateFee: { kind: 'none', amountMinor: 0, ppm: 0, afterDays: 7 },
  ...{ remindBeforeDays: [3], remindAfterDays: [1, 7, 14], keepsMethods: true, validDays: 30, depositPpm: 0 },
}

/** What a rate is called on paper: by the shop's list of rates, else as its usual tax. */
export function taxNameOf(shop: Pick<Profile, 'taxName' | 'taxPpm' | 'billing'>): (ppm: number) => string {
  const { rates } = billingSettings(shop)
  return (ppm) => (ppm === shop.taxPpm ? undefined : rates.find((rate) => rate.ppm === ppm)?.name) ?? shop.taxName
}

/** How this shop bills: as it set, or as every shop begins. What was added since it last saved is as it begins. */
export function billingSettings(shop: { readonly billing: Partial<BillingSettings> | null }): BillingSettings {
  return { ...defaults, ...shop.billing }
}
