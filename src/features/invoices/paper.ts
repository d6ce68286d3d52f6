import { colorsOf } from '#features/documents/supplies.ts'
import { type Instalment, standingOf } from '#features/payments/instalment-rules.ts'
import { planReaderWords as planning } from '#features/payments/plan-words.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { formatMoney, formatQuantity, totalsOf } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import { canBePrinted } from '#ui/letters.ts'
import { lineDetail } from './line-detail.ts'
import type { Adjustment, Invoice, InvoiceLine, Movement } from './queries.ts'
import { textOf } from './rules.ts'
import { adjustmentsInWords, leftOf, movementInWords, type Sum, sumsOf } from './sums.ts'
import { invoiceWords as words } from './words.ts'

export interface InvoiceParts {
  readonly invoice: Invoice
  readonly lines: readonly InvoiceLine[]
  readonly movements: readonly Movement[]
  readonly adjustments: readonly Adjustment[]
  /** The plan to pay, where there is one. */
  readonly steps: readonly Instalment[]
}

interface Party {
  readonly label: string
  readonly lines: readonly string[]
}

/** All that the PDF of an invoice says, in words: what is the same here is the same paper. */
export interface InvoicePaper {
  readonly version: 1
  readonly colors: ReturnType<typeof colorsOf>
  readonly logo: string | null
  readonly heading: string
  readonly title: string
  readonly parties: readonly Party[]
  readonly lines: readonly (readonly [name: string, detail: string, each: string, quantity: string, amount: string])[]
  readonly sums: readonly Sum[]
  readonly adjustments: readonly Sum[]
  readonly movements: readonly (readonly [title: string, detail: string, amount: string])[]
  readonly plan?: readonly Sum[]
  readonly left: readonly Sum[]
  readonly noteTitle: string
  readonly note: string
  readonly foot: string
  /** Who writes, at the head and the foot of each page. */
  readonly shop: readonly string[]
}

/** Everything on paper, from the rows. `portal` is where to pay for those who read it there. */
export function paperOf(
  shop: Profile,
  { invoice, lines, movements, adjustments, steps }: InvoiceParts,
  portal: string,
): InvoicePaper {
  const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
  const totals = totalsOf(lines, invoice)
  const name = shownName(shop)
  const addressOf = (address: string | null) => address?.split(/\n+/) ?? []
  const isDue = invoice.voidedAt === null && invoice.balanceMinor > 0
  return {
    version: 1,
    colors: colorsOf(shop),
    logo: shop.logoFileId,
    heading: words.heading(invoice.number ?? ''),
    title: invoice.voidedAt === null ? words.about(invoice.title) : words.voided,
    parties: [
      { label: words.from, lines: [name, ...addressOf(shop.address)] },
      { label: words.to, lines: [invoice.customerName, ...addressOf(invoice.customerAddress)] },
      { label: words.details, lines: detailsOf(shop, invoice) },
    ],
    lines: lines.map((line, i) => [
      line.name,
      lineDetail(line, shop.locale) ?? '',
      money(line.unitPriceMinor),
      formatQuantity(line.quantity, shop.locale),
      money(totals.lines[i]?.grossMinor ?? 0),
    ]),
    sums: sumsOf(shop, invoice, lines),
    adjustments: adjustmentsInWords(shop, invoice, adjustments),
    movements: movements.map((movement) => {
      const { title, detail } = movementInWords(movement, shop)
      return [title, detail, money(movement.amountMinor)]
    }),
    ...(steps.length > 0 ? { plan: planOf(shop, invoice, steps) } : {}),
    left: movements.length + adjustments.length > 0 ? leftOf(shop, invoice) : [],
    noteTitle: words.noteFrom(name),
    note: invoice.note,
    foot: isDue ? words.onPaper(portal, name) : '',
    shop: [name, shop.name, shop.address ?? '', shop.phone ?? '', shop.email ?? '', shop.locale],
  }
}

/** Each part with its day, and what is paid. */
function planOf(shop: Profile, { balanceMinor, currency }: Invoice, steps: readonly Instalment[]): Sum[] {
  return standingOf(steps, balanceMinor).map(({ dueOn, amountMinor, leftMinor }) => ({
    label: [formatDay(dueOn, shop.locale, 'year'), ...(leftMinor === 0 ? [planning.paid] : [])].join(', '),
    value: formatMoney(amountMinor, currency, shop.locale),
  }))
}

function detailsOf(shop: Profile, { issuedOn, dueOn, poNumber, taxExemption }: Invoice): string[] {
  const day = (on: string) => formatDay(on, shop.locale, 'year')
  return [
    ...(issuedOn ? [words.issued(day(issuedOn))] : []),
    dueOn ? words.dueOn(day(dueOn)) : words.onReceipt,
    ...(poNumber ? [words.poNumber(poNumber)] : []),
    ...(taxExemption ? [words.noTax(taxExemption)] : []),
  ]
}

/** Whether an invoice can be read on paper: all that was written on it is in letters the PDF has. */
export function hasPaper(shop: Profile, { invoice, lines, movements, adjustments }: Omit<InvoiceParts, 'steps'>): boolean {
  return canBePrinted([
    ...[shownName(shop), shop.address, invoice.number, invoice.title, invoice.customerName, invoice.customerAddress],
    ...[invoice.poNumber, invoice.note, invoice.taxExemption],
    ...lines.flatMap((line) => [textOf(line), line.taxName]),
    ...adjustments.map(({ reason }) => reason),
    ...movements.flatMap(({ instrument, payerName }) => [instrument, payerName]),
  ])
}
