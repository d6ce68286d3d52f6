import { type DocumentTerms, type PricedLine, type Totals, totalsOf } from './money.ts'
import { roundRatio } from './rounding.ts'

/** A line that is part of each way to have something done, of those whose keys it names ("ab"), or an extra to tick. */
export interface Placed {
  readonly tierKey: string | null
  readonly isOptional: boolean
}
/** One of the ways, where there are any, and the extras that were ticked, by their keys. */
export interface Choice {
  readonly tier: string | undefined
  readonly addOns: ReadonlySet<string>
}
/** What is paid at once: parts per million of the total, or else an amount in minor units. */
export interface Deposit {
  readonly depositPpm: number
  readonly depositMinor: number
}

/** Whether a line belongs to a way: to each, or to those it names. */
export const isIn = ({ tierKey, isOptional }: Placed, tier: string | undefined): boolean =>
  !isOptional && (tierKey === null || (tier !== undefined && tierKey.includes(tier)))

/** The lines a choice comes to, in their order. */
export function chosenLines<T extends Placed & { readonly key: string }>(lines: readonly T[], { tier, addOns }: Choice): T[] {
  return lines.filter((line) => isIn(line, tier) || (line.isOptional && addOns.has(line.key)))
}

/** The deposit on a total in minor units: never more than it. */
export function depositOf(totalMinor: number, { depositPpm, depositMinor }: Deposit): number {
  const asked = depositPpm > 0 ? Number(roundRatio(BigInt(totalMinor) * BigInt(depositPpm), 1_000_000n)) : depositMinor
  return Math.max(0, Math.min(asked, totalMinor))
}

/** What lines cost under an offer's terms. */
export interface Price<T> {
  readonly chosen: readonly T[]
  readonly totals: Totals
  /** What the lines that are no extras come to, before the discount on the whole. */
  readonly baseMinor: number
  readonly depositMinor: number
}
export function priceOf<T extends Placed & PricedLine>(chosen: readonly T[], terms: DocumentTerms & Deposit): Price<T> {
  const totals = totalsOf(chosen, terms)
  const after = (i: number) => (totals.lines[i]?.grossMinor ?? 0) - (totals.lines[i]?.discountMinor ?? 0)
  return {
    ...{ chosen, totals, depositMinor: depositOf(totals.totalMinor, terms) },
    baseMinor: chosen.reduce((sum, { isOptional }, i) => (isOptional ? sum : sum + after(i)), 0),
  }
}
