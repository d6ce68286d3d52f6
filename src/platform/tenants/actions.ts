import type { Tenant } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { keyIdOf } from '#features/approvals/record.ts'
import { signingKeys, stripeAccounts } from './schema.ts'

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

/** The public half of the shop's signing key as the directory keeps it: it stays there when the shop is gone. */
export async function signingKeyRow(
  now: number,
  { key, keys }: Pick<Tenant, 'key' | 'keys'>,
): Promise<typeof signingKeys.$inferInsert> {
  const { keyId, publicKey } = await keys.signer(keyIdOf(key))
  return { keyId, publicKey, createdAt: now }
}

// Published by this isolate already; a needless publication changes nothing.
const published = new Set<string>()

/** Makes sure that the shop's public key stands in the directory: shops made before there was one get it with their first receipt. */
export async function publishSigningKey(deps: Deps, tenant: Tenant): Promise<void> {
  if (published.has(tenant.key)) return
  await write(deps.directory, [
    sql
      .insert(signingKeys)
      .values(await signingKeyRow(deps.now(), tenant))
      .onConflictDoNothing(),
  ])
  published.add(tenant.key)
}
