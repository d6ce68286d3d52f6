import type { BaseCtx } from '#context.ts'
import { openShopPaper } from '#features/documents/letterhead.ts'
import { colorsOf, suppliesFor } from '#features/documents/supplies.ts'
import { formatMoney } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import { printable } from '#ui/letters.ts'
import type { Opened } from './pages.tsx'
import { english as words } from './words.ts'

/** The statement as a PDF. A name in letters the paper has not is left out: the numbers of invoices say which they are. */
export async function statementPdf(ctx: BaseCtx, { holder, statement, asset }: Opened): Promise<Uint8Array<ArrayBuffer>> {
  const { shop } = ctx
  const { locale, currency } = shop
  const { from, to, openingMinor, closingMinor, lines } = statement
  const { line: rule } = colorsOf(shop)
  const money = (minor: number) => formatMoney(minor, currency, locale)
  const day = (on: string) => formatDay(on, locale, 'year')
  const pdf = await openShopPaper(shop, words.title, await suppliesFor(ctx, [holder, asset]))
  pdf.text(words.title, { size: 20, isBold: true, role: 'H1' })
  for (const text of printable([holder.name, ...(holder.address?.split(/\n+/) ?? []), asset])) pdf.text(text)
  pdf.text(words.about(day(from), day(to)))
  pdf.space(14)
  const columns = [
    { label: words.columns.day, width: 100 },
    { label: words.columns.what },
    { label: words.columns.amount, width: 100, isRight: true },
    { label: words.columns.balance, width: 100, isRight: true },
  ]
  const rows = [
    [{ text: day(from) }, { text: words.opening }, { text: '' }, { text: money(openingMinor) }],
    ...lines.map((line) => [
      { text: day(line.on) },
      { text: words.what(line) },
      { text: money(line.amountMinor) },
      { text: money(line.balanceMinor) },
    ]),
  ]
  pdf.table(columns, rows, rule)
  pdf.rule(rule)
  pdf.pair(words.closing, money(closingMinor), { isRight: true, isTotal: true })
  return pdf.save()
}
