import { eq } from 'drizzle-orm'
import type { Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import type { Deps } from '#env.ts'
import { findTenantByKey } from './queries.ts'
import { stripeAccounts } from './schema.ts'

const byAccount = sql
  .select({ shopKey: stripeAccounts.shopKey })
  .from(stripeAccounts)
  .where(eq(stripeAccounts.account, raw.placeholder('account')))

/** The shop whose Stripe account this is, or undefined. */
export async function findTenantByAccount(deps: Deps, account: string): Promise<Tenant | undefined> {
  const [[row]] = await read(deps.directory, [byAccount], { account })
  return row && findTenantByKey(deps, row.shopKey)
}
