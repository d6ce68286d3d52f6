import { afterEach, describe, expect, it, vi } from 'vitest'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { depsOf } from '#env.ts'
import { kept } from '#features/activity/rules.ts'
import { newId } from '#lib/id.ts'
import { signups } from '#platform/signup/schema.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { pngOf } from '#testing/pictures.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { forgetOldOfPlatform } from './retention.ts'

const minute = 60_000
const day = 1_440 * minute
afterEach(() => vi.restoreAllMocks())

const counted = async (shop: TestShop) => {
  const [counts = []] = await shop.rows(
    `SELECT (SELECT count(*) FROM challenges), (SELECT count(*) FROM outbox WHERE recipient IS NULL), (SELECT count(*) FROM outbox WHERE recipient IS NOT NULL),
      (SELECT count(*) FROM commands), (SELECT count(*) FROM events)`,
  )
  const [challenges, unmailed, mailed, commands, events] = counts
  return { challenges, unmailed, mailed, commands, events }
}
async function ringAt(shop: TestShop, at: number) {
  setClock(at)
  await testEnv.CLOCK.getByName(shop.key).arm(at)
  await shop.ring()
}

describe('what a shop no longer needs', () => {
  it('is kept to its last minute and then removed: challenges, what was never mailed, commands; events and mails stay', async () => {
    const shop = await makeShop()
    const { email = '' } = await shop.customer()
    for (const address of [email, 'nobody@nowhere.test']) await shop.visitor().post(`${shop.base}/sign-in`, { email: address })
    await shop.ring()
    const whole = { challenges: 2, unmailed: 1, mailed: 1, commands: 2, events: 2 }
    expect(await counted(shop)).toEqual(whole)
    await ringAt(shop, start + kept.unmailed - minute)
    expect(await counted(shop)).toEqual(whole)
    await ringAt(shop, start + kept.unmailed + 11 * minute)
    expect(await counted(shop)).toEqual(whole)
    await ringAt(shop, start + kept.unmailed + day)
    expect(await counted(shop)).toEqual({ ...whole, challenges: 0, unmailed: 0 })
    await ringAt(shop, start + kept.commands - minute)
    expect((await counted(shop)).commands).toBe(2)
    await ringAt(shop, start + kept.commands + day)
    expect(await counted(shop)).toEqual({ challenges: 0, unmailed: 0, mailed: 1, commands: 0, events: 2 })
  })

  it('forgets codes by which the holder of a link proved a mailbox, as it does those of signing in', async () => {
    const shop = await makeShop()
    const { contactId } = await shop.customer()
    await shop.rows(
      "INSERT INTO item_links (id, purpose, subject_id, contact_id, mailed_at, created_at) VALUES ('lnk_1', 'work', 'job_1', ?, 1, 1)",
      contactId,
    )
    for (const [id, expiresAt] of [
      ['old', start - kept.challenges - 1],
      ['young', start - kept.challenges + day],
    ] as const)
      await shop.rows(
        "INSERT INTO link_proofs (id, link_id, email, browser, created_at, expires_at) VALUES (?, 'lnk_1', 'a@b.test', 'x', 1, ?)",
        id,
        expiresAt,
      )
    await ringAt(shop, start)
    expect(await shop.rows('SELECT id FROM link_proofs')).toEqual([['young']])
  })

  it('forgets lists of customers nobody brought in, and what those say that somebody did, after 30 days', async () => {
    const shop = await makeShop()
    const [old, young] = [start - kept.lists - 1, start - kept.lists + day]
    for (const [id, state, createdAt, finishedAt] of [
      ['left', 'draft', old, null],
      ['begun', 'draft', young, null],
      ['on its way', 'running', old, null],
      ['done long ago', 'done', old, old],
      ['taken back', 'undone', old, old],
      ['done', 'done', old, young],
    ] as const)
      await shop.rows(
        `INSERT INTO imports (id, name, content, mapping, state, total, created_by_id, created_at, finished_at)
          VALUES (?, 'list.csv', 'a@b.test', '["email"]', ?, 1, ?, ?, ?)`,
        ...[id, state, shop.ownerId, createdAt, finishedAt],
      )
    await shop.rows("INSERT INTO import_rows (import_id, position, outcome) VALUES ('done long ago', 0, 'matched')")
    await ringAt(shop, start)
    expect(await shop.rows('SELECT id, content FROM imports ORDER BY rowid')).toEqual([
      ['begun', 'a@b.test'],
      ['on its way', 'a@b.test'],
      ['done long ago', ''],
      ['taken back', ''],
      ['done', 'a@b.test'],
    ])
    const staff = await shop.staff('manager')
    for (const id of ['left', 'done long ago'])
      expect((await staff.get(`${shop.desk}/imports/${encodeURIComponent(id)}`)).status, id).toBe(id === 'left' ? 404 : 200)
  })

  it('forgets keys of authenticators that nobody confirmed, and no others', async () => {
    const shop = await makeShop()
    const [old, young] = [start - kept.challenges - 1, start - kept.challenges + day]
    for (const [id, confirmedAt, createdAt] of [
      ['old', null, old],
      ['young', null, young],
      ['in use', old, old],
    ] as const)
      await shop.rows(
        "INSERT INTO staff_factors (id, staff_id, kind, name, counter, confirmed_at, created_at) VALUES (?, ?, 'totp', 'x', 0, ?, ?)",
        ...[id, shop.ownerId, confirmedAt, createdAt],
      )
    await ringAt(shop, start)
    expect((await shop.rows('SELECT id FROM staff_factors ORDER BY id')).flat()).toEqual(['in use', 'young'])
  })

  it('a mail that still waits, and a mark of what is done once for ever, stay however old', async () => {
    const shop = await makeShop()
    await shop.rows("INSERT INTO commands (id, event_id, at) VALUES ('shop.opened', 'evt_1', 1)")
    await shop.rows(
      "INSERT INTO outbox (id, key, kind, payload, due_at, created_at) VALUES ('out_1', 'k', 'sign-in', '{}', ?, 1)",
      start + 400 * day,
    )
    await ringAt(shop, start + 200 * day)
    expect(await counted(shop)).toMatchObject({ unmailed: 1, commands: 1 })
  })

  it('goes in bounded steps, a day apart, until all is gone', async () => {
    const shop = await makeShop()
    await shop.rows(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500) INSERT INTO commands (id, event_id, at) SELECT 'stf_1 job.moved cmd_' || i, 'evt', 1 FROM n",
    )
    await ringAt(shop, start)
    expect((await counted(shop)).commands).toBe(500)
    await ringAt(shop, start + minute)
    expect((await counted(shop)).commands).toBe(500)
    await ringAt(shop, start + day)
    expect((await counted(shop)).commands).toBe(0)
  })

  it('costs one write a day, and a failure of it is reported, holds up no mail and is made good', async () => {
    const shop = await makeShop()
    await shop.rows("INSERT INTO commands (id, event_id, at) VALUES ('stf_1 job.moved cmd_1', 'evt_1', 1)")
    const { email = '' } = await shop.customer()
    await shop.visitor().post(`${shop.base}/sign-in`, { email })
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const down = vi.spyOn(testEnv.FILES, 'list').mockRejectedValue(new Error('R2 is down'))
    await libsql.fault(shop.namespace, [{ kind: 'refuse', match: 'delete from', times: 3 }])
    expect(await shop.mailsTo(email)).toHaveLength(1)
    expect(reported).toHaveBeenCalledTimes(1)
    expect(down).not.toHaveBeenCalled()
    await ringAt(shop, start + minute)
    expect((await shop.rows('SELECT count(*) FROM commands WHERE at = 1'))[0]).toEqual([0])
    expect(reported).toHaveBeenCalledTimes(2)
    down.mockRestore()
    await ringAt(shop, start + 2 * minute)
    await libsql.resetCounters(shop.namespace)
    await ringAt(shop, start + 3 * minute)
    expect((await libsql.counters(shop.namespace)).writes).toBe(0)
    expect(reported).toHaveBeenCalledTimes(2)
  })

  it('is the same at the directory: sign-ups that made no shop go, those that did stay', async () => {
    setClock(start)
    const deps = depsOf(testEnv)
    const ids = [newId('sgn'), newId('sgn'), newId('sgn')]
    const ends = [start - kept.challenges - 1, start - kept.challenges - 1, start - kept.challenges + 1]
    for (const [i, id] of ids.entries()) {
      const shop = i === 1 ? "'k7m2q9x4'" : 'NULL'
      await libsql.exec(
        'directory',
        `INSERT INTO signups (id, email, browser, created_at, expires_at, shop_key) VALUES ('${id}', 'a@b.test', '', 1, ${ends[i]}, ${shop})`,
      )
    }
    await forgetOldOfPlatform(deps, start)
    const [left] = await read(deps.directory, [sql.select({ id: signups.id }).from(signups).where(raw`id IN ${ids}`)])
    expect(left.map(({ id }) => id).sort()).toEqual([ids[1], ids[2]].sort())
  })
})

describe('a form', () => {
  it('older than its command is kept changes nothing and says so; one a minute younger does it once', async () => {
    const shop = await makeShop()
    // Ids never go back in time, not even when a test does: this one is as if made at the start.
    const command = `cmd_${start.toString(16).padStart(12, '0')}${newId('cmd').slice(-20)}`
    const fields = { kind: 'company', name: 'Riverside', notes: '', contactName: 'Dana', email: '', command }
    setClock(start + kept.commands + minute)
    const owner = await shop.staff()
    const late = await owner.post(`${shop.desk}/customers`, fields)
    expect(late.status).toBe(409)
    expect(late.text).toContain('This page is too old')
    expect(await shop.rows('SELECT count(*) FROM customers')).toEqual([[0]])
    setClock(start + kept.commands - minute)
    for (const _ of [1, 2]) expect((await (await shop.staff()).post(`${shop.desk}/customers`, fields)).status).toBe(303)
    expect(await shop.rows('SELECT count(*) FROM customers')).toEqual([[1]])
  })
})

describe('a file no row knows of', () => {
  const address = (shop: TestShop) => `${shop.desk}/settings/branding`
  const files = async (shop: TestShop) => (await testEnv.FILES.list({ prefix: `${shop.key}/` })).objects
  const logo = async () => new File([await pngOf(20, 10)], 'mark.png', { type: 'image/png' })

  it('left by a publishing that came too late, or was cut off, is removed after its time; the logo in use and other shops’ stay', async () => {
    const [shop, other] = [await makeShop(), await makeShop()]
    const owner = await shop.staff()
    const form = await owner.get(address(shop))
    expect((await owner.submit(form, address(shop), { logo: await logo() })).status).toBe(303)
    const inUse = (await files(shop)).map(({ key }) => key)
    const second = { logo: await logo(), command: newId('cmd') }
    expect((await owner.submit(form, address(shop), second)).status).toBe(409)
    await libsql.fault(shop.namespace, [{ kind: 'refuse', match: 'insert into \\"files\\"', times: 'always' }])
    const again = await owner.get(address(shop))
    expect((await owner.submit(again, address(shop), { logo: await logo() })).status).toBe(503)
    await libsql.heal(shop.namespace)
    await testEnv.FILES.put(`${other.key}/stray`, 'x')
    const stored = await files(shop)
    expect(stored).toHaveLength(6)
    // The store has a clock of its own.
    const storedAt = Math.max(...stored.map(({ uploaded }) => uploaded.getTime()))
    await ringAt(shop, storedAt + kept.strayFiles - minute)
    expect(await files(shop)).toHaveLength(6)
    await ringAt(shop, storedAt + kept.strayFiles + day)
    expect((await files(shop)).map(({ key }) => key)).toEqual(inUse)
    expect(await files(other)).toHaveLength(1)
  })
})
