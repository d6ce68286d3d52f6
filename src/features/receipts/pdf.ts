import { partText } from '#features/approvals/left-words.ts'
import { heading, openShopPaper } from '#features/documents/letterhead.ts'
import { colorsOf } from '#features/documents/supplies.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import type { Paper } from '#lib/paper.ts'
import { qrPath } from '#lib/qr.ts'
import { canBePrinted, printable } from '#ui/letters.ts'
import { evidenceOf } from './evidence.ts'
import type { Receipt } from './receipt.ts'
import { detailOf } from './shown.ts'
import { headingOf, sentenceOf } from './told.ts'
import { receiptWords as words } from './words.ts'

export interface ReceiptDocument {
  readonly shop: Profile
  readonly receipt: Receipt
  readonly hasPrices: boolean
  /** A picture of each part that has one, PNG, by its key. */
  readonly pictures: ReadonlyMap<string, Uint8Array>
  /** The address of the public page. */
  readonly check: string
  /** Where the receipt can be read by those who may. */
  readonly online: string
  /** Fonts for letters that not every PDF carries. */
  readonly far?: readonly Uint8Array[]
}

/** The receipt as a PDF in the shop's name and colours. It is made of the bytes given and fetches nothing. */
export async function receiptPdf(document: ReceiptDocument): Promise<Uint8Array<ArrayBuffer>> {
  const { shop, receipt } = document
  const { line, quiet } = colorsOf(shop)
  const isWhole = canBePrinted(textsOf(document))
  const [title = ''] = printable([headingOf(receipt), words.title])
  const paper = await openShopPaper(shop, title, { far: document.far })
  paper.text(title, { size: 20, isBold: true, role: 'H1' })
  paper.space(2)
  if (isWhole) {
    paper.text(`${sentenceOf(receipt)}.`, { size: 11 })
    writeParts(paper, document, line, quiet)
    writeEvidence(paper, document, line)
  } else {
    paper.text(words.elsewhere, { size: 11 })
    paper.text(document.online, { size: 8.5 })
  }
  paper.ensure(170)
  heading(paper, words.check, line)
  paper.code(qrPath(document.check), [{ text: words.checkText }, { text: document.check, style: { size: 8, color: quiet } }])
  return paper.save()
}

/** All that people wrote, which may be in letters that the paper has not. */
function textsOf({ shop, receipt, hasPrices }: ReceiptDocument): string[] {
  const { parts, payload, body } = receipt
  return [
    ...[shownName(shop), headingOf(receipt), sentenceOf(receipt), payload?.note ?? '', payload?.signature?.name ?? ''],
    ...parts.flatMap(({ part, comment }) => [
      partText(part.title),
      detailOf(part, shop, body.currency, hasPrices) ?? '',
      comment ?? '',
    ]),
    ...evidenceOf(receipt, shop).map(({ value }) => value),
  ]
}

function writeParts(paper: Paper, { shop, receipt, hasPrices, pictures }: ReceiptDocument, line: string, quiet: string) {
  const { parts, body, kind, outcome } = receipt
  if (parts.length === 0) return
  const money = (minor: number | null) => (minor === null || !body.currency ? '' : formatMoney(minor, body.currency, shop.locale))
  const title = words.what(kind, outcome)
  heading(paper, body.edition ? `${title}, ${words.edition(body.edition.number).toLowerCase()}` : title, line)
  const showsAmounts = hasPrices && kind !== 'proof' && body.currency !== null
  for (const { part, answer, comment } of parts) {
    const detail = detailOf(part, shop, body.currency, hasPrices)
    const said = words.answers[answer]
    if (kind !== 'proof') {
      const amount = showsAmounts && answer === 'approved' ? money(part.amountMinor) : said
      const name =
        showsAmounts && answer !== 'approved' && part.amountMinor !== null
          ? `${partText(part.title)} (${money(part.amountMinor)})`
          : partText(part.title)
      paper.pair(name, amount, { isRight: true, isQuiet: answer !== 'approved' })
      if (detail) paper.text(detail, { size: 8.5, color: quiet })
      if (comment) paper.text(`“${comment}”`, { size: 9 })
      if (detail || comment) paper.space(5)
    } else {
      paper.pictured(pictures.get(part.key), [
        { text: partText(part.title), style: { size: 11, isBold: true } },
        ...(detail ? [{ text: detail, style: { size: 9, color: quiet } }] : []),
        { text: said },
        ...(comment ? [{ text: `“${comment}”`, style: { size: 9 } }] : []),
      ])
    }
  }
  if (showsAmounts && body.approvedMinor !== null) {
    paper.rule(line)
    paper.pair(words.approvedTotal, money(body.approvedMinor), { isRight: true, isTotal: true })
  }
}

function writeEvidence(paper: Paper, { shop, receipt }: ReceiptDocument, line: string) {
  const { payload, body } = receipt
  if (payload?.note) {
    heading(paper, words.said, line)
    paper.text(payload.note)
  }
  heading(paper, words.how, line)
  const { signature } = payload ?? {}
  if (signature?.kind === 'drawn') paper.strokes(signature, '#000000', words.signatureOf(signature.name))
  if (signature?.kind === 'typed') paper.text(`${signature.name} (${words.typed.toLowerCase()})`, { size: 14 })
  paper.space(4)
  for (const { label, value } of evidenceOf(receipt, shop)) paper.pair(label, value)
  if (body.edition) paper.pair(words.facts.hash, `SHA-256 ${body.edition.sha256}`)
}
