import { and, asc, eq, gt } from 'drizzle-orm'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import type { Deps } from '#env.ts'
import { newId } from '#lib/id.ts'
import { report } from '#middleware/report.ts'
import { forgetCounters } from '#platform/tenants/limits.ts'
import { shops } from '#platform/tenants/schema.ts'

const pageSize = 500
const atOnce = 50
const active = sql
  .select({ key: shops.key })
  .from(shops)
  .where(and(eq(shops.status, 'active'), gt(shops.key, raw.placeholder('after'))))
  .orderBy(asc(shops.key))
  .limit(pageSize)

/** The last net, hourly: wakes every shop's clock once, so that a lost alarm costs an hour at most. Running it twice is harmless. */
export async function sweep(deps: Deps): Promise<void> {
  const wake = async (key: string) => deps.clock(key).arm(deps.now())
  await each([deps.directory.id], () => forgetCounters(deps))
  await each([deps.directory.id], wake)
  for (let after = ''; ; ) {
    const [page] = await read(deps.directory, [active], { after })
    const keys = page.map(({ key }) => key)
    for (let i = 0; i < keys.length; i += atOnce) await each(keys.slice(i, i + atOnce), wake)
    const last = keys.at(-1)
    if (!last || keys.length < pageSize) return
    after = last
  }
}

/** One shop's failure is reported and holds up no other. */
async function each(keys: readonly string[], work: (key: string) => Promise<unknown>): Promise<void> {
  const settled = await Promise.allSettled(keys.map(work))
  for (const [i, one] of settled.entries()) if (one.status === 'rejected') report(one.reason, newId('req'), keys[i])
}
