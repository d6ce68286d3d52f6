import { type Profile, shownName } from '#features/settings/rules.ts'
import { late } from '#lib/late.ts'
import { openPaper, type Paper } from '#lib/paper.ts'
import { printable } from '#ui/letters.ts'
import { colorsOf, type Supplies } from './supplies.ts'

const carried = late(() => import('#generated/pdf-fonts.ts'))
const lettersOfAmerica = /-(US|CA|MX)$/

/** A PDF in the shop's name and colours, with its logo where the bytes of one are given, and its address at the foot. */
export async function openShopPaper(shop: Profile, title: string, { logo, far = [] }: Supplies = {}): Promise<Paper> {
  const { pdfFonts } = await carried()
  const { ink, quiet, accent } = colorsOf(shop)
  const [name] = printable([shownName(shop), shop.name, shop.email])
  const paper = await openPaper({
    title,
    author: shownName(shop),
    language: shop.locale,
    size: lettersOfAmerica.test(shop.locale) ? 'letter' : 'a4',
    ...{ ink, quiet },
    fonts: { regular: Uint8Array.fromBase64(pdfFonts.regular), bold: Uint8Array.fromBase64(pdfFonts.bold), far },
    foot: printable([shownName(shop), shop.address?.replace(/\n+/g, ', '), shop.phone, shop.email]).join('  ·  '),
  })
  if (logo) paper.sign(logo, shownName(shop))
  if (name) paper.text(name, { size: 12, isBold: true, color: accent })
  paper.rule(accent, 2)
  paper.space(10)
  return paper
}

/** A heading inside a PDF, with a line below. */
export function heading(paper: Paper, title: string, line: string): void {
  paper.ensure(60)
  paper.space(16)
  paper.text(title, { size: 13, isBold: true, role: 'H2' })
  paper.rule(line)
}
