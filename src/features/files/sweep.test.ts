import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import { testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { files } from './schema.ts'
import { useFiles } from './upload.ts'

const hour = 3_600_000

async function put(shop: TestShop, more: Partial<typeof files.$inferInsert> = {}) {
  const id = newId('fil')
  const key = `${shop.key}/${id}`
  await testEnv.FILES.put(key, 'x')
  const row = {
    id,
    key,
    name: 'a.png',
    type: 'image/png',
    size: 1,
    sha256: 'x',
    visibility: 'internal' as const,
    createdAt: start,
  }
  await write(shop.tenant.database, [sql.insert(files).values({ ...row, isLoose: true, ...more })])
  return id
}
const left = async (shop: TestShop) => ({
  rows: (await shop.rows('SELECT id FROM files ORDER BY id')).flat(),
  bytes: (await testEnv.FILES.list({ prefix: `${shop.key}/` })).objects.map(({ key }) => key.split('/')[1]).sort(),
})
async function ringAt(shop: TestShop, at: number) {
  setClock(at)
  await testEnv.CLOCK.getByName(shop.key).arm(at)
  await shop.ring()
}

describe('the sweep', () => {
  it('that finds the file store down holds up no mail', async () => {
    const shop = await makeShop()
    await put(shop)
    const down = vi.spyOn(testEnv.FILES, 'delete').mockRejectedValue(new Error('R2 is down'))
    await ringAt(shop, start + 25 * hour)
    expect(down).toHaveBeenCalled()
    down.mockRestore()
    const failures = await runInDurableObject(testEnv.CLOCK.getByName(shop.key), (_, { storage }) => storage.get('failures'))
    expect(failures).toBeUndefined()
    expect((await left(shop)).rows).toHaveLength(1)
  })

  it('takes uploads that nothing used in a day, with what was drawn of them, and nothing else', async () => {
    const shop = await makeShop()
    const old = await put(shop)
    await put(shop, { derivedFromId: old, isLoose: false })
    const used = await put(shop, { isLoose: false })
    const drawn = await put(shop, { derivedFromId: used, isLoose: false })
    const young = await put(shop, { createdAt: start + 2 * hour })
    await ringAt(shop, start + 24 * hour)
    expect((await left(shop)).rows).toHaveLength(5)
    await ringAt(shop, start + 25 * hour)
    const kept = [used, drawn, young].sort()
    expect(await left(shop)).toEqual({ rows: kept, bytes: kept })
    expect(await shop.rows(`SELECT details FROM events WHERE kind = 'files.swept'`)).toHaveLength(1)
    await ringAt(shop, start + 25 * hour + 1_000)
    expect(await shop.rows(`SELECT details FROM events WHERE kind = 'files.swept'`)).toHaveLength(1)
  })

  it('goes on in batches until nothing is left', async () => {
    const shop = await makeShop()
    for (let i = 0; i < 55; i++) await put(shop)
    await ringAt(shop, start + 25 * hour)
    expect((await left(shop)).rows).toHaveLength(5)
    setClock(start + 25 * hour + 1_000)
    await shop.ring()
    expect(await left(shop)).toEqual({ rows: [], bytes: [] })
  })
})

describe('using an upload', () => {
  const use = (shop: TestShop, ids: string[], now: number) => write(shop.tenant.database, [useFiles({ now }, ids)])

  it('takes it out of the sweep’s way, and cannot begin in the hour before the sweep', async () => {
    const shop = await makeShop()
    const [one, other] = [await put(shop), await put(shop)]
    await use(shop, [one], start + 22 * hour)
    await expect(use(shop, [other], start + 23 * hour)).rejects.toThrow(/upload it again/)
    await ringAt(shop, start + 25 * hour)
    expect((await left(shop)).rows).toEqual([one])
  })

  it('is refused for a file of something else, a drawn one, and one that is not there', async () => {
    const shop = await makeShop()
    const used = await put(shop, { isLoose: false })
    const drawn = await put(shop, { derivedFromId: used })
    const fresh = await put(shop)
    for (const id of [used, drawn, 'fil_none']) await expect(use(shop, [fresh, id], start)).rejects.toThrow(/upload it again/)
    expect(await shop.rows('SELECT is_loose FROM files WHERE id = ?', fresh)).toEqual([[1]])
  })
})
