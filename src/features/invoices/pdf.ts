import { heading, openShopPaper } from '#features/documents/letterhead.ts'
import type { Supplies } from '#features/documents/supplies.ts'
import { planReaderWords as planning } from '#features/payments/plan-words.ts'
import type { Profile } from '#features/settings/rules.ts'
import type { Column } from '#lib/paper-table.ts'
import { printable } from '#ui/letters.ts'
import type { InvoicePaper } from './paper.ts'
import { invoiceWords as words } from './words.ts'

const columns = (): readonly Column[] => [
  { label: words.columns.item },
  { label: words.columns.each, width: 80, isRight: true },
  { label: words.columns.quantity, width: 60, isRight: true },
  { label: words.columns.amount, width: 90, isRight: true },
]

/** The invoice as a PDF. It is made of what it is given and fetches nothing. */
export async function invoicePdf(shop: Profile, paper: InvoicePaper, supplies: Supplies = {}): Promise<Uint8Array<ArrayBuffer>> {
  const { colors, lines, sums, adjustments, movements, left } = paper
  const pdf = await openShopPaper(shop, paper.heading, supplies)
  pdf.text(paper.heading, { size: 20, isBold: true, role: 'H1' })
  pdf.text(paper.title, { size: 11 })
  pdf.space(12)
  pdf.beside(
    paper.parties.map(({ label, lines: [first = '', ...rest] }) => [
      { text: label, style: { size: 8.5, color: colors.quiet } },
      { text: first, style: { isBold: true } },
      ...rest.map((text) => ({ text })),
    ]),
  )
  pdf.space(16)
  const rows = lines.map(([name, detail, each, quantity, amount]) => [
    { text: name, detail },
    { text: each },
    { text: quantity },
    { text: amount },
  ])
  pdf.table(columns(), rows, colors.line)
  pdf.rule(colors.line)
  for (const { label, value, total } of sums) pdf.pair(label, value, { isRight: true, isTotal: total === true })
  for (const { label, value } of adjustments) pdf.pair(label, value, { isRight: true })
  if (movements.length > 0) heading(pdf, words.payments, colors.line)
  for (const [title, detail, amount] of movements) pdf.pair(`${title}, ${detail}`, amount, { isRight: true })
  if (paper.plan) heading(pdf, planning.title, colors.line)
  for (const { label, value } of paper.plan ?? []) pdf.pair(label, value, { isRight: true })
  for (const { label, value } of left) pdf.pair(label, value, { isRight: true, isTotal: true })
  if (paper.note) {
    heading(pdf, paper.noteTitle, colors.line)
    pdf.text(paper.note)
  }
  if (paper.foot) {
    pdf.space(16)
    pdf.text(paper.foot, { size: 9, color: colors.quiet })
  }
  return pdf.save()
}

/** In place of an invoice whose letters the paper has not: what it comes to, and where to read and print it. */
export async function elsewherePdf(
  shop: Profile,
  paper: InvoicePaper,
  online: string,
  { far }: Supplies = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const [title = ''] = printable([paper.heading, words.invoice])
  const pdf = await openShopPaper(shop, title, { far })
  pdf.text(title, { size: 20, isBold: true, role: 'H1' })
  pdf.space(4)
  pdf.text(words.elsewhere, { size: 11 })
  pdf.text(online, { size: 8.5 })
  pdf.space(12)
  for (const { label, value, total } of [...paper.sums, ...paper.left])
    if (total) pdf.pair(label, value, { isRight: true, isTotal: true })
  return pdf.save()
}
