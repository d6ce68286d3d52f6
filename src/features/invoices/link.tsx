import { pdfHeaders } from '#features/documents/keep.ts'
import { startPayment } from '#features/payments/actions.ts'
import { portalAddress } from '#identity/item-links.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { invoiceFile } from './invoice-file.ts'
import { hasPaper } from './paper.ts'
import { getInvoiceForReader } from './read.ts'
import { InvoicePage, isWaiting, WithdrawnPage } from './views.tsx'
import { english as words } from './words.ts'

const { show: page, pdf, pay } = paths.link.invoice

/** The invoice for whoever holds a mailed link to it: to read, and to pay for those who may. */
export const linkInvoice = handle(
  { show: page, pdf, pay },
  {
    async show(c) {
      const { ctx } = c.var
      const parts = await getInvoiceForReader(ctx)
      const { shop, viewer } = ctx
      if (parts.invoice.voidedAt !== null)
        return show(c, <WithdrawnPage shop={shop} />, { title: words.withdrawnTitle, status: 410 })
      const hasPaid = c.req.query('paid') === '1'
      const addresses = {
        pay: href(ctx.base, pay, { token: ctx.token }),
        pdf: hasPaper(shop, parts) ? href(ctx.base, pdf, { token: ctx.token }) : undefined,
        portal: portalAddress(ctx.deps, ctx.tenant),
      }
      const content = (
        <InvoicePage
          {...parts}
          shop={shop}
          viewer={viewer}
          today={dayOf(ctx.now, shop.timeZone)}
          hasPaid={hasPaid}
          addresses={addresses}
        />
      )
      const refresh = isWaiting({ ...parts, hasPaid }) ? { refresh: 3 } : {}
      return show(c, content, { title: words.heading(parts.invoice.number ?? ''), ...refresh })
    },

    async pdf(c) {
      const { ctx } = c.var
      const parts = await getInvoiceForReader(ctx)
      if (parts.invoice.voidedAt !== null)
        return show(c, <WithdrawnPage shop={ctx.shop} />, { title: words.withdrawnTitle, status: 410 })
      const file = await invoiceFile(ctx, parts)
      return c.body(file.bytes, 200, pdfHeaders(file))
    },

    async pay(c) {
      return c.redirect(await startPayment(c.var.ctx, undefined), 303)
    },
  },
)
