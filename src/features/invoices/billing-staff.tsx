import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { changeProfile, differences } from '#features/settings/actions.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { staleOf } from '#features/settings/since.ts'
import { type FormState, parseForm, readFields } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { billingSettings } from './billing.ts'
import { billingLabels, billingOf, billingValues, saveBillingIn } from './billing-form.ts'
import { BillingPage } from './billing-views.tsx'

type C = Context<Envs['staff']>
const routes = paths.staff.settings.billing

/** Settings › Billing: taxes, what is asked before paying, and what happens to an invoice that is late. */
export const staffBillingSettings = handle(routes, {
  async show(c) {
    await c.var.ctx.read([])
    return showBilling(c)
  },

  async save(c) {
    const { ctx } = c.var
    await ctx.read([])
    const form = await parseForm(c, saveBillingIn(ctx.shop.currency))
    if (!form.ok) return showBilling(c, form)
    const change = { billing: billingOf(form.value) }
    const action = { kind: 'billing.changed', subjectId: ctx.tenant.key, details: differences(ctx, change) }
    if ((await unlessStale(ctx.write(action, changeProfile(form.value.version, change)))) === 'stale') {
      await ctx.read([])
      return showBilling(c, undefined, await readFields(c))
    }
    return c.redirect(`${href(ctx.base, routes.show)}?did=saved`, 303)
  },
})

function showBilling(c: C, failed?: FormState, outdated?: Record<string, unknown>) {
  const { base, shop } = c.var.ctx
  const now = billingValues(billingSettings(shop), shop.currency)
  const stale = outdated && staleOf(outdated, now, billingLabels)
  const form = failed ?? stale?.form ?? { errors: {}, values: now }
  const page = <BillingPage base={base} shop={shop} action={href(base, routes.save)} form={form} changes={stale?.changes} />
  return show(c, page, {
    title: 'Billing',
    at: 'settings',
    status: stale ? 409 : failed ? 422 : 200,
    flash: flashOf(c, { saved: 'Saved. It holds for what you make and send from now on.' }),
  })
}
