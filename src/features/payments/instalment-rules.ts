import { allocate } from '#lib/rounding.ts'
import { leastOnline } from './rules.ts'

/** One step of a plan to pay, as it was agreed. Amount in minor units. */
export interface Instalment {
  readonly position: number
  readonly dueOn: string
  readonly amountMinor: number
}
export interface StandingInstalment extends Instalment {
  readonly leftMinor: number
}

/**
 * How each step stands, by what is left of the invoice: whatever came in, or was taken off, counts for the earliest first, and what
 * was added since (a late fee) is owed with the first that is not paid. What is left of the steps always sums to what is left.
 */
export function standingOf(steps: readonly Instalment[], balanceMinor: number): StandingInstalment[] {
  const sum = steps.reduce((total, { amountMinor }) => total + amountMinor, 0)
  const owed = Math.max(balanceMinor, 0)
  let gone = Math.max(sum - owed, 0)
  let more = Math.max(owed - sum, 0)
  return steps.map((step) => {
    const taken = Math.min(step.amountMinor, gone)
    gone -= taken
    const leftMinor = step.amountMinor - taken + more
    more = 0
    return { ...step, leftMinor }
  })
}

/** The next step that is not paid. */
export function nextOf(steps: readonly Instalment[], balanceMinor: number): StandingInstalment | undefined {
  return standingOf(steps, balanceMinor).find(({ leftMinor }) => leftMinor > 0)
}

/** What is due of an invoice by that day, in minor units: all of it where there is no plan. */
export function dueByNow(
  { balanceMinor }: { readonly balanceMinor: number },
  steps: readonly Instalment[],
  todayOn: string,
): number {
  if (steps.length === 0) return Math.max(balanceMinor, 0)
  const due = standingOf(steps, balanceMinor).filter(({ dueOn }) => dueOn <= todayOn)
  return due.reduce((total, { leftMinor }) => total + leftMinor, 0)
}

/** A total in so many parts as even as whole minor units allow. */
export function evenParts(totalMinor: number, count: number): readonly number[] {
  return allocate(
    totalMinor,
    Array.from({ length: count }, () => 1),
  )
}

interface Owing {
  readonly balanceMinor: number
  readonly currency: string
}

/**
 * What a payer may pay of an invoice with a plan besides all of it: the next step, the next two, and so on; in minor units. What is
 * left of a step counts with the next where it is too little to be paid by itself.
 */
export function stepSums(steps: readonly Instalment[], { balanceMinor, currency }: Owing): readonly number[] {
  let sum = 0
  return standingOf(steps, balanceMinor)
    .filter(({ leftMinor }) => leftMinor > 0)
    .map(({ leftMinor }) => {
      sum += leftMinor
      return sum
    })
    .filter((minor) => minor >= leastOnline(currency))
}

/** What a payer is asked for now: all that is due by today, else the next step; undefined where that is all of it. */
export function askedNow(
  steps: readonly Instalment[],
  invoice: Owing,
  todayOn: string,
): { readonly minor: number; readonly dueOn: string; readonly isDue: boolean } | undefined {
  const next = nextOf(steps, invoice.balanceMinor)
  if (!next) return undefined
  const dueMinor = dueByNow(invoice, steps, todayOn)
  const wanted = dueMinor > 0 ? dueMinor : next.leftMinor
  const minor = stepSums(steps, invoice).find((sum) => sum >= wanted) ?? invoice.balanceMinor
  return minor === invoice.balanceMinor ? undefined : { minor, dueOn: next.dueOn, isDue: dueMinor >= minor }
}

/** The steps of a plan after the invoice came to another sum: each keeps its part of the whole, to the minor unit. */
export function rescaled(steps: readonly Instalment[], totalMinor: number): Instalment[] {
  const amounts = allocate(
    totalMinor,
    steps.map(({ amountMinor }) => amountMinor),
  )
  return steps.map((step, i) => ({ ...step, amountMinor: amounts[i] ?? 0 }))
}
