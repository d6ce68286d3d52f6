import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { ProviderUnavailable } from '#adapters/databases.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { type Deps, depsOf } from '#env.ts'
import { statuses } from '#features/jobs/schema.ts'
import { profile } from '#features/settings/schema.ts'
import { staff } from '#features/team/schema.ts'
import { newKey } from '#lib/id.ts'
import { findTenantByKey, findTenantBySlug } from '#platform/tenants/queries.ts'
import { shops } from '#platform/tenants/schema.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { isSoak } from '#testing/soak.ts'
import { setClock, start } from '#testing/world.ts'
import { provisionShop } from './actions.ts'
import { migrateDirectory } from './rollout.ts'

/** A directory of its own, so that faults meant for it meet nobody else. */
async function makePlatform() {
  setClock(start)
  const namespace = `dir-${newKey(8)}`
  const made: string[] = []
  const real = depsOf(testEnv)
  const databases = {
    ...real.databases,
    create(name: string) {
      made.push(name)
      return real.databases.create(name)
    },
  }
  const deps: Deps = { ...real, directory: { id: 'directory', url: `${testEnv.SQLD_URL}/dev/${namespace}` }, databases }
  await migrateDirectory(deps)
  return { deps, namespace, made }
}

function requestFor(key: string, slug = `shop-${key}`) {
  return {
    key,
    slug,
    name: 'Hilltop Print',
    trade: 'decoration' as const,
    ownerName: 'Ada Hill',
    email: `ada-${key}@hilltop.test`,
  }
}

/** What stands in the end: one open shop, its stamp, one profile, its statuses, one owner. */
async function whole(deps: Deps, key: string) {
  const tenant = await findTenantByKey(deps, key)
  if (!tenant) return undefined
  const [[shop], found, [owner], others] = await read(tenant.database, [
    sql.select({ name: profile.name, isPortalOn: profile.isPortalOn }).from(profile),
    sql.select({ name: statuses.name }).from(statuses),
    sql.select({ email: staff.email, role: staff.role }).from(staff),
    sql.select({ count: raw<number>`count(*)` }).from(staff),
  ])
  return { shop, statuses: found.length, owner, staff: others[0]?.count }
}
const expected = (key: string) => ({
  shop: { name: 'Hilltop Print', isPortalOn: false },
  statuses: 10,
  owner: { email: `ada-${key}@hilltop.test`, role: 'owner' },
  staff: 1,
})

describe('a new shop', () => {
  it('gets its own database, migrated, stamped and furnished for its trade, with the portal off', async () => {
    const { deps, made } = await makePlatform()
    const key = newKey(8)
    expect(await provisionShop(deps, requestFor(key))).toMatchObject({ ok: true })
    expect(await whole(deps, key)).toEqual(expected(key))
    expect(made).toEqual([`shop-${key}`])
  })

  it('is the same shop when it is made again', async () => {
    const { deps, made } = await makePlatform()
    const key = newKey(8)
    const first = await provisionShop(deps, requestFor(key))
    const second = await provisionShop(deps, { ...requestFor(key), name: 'Another name', trade: 'fleet' })
    expect(second).toMatchObject({ ok: true, ownerId: first.ok && first.ownerId })
    expect(await whole(deps, key)).toEqual(expected(key))
    expect(made).toEqual([`shop-${key}`])
  })

  it('made twice at the same moment is one shop with one database', async () => {
    const { deps, made } = await makePlatform()
    const key = newKey(8)
    const both = await Promise.allSettled([provisionShop(deps, requestFor(key)), provisionShop(deps, requestFor(key))])
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true)
    await provisionShop(deps, requestFor(key))
    expect(await whole(deps, key)).toEqual(expected(key))
    expect(new Set(made)).toEqual(new Set([`shop-${key}`]))
  })

  it('cannot take the address of another, and that one stays as it was', async () => {
    const { deps } = await makePlatform()
    const [first, second] = [newKey(8), newKey(8)]
    await provisionShop(deps, requestFor(first, 'hilltop'))
    expect(await provisionShop(deps, requestFor(second, 'hilltop'))).toEqual({ ok: false, reason: 'slug taken' })
    expect((await findTenantBySlug(deps, 'hilltop'))?.key).toBe(first)
    expect(await findTenantByKey(deps, second)).toBeUndefined()
  })

  it('half made, may still choose another address, and gives the first one free', async () => {
    const { deps } = await makePlatform()
    const [first, second] = [newKey(8), newKey(8)]
    const broken = { ...deps, databases: { ...deps.databases, create: () => Promise.reject(new ProviderUnavailable('away')) } }
    await expect(provisionShop(broken, requestFor(first, 'early'))).rejects.toMatchObject({ code: 'unavailable' })
    expect(await provisionShop(deps, requestFor(first, 'later'))).toMatchObject({ ok: true })
    expect(await provisionShop(deps, requestFor(second, 'early'))).toMatchObject({ ok: true })
    expect((await findTenantBySlug(deps, 'later'))?.key).toBe(first)
  })
})

describe('a crash while a shop is made', () => {
  const crashes = [
    ['before the work of a step', 'status', 0],
    ['after the work of a step, before its answer', 'drop', 4],
  ] as const
  // Most steps are migrations, one like another: each fourth meets one of the two, in the soak each meets both.

  it.each(crashes)(
    '%s is repaired by running it again, and nobody meets a half made shop',
    async (_, kind, first) => {
      const { deps, namespace, made } = await makePlatform()
      for (const where of ['directory', 'shop'] as const) {
        for (let step = isSoak ? 0 : first, hasCrashed = true; hasCrashed; step += isSoak ? 1 : 8) {
          const key = newKey(8)
          const faulty = where === 'directory' ? namespace : `shop-${key}`
          await libsql.fault(faulty, [{ kind, status: 500, skip: step, times: 'always' }])
          hasCrashed = !(await runs(deps, key))
          await libsql.heal(faulty)
          expect(await isServedHalf(deps, key)).toBe(false)
          expect((await runs(deps, key)) || (await runs(deps, key)), `${where} ${step}`).toBe(true)
          expect(await whole(deps, key)).toEqual(expected(key))
          expect(new Set(made.splice(0))).toEqual(new Set([`shop-${key}`]))
        }
      }
    },
    60_000,
  )

  it('at the provider, whose answer was lost after it made the database, makes no second one', async () => {
    const { deps, made } = await makePlatform()
    const key = newKey(8)
    let hasFailed = false
    const databases = {
      ...deps.databases,
      async create(name: string) {
        const answer = await deps.databases.create(name)
        if (hasFailed) return answer
        hasFailed = true
        throw new ProviderUnavailable('lost')
      },
    }
    await expect(provisionShop({ ...deps, databases }, requestFor(key))).rejects.toMatchObject({ code: 'unavailable' })
    expect(await provisionShop({ ...deps, databases }, requestFor(key))).toMatchObject({ ok: true })
    expect(await whole(deps, key)).toEqual(expected(key))
    expect(made).toEqual([`shop-${key}`, `shop-${key}`])
  })
})

const runs = (deps: Deps, key: string) =>
  provisionShop(deps, requestFor(key)).then(
    ({ ok }) => ok,
    () => false,
  )

/** Whether a shop is served that lacks anything. */
async function isServedHalf(deps: Deps, key: string): Promise<boolean> {
  const [[row]] = await read(deps.directory, [sql.select({ status: shops.status }).from(shops).where(eq(shops.key, key))])
  if (row?.status !== 'active') return (await findTenantByKey(deps, key)) !== undefined
  return JSON.stringify(await whole(deps, key)) !== JSON.stringify(expected(key))
}
