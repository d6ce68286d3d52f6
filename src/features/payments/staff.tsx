import type { StaffCtx } from '#context.ts'
import { conflict } from '#errors.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { setUpFirst } from '#identity/factors/set-up.ts'
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
    const page = (
      <PaymentSettingsPage base={ctx.base} shop={ctx.shop} differences={differences} setUp={setUpFirst(ctx, c.req.path)} />
    )
    return show(c, page, { title: desk.title, at: 'settings', flash: flashOf(c, desk.done) })
  },

  async connect(c) {
    return c.redirect(await connectStripe(c.var.ctx), 303)
  },

  /** Where Stripe leads back to. */
  async connected(c) {
    const { ctx } = c.var
    await refreshAccount(ctx, await accountOf(ctx))
    return c.redirect(`${href(ctx.base, paths.staff.settings.payments.show)}?did=connected`, 303)
  },

  /** Where Stripe leads back to when its address was used up: on, with a fresh one. */
  async again(c) {
    const { ctx } = c.var
    return c.redirect(await accountLink(ctx, await accountOf(ctx)), 303)
  },
})

async function accountOf(ctx: StaffCtx): Promise<string> {
  await ctx.read([])
  const account = ctx.shop.stripeAccount
  if (!account) throw conflict('Connect Stripe first.')
  return account
}
