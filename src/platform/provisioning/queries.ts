import { eq } from 'drizzle-orm'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import type { Deps } from '#env.ts'
import type { ShopRow } from '#platform/tenants/queries.ts'
import { shops } from '#platform/tenants/schema.ts'

const shopByKey = sql
  .select()
  .from(shops)
  .where(eq(shops.key, raw.placeholder('key')))

/** A shop in whatever state it is, half made too. */
export async function findShop(deps: Pick<Deps, 'directory'>, key: string): Promise<ShopRow | undefined> {
  const [[row]] = await read(deps.directory, [shopByKey], { key })
  return row
}
