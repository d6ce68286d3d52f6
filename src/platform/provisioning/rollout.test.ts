import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { read } from '#database/read.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { type Deps, depsOf } from '#env.ts'
import { shopMigrations } from '#generated/migrations.ts'
import { newKey } from '#lib/id.ts'
import { shops } from '#platform/tenants/schema.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { setClock, start } from '#testing/world.ts'
import { provisionShop } from './actions.ts'
import { migrateDirectory, migrateShops } from './rollout.ts'

async function makePlatform(count: number) {
  setClock(start)
  const deps: Deps = { ...depsOf(testEnv), directory: { id: 'directory', url: `${testEnv.SQLD_URL}/dev/dir-${newKey(8)}` } }
  await migrateDirectory(deps)
  const keys = Array.from({ length: count }, () => newKey(8))
  for (const key of keys) {
    await provisionShop(deps, { key, slug: `shop-${key}`, name: key, trade: 'auto', ownerName: 'Ada', email: `${key}@shop.test` })
    await write(deps.directory, [sql.update(shops).set({ schemaVersion: 0 }).where(eq(shops.key, key))])
  }
  return { deps, keys }
}
async function versions(deps: Deps) {
  const [rows] = await read(deps.directory, [sql.select({ version: shops.schemaVersion }).from(shops)])
  return rows.map(({ version }) => version)
}

describe('rolling migrations over all shops', () => {
  it('reaches every shop that is behind, and a second run finds nothing to do', async () => {
    const { deps, keys } = await makePlatform(5)
    const told: string[] = []
    expect(await migrateShops(deps, 2, (slug) => told.push(slug))).toEqual({ done: 5, failed: [] })
    expect(told.toSorted()).toEqual(keys.map((key) => `shop-${key}`).toSorted())
    expect(await versions(deps)).toEqual(keys.map(() => shopMigrations.length))
    expect(await migrateShops(deps, 2, () => {})).toEqual({ done: 0, failed: [] })
  })

  it('goes past a shop that fails, names it, and takes it with the next run', async () => {
    const { deps, keys } = await makePlatform(3)
    const [sick] = keys
    await libsql.fault(`shop-${sick}`, [{ kind: 'status', status: 500, times: 'always' }])
    const first = await migrateShops(deps, 4, () => {})
    expect(first).toMatchObject({ done: 2, failed: [{ slug: `shop-${sick}` }] })
    await libsql.heal(`shop-${sick}`)
    expect(await migrateShops(deps, 4, () => {})).toEqual({ done: 1, failed: [] })
  })

  it('leaves a database alone that carries another stamp', async () => {
    const { deps, keys } = await makePlatform(2)
    const [one, other] = keys
    await write(deps.directory, [
      sql
        .update(shops)
        .set({ database: `sqld:shop-${other}` })
        .where(eq(shops.key, one ?? '')),
    ])
    const { failed } = await migrateShops(deps, 1, () => {})
    expect(failed).toEqual([{ slug: `shop-${one}`, reason: `The database meant for ${one} belongs to somebody else` }])
  })
})
