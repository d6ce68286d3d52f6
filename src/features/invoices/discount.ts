import { decimalOf, parseMoney, parsePercent, percentOf } from '#lib/money.ts'

/** What is off the whole document, after the discounts of its lines: parts per million, or else minor units. */
export interface Discount {
  readonly discountPpm: number
  readonly discountMinor: number
}

/** "10%" or "25.00" as typed; empty is none, undefined is neither. */
export function parseDiscount(text: string, currency: string): Discount | undefined {
  const typed = text.trim()
  if (typed.endsWith('%')) {
    const discountPpm = parsePercent(typed)
    return discountPpm === undefined ? undefined : { discountPpm, discountMinor: 0 }
  }
  const discountMinor = typed === '' ? 0 : parseMoney(typed, currency)
  return discountMinor === undefined ? undefined : { discountPpm: 0, discountMinor }
}

/** The same as it is typed. */
export function discountText({ discountPpm, discountMinor }: Discount, currency: string): string {
  if (discountPpm > 0) return `${percentOf(discountPpm)}%`
  return discountMinor > 0 ? decimalOf(discountMinor, currency) : ''
}
