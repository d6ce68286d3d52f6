import type { StaffCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { customerById } from '#features/customers/queries.ts'
import { openMoney, patternsOf } from '#features/customers/rules.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle } from '#routes.ts'
import { desk } from './desk-words.ts'
import { actOnInvoices } from './staff-acting.tsx'
import { editInvoices } from './staff-editing.tsx'
import { StaffInvoicesPage } from './staff-list.tsx'
import { filters, listQueries, pageSize } from './staff-queries.ts'

const at = 'invoices'

export const staffInvoices = handle(paths.staff.invoices, {
  ...editInvoices,
  ...actOnInvoices,

  async list(c) {
    const { ctx } = c.var
    const search = (c.req.query('q') ?? '').trim().slice(0, 100)
    const filter = filters.find((one) => one === c.req.query('state')) ?? 'all'
    const customerId = c.req.query('customer')
    const asked = Number(c.req.query('page'))
    const page = Number.isInteger(asked) && asked > 1 && asked < 100_000 ? asked : 1
    // What is late depends on the shop's own day, which is known with its profile: only this filter asks first.
    if (filter === 'late') await ctx.read([])
    const today = filter === 'late' ? todayOf(ctx) : ''
    const like = search ? patternsOf(search).like : undefined
    const queries = [...listQueries({ filter, like, customerId, today, page }), customerById] as const
    const [rows, [counted], days, [customer]] = await ctx.read(queries, { id: customerId ?? '' })
    if (customerId && !customer) throw notFound('Customer')
    const total = counted?.count ?? 0
    const { base, shop } = ctx
    const parts = {
      rows,
      sums: openMoney(days, todayOf(ctx)),
      total,
      page,
      pages: Math.max(1, Math.ceil(total / pageSize)),
      filter,
      search,
      customer,
    }
    const flash = flashOf(c, desk.done)
    return show(c, <StaffInvoicesPage base={base} shop={shop} today={todayOf(ctx)} {...parts} />, {
      title: 'Invoices',
      at,
      flash,
    })
  },
})

const todayOf = ({ now, shop }: StaffCtx) => dayOf(now, shop.timeZone)
