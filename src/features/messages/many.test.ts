import { describe, expect, it } from 'vitest'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Browser } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { plansOfLast } from '#testing/plans.ts'
import { start, type TestShop } from '#testing/world.ts'
import { makeScene } from '#testing/writes/scene.ts'
import { threads } from './schema.ts'
import { threadIdOf } from './thread.ts'

const upTo = (count: number) => `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`

/** A thread about a job in which so much was said. */
async function makeThread(count: number) {
  const scene = await makeScene()
  const { shop, contact, job } = scene
  const id = threadIdOf(job)
  const row = { id, subjectKind: 'job' as const, subjectId: job, jobId: job, customerId: contact.customerId, createdAt: start }
  await write(shop.tenant.database, [sql.insert(threads).values(row)])
  await shop.rows(
    `${upTo(count)} INSERT INTO messages (id, thread_id, author_kind, author_id, author_name, body, at)
     SELECT printf('msg_%032x', i), ?, 'staff', 'stf_0', 'Olive', 'Message ' || i || '.', ${start} + i FROM n`,
    id,
  )
  return { ...scene, customer: await shop.signedIn(contact) }
}

/** What a page shows, in how many round trips, and which of these tables it goes through from end to end. */
async function opened(shop: TestShop, browser: Browser, path: string, large: RegExp) {
  await libsql.resetCounters(shop.namespace)
  const { status, text } = await browser.get(path)
  const { requests } = await libsql.counters(shop.namespace)
  const plans = await plansOfLast(shop)
  const steps = plans.flatMap((plan) => plan.steps)
  expect(steps.some((step) => step.startsWith('SEARCH') && large.test(step))).toBe(true)
  const scans = steps.filter((step) => /SCAN|AUTOMATIC/.test(step) && large.test(step))
  return { status, requests, scans, text }
}

describe('a conversation of 5,000 messages', () => {
  it('opens as one of ten does, for the customer and for the desk: fifty of them, in one round trip, by an index', async () => {
    const { shop, desk, customer, job } = await makeThread(5_000)
    for (const [browser, page] of [
      [customer, `${shop.base}/messages/${job}`],
      [desk, `${shop.desk}/inbox/${job}`],
    ] as const) {
      const { text, ...rest } = await opened(shop, browser, page, / (messages|m|threads|t|pins|invoices)\b/)
      expect(rest, page).toEqual({ status: 200, requests: 1, scans: [] })
      const log = text.slice(text.indexOf('role="log"'))
      expect(log.match(/Message \d+\./g)?.length, page).toBe(50)
    }
  })

  it('is one row of the lists, which look no further than their page', async () => {
    const { shop, desk, customer } = await makeThread(5_000)
    for (const [browser, page] of [
      [customer, `${shop.base}/messages`],
      [customer, shop.base],
      [desk, `${shop.desk}/inbox`],
    ] as const) {
      const { text, ...rest } = await opened(shop, browser, page, / (messages|m|threads|t|pins|invoices)\b/)
      expect(rest, page).toEqual({ status: 200, requests: 1, scans: [] })
      expect(text.match(/Message \d+\./g)?.length ?? 0, page).toBeLessThan(2)
    }
  })
})

describe('an inbox of many conversations', () => {
  it('shows a page of them in one round trip, in the order of an index', async () => {
    const { shop, desk, contact } = await makeScene()
    await shop.rows(
      `${upTo(500)} INSERT INTO threads (id, subject_kind, subject_id, customer_id, created_at)
       SELECT printf('thr_%032x', i), 'general', printf('cus_%032x', i), ?, ${start} FROM n`,
      contact.customerId,
    )
    await shop.rows(
      `${upTo(500)} INSERT INTO messages (id, thread_id, author_kind, author_id, author_name, body, at)
       SELECT printf('msg_%032x', i), printf('thr_%032x', i), 'contact', 'con_0', 'Dana', 'Hello', ${start} + i FROM n`,
    )
    const { text, ...rest } = await opened(shop, desk, `${shop.desk}/inbox`, / (messages|m|threads|t|pins|invoices)\b/)
    expect(rest).toEqual({ status: 200, requests: 1, scans: [] })
    expect(text.match(/<li class="row/g)?.length).toBe(30)
    const all = await opened(shop, desk, `${shop.desk}/inbox?show=all`, / (messages|m|threads|t|pins|invoices)\b/)
    expect([all.requests, all.scans]).toEqual([1, ['SCAN threads USING INDEX threads_waiting']])
    expect(all.text.match(/<li class="row/g)?.length).toBe(30)
  })
})
