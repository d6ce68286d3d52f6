import { and, eq } from 'drizzle-orm'
import { type ConnectedAccount, KeySpent } from '#adapters/stripe.ts'
import type { BaseCtx, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne, Refused } from '#database/write.ts'
import { shownName } from '#features/settings/rules.ts'
import { profile } from '#features/settings/schema.ts'
import { staffAddress } from '#identity/item-links.ts'
import { paths } from '#paths.ts'
import { claimStripeAccount } from '#platform/tenants/actions.ts'
import { href } from '#routes.ts'
import { countDisconnections } from './queries.ts'
import { stripeStateOf } from './rules.ts'

/** Makes the shop's account at Stripe, once, and gives the address of Stripe's questions. A crash at any step is repaired by pressing again. */
export async function connectStripe(ctx: StaffCtx): Promise<string> {
  const [[past]] = await ctx.read([countDisconnections])
  const known = ctx.shop.stripeAccount
  if (known) return accountLink(ctx, known)
  const subjectId = ctx.tenant.key
  await ctx.write({ kind: 'payments.connect_started', subjectId }, [sql.update(profile).set({ stripeState: 'started' })])
  const account = await createAccount(ctx, `account:${ctx.tenant.key}:${(past?.count ?? 0) + 1}`)
  await claimStripeAccount(ctx.deps, ctx.tenant.key, account.id)
  await ctx.write({ kind: 'payments.connected', subjectId, details: { account: account.id } }, [
    sql.update(profile).set({ stripeAccount: account.id, stripeState: stripeStateOf(account) }),
  ])
  return accountLink(ctx, account.id)
}

/** A fresh address of Stripe's questions: each works once and for some minutes. */
export function accountLink(ctx: StaffCtx, account: string): Promise<string> {
  const desk = staffAddress(ctx.deps, ctx.tenant)
  const { connected, again } = paths.staff.settings.payments
  return ctx.deps.payments.accountLink(account, { back: href(desk, connected), again: href(desk, again) })
}

async function createAccount(ctx: StaffCtx, key: string): Promise<ConnectedAccount> {
  const shop = { name: shownName(ctx.shop), email: ctx.shop.email ?? ctx.me.email }
  try {
    return await ctx.deps.payments.createAccount(key, shop)
  } catch (error) {
    if (!(error instanceof KeySpent)) throw error
    // The shop changed its name or email between two tries: another key, so that this one is made as the shop is now.
    return ctx.deps.payments.createAccount(`${key}:${shop.name}:${shop.email}`.slice(0, 255), shop)
  }
}

const rounds = 5

/** Brings the shop's payment state to what Stripe says of its account now. */
export async function refreshAccount(ctx: BaseCtx, account: string): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await ctx.read([])
    const before = ctx.shop.stripeState
    if (ctx.shop.stripeAccount !== account) return
    // Asked after the read, so that an older answer cannot take the place of a newer one.
    const stripeState = stripeStateOf(await ctx.deps.payments.getAccount(account))
    if (stripeState === before) return
    try {
      await ctx.write(
        { kind: 'payments.account_changed', subjectId: ctx.tenant.key, details: { account, before, stripeState } },
        [
          sql
            .update(profile)
            .set({ stripeState })
            .where(and(eq(profile.stripeAccount, account), eq(profile.stripeState, before))),
          exactlyOne('moved'),
        ],
      )
      return
    } catch (error) {
      if (!(error instanceof Refused) || error.reason !== 'moved') throw error
    }
  }
}

/** The shop took our access away at Stripe: it can connect again, with another account. */
export async function disconnectStripe(ctx: BaseCtx, account: string): Promise<void> {
  await ctx.read([])
  if (ctx.shop.stripeAccount !== account) return
  await ctx.write({ kind: 'payments.disconnected', subjectId: ctx.tenant.key, details: { account } }, [
    assert(raw`(SELECT stripe_account FROM profile) = ${account}`, 'moved'),
    sql.update(profile).set({ stripeAccount: null, stripeState: 'none' }).where(eq(profile.stripeAccount, account)),
  ])
}
