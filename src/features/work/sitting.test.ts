import { describe, expect, it } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { addJob, keysOf, makeWork, sendLines, type WorkScene } from './testing.ts'

async function threeVans() {
  const first = await makeWork([
    { name: 'Pads', price: '100' },
    { name: 'Rotors', price: '50' },
  ])
  const second = { ...first, job: await addJob(first, 'Unit 15, oil', [{ name: 'Oil', price: '30' }]) }
  const third = { ...first, job: await addJob(first, 'Unit 16, tires', [{ name: 'Tires', price: '400' }]) }
  for (const scene of [first, second, third]) await sendLines(scene)
  return [first, second, third] as const
}
const field = async (scene: WorkScene, name: string) => `answer-${scene.job}.${(await keysOf(scene))(name)}`

describe('one sitting', () => {
  it('answers the lines of many vehicles with one PO number: a record for each', async () => {
    const [first, second] = await threeVans()
    const { shop } = first
    const browser = await shop.signedIn(first.contact)
    await libsql.resetCounters(shop.namespace)
    const page = await browser.get(`${shop.base}/lines`)
    expect((await libsql.counters(shop.namespace)).requests).toBe(1)
    expect(page.text).toContain('Four lines on 3 work orders need your answer')
    const answers = {
      [await field(first, 'Pads')]: 'approved',
      [await field(first, 'Rotors')]: 'declined',
      [await field(second, 'Oil')]: 'approved',
    }
    const sent = await browser.submit(page, `${shop.base}/lines/answer`, { ...answers, poNumber: 'PO-500' })
    expect(sent.status).toBe(303)
    const bodies = (await shop.rows('SELECT body FROM approvals ORDER BY sequence')).map(([body]) => JSON.parse(String(body)))
    expect(bodies.map(({ poNumber, approvedMinor }) => [poNumber, approvedMinor])).toEqual([
      ['PO-500', 10_000],
      ['PO-500', 3_000],
    ])
    expect((await browser.get(sent.location)).text).toContain('One line needs your answer')
  })

  it('sent twice, or with an answer that got lost, records each job once', async () => {
    const [first, second] = await threeVans()
    const { shop } = first
    const browser = await shop.signedIn(first.contact)
    const page = await browser.get(`${shop.base}/lines`)
    const answers = { [await field(first, 'Pads')]: 'approved', [await field(second, 'Oil')]: 'declined' }
    const press = () => browser.submit(page, `${shop.base}/lines/answer`, answers)
    await libsql.fault(shop.namespace, [{ kind: 'drop', match: 'write', times: 1 }])
    expect((await press()).status).toBe(303)
    await libsql.heal(shop.namespace)
    expect((await press()).status).toBe(303)
    expect((await Promise.all([press(), press(), press()])).map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await shop.rows('SELECT count(*) FROM approvals')).toEqual([[2]])
  })

  it('tells what did not count, and the rest does', async () => {
    const [first, second] = await threeVans()
    const { shop } = first
    const browser = await shop.signedIn(first.contact)
    const page = await browser.get(`${shop.base}/lines`)
    await sendLines(second)
    const answers = { [await field(first, 'Pads')]: 'approved', [await field(second, 'Oil')]: 'approved' }
    const sent = await browser.submit(page, `${shop.base}/lines/answer`, answers)
    expect(sent.status).toBe(409)
    expect(sent.text).toContain('Not everything was sent')
    expect(sent.text).toContain('Unit 15, oil: The shop sent a newer version')
    expect(await shop.rows('SELECT job_id FROM approvals')).toEqual([[first.job]])
  })

  it('needs at least one answer', async () => {
    const [first] = await threeVans()
    const { shop } = first
    const browser = await shop.signedIn(first.contact)
    const page = await browser.get(`${shop.base}/lines`)
    const nothing = await browser.submit(page, `${shop.base}/lines/answer`)
    expect(nothing.status).toBe(422)
    expect(nothing.text).toContain('Approve or decline at least one line')
  })

  it('with nothing to answer says so', async () => {
    const scene = await makeWork()
    const page = await (await scene.shop.signedIn(scene.contact)).get(`${scene.shop.base}/lines`)
    expect(page.text).toContain('Nothing needs your answer')
  })
})
