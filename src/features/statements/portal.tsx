import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { type Account, sendStatementCsv, sendStatementPdf, showStatement } from './pages.tsx'
import { statementWords as words } from './words.ts'

const routes = paths.portal.statement

/** A customer's own account. */
export const portalStatement = handle(routes, {
  show: (c) => showStatement(c, accountOf(c)),
  pdf: (c) => sendStatementPdf(c, accountOf(c)),
  csv: (c) => sendStatementCsv(c, accountOf(c)),
})

function accountOf(c: Context<Envs['customer']>): Account {
  const { ctx } = c.var
  const { base, customerId } = ctx
  return {
    ...{ ctx, customerId },
    links: { page: href(base, routes.show), pdf: href(base, routes.pdf), csv: href(base, routes.csv) },
    back: {
      href: href(base, paths.portal.invoices.list),
      get label() {
        return words.invoices
      },
    },
  }
}
