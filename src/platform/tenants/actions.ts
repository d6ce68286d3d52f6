import { raw, sql } from '#database/sql.ts'
import { assert, write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { stripeAccounts } from './schema.ts'

/** Makes events of this Stripe account lead to this shop, for good. Throws Refused when the account is another shop's. */
export async function claimStripeAccount(deps: Deps, shopKey: string, account: string): Promise<void> {
  await write(deps.directory, [
    sql.insert(stripeAccounts).values({ account, shopKey }).onConflictDoNothing(),
    assert(
      raw`(SELECT shop_key FROM stripe_accounts WHERE account = ${account}) = ${shopKey}`,
      'The account belongs to another shop',
    ),
  ])
}
