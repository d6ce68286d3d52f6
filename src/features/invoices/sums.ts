import type { Profile } from '#features/settings/rules.ts'
import { formatMoney, formatPercent, totalsOf } from '#lib/money.ts'
import { formatDay, formatInstant } from '#lib/time.ts'
import type { Invoice, InvoiceLine, Movement } from './queries.ts'
import { english as words } from './words.ts'

/** A label with its amount below the lines, in words: the same on page, paper and in mail. */
export interface Sum {
  readonly label: string
  readonly value: string
  readonly total?: boolean
}

/** From the lines to the total. */
export function sumsOf(
  shop: Pick<Profile, 'locale'>,
  { currency }: Pick<Invoice, 'currency'>,
  lines: readonly InvoiceLine[],
): Sum[] {
  const money = (minor: number) => formatMoney(minor, currency, shop.locale)
  const totals = totalsOf(lines)
  const isMore = totals.discountMinor > 0 || totals.taxMinor > 0
  return [
    ...(isMore ? [{ label: words.subtotal, value: money(totals.subtotalMinor) }] : []),
    ...(totals.discountMinor > 0 ? [{ label: words.discount, value: money(-totals.discountMinor) }] : []),
    ...totals.taxes.map((tax) => ({
      label: words.tax(tax.name, formatPercent(tax.ratePpm, shop.locale), money(tax.baseMinor)),
      value: money(tax.taxMinor),
    })),
    { label: words.total, value: money(totals.totalMinor), total: true },
  ]
}

/** What a movement of money is, and when and by whom it came. */
export function movementInWords(movement: Movement, shop: Pick<Profile, 'locale' | 'timeZone'>) {
  const { locale, timeZone: zone } = shop
  const on = movement.receivedOn ? formatDay(movement.receivedOn, locale) : formatInstant(movement.at, { locale, zone })
  return {
    title: movement.kind === 'refund' ? words.refund : (movement.instrument ?? words.methods[movement.method]),
    detail: words.by(on, movement.payerName),
  }
}

/** What is left after the movements; nothing of an invoice that is void. */
export function leftOf(shop: Pick<Profile, 'locale'>, { voidedAt, balanceMinor, currency }: Invoice): Sum[] {
  if (voidedAt !== null) return []
  const value = formatMoney(Math.abs(balanceMinor), currency, shop.locale)
  return [{ label: balanceMinor >= 0 ? words.leftToPay : words.overpaid, value, total: true }]
}
