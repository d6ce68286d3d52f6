import type { Spent } from './fleet-queries.ts'

/** The months up to the one of `today`, the oldest first: "2030-04". */
export function monthsUpTo(today: string, count: number): string[] {
  const [year = 0, month = 0] = today.split('-').map(Number)
  return Array.from({ length: count }, (_, i) => {
    const months = year * 12 + (month - 1) - (count - 1 - i)
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
  })
}

export interface Bars {
  readonly currency: string
  readonly totalMinor: number
  readonly months: readonly { readonly month: string; readonly minor: number }[]
}

/** What was spent as bars of a chart, one chart for each currency: a month in which nothing was billed has a bar too. */
export function barsOf(spent: readonly Spent[], today: string): Bars[] {
  const months = monthsUpTo(today, 12)
  const currencies = [...new Set(spent.filter(({ month }) => months.includes(month)).map(({ currency }) => currency))]
  return currencies.map((currency) => {
    const bars = months.map((month) => {
      const found = spent.find((one) => one.month === month && one.currency === currency)
      return { month, minor: found?.minor ?? 0 }
    })
    return { currency, months: bars, totalMinor: bars.reduce((sum, { minor }) => sum + minor, 0) }
  })
}
