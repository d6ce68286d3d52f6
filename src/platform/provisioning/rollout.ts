import { and, asc, eq, gt, lt, ne } from 'drizzle-orm'
import { migrate, stampDatabase } from '#database/migrate.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { directoryMigrations, shopMigrations } from '#generated/migrations.ts'
import { type ShopRow, tenantOf } from '#platform/tenants/queries.ts'
import { shops } from '#platform/tenants/schema.ts'

const behind = sql
  .select()
  .from(shops)
  .where(
    and(ne(shops.status, 'making'), gt(shops.key, raw.placeholder('after')), lt(shops.schemaVersion, raw.placeholder('version'))),
  )
  .orderBy(asc(shops.key))
  .limit(200)

/** Brings the directory up to this code, or makes it out of an empty database. */
export async function migrateDirectory(deps: Deps): Promise<void> {
  await migrate(deps.directory, directoryMigrations)
  await stampDatabase(deps.directory)
}

export interface Rollout {
  readonly done: number
  readonly failed: readonly { readonly slug: string; readonly reason: string }[]
}

/**
 * Brings every shop that is behind up to this code, `jobs` at a time. What is done is noted shop by shop, so a run that was cut
 * short goes on where it stopped; a shop that fails is named and does not hold up the others.
 */
export async function migrateShops(deps: Deps, jobs: number, told: (slug: string, reason?: string) => void): Promise<Rollout> {
  const failed: { slug: string; reason: string }[] = []
  let done = 0
  const one = async (row: ShopRow) => {
    const reason = await migrateShop(deps, row)
    if (reason === undefined) done++
    else failed.push({ slug: row.slug, reason })
    told(row.slug, reason)
  }
  for (let after = ''; ; ) {
    const [page] = await read(deps.directory, [behind], { after, version: shopMigrations.length })
    const waiting = [...page]
    const worker = async () => {
      for (let row = waiting.shift(); row; row = waiting.shift()) await one(row)
    }
    await Promise.all(Array.from({ length: jobs }, worker))
    const last = page.at(-1)
    if (!last) return { done, failed }
    after = last.key
  }
}

async function migrateShop(deps: Deps, row: ShopRow): Promise<string | undefined> {
  try {
    const { database } = await tenantOf(deps, row)
    const version = await migrate(database, shopMigrations)
    await stampDatabase(database)
    await write(deps.directory, [sql.update(shops).set({ schemaVersion: version }).where(eq(shops.key, row.key))])
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
