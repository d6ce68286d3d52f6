import type { LedgerKind } from '#features/payments/rules.ts'
import { addDays, dayOf, daysBetween, isDay } from '#lib/time.ts'

/** A movement of a customer's account. */
export interface Entry {
  readonly kind: LedgerKind
  /** Positive: the customer owes more. Minor units. */
  readonly amountMinor: number
  readonly at: number
  readonly number: string | null
  readonly title: string | null
  readonly noteNumber: string | null
  readonly method: string | null
  readonly instrument: string | null
}
export interface StatementLine extends Entry {
  readonly on: string
  /** What was owed after it. */
  readonly balanceMinor: number
}
export interface Statement {
  readonly from: string
  readonly to: string
  readonly openingMinor: number
  readonly lines: readonly StatementLine[]
  readonly closingMinor: number
}

/** From which day to which; the last three months unless told, and never the wrong way round. */
export function periodOf(from: string | undefined, to: string | undefined, today: string): { from: string; to: string } {
  const end = to && isDay(to) ? to : today
  const begin = from && isDay(from) ? from : addDays(end, -90)
  return begin <= end ? { from: begin, to: end } : { from: end, to: begin }
}

/** A customer's account over some days of the shop's own calendar: what was owed before, every movement, what is owed after. */
export function statementOf(entries: readonly Entry[], { from, to }: { from: string; to: string }, zone: string): Statement {
  let balanceMinor = 0
  let openingMinor = 0
  const lines: StatementLine[] = []
  for (const entry of entries) {
    const on = dayOf(entry.at, zone)
    if (on > to) break
    balanceMinor += entry.amountMinor
    if (on < from) openingMinor = balanceMinor
    else lines.push({ ...entry, on, balanceMinor })
  }
  return { from, to, openingMinor, lines, closingMinor: balanceMinor }
}

export const ages = ['current', 'to30', 'to60', 'to90', 'over90'] as const
export type Age = (typeof ages)[number]

/** How late what is due that day is; without a day it is due at once and never late. */
export function ageOf(dueOn: string | null, today: string): Age {
  const late = dueOn === null ? 0 : daysBetween(dueOn, today)
  if (late <= 0) return 'current'
  return late <= 30 ? 'to30' : late <= 60 ? 'to60' : late <= 90 ? 'to90' : 'over90'
}

interface OpenSum {
  readonly customerId: string
  readonly customerName: string
  readonly dueOn: string | null
  readonly minor: number
}
export interface Aged {
  readonly customerId: string
  readonly customerName: string
  readonly byAge: Readonly<Record<Age, number>>
  readonly minor: number
}

/** What each customer owes by how late it is, the most owed first. */
export function agedBy(sums: readonly OpenSum[], today: string): Aged[] {
  const byCustomer = new Map<string, { customerName: string; byAge: Record<Age, number>; minor: number }>()
  for (const { customerId, customerName, dueOn, minor } of sums) {
    const none = { current: 0, to30: 0, to60: 0, to90: 0, over90: 0 }
    const own = byCustomer.get(customerId) ?? { customerName, byAge: none, minor: 0 }
    own.byAge[ageOf(dueOn, today)] += minor
    own.minor += minor
    byCustomer.set(customerId, own)
  }
  return [...byCustomer].map(([customerId, own]) => ({ customerId, ...own })).sort((a, b) => b.minor - a.minor)
}
