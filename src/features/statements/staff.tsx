import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { standingTotal } from '#features/invoices/rules.ts'
import { csvHeaders, csvOf } from '#lib/csv.ts'
import { decimalOf, totalsOf } from '#lib/money.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { AgeingPage } from './ageing.tsx'
import { type Account, sendStatementCsv, sendStatementPdf, showStatement } from './pages.tsx'
import { invoicesToExport, linesToExport, openByDay, paymentsToExport } from './queries.ts'
import { agedBy, ages } from './rules.ts'
import { desk } from './words.ts'

const routes = paths.staff.statements
type C = Context<Envs['staff']>

/** Accounts of customers, what is open by age, and the books as files. */
export const staffStatements = handle(routes, {
  show: (c) => showStatement(c, accountOf(c, c.req.param('id'))),
  pdf: (c) => sendStatementPdf(c, accountOf(c, c.req.param('id'))),
  csv: (c) => sendStatementCsv(c, accountOf(c, c.req.param('id'))),

  async ageing(c) {
    const { ctx } = c.var
    const [sums] = await ctx.read([openByDay])
    const today = dayOf(ctx.now, ctx.shop.timeZone)
    const page = <AgeingPage base={ctx.base} shop={ctx.shop} role={ctx.me.role} rows={agedBy(sums, today)} />
    return show(c, page, { title: desk.ageing, at: 'invoices' })
  },

  async ageingCsv(c) {
    const { ctx } = c.var
    const [sums] = await ctx.read([openByDay])
    const today = dayOf(ctx.now, ctx.shop.timeZone)
    const amount = (minor: number) => Number(decimalOf(minor, ctx.shop.currency))
    const rows = agedBy(sums, today).map((one) => [
      one.customerName,
      ...ages.map((age) => amount(one.byAge[age])),
      amount(one.minor),
    ])
    const head = [desk.customer, ...ages.map((age) => desk.ages[age]), desk.total]
    return c.body(csvOf([head, ...rows]), 200, csvHeaders(`open-${today}.csv`))
  },

  async invoices(c) {
    const [rows] = await c.var.ctx.read([invoicesToExport])
    const head = [
      'Number',
      'Customer',
      'Title',
      'Issued',
      'Due',
      'PO number',
      'Currency',
      'As sent',
      'Fees and credit notes',
      'Total',
      'Left',
      'Void',
    ]
    const cells = rows.map(({ voidedAt, currency, ...one }) => [
      ...[one.number, one.customer, one.title, one.issuedOn, one.dueOn, one.poNumber, currency],
      ...[one.totalMinor, one.adjustedMinor, standingTotal(one), one.balanceMinor].map((minor) =>
        Number(decimalOf(minor, currency)),
      ),
      voidedAt === null ? '' : 'void',
    ])
    return c.body(csvOf([head, ...cells]), 200, csvHeaders('invoices.csv'))
  },

  async lines(c) {
    const [rows] = await c.var.ctx.read([linesToExport])
    const head = ['Invoice', 'Item', 'Detail', 'Quantity', 'Each', 'Currency', 'Net', 'Tax', 'Tax name', 'Tax %', 'Total']
    const cells = [...Map.groupBy(rows, ({ number }) => number).values()].flatMap((lines) => {
      const [first] = lines
      const terms = first && { ...first, discountPpm: first.wholePpm }
      const totals = totalsOf(lines, terms).lines
      return lines.map((line, i) => {
        const amount = (minor = 0) => Number(decimalOf(minor, line.currency))
        const { netMinor, taxMinor, totalMinor } = totals[i] ?? {}
        return [
          ...[line.number, line.name, line.detail, line.quantity / 1000, amount(line.unitPriceMinor), line.currency],
          ...[amount(netMinor), amount(taxMinor), line.taxName, line.taxPpm / 10_000, amount(totalMinor)],
        ]
      })
    })
    return c.body(csvOf([head, ...cells]), 200, csvHeaders('invoice-lines.csv'))
  },

  async payments(c) {
    const { ctx } = c.var
    const [rows] = await ctx.read([paymentsToExport])
    const head = ['Day', 'Kind', 'Customer', 'Invoice', 'Method', 'Instrument', 'Currency', 'Amount received', 'Note']
    const cells = rows.map(({ at, kind, customer, number, method, instrument, currency, amountMinor, note }) => [
      ...[dayOf(at, ctx.shop.timeZone), kind, customer, number, method, instrument, currency],
      ...[Number(decimalOf(-amountMinor, currency)), note],
    ])
    return c.body(csvOf([head, ...cells]), 200, csvHeaders('payments.csv'))
  },
})

function accountOf(c: C, id: string): Account {
  const { ctx } = c.var
  const { base } = ctx
  const links = {
    page: href(base, routes.show, { id }),
    pdf: href(base, routes.pdf, { id }),
    csv: href(base, routes.csv, { id }),
  }
  return { ctx, customerId: id, links, back: { href: href(base, paths.staff.customers.show, { id }), label: 'Customer' } }
}
