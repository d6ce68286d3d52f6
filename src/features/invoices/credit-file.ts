import type { BaseCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { documentOf, inHouse, type Pdf } from '#features/documents/keep.ts'
import { colorsOf, suppliesFor } from '#features/documents/supplies.ts'
import { reasonText } from '#features/payments/bank-text.ts'
import { shownName } from '#features/settings/rules.ts'
import { portalAddress } from '#identity/item-links.ts'
import { late } from '#lib/late.ts'
import { formatMoney } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { canBePrinted, printable } from '#ui/letters.ts'
import type { Adjustment, Invoice } from './queries.ts'
import { invoiceWords as words } from './words.ts'

const letterhead = late(() => import('#features/documents/letterhead.ts'))

/** A credit note as a PDF. Throws not found where the invoice has no such note. */
export const creditNoteFile = (ctx: BaseCtx, parts: Parts, noteId: string): Promise<Pdf> =>
  inHouse(ctx, () => fileOf(ctx, parts, noteId))

interface Parts {
  readonly invoice: Invoice
  readonly adjustments: readonly Adjustment[]
}

async function fileOf(ctx: BaseCtx, { invoice, adjustments }: Parts, noteId: string): Promise<Pdf> {
  const note = adjustments.find((one) => one.kind === 'credit_note' && one.noteId === noteId)
  if (!note?.noteNumber || !note.issuedOn) throw notFound('Credit note')
  const { house: shop } = ctx
  const content = {
    ...{
      version: 1,
      colors: colorsOf(shop),
      logo: shop.logoFileId,
      shop: [shownName(shop), shop.address, shop.phone, shop.email],
    },
    heading: words.creditNote.heading(note.noteNumber),
    about: words.creditNote.about(invoice.number ?? ''),
    to: [invoice.customerName, ...(invoice.customerAddress?.split(/\n+/) ?? [])],
    day: words.issued(formatDay(note.issuedOn, shop.locale, 'year')),
    reason: reasonText(note.reason ?? ''),
    amount: formatMoney(-note.amountMinor, invoice.currency, shop.locale),
  }
  const name = `credit-note-${note.noteNumber.replace(/[^\w.-]+/g, '-')}.pdf`
  return documentOf(ctx, { subjectId: noteId, content, name }, async () => {
    const { openShopPaper } = await letterhead()
    const isWhole = canBePrinted([content.heading, content.about, ...content.to, content.reason, ...content.shop])
    const [heading = ''] = printable([content.heading, words.creditNote.title])
    const paper = await openShopPaper(shop, heading, await suppliesFor(ctx, content))
    paper.text(heading, { size: 20, isBold: true, role: 'H1' })
    if (isWhole) {
      paper.text(content.about, { size: 11 })
      paper.space(12)
      const [first = '', ...rest] = content.to
      paper.beside([
        [
          { text: words.to, style: { size: 8.5, color: content.colors.quiet } },
          { text: first, style: { isBold: true } },
          ...rest.map((text) => ({ text })),
        ],
        [{ text: words.details, style: { size: 8.5, color: content.colors.quiet } }, { text: content.day }],
      ])
      paper.space(16)
      paper.text(content.reason)
    } else {
      paper.text(words.elsewhere, { size: 11 })
      const online = href('', paths.portal.invoices.show, { id: invoice.id })
      paper.text(portalAddress(ctx.deps, ctx.tenant) + online, { size: 8.5 })
    }
    paper.rule(content.colors.line)
    paper.pair(words.creditNote.takenBack, content.amount, { isRight: true, isTotal: true })
    return paper.save()
  })
}
