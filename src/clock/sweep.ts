import { and, asc, eq, gt } from 'drizzle-orm'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import type { Deps } from '#env.ts'
import { forgetCounters } from '#platform/tenants/limits.ts'
import { shops } from '#platform/tenants/schema.ts'

const pageSize = 500
const active = sql
  .select({ key: shops.key })
  .from(shops)
  .where(and(eq(shops.status, 'active'), gt(shops.key, raw.placeholder('after'))))
  .orderBy(asc(shops.key))
  .limit(pageSize)

/** The last net, hourly: wakes every shop's clock once, so that a lost alarm costs an hour at most. Running it twice is harmless. */
export async function sweep(deps: Deps): Promise<void> {
  await forgetCounters(deps)
  await deps.clock(deps.directory.id).arm(deps.now())
  for (let after = ''; ; ) {
    const [page] = await read(deps.directory, [active], { after })
    for (const { key } of page) await deps.clock(key).arm(deps.now())
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.key
  }
}
