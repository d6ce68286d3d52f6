import { conflict } from '#errors.ts'
import { parseForm } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { ApplyCredit, applyCredit } from './credit-actions.ts'

/** What the shop does with money that came in. */
export const staffPayments = handle(paths.staff.payments, {
  async credit(c) {
    const form = await parseForm(c, ApplyCredit)
    if (!form.ok) throw conflict()
    const id = c.req.param('id')
    await applyCredit(c.var.ctx, id, form.value)
    return c.redirect(`${href(c.var.ctx.base, paths.staff.invoices.show, { id })}?did=credited`, 303)
  },
})
