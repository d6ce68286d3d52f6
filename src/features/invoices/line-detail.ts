import { formatPercent } from '#lib/money.ts'
import type { InvoiceLine } from './queries.ts'
import { invoiceWords as words } from './words.ts'

/** What stands below the name of a line: its detail, and what is off its price. */
export function lineDetail(
  { detail, discountPpm }: Pick<InvoiceLine, 'detail' | 'discountPpm'>,
  locale: string,
): string | undefined {
  const said = [detail, discountPpm > 0 && words.lineDiscount(formatPercent(discountPpm, locale))].filter(Boolean)
  return said.length > 0 ? said.join(', ') : undefined
}
