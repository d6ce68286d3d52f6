import type { BaseCtx } from '#context.ts'
import { documentOf, inHouse, type Pdf } from '#features/documents/keep.ts'
import { farFontsFor, suppliesFor } from '#features/documents/supplies.ts'
import { portalAddress } from '#identity/item-links.ts'
import { late } from '#lib/late.ts'
import type { Json } from '#lib/sealed-record.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { hasPaper, type InvoiceParts, paperOf } from './paper.ts'

const drawing = late(() => import('./pdf.ts'))

/** The PDF of an invoice as it stands now: made once for each content. Where its letters cannot be drawn, it says where to read it. */
export const invoiceFile = (ctx: BaseCtx, parts: InvoiceParts): Promise<Pdf> => inHouse(ctx, () => fileOf(ctx, parts))

async function fileOf(ctx: BaseCtx, parts: InvoiceParts): Promise<Pdf> {
  const { id, number } = parts.invoice
  const portal = portalAddress(ctx.deps, ctx.tenant)
  const paper = paperOf(ctx.house, parts, portal)
  const name = `invoice-${(number ?? 'draft').replace(/[^\w.-]+/g, '-')}.pdf`
  const content = { ...paper, portal } as unknown as Json // an interface has no index signature, though it is plain JSON
  return documentOf(ctx, { subjectId: id, content, name }, async () => {
    // What draws is read where something is drawn: pages do without it.
    const { elsewherePdf, invoicePdf } = await drawing()
    if (hasPaper(ctx.house, parts)) return invoicePdf(ctx.house, paper, await suppliesFor(ctx, paper))
    const online = portal + href('', paths.portal.invoices.show, { id })
    return elsewherePdf(ctx.house, paper, online, { far: await farFontsFor(ctx, paper) })
  })
}
