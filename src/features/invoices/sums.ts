import { instrumentText, reasonText } from '#features/payments/bank-text.ts'
import type { Profile } from '#features/settings/rules.ts'
import { formatMoney, formatPercent, totalsOf } from '#lib/money.ts'
import { dayOf, formatDay, formatInstant } from '#lib/time.ts'
import type { Adjustment, Invoice, InvoiceLine, Movement } from './queries.ts'
import { invoiceWords as words } from './words.ts'

/** A label with its amount below the lines, in words: the same on page, paper and in mail. */
export interface Sum {
  readonly label: string
  readonly value: string
  readonly total?: boolean
}

/** From the lines to the total. Where prices include their tax, what is in the total stands below it. */
export function sumsOf(shop: Pick<Profile, 'locale'>, invoice: Priced, lines: readonly InvoiceLine[]): Sum[] {
  const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
  const rate = (ppm: number) => formatPercent(ppm, shop.locale)
  const { isTaxInclusive } = invoice
  const totals = totalsOf(lines, invoice)
  const taxes = totals.taxes.map((tax) => ({
    label: (isTaxInclusive ? words.taxIn : words.tax)(tax.name, rate(tax.ratePpm), money(tax.baseMinor)),
    value: money(tax.taxMinor),
  }))
  const off = totals.discountMinor + totals.wholeDiscountMinor
  const isMore = off > 0 || (totals.taxMinor > 0 && !isTaxInclusive)
  return [
    ...(isMore ? [{ label: words.subtotal, value: money(totals.subtotalMinor) }] : []),
    ...(totals.discountMinor > 0 ? [{ label: words.discount, value: money(-totals.discountMinor) }] : []),
    ...(totals.wholeDiscountMinor > 0
      ? [{ label: words.wholeDiscount(rateOf(invoice, rate)), value: money(-totals.wholeDiscountMinor) }]
      : []),
    ...(isTaxInclusive ? [] : taxes),
    { label: words.total, value: money(totals.totalMinor), total: true },
    ...(isTaxInclusive ? taxes : []),
  ]
}
export type Priced = Pick<Invoice, 'currency' | 'discountPpm' | 'discountMinor' | 'isTaxInclusive'>

const rateOf = ({ discountPpm }: Priced, rate: (ppm: number) => string) => (discountPpm > 0 ? rate(discountPpm) : undefined)

/** What was added to the total and taken from it since: late fees, credit notes. */
export function adjustmentsInWords(
  shop: Pick<Profile, 'locale' | 'timeZone'>,
  { currency }: Pick<Invoice, 'currency'>,
  adjustments: readonly Adjustment[],
): Sum[] {
  return adjustments.map(({ kind, amountMinor, at, noteNumber, reason }) => {
    const day = formatDay(dayOf(at, shop.timeZone), shop.locale)
    const note = words.creditNote.line(noteNumber ?? '', day, reasonText(reason ?? ''))
    const fee = amountMinor < 0 ? words.creditNote.feeBack(day) : words.creditNote.fee(day)
    const label = kind === 'credit_note' ? note : kind === 'late_fee' ? fee : words.creditNote.kept(noteNumber)
    return { label, value: formatMoney(amountMinor, currency, shop.locale) }
  })
}

/** What a movement of money is, and when and by whom it came. */
export function movementInWords(movement: Movement, { locale, timeZone: zone }: Pick<Profile, 'locale' | 'timeZone'>) {
  const on = movement.receivedOn ? formatDay(movement.receivedOn, locale) : formatInstant(movement.at, { locale, zone })
  const isPaying = movement.kind === 'payment' || movement.kind === 'credit' || movement.kind === 'deposit'
  return { title: titleOf(movement), detail: words.by(on, isPaying ? (movement.payerName ?? '') : '') }
}

function titleOf({ kind, invoiceId, instrument, method, isDeposit }: Movement): string {
  if (kind === 'refund' || kind === 'dispute' || kind === 'dispute_won') return words.moved[kind]
  if (kind === 'applied') return isDeposit ? words.moved.deposit : words.moved.applied
  const way = instrument ? instrumentText(instrument) : words.methods[method ?? 'other']
  return invoiceId === null ? words.keptAsCredit(way) : way
}

/** What is left after the movements; nothing of an invoice that is void. */
export function leftOf(shop: Pick<Profile, 'locale'>, { voidedAt, balanceMinor, currency }: Invoice): Sum[] {
  if (voidedAt !== null) return []
  const value = formatMoney(Math.abs(balanceMinor), currency, shop.locale)
  return [{ label: balanceMinor >= 0 ? words.leftToPay : words.overpaid, value, total: true }]
}
