import { notFound } from '#errors.ts'
import { pdfHeaders } from '#features/documents/keep.ts'
import { startPayment } from '#features/payments/actions.ts'
import { paysOnline } from '#features/payments/rules.ts'
import { portalAddress } from '#identity/item-links.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { invoiceFile } from './invoice-file.ts'
import { hasPaper } from './paper.ts'
import { InvoicesPage } from './portal-list.tsx'
import { allDueForCustomer, countPastForCustomer, pastForCustomer } from './queries.ts'
import { getInvoiceForReader } from './read.ts'
import { readsInvoices } from './rules.ts'
import { InvoicePage, isWaiting } from './views.tsx'
import { english as words } from './words.ts'

const pastPerPage = 25

export const portalInvoices = handle(paths.portal.invoices, {
  async list(c) {
    const { ctx } = c.var
    const asked = Number(c.req.query('page'))
    const page = Number.isInteger(asked) && asked > 1 && asked < 100_000 ? asked : 1
    const [due, past, [counted]] = await ctx.read([allDueForCustomer, pastForCustomer, countPastForCustomer], {
      limit: pastPerPage,
      offset: (page - 1) * pastPerPage,
    })
    if (!readsInvoices(ctx.viewer)) throw notFound('Page')
    const pages = Math.max(1, Math.ceil((counted?.count ?? 0) / pastPerPage))
    const { base, shop, viewer } = ctx
    const content = (
      <InvoicesPage
        base={base}
        shop={shop}
        today={dayOf(ctx.now, shop.timeZone)}
        due={due}
        past={past}
        page={page}
        pages={pages}
        paysOnline={(minor) => paysOnline(shop, viewer, ctx.isPreview, minor)}
      />
    )
    return show(c, content, { title: words.invoices, at: 'invoices' })
  },

  async show(c) {
    const { ctx } = c.var
    const parts = await getInvoiceForReader(ctx, c.req.param('id'))
    const { base, shop, viewer } = ctx
    const { id, jobId, number } = parts.invoice
    const hasPaid = c.req.query('paid') === '1'
    const addresses = {
      pay: href(base, paths.portal.invoices.pay, { id }),
      pdf: hasPaper(shop, parts) ? href(base, paths.portal.invoices.pdf, { id }) : undefined,
      list: href(base, paths.portal.invoices.list),
      job: jobId ? href(base, paths.portal.jobs.show, { id: jobId }) : undefined,
      portal: portalAddress(ctx.deps, ctx.tenant),
    }
    const content = (
      <InvoicePage
        {...parts}
        shop={shop}
        viewer={viewer}
        today={dayOf(ctx.now, shop.timeZone)}
        isPreview={ctx.isPreview}
        hasPaid={hasPaid}
        addresses={addresses}
      />
    )
    const refresh = isWaiting({ ...parts, hasPaid }) ? { refresh: 3 } : {}
    return show(c, content, { title: words.heading(number ?? ''), at: 'invoices', isDeciding: true, ...refresh })
  },

  async pdf(c) {
    const { ctx } = c.var
    const file = await invoiceFile(ctx, await getInvoiceForReader(ctx, c.req.param('id')))
    return c.body(file.bytes, 200, pdfHeaders(file))
  },

  async pay(c) {
    return c.redirect(await startPayment(c.var.ctx, c.req.param('id')), 303)
  },
})
