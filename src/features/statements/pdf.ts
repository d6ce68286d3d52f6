import type { BaseCtx } from '#context.ts'
import { openShopPaper } from '#features/documents/letterhead.ts'
import { colorsOf, suppliesFor } from '#features/documents/supplies.ts'
import { formatMoney } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import { canBePrinted, printable } from '#ui/letters.ts'
import type { Opened } from './pages.tsx'
import type { Entry } from './rules.ts'
import { statementWords as words } from './words.ts'

/** The statement as a PDF. Of what is written in letters the paper has not, a name is left out, and a number is a dash. */
export async function statementPdf(ctx: BaseCtx, { holder, statement, asset }: Opened): Promise<Uint8Array<ArrayBuffer>> {
  const { house: shop } = ctx
  const { locale, currency } = shop
  const { from, to, openingMinor, closingMinor, lines } = statement
  const { line: rule } = colorsOf(shop)
  const money = (minor: number) => formatMoney(minor, currency, locale)
  const day = (on: string) => formatDay(on, locale, 'year')
  const whats = lines.map((line) => words.what(legible(line)))
  const pdf = await openShopPaper(shop, words.title, await suppliesFor(ctx, [holder, asset, whats]))
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
    ...lines.map((line, i) => [
      { text: day(line.on) },
      { text: whats[i] ?? '' },
      { text: money(line.amountMinor) },
      { text: money(line.balanceMinor) },
    ]),
  ]
  pdf.table(columns, rows, rule)
  pdf.rule(rule)
  pdf.pair(words.closing, money(closingMinor), { isRight: true, isTotal: true })
  return pdf.save()
}

function legible(entry: Entry): Entry {
  const orDash = (text: string | null) => (canBePrinted([text]) ? text : '—')
  const { number, noteNumber, instrument } = entry
  return { ...entry, number: orDash(number), noteNumber: orDash(noteNumber), instrument: orDash(instrument) }
}
