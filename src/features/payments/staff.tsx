import { conflict } from '#errors.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { accountLink, connectStripe, refreshAccount } from './account-actions.ts'
import { openDifferences } from './alarm-queries.ts'
import { desk } from './desk-words.ts'
import { PaymentSettingsPage } from './views.tsx'

export const staffPaymentSettings = handle(paths.staff.settings.payments, {
  async show(c) {
    const { ctx } = c.var
    const [differences] = await ctx.read([openDifferences])
    const page = <PaymentSettingsPage base={ctx.base} shop={ctx.shop} differences={differences} />
    return show(c, page, { title: desk.title, at: 'settings', flash: flashOf(c, desk.done) })
  },

  async connect(c) {
    return c.redirect(await connectStripe(c.var.ctx), 303)
  },

  /** Where Stripe leads back to; with `again` its address was used up, and the person is led on with a fresh one. */
  async connected(c) {
    const { ctx } = c.var
    await ctx.read([])
    const account = ctx.shop.stripeAccount
    if (!account) throw conflict('Connect Stripe first.')
    if (c.req.query('again') !== undefined) return c.redirect(await accountLink(ctx, account), 303)
    await refreshAccount(ctx, account)
    return c.redirect(`${href(ctx.base, paths.staff.settings.payments.show)}?did=connected`, 303)
  },
})
