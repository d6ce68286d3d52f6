import type { Context } from 'hono'
import type { CustomerCtx, Envs, StaffCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { documentOf, inHouse, pdfHeaders } from '#features/documents/keep.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import { csvHeaders, csvOf } from '#lib/csv.ts'
import { late } from '#lib/late.ts'
import { decimalOf } from '#lib/money.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { statementContent } from './content.ts'
import {
  assetsForCustomer,
  assetsOfCustomer,
  entriesForCustomer,
  entriesOfCustomer,
  holderForCustomer,
  holderOfCustomer,
} from './queries.ts'
import { periodOf, statementOf } from './rules.ts'
import { StatementPage } from './views.tsx'
import { statementWords as words } from './words.ts'

const drawing = late(() => import('./pdf.ts'))

type C = Context<Envs['customer']> | Context<Envs['staff']>

/** Whose account it is and where its forms lie. */
export interface Account {
  readonly ctx: CustomerCtx | StaffCtx
  readonly customerId: string
  readonly links: { readonly page: string; readonly pdf: string; readonly csv: string }
  readonly back: { readonly href: string; readonly label: string }
}

const forCustomer = [holderForCustomer, entriesForCustomer, assetsForCustomer] as const
const forStaff = [holderOfCustomer, entriesOfCustomer, assetsOfCustomer] as const

async function open(c: C, { ctx, customerId }: Account) {
  const assetId = c.req.query('asset') ?? ''
  const queries = ctx.audience === 'customer' ? forCustomer : forStaff
  const [[holder], entries, assets] = await ctx.read(queries, { id: customerId, asset: assetId })
  if (!holder || (ctx.audience === 'customer' && !readsInvoices(ctx.viewer))) throw notFound('Statement')
  const today = dayOf(ctx.now, ctx.shop.timeZone)
  const statement = statementOf(entries, periodOf(c.req.query('from'), c.req.query('to'), today), ctx.shop.timeZone)
  return { holder, assets, assetId, statement, asset: assets.find(({ id }) => id === assetId)?.name }
}
export type Opened = Awaited<ReturnType<typeof open>>

export async function showStatement(c: C, account: Account) {
  const { ctx, links, back } = account
  const opened = await open(c, account)
  const query = new URLSearchParams({
    from: opened.statement.from,
    to: opened.statement.to,
    ...(opened.assetId ? { asset: opened.assetId } : {}),
  })
  const files = { pdf: `${links.pdf}?${query}`, csv: `${links.csv}?${query}` }
  const page = <StatementPage {...opened} shop={ctx.shop} page={links.page} files={files} back={back} />
  return show(c, page, { title: words.title, at: ctx.audience === 'customer' ? 'invoices' : 'customers' })
}

export async function sendStatementPdf(c: C, account: Account) {
  const { ctx, customerId } = account
  const opened = await open(c, account)
  const { from, to } = opened.statement
  const file = await inHouse(ctx, () => {
    const content = statementContent(ctx.house, opened)
    return documentOf(ctx, { subjectId: customerId, content, name: `statement-${from}-${to}.pdf` }, async () => {
      const { statementPdf } = await drawing()
      return statementPdf(ctx, opened)
    })
  })
  return c.body(file.bytes, 200, pdfHeaders(file))
}

export async function sendStatementCsv(c: C, account: Account) {
  const { statement } = await open(c, account)
  const { shop } = account.ctx
  const { from, to, openingMinor, lines, closingMinor } = statement
  const amount = (minor: number) => Number(decimalOf(minor, shop.currency))
  const rows = [
    [words.columns.day, words.columns.what, words.columns.amount, words.columns.balance],
    [from, words.opening, null, amount(openingMinor)],
    ...lines.map((line) => [line.on, words.what(line), amount(line.amountMinor), amount(line.balanceMinor)]),
    [to, words.closing, null, amount(closingMinor)],
  ]
  return c.body(csvOf(rows), 200, csvHeaders(`statement-${from}-${to}.csv`))
}
