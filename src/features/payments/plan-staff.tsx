import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { conflict } from '#errors.ts'
import { getInvoiceRecord, type InvoiceRecord } from '#features/invoices/read.ts'
import { standingTotal } from '#features/invoices/rules.ts'
import { type FormState, readFields, textsOf } from '#lib/form.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { savePlan, whyNoPlan } from './plan-actions.ts'
import { parsePlan } from './plan-form.ts'
import { planWords as words } from './plan-words.ts'
import { PlanPage } from './views-plan.tsx'

type C = Context<Envs['staff']>

/** How an invoice is paid, part by part. */
export const staffPlans = handle(paths.staff.plans, {
  async show(c) {
    const record = await getInvoiceRecord(c.var.ctx, c.req.param('id'))
    const reason = whyNoPlan(record)
    if (reason) throw conflict(reason)
    return showPlan(c, record)
  },

  async save(c) {
    const { ctx } = c.var
    const record = await getInvoiceRecord(ctx, c.req.param('id'))
    const fields = await readFields(c)
    const { currency, id } = record.invoice
    const sum = { totalMinor: standingTotal(record.invoice), currency, locale: ctx.shop.locale }
    const form = parsePlan(fields, textsOf(fields), sum)
    if (!form.ok) return showPlan(c, record, form)
    await savePlan(ctx, record, form.value, fields['tell'] === 'on')
    return c.redirect(`${href(ctx.base, paths.staff.invoices.show, { id })}?did=planned`, 303)
  },
})

function showPlan(c: C, record: InvoiceRecord, form?: FormState) {
  const { base, shop, now } = c.var.ctx
  const page = <PlanPage {...{ base, shop, record, form }} today={dayOf(now, shop.timeZone)} />
  return show(c, page, { title: words.title, at: 'invoices', ...(form ? { status: 422 as const } : {}) })
}
