import { describe, expect, it } from 'vitest'
import { addJob, answer, makeWork, sendLines } from '#features/work/testing.ts'
import { libsql } from '#testing/outside.ts'
import { start } from '#testing/world.ts'

/** A van on which one line was declined and another approved. */
async function vanWithDeclined(contact: { seesPrices?: boolean } = {}) {
  const scene = await makeWork(undefined, { name: 'Joanne Mercer', ...contact })
  const { shop, job } = scene
  const { customerId } = scene.contact
  await shop.rows(
    `INSERT INTO assets (id, name, plate, make, created_at) VALUES ('ast_van', 'Unit 14', 'CX 4471', 'Ford', ${start})`,
  )
  await shop.rows(`INSERT INTO ownerships (id, asset_id, customer_id, from_at) VALUES ('own_1', 'ast_van', ?, 1)`, customerId)
  await shop.rows(`INSERT INTO job_assets (job_id, asset_id) VALUES (?, 'ast_van')`, job)
  await sendLines(scene)
  const browser = await shop.signedIn(scene.contact)
  await answer(scene, browser, { Front: 'approved', Cabin: 'declined' })
  return { ...scene, browser, page: `${shop.base}/assets/ast_van` }
}
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('3.5: the page of a vehicle', () => {
  it('4.12: keeps what was declined on it on file, and leads to where it can be approved after all', async () => {
    const { shop, browser, job, page, ...scene } = await vanWithDeclined()
    const onJob = await browser.get(`${shop.base}/jobs/${job}`)
    expect(onJob.text).toContain(`href="${page}"`)
    const shown = await browser.get(page)
    expect(textOf(shown.text)).toMatch(/Cabin filter and wiper blades Work order 1001, declined Tue, Apr 9, 11:00 am \$74\.00/)
    expect(shown.text).not.toContain('Front brake pads')
    const [, lines = ''] = /href="([^"]+\/lines)#declined"/.exec(shown.text) ?? []
    expect((await browser.get(lines)).text).toContain('id="declined"')
    expect((await answer({ ...scene, shop, job }, browser, { Cabin: 'approved' })).status).toBe(303)
    expect((await browser.get(page)).text).toContain('Nothing you declined is on file.')
  })

  it('lists this owner’s work on it, at one round trip', async () => {
    const scene = await vanWithDeclined()
    const { shop, browser, page } = scene
    const second = await addJob(scene, 'Unit 14, tires', [{ name: 'Tires', price: '600' }])
    await shop.rows(`INSERT INTO job_assets (job_id, asset_id) VALUES (?, 'ast_van')`, second)
    await libsql.resetCounters(shop.namespace)
    const shown = textOf((await browser.get(page)).text)
    expect((await libsql.counters(shop.namespace)).requests).toBe(1)
    expect(shown).toMatch(/Unit 14, tires .*Unit 14, brakes/)
  })

  it('says no amount to a contact without prices', async () => {
    const { browser, page } = await vanWithDeclined({ seesPrices: false })
    const { text } = await browser.get(page)
    expect(text).toContain('Cabin filter')
    expect(text).not.toMatch(/\$|\b74\b/)
  })

  it.each([
    ['whose order was cancelled', `UPDATE statuses SET stage = 'cancelled' WHERE id = (SELECT status_id FROM jobs LIMIT 1)`],
    ['that the shop took back', `UPDATE approval_requests SET state = 'withdrawn'`],
    ['on another vehicle', `UPDATE job_assets SET asset_id = 'ast_other'`],
    ['on an order that is another company’s now', 'UPDATE jobs SET customer_id = :other'],
    ['as another company', 'UPDATE approval_requests SET customer_id = :other'],
  ])('4.12: keeps nothing on file that was declined %s', async (_, change) => {
    const { shop, browser, page } = await vanWithDeclined()
    const { customerId: other } = await shop.customer({ customerName: 'Riverside' })
    await shop.rows(`INSERT INTO assets (id, name, created_at) VALUES ('ast_other', 'Unit 15', ${start})`)
    expect((await browser.get(page)).text).toContain('Cabin filter')
    await shop.rows(change.replace(':other', `'${other}'`))
    expect((await browser.get(page)).text).not.toContain('Cabin filter')
  })

  it('is nobody’s but its owner’s, and an owner before sees it no more, nor the next one what was done before', async () => {
    const { shop, browser, page } = await vanWithDeclined()
    const other = await shop.customer({ customerName: 'Riverside' })
    const next = await shop.signedIn(other)
    expect((await next.get(page)).status).toBe(404)
    await shop.rows(`UPDATE ownerships SET until_at = 2`)
    await shop.rows(
      `INSERT INTO ownerships (id, asset_id, customer_id, from_at) VALUES ('own_2', 'ast_van', ?, 3)`,
      other.customerId,
    )
    expect((await browser.get(page)).status).toBe(404)
    const shown = await next.get(page)
    expect(shown.text).toContain('No work on it yet.')
    expect(shown.text).not.toMatch(/Cabin|brakes/)
  })
})
