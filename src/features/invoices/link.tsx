import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { type Reading, sendCreditNote, sendPdf, showInvoice, takePayment, takePoNumber, takeQuestion } from './reader-page.tsx'

const { show, pdf, creditNote, pay, po, ask, file } = paths.link.invoice

/** The invoice for whoever holds a mailed link to it: to read, and to pay for those who may. */
export const linkInvoice = handle(
  { show, pdf, creditNote, pay, po, ask },
  {
    show: (c) => showInvoice(c, readingOf(c)),
    pdf: (c) => sendPdf(c, readingOf(c)),
    creditNote: (c) => sendCreditNote(c, readingOf(c), c.req.param('note')),
    pay: (c) => takePayment(c, readingOf(c)),
    po: (c) => takePoNumber(c, readingOf(c)),
    ask: (c) => takeQuestion(c, readingOf(c)),
  },
)

function readingOf(c: Context<Envs['link']>): Reading {
  const { ctx } = c.var
  const at = (route: typeof show | typeof pdf | typeof pay | typeof po | typeof ask) =>
    href(ctx.base, route, { token: ctx.token })
  const note = (id: string) => href(ctx.base, creditNote, { token: ctx.token, note: id })
  const links = { show: at(show), pdf: at(pdf), creditNote: note, pay: at(pay), po: at(po), ask: at(ask) }
  return { ctx, id: undefined, links: { ...links, file: (id) => href(ctx.base, file, { token: ctx.token, id }) } }
}
