import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { write } from '#database/write.ts'
import { answerParts, contextOf, makeJob, sendParts, twoLines } from '#features/approvals/testing.ts'
import { newItemLink } from '#identity/item-links.ts'
import { bodyOf } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { moveDueDays } from './due-actions.ts'

const day = 86_400_000
const hour = 3_600_000

/** Lines to answer by Wed, Apr 10, 11 am, for work promised on Thu, Apr 18. */
async function waiting({ isMovable = true } = {}) {
  const shop = await makeShop({ trade: 'fleet' })
  const contact = await shop.customer()
  const job = await makeJob(shop, contact)
  await shop.rows(`UPDATE jobs SET due_on = '2030-04-18', is_due_movable = ? WHERE id = ?`, isMovable ? 1 : 0, job)
  const request = await sendParts(shop, contact, job, twoLines, { answerBy: start + day })
  return { shop, contact, job, request }
}
async function ringAt(shop: TestShop, at: number) {
  setClock(at)
  await testEnv.CLOCK.getByName(shop.key).arm(at)
  await shop.ring()
}
const dueOn = async (shop: TestShop, job: string) => (await shop.rows('SELECT due_on FROM jobs WHERE id = ?', job))[0]?.[0]
const moves = (shop: TestShop) => shop.rows('SELECT from_on, to_on FROM due_moves ORDER BY from_on')

describe('a promised day, while an approval waits past its own day', () => {
  it('moves by one working day for each that passes, each move logged and told as an event for the customer', async () => {
    const { shop, job } = await waiting()
    await ringAt(shop, start + day - 1)
    expect(await dueOn(shop, job)).toBe('2030-04-18')
    await ringAt(shop, start + day)
    expect(await dueOn(shop, job)).toBe('2030-04-19')
    await ringAt(shop, start + 2 * day)
    expect(await dueOn(shop, job)).toBe('2030-04-22')
    expect(await moves(shop)).toEqual([
      ['2030-04-18', '2030-04-19'],
      ['2030-04-19', '2030-04-22'],
    ])
    expect(await shop.rows(`SELECT audience, facts ->> 'from', facts ->> 'to' FROM events WHERE kind = 'job.due_moved'`)).toEqual(
      [
        ['customer', '2030-04-18', '2030-04-19'],
        ['customer', '2030-04-19', '2030-04-22'],
      ],
    )
  })

  it('is moved by an alarm that the clock sets itself', async () => {
    const { shop, job } = await waiting()
    await ringAt(shop, start)
    const alarm = () => runInDurableObject(testEnv.CLOCK.getByName(shop.key), (_, { storage }) => storage.getAlarm())
    expect(await alarm()).toBeLessThanOrEqual(start + day)
    await shop.rows(`UPDATE outbox SET sent_at = 1`)
    await ringAt(shop, start + day)
    expect(await dueOn(shop, job)).toBe('2030-04-19')
    expect(await alarm()).toBe(start + 2 * day)
  })

  it('moves once however often the clock rings, also at once', async () => {
    const { shop, job } = await waiting()
    await ringAt(shop, start + day + hour)
    await ringAt(shop, start + day + hour)
    await ringAt(shop, start + day + 5 * hour)
    expect(await dueOn(shop, job)).toBe('2030-04-19')
    expect(await moves(shop)).toHaveLength(1)
  })

  it('catches up on the days that passed while the database was down', async () => {
    const { shop, job } = await waiting()
    await libsql.fault(shop.namespace, [{ kind: 'status', status: 502, times: 'always' }])
    await ringAt(shop, start + day)
    await libsql.heal(shop.namespace)
    await ringAt(shop, start + 6 * day)
    // Wednesday, Thursday, Friday and Monday.
    expect(await moves(shop)).toHaveLength(4)
    expect(await dueOn(shop, job)).toBe('2030-04-24')
  })

  it('stops at the answer', async () => {
    const { shop, job, request } = await waiting()
    await ringAt(shop, start + day)
    await answerParts(shop, request, 'approved', ['lin_pads', 'lin_flush'])
    await ringAt(shop, start + 5 * day)
    expect(await dueOn(shop, job)).toBe('2030-04-19')
  })

  it.each([
    ['the job does not let it', 'UPDATE jobs SET is_due_movable = 0'],
    ['the job is closed', 'UPDATE jobs SET is_closed = 1'],
    ['the job is being made', `UPDATE jobs SET status_id = (SELECT id FROM statuses WHERE stage = 'in_production')`],
    ['the job has no promised day', 'UPDATE jobs SET due_on = NULL'],
    ['no answer was due', 'UPDATE approval_requests SET answer_by = NULL'],
    ['it was taken back', `UPDATE approval_requests SET state = 'withdrawn'`],
    ['the shop changed it and has not sent it again', 'UPDATE approval_requests SET is_edited = 1'],
    ['customers cannot reach the portal', 'UPDATE profile SET is_portal_on = 0'],
  ])('stays where %s', async (_, change) => {
    const { shop } = await waiting()
    await shop.rows(change)
    await ringAt(shop, start + 3 * day)
    expect(await moves(shop)).toEqual([])
  })

  it.each([
    ['was answered', `UPDATE approval_requests SET state = 'approved'`],
    ['was sent anew', 'UPDATE approval_requests SET edition = 2'],
    ['was changed', `UPDATE jobs SET due_on = '2030-05-01'`],
    ['was closed', 'UPDATE jobs SET is_closed = 1'],
  ])('stays where it %s between the look and the move', async (_, change) => {
    const { shop } = await waiting()
    const ctx = contextOf(shop, start + 3 * day)
    const read: typeof ctx.read = async (queries, params) => {
      const rows = await ctx.read(queries, params)
      await shop.rows(change)
      return rows
    }
    await moveDueDays(Object.create(ctx, { read: { value: read } }))
    expect(await moves(shop)).toEqual([])
  })

  it('moves on from the day that staff promised anew', async () => {
    const { shop, job } = await waiting()
    await ringAt(shop, start + day)
    await shop.rows(`UPDATE jobs SET due_on = '2030-04-18' WHERE id = ?`, job)
    await ringAt(shop, start + 2 * day)
    await ringAt(shop, start + 2 * day + hour)
    expect(await dueOn(shop, job)).toBe('2030-04-19')
  })

  it('moves once a day for two questions about the same work', async () => {
    const { shop, contact, job } = await waiting()
    await sendParts(shop, contact, job, twoLines, { kind: 'proof', subjectId: 'prf_1', answerBy: start + day + hour })
    await ringAt(shop, start + day + 2 * hour)
    expect(await moves(shop)).toHaveLength(1)
  })

  it('is announced, and each move told, to the customer, to the holder of a link and to staff', async () => {
    const { shop, contact, job } = await waiting()
    const link = newItemLink(start, 'work', job, contact.contactId)
    await write(shop.tenant.database, [link.insert])
    const token = await makeToken(shop.tenant.keys, 'job', shop.key, bodyOf(link.id), 1)
    const [portal, desk] = [await shop.signedIn(contact), await shop.staff()]
    const pages = async () => [
      await portal.get(`${shop.base}/jobs/${job}`),
      await shop.visitor().get(`/view/work/${token}`),
      await desk.get(`${shop.desk}/jobs/${job}`),
    ]
    for (const { text } of await pages()) {
      expect(text).toContain('Approve by Wed, Apr 10, 11:00 am to keep Thu, Apr 18. After that the promised day moves')
    }
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId, canApprove: false }))
    expect((await portal.get(`${shop.base}/jobs/${job}`)).text).toContain('Unit 14 waits for your answer.')
    expect((await colleague.get(`${shop.base}/jobs/${job}`)).text).toContain('Unit 14 waits for an answer.')
    await ringAt(shop, start + 2 * day)
    for (const { text } of await pages()) {
      expect(text).toContain('From Thu, Apr 18 to Fri, Apr 19')
      expect(text).toContain('No answer to Unit 14 by Thu, Apr 11, 11:00 am')
      expect(text).toContain('Approve by Fri, Apr 12, 11:00 am to keep Mon, Apr 22.')
    }
    await shop.rows(`UPDATE jobs SET due_on = '2030-04-11'`)
    // An answer that is asked for later than the promise keeps nothing.
    for (const { text } of await pages()) expect(text).toContain('Answer by Fri, Apr 12, 11:00 am. After that the promised day')
    await shop.rows('UPDATE jobs SET is_due_movable = 0')
    for (const { text } of await pages()) expect(text).not.toContain('to keep Mon')
  })

  it('is shown to both sides with the day before', async () => {
    const { shop, contact, job } = await waiting()
    await ringAt(shop, start + 2 * day)
    const text = 'Moved from Thu, Apr 18 while an answer was missing'
    const portal = await (await shop.signedIn(contact)).get(`${shop.base}/jobs/${job}`)
    const desk = await (await shop.staff()).get(`${shop.desk}/jobs/${job}`)
    for (const page of [portal, desk])
      expect([page.text.includes('<b>Mon, Apr 22</b>'), page.text.includes(text)]).toEqual([true, true])
    expect(desk.text).toContain('Promised day moved to Mon, Apr 22, 2030 while an answer was missing')
  })
})

describe('the switch on a job’s form', () => {
  it('lets the day move, and is off unless somebody turned it on', async () => {
    const { shop, job } = await waiting({ isMovable: false })
    const desk = await shop.staff()
    await ringAt(shop, start + day)
    expect(await dueOn(shop, job)).toBe('2030-04-18')
    const edit = await desk.get(`${shop.desk}/jobs/${job}/edit`)
    expect((await desk.submit(edit, `${shop.desk}/jobs/${job}`, { isDueMovable: 'on' })).status).toBe(303)
    expect((await desk.get(`${shop.desk}/jobs/${job}/edit`)).text).toMatch(/name="isDueMovable"[^>]*checked/)
    await ringAt(shop, start + 2 * day)
    expect(await dueOn(shop, job)).toBe('2030-04-19')
  })
})

describe('the switch on a job’s page', () => {
  it('lets the day move from then on, never for days that passed before, until it is off', async () => {
    const { shop, job } = await waiting({ isMovable: false })
    setClock(start + 2 * day + hour)
    const desk = await shop.staff()
    const page = `${shop.desk}/jobs/${job}`
    const on = await desk.submit(await desk.get(page), `${page}/due`, { isDueMovable: 'on' })
    expect((await desk.get(on.location)).text).toContain('The promised day moves while an answer is missing.')
    await shop.ring()
    expect(await dueOn(shop, job)).toBe('2030-04-18')
    await ringAt(shop, start + 3 * day)
    expect(await dueOn(shop, job)).toBe('2030-04-19')
    const off = await desk.submit(await desk.get(page), `${page}/due`, { isDueMovable: '' })
    expect((await desk.get(off.location)).text).toContain('The promised day stays as it is.')
    await ringAt(shop, start + 6 * day)
    expect(await dueOn(shop, job)).toBe('2030-04-19')
  })

  it('is for those who meet customers', async () => {
    const { shop, job } = await waiting()
    const maker = await shop.staff('production')
    expect((await maker.get(`${shop.desk}/jobs/${job}`)).text).not.toContain('Move the promised day')
    expect((await maker.post(`${shop.desk}/jobs/${job}/due`, {})).status).toBe(403)
  })

  it('is not offered where nothing is promised or the work is closed', async () => {
    const { shop, job } = await waiting()
    const desk = await shop.staff()
    const has = async () => (await desk.get(`${shop.desk}/jobs/${job}`)).text.includes('Move the promised day')
    expect(await has()).toBe(true)
    await shop.rows('UPDATE jobs SET due_on = NULL')
    expect(await has()).toBe(false)
    await shop.rows("UPDATE jobs SET due_on = '2030-04-18', is_closed = 1")
    expect(await has()).toBe(false)
  })
})
