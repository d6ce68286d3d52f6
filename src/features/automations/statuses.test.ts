import { describe, expect, test } from 'vitest'
import { makeShop, type TestShop } from '#testing/world.ts'

const pageOf = (shop: TestShop) => `${shop.desk}/settings/statuses`
const names = async (shop: TestShop) =>
  (await shop.rows('SELECT name FROM statuses WHERE removed_at IS NULL ORDER BY position')).map(([name]) => name)
const idOf = async (shop: TestShop, name: string) =>
  String((await shop.rows('SELECT id FROM statuses WHERE name = ?', name))[0]?.[0])
const versionOf = async (shop: TestShop, id: string) =>
  String((await shop.rows('SELECT version FROM statuses WHERE id = ?', id))[0]?.[0])

async function addJob(shop: TestShop, statusId: string) {
  const { customerId } = await shop.customer()
  await shop.rows(
    'INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, created_at) VALUES (?, 1, ?, ?, ?, 1, 1)',
    ...['job_1', customerId, 'Caps', statusId],
  )
}

async function change(shop: TestShop, name: string, fields: Record<string, string>, what = '') {
  const owner = await shop.staff()
  const id = await idOf(shop, name)
  return owner.post(`${pageOf(shop)}/${id}${what}`, { version: await versionOf(shop, id), ...fields })
}

describe('adding a status', () => {
  test('puts it behind the others of its stage, once however often the form is sent', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const page = await owner.get(pageOf(shop))
    for (const _ of [1, 2]) {
      const answer = await owner.submit(page, pageOf(shop), { name: 'Packing', label: 'Being packed', stage: 'in_production' })
      expect([answer.status, answer.location]).toEqual([303, `${pageOf(shop)}?did=added`])
    }
    const order = await names(shop)
    expect(order[order.indexOf('In production') + 1]).toBe('Packing')
    expect(order.filter((name) => name === 'Packing')).toHaveLength(1)
    const positions = (await shop.rows('SELECT position FROM statuses ORDER BY position')).map(([position]) => position)
    expect(positions).toEqual(positions.map((_, i) => i))
  })

  test('asks for both names and refuses one that is taken', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const page = await owner.get(pageOf(shop))
    const empty = await owner.submit(page, pageOf(shop), { name: 'Packing', label: ' ', stage: 'ready' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Type what customers read')
    expect(empty.text).toContain('value="Packing"')
    const taken = await owner.submit(page, pageOf(shop), { name: 'ARTWORK', label: 'x', stage: 'ready' })
    expect(taken.status).toBe(422)
    expect(taken.text).toContain('already a status with this name')
  })
})

describe('changing a status', () => {
  test('renames it for the team and for customers apart', async () => {
    const shop = await makeShop()
    expect((await change(shop, 'Artwork', { name: 'Art', label: 'We draw', stage: 'artwork' })).status).toBe(303)
    expect(await shop.rows(`SELECT label, version FROM statuses WHERE name = 'Art'`)).toEqual([['We draw', 2]])
  })

  test('to a stage that ends work closes its jobs, and back opens them', async () => {
    const shop = await makeShop()
    await addJob(shop, await idOf(shop, 'Shipped'))
    await change(shop, 'Shipped', { name: 'Shipped', label: 'Sent', stage: 'done' })
    expect(await shop.rows('SELECT is_closed FROM jobs')).toEqual([[1]])
    await change(shop, 'Shipped', { name: 'Shipped', label: 'Sent', stage: 'on_the_way' })
    expect(await shop.rows('SELECT is_closed FROM jobs')).toEqual([[0]])
  })

  test('keeps the form with its reason open when something is wrong', async () => {
    const shop = await makeShop()
    const answer = await change(shop, 'Artwork', { name: '', label: 'Typed label', stage: 'artwork' })
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(/<details[^>]*open/)
    expect(answer.text).toContain('value="Typed label"')
  })

  test('that somebody else changed meanwhile answers 409', async () => {
    const shop = await makeShop()
    const answer = await change(shop, 'Artwork', { version: '9', name: 'Art', label: 'x', stage: 'artwork' })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('value="Art"')
    expect(answer.text).toContain('Name for your team is now “Artwork”')
    expect(await names(shop)).toContain('Artwork')
  })

  test('keeps at least one that is open and one that is done', async () => {
    const shop = await makeShop()
    const answer = await change(shop, 'Completed', { name: 'Completed', label: 'x', stage: 'ready' })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('Keep at least one status for open work and one with the stage Done')
  })
})

describe('the order of statuses', () => {
  test('is moved one step at a time; a second click on the same form moves no further', async () => {
    const shop = await makeShop()
    const before = await names(shop)
    const owner = await shop.staff()
    const page = await owner.get(pageOf(shop))
    const id = await idOf(shop, 'Artwork')
    for (const _ of [1, 2]) expect((await owner.submit(page, `${pageOf(shop)}/${id}`)).status).toBe(303)
    expect(await names(shop)).toEqual([before[1], before[0], ...before.slice(2)])
    await change(shop, 'Artwork', { move: 'down' })
    expect(await names(shop)).toEqual(before)
  })

  test('has ends: the first goes no further up', async () => {
    const shop = await makeShop()
    const before = await names(shop)
    expect((await change(shop, 'Received', { move: 'up' })).status).toBe(303)
    expect(await names(shop)).toEqual(before)
    expect((await change(shop, 'Received', { move: 'sideways' })).status).toBe(422)
  })
})

describe('removing a status', () => {
  test('takes away one that no job uses, and pressing twice is the same as once', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const page = await owner.get(pageOf(shop))
    const id = await idOf(shop, 'On hold')
    for (const _ of [1, 2])
      expect((await owner.submit(page, `${pageOf(shop)}/${id}/removal`)).location).toBe(`${pageOf(shop)}?did=removed`)
    expect(await names(shop)).not.toContain('On hold')
    expect((await owner.get(pageOf(shop))).text).not.toContain('>On hold</h3>')
  })

  test('is not offered for one that jobs use: the page says how many, and a forged form changes nothing', async () => {
    const shop = await makeShop()
    const id = await idOf(shop, 'Artwork')
    await addJob(shop, id)
    const page = await (await shop.staff()).get(pageOf(shop))
    expect(page.text).toContain('One job uses it, so it stays.')
    expect(page.text).not.toContain(`${id}/removal`)
    const answer = await change(shop, 'Artwork', {}, '/removal')
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('Move them to another one first')
    expect(await names(shop)).toContain('Artwork')
  })

  test('leaves at least one that is done', async () => {
    const shop = await makeShop()
    expect((await change(shop, 'Completed', {}, '/removal')).status).toBe(409)
    expect(await names(shop)).toContain('Completed')
  })

  test('of another shop is not found', async () => {
    const [shop, other] = [await makeShop(), await makeShop()]
    const answer = await (await shop.staff()).post(`${pageOf(shop)}/${other.statuses[0]?.id}/removal`, { version: '1' })
    expect(answer.status).toBe(404)
  })
})
