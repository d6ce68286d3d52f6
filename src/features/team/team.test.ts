import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { read } from '#database/read.ts'
import { sql } from '#database/sql.ts'
import { depsOf } from '#env.ts'
import { setUpAuthenticator } from '#identity/factors/testing.ts'
import { staffShops } from '#platform/tenants/schema.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { mayManage, type Role, roles, rolesGivenBy } from './rules.ts'

const home = (shop: TestShop) => `${shop.desk}/settings/team`
const memberOf = async (shop: TestShop, id: string) =>
  (await shop.rows('SELECT role, is_active, version FROM staff WHERE id = ?', id))[0]
const invited = (role: Role = 'advisor', email = 'ray@mill.test') => ({ name: 'Ray Castellano', email, role })

async function shopsOf(email: string) {
  const [rows] = await read(depsOf(testEnv).directory, [
    sql.select({ key: staffShops.shopKey }).from(staffShops).where(eq(staffShops.email, email)),
  ])
  return rows.map(({ key }) => key)
}

describe('inviting', () => {
  test('adds somebody, notes the shop in the directory, and mails one link that signs nobody in', async () => {
    const shop = await makeShop({ name: 'Mill Street' })
    const owner = await shop.staff()
    const email = `ray-${shop.key}@mill.test`
    const page = await owner.get(home(shop))
    for (const _ of [1, 2])
      expect((await owner.submit(page, home(shop), invited('manager', email))).location).toBe(`${home(shop)}?did=invited`)
    expect(await shop.rows('SELECT name, role, is_active FROM staff WHERE email = ?', email)).toEqual([
      ['Ray Castellano', 'manager', 1],
    ])
    expect(await shopsOf(email)).toEqual([shop.key])
    const mails = await shop.mailsTo(email)
    expect(mails.map(({ Subject }) => Subject)).toEqual(['Join the team of Mill Street'])
    const link = /http:\/\/admin\.localhost:8787(\/admin\/\S+\/invitation\/\S+)/.exec(mails[0]?.Text ?? '')?.[1] ?? ''
    const opened = await shop.visitor().get(`http://admin.localhost:8787${link}`)
    expect(opened.status).toBe(200)
    expect(opened.headers.getSetCookie()).toEqual([])
    const list = (await owner.get(home(shop))).text
    expect(list).toContain('Invited Tue, Apr 9, 11:00 am')
    expect(list).toContain('Seen Tue, Apr 9, 11:00 am')
  })

  test('again mails again, as long as they have not come', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const email = `ray-${shop.key}@mill.test`
    await owner.post(home(shop), invited('advisor', email))
    await shop.mailsTo(email)
    await owner.post(home(shop), invited('advisor', email))
    expect(await shop.mailsTo(email)).toHaveLength(2)
    expect(await shop.rows('SELECT count(*) FROM staff WHERE email = ?', email)).toEqual([[1]])
  })

  test('refuses who works here already, and half an address', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const known = await owner.post(home(shop), invited('advisor', shop.ownerEmail))
    expect(known.status).toBe(422)
    expect(known.text).toContain('works here already')
    expect((await owner.post(home(shop), invited('advisor', 'ray'))).text).toContain('Type a full email address')
  })

  test('leaves no half member when the directory gives no answer', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    await owner.get(home(shop))
    await libsql.fault('directory', [{ kind: 'refuse', times: 20 }])
    const answer = await owner.post(home(shop), invited('advisor', `x-${shop.key}@mill.test`))
    await libsql.heal('directory')
    expect(answer.status).toBe(503)
    expect(await shop.rows('SELECT count(*) FROM staff')).toEqual([[1]])
  })
})

describe('roles', () => {
  test('are given only up to one’s own', () => {
    expect(rolesGivenBy('owner')).toEqual(roles)
    expect(rolesGivenBy('manager')).toEqual(['manager', 'advisor', 'production'])
    expect(rolesGivenBy('advisor')).toEqual([])
    expect(roles.filter((role) => mayManage('manager', role))).toEqual(['manager', 'advisor', 'production'])
  })

  test('a manager makes no owners: by invitation, of others, of themselves', async () => {
    const shop = await makeShop()
    const manager = await shop.staff('manager')
    const advisor = await shop.staff('advisor')
    expect((await manager.post(home(shop), invited('owner'))).status).toBe(403)
    for (const id of [manager.staffId, advisor.staffId]) {
      expect((await manager.post(`${home(shop)}/${id}`, { version: '1', name: 'x', role: 'owner' })).status).toBe(403)
    }
    expect(await shop.rows(`SELECT count(*) FROM staff WHERE role = 'owner'`)).toEqual([[1]])
  })

  test('a manager cannot touch an owner: not open, not change, not remove, not invite again', async () => {
    const shop = await makeShop()
    const manager = await shop.staff('manager')
    const owner = `${home(shop)}/${shop.ownerId}`
    expect((await manager.get(owner)).status).toBe(403)
    expect((await manager.post(owner, { version: '1', name: 'x', role: 'advisor' })).status).toBe(403)
    expect((await manager.post(`${owner}/removal`, { version: '1' })).status).toBe(403)
    expect((await manager.post(home(shop), invited('advisor', shop.ownerEmail))).status).toBe(403)
    expect(await memberOf(shop, shop.ownerId)).toEqual(['owner', 1, 1])
  })

  test('the last owner is neither lowered nor removed; with a second one it works', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const address = `${home(shop)}/${shop.ownerId}`
    const lowered = await owner.post(address, { version: '1', name: 'Olive', role: 'advisor' })
    expect(lowered.status).toBe(409)
    expect(lowered.text).toContain('A shop keeps at least one owner')
    expect((await owner.post(`${address}/removal`, { version: '1' })).status).toBe(409)
    const other = await shop.staff('manager')
    expect((await owner.post(`${home(shop)}/${other.staffId}`, { version: '1', name: 'Max', role: 'owner' })).status).toBe(303)
    expect((await owner.post(address, { version: '1', name: 'Olive', role: 'advisor' })).location).toBe(shop.desk)
    expect((await owner.get(home(shop))).status).toBe(403)
    expect(await memberOf(shop, shop.ownerId)).toEqual(['advisor', 1, 2])
  })
})

describe('changing a member', () => {
  test('saves name, title and phone; a wrong one comes back with its reason', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const { staffId } = await shop.staff('advisor')
    const address = `${home(shop)}/${staffId}`
    const page = await owner.get(address)
    const wrong = await owner.submit(page, address, { name: 'Typed name', role: 'advisor', phone: 'nope' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="Typed name"')
    const fields = { name: 'Ray', role: 'production', title: 'Shop floor', phone: '(937) 555-0101' }
    for (const _ of [1, 2]) expect((await owner.submit(page, address, fields)).location).toBe(`${home(shop)}?did=saved`)
    expect(await shop.rows('SELECT name, role, title, phone, version FROM staff WHERE id = ?', staffId)).toEqual([
      ['Ray', 'production', 'Shop floor', '(937) 555-0101', 2],
    ])
    const late = await owner.post(address, { ...fields, name: 'Raymond', version: '1' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('value="Raymond"')
    expect(late.text).toContain('Name is now “Ray”')
  })

  test('takes effect at their next request', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const manager = await shop.staff('manager')
    expect((await manager.get(home(shop))).status).toBe(200)
    await owner.post(`${home(shop)}/${manager.staffId}`, { version: '1', name: 'x', role: 'production' })
    expect((await manager.get(home(shop))).status).toBe(403)
  })
})

describe('removing a member', () => {
  test('ends every session at once and takes the shop out of their list; twice is the same as once', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const email = `ray-${shop.key}@mill.test`
    await owner.post(home(shop), invited('advisor', email))
    const advisor = await shop.staff('advisor')
    await shop.rows(
      'UPDATE staff SET email = ? WHERE id = ?',
      `old-${email}`,
      String((await shop.rows('SELECT id FROM staff WHERE email = ?', email))[0]?.[0]),
    )
    await shop.rows('UPDATE staff SET email = ? WHERE id = ?', email, advisor.staffId)
    const address = `${home(shop)}/${advisor.staffId}`
    const page = await owner.get(address)
    expect(await shopsOf(email)).toEqual([shop.key])
    for (const _ of [1, 2]) expect((await owner.submit(page, `${address}/removal`)).location).toBe(`${home(shop)}?did=removed`)
    expect(await shopsOf(email)).toEqual([])
    const answer = await advisor.get(shop.desk)
    expect(answer.status).toBe(303)
    expect(answer.location).toContain('/sign-in')
    expect((await advisor.post(`${shop.desk}/customers`, { name: 'x' })).status).toBe(303)
    expect(
      await shop.rows('SELECT count(*) FROM staff_sessions WHERE staff_id = ? AND ended_at IS NULL', advisor.staffId),
    ).toEqual([[0]])
    expect((await owner.get(address)).status).toBe(404)
    expect((await owner.get(home(shop))).text).not.toContain(address)
  })

  test('can be taken back by inviting them again', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const advisor = await shop.staff('advisor')
    await owner.post(`${home(shop)}/${advisor.staffId}/removal`, { version: '1' })
    const [[email] = []] = await shop.rows('SELECT email FROM staff WHERE id = ?', advisor.staffId)
    expect((await owner.post(home(shop), invited('production', String(email)))).status).toBe(303)
    expect(await memberOf(shop, advisor.staffId)).toEqual(['production', 1, 3])
    expect((await advisor.get(shop.desk)).status).toBe(303)
  })

  test('is not for oneself', async () => {
    const shop = await makeShop()
    const manager = await shop.staff('manager')
    expect((await manager.post(`${home(shop)}/${manager.staffId}/removal`, { version: '1' })).status).toBe(409)
  })
})

describe('who moves money', () => {
  const stale = { factorAt: null }

  test('is made, unmade and removed only by who confirmed just now; anybody else without that', async () => {
    const shop = await makeShop()
    const owner = await shop.staff('owner', stale)
    const [manager, advisor] = [await shop.staff('manager'), await shop.staff('advisor')]
    const at = (id: string) => `${home(shop)}/${id}`
    const asked = [
      await owner.post(home(shop), invited('manager', `ray-${shop.key}@mill.test`)),
      await owner.post(at(advisor.staffId), { version: '1', name: 'x', role: 'manager' }),
      await owner.post(at(manager.staffId), { version: '1', name: 'x', role: 'advisor' }),
      await owner.post(`${at(manager.staffId)}/removal`, { version: '1' }),
    ]
    expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    expect(await shopsOf(`ray-${shop.key}@mill.test`)).toEqual([])
    expect(await memberOf(shop, manager.staffId)).toEqual(['manager', 1, 1])
    expect(await memberOf(shop, advisor.staffId)).toEqual(['advisor', 1, 1])
    const free = [
      await owner.post(home(shop), invited('advisor', `may-${shop.key}@mill.test`)),
      await owner.post(at(manager.staffId), { version: '1', name: 'Max', role: 'manager' }),
      await owner.post(`${at(advisor.staffId)}/removal`, { version: '1' }),
    ]
    expect(free.map(({ status }) => status)).toEqual([303, 303, 303])
  })

  test('is not made in the moment that a proof ends', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const { staffId } = await shop.staff('advisor')
    await libsql.meanwhile(shop.namespace, 'UPDATE staff_sessions SET factor_at = NULL')
    expect((await owner.post(`${home(shop)}/${staffId}`, { version: '1', name: 'x', role: 'manager' })).status).toBe(403)
    expect(await memberOf(shop, staffId)).toEqual(['advisor', 1, 1])
  })

  test('and was removed confirms with nothing from before when they are back', async () => {
    const shop = await makeShop()
    const [owner, manager] = [await shop.staff(), await shop.staff('manager')]
    await setUpAuthenticator(shop, manager)
    await owner.post(`${home(shop)}/${manager.staffId}/removal`, { version: '1' })
    expect(await shop.rows('SELECT sealed_secret, removed_at IS NOT NULL FROM staff_factors')).toEqual([[null, 1]])
    expect(await shop.rows('SELECT count(*) FROM recovery_codes')).toEqual([[0]])
  })
})
