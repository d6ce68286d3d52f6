import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { uploadsAt } from '#features/files/upload-urls.ts'
import { creditForCustomer } from '#features/payments/credit-queries.ts'
import { paysOnline } from '#features/payments/rules.ts'
import { methodsForCustomer } from '#features/payments/saved-queries.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { InvoicesPage } from './portal-list.tsx'
import { allDueForCustomer, countPastForCustomer, pastForCustomer } from './queries.ts'
import { type Reading, sendCreditNote, sendPdf, showInvoice, takePayment, takePoNumber, takeQuestion } from './reader-page.tsx'
import { readsInvoices } from './rules.ts'
import { invoiceWords as words } from './words.ts'

const pastPerPage = 25
const routes = paths.portal.invoices

export const portalInvoices = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const asked = Number(c.req.query('page'))
    const page = Number.isInteger(asked) && asked > 1 && asked < 100_000 ? asked : 1
    const queries = [allDueForCustomer, pastForCustomer, countPastForCustomer, creditForCustomer, methodsForCustomer] as const
    const at = { limit: pastPerPage, offset: (page - 1) * pastPerPage }
    const [due, past, [counted], credits, methods] = await ctx.read(queries, at)
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
        credits={credits}
        hasWays={methods.length > 0 && !ctx.isPreview}
        paysOnline={(minor) => paysOnline(shop, viewer, ctx.isPreview, minor)}
      />
    )
    return show(c, content, { title: words.invoices, at: 'invoices', scripts: ['paying'], live: {} })
  },

  show: (c) => showInvoice(c, readingOf(c, c.req.param('id'))),
  pdf: (c) => sendPdf(c, readingOf(c, c.req.param('id'))),
  creditNote: (c) => sendCreditNote(c, readingOf(c, c.req.param('id')), c.req.param('note')),
  pay: (c) => takePayment(c, readingOf(c, c.req.param('id'))),
  po: (c) => takePoNumber(c, readingOf(c, c.req.param('id'))),
  ask: (c) => takeQuestion(c, readingOf(c, c.req.param('id'))),
})

function readingOf(c: Context<Envs['customer']>, id: string): Reading {
  const { ctx } = c.var
  const { base } = ctx
  const links = {
    show: href(base, routes.show, { id }),
    pdf: href(base, routes.pdf, { id }),
    pay: href(base, routes.pay, { id }),
    po: href(base, routes.po, { id }),
    ask: href(base, routes.ask, { id }),
    list: href(base, routes.list),
    charge: href(base, paths.portal.payments.charge),
    ways: href(base, paths.portal.waysToPay.list),
    creditNote: (note: string) => href(base, routes.creditNote, { id, note }),
    file: (file: string) => href(base, paths.portal.files.show, { id: file }),
    uploads: uploadsAt(base),
    job: (job: string) => href(base, paths.portal.jobs.show, { id: job }),
  }
  return { ctx, id, links }
}
