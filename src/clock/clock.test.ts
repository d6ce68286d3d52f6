import { describe, expect, it, vi } from 'vitest'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import { outbox } from '#features/activity/schema.ts'
import { newId } from '#lib/id.ts'
import { libsql, mailbox, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { sweep } from './sweep.ts'

/** Asks for a code: the simplest thing that mails. */
async function ask(shop: TestShop) {
  const { email = '' } = await shop.customer()
  await shop.visitor().post(`${shop.base}/sign-in`, { email })
  return email
}
const standing = (shop: TestShop) =>
  shop.rows('SELECT sent_at IS NOT NULL, failed_at IS NOT NULL, tries FROM outbox ORDER BY created_at, rowid')

/** A row that no mail is called after. */
const poison = (shop: TestShop) =>
  write(shop.tenant.database, [
    sql
      .insert(outbox)
      .values({ id: newId('out'), key: newId('out'), kind: 'no.such.mail', payload: {}, dueAt: start - 1, createdAt: start - 1 }),
  ])

describe('a mail', () => {
  it('goes once when the mailbox is down twice, five and twenty seconds later', async () => {
    const shop = await makeShop()
    const email = await ask(shop)
    await mailbox.fault([{ kind: 'status', status: 500, times: 2, match: '/emails' }])
    await shop.ring()
    expect(await standing(shop)).toEqual([[0, 0, 1]])
    setClock(start + 5_000)
    await shop.ring()
    expect(await standing(shop)).toEqual([[0, 0, 2]])
    await mailbox.heal()
    setClock(start + 25_000)
    expect(await shop.mailsTo(email)).toHaveLength(1)
    expect(await standing(shop)).toEqual([[1, 0, 3]])
  })

  it('whose acceptance was not heard is one mail still', async () => {
    const shop = await makeShop()
    const email = await ask(shop)
    await mailbox.fault([{ kind: 'drop', times: 1, match: '/emails' }])
    await shop.ring()
    await mailbox.heal()
    setClock(start + 5_000)
    expect(await shop.mailsTo(email)).toHaveLength(1)
    expect(await standing(shop)).toEqual([[1, 0, 2]])
  })

  it('that the provider will never take shows as failed and holds up no other', async () => {
    const shop = await makeShop()
    const first = await ask(shop)
    const second = await ask(shop)
    await mailbox.fault([{ kind: 'status', status: 422, times: 1, match: '/emails' }])
    await shop.ring()
    await mailbox.heal()
    expect(await standing(shop)).toEqual([
      [0, 1, 1],
      [1, 0, 1],
    ])
    expect([(await shop.mailsTo(first)).length, (await shop.mailsTo(second)).length]).toEqual([0, 1])
  })

  it('that cannot be written holds up no other, and is given up in the end', async () => {
    const shop = await makeShop()
    await poison(shop)
    const email = await ask(shop)
    expect(await shop.mailsTo(email)).toHaveLength(1)
    for (let day = 1; day <= 6; day++) {
      for (let i = 0; i < 6; i++) {
        setClock(start + day * 86_400_000 + i * 6 * 3_600_000)
        await shop.ring()
      }
    }
    expect(await shop.rows(`SELECT failed_at IS NOT NULL, tries, failure FROM outbox WHERE kind = 'no.such.mail'`)).toEqual([
      [1, 20, 'The mail could not be written'],
    ])
  })
})

describe('the clock', () => {
  it('goes on when the shop’s database was down, and loses nothing', async () => {
    const shop = await makeShop()
    const email = await ask(shop)
    await libsql.fault(shop.namespace, [{ kind: 'status', status: 502, times: 'always' }])
    await shop.ring()
    await libsql.heal(shop.namespace)
    setClock(start + 60_000)
    expect(await shop.mailsTo(email)).toHaveLength(1)
  })

  it('sends once when the answer to what it noted is lost', async () => {
    const shop = await makeShop()
    const email = await ask(shop)
    await libsql.fault(shop.namespace, [{ kind: 'drop', match: 'write', times: 1 }])
    await shop.ring()
    await libsql.heal(shop.namespace)
    setClock(start + 60_000)
    expect(await shop.mailsTo(email)).toHaveLength(1)
  })

  it('is woken by the hourly sweep when its alarm was lost, and twice is the same as once', async () => {
    const shop = await makeShop()
    await write(shop.tenant.database, [
      sql
        .insert(outbox)
        .values({ id: newId('out'), key: newId('out'), kind: 'no.such.mail', payload: {}, dueAt: start, createdAt: start }),
    ])
    await sweep(depsOf(testEnv))
    await sweep(depsOf(testEnv))
    await shop.ring()
    expect((await standing(shop))[0]?.[2]).toBe(1)
  })

  it('of one shop that cannot be woken is reported, and the sweep goes on to the shops after it', async () => {
    const [first, second] = [await makeShop(), await makeShop()].sort((a, b) => (a.key < b.key ? -1 : 1))
    if (!first || !second) throw new Error('There are not two shops')
    await poison(second)
    const deps = depsOf(testEnv)
    const clock = (key: string) => {
      if (key === first.key) throw new Error('No such clock')
      return deps.clock(key)
    }
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await sweep({ ...deps, clock })
    const lines = logged.mock.calls.map(([line]) => String(line))
    logged.mockRestore()
    await second.ring()
    expect((await standing(second))[0]?.[2]).toBe(1)
    expect(lines.filter((line) => line.includes('No such clock')).map((line) => JSON.parse(line).shop)).toEqual([first.key])
  })
})
