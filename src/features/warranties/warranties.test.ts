import { describe, expect, it } from 'vitest'
import { type AssetScene, addOne, makeFleet, setAssets, textOf } from '#features/assets/testing.ts'
import { addJob } from '#features/work/testing.ts'
import type { Fields } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { setClock, start } from '#testing/world.ts'
import { loose } from '#testing/writes/scene.ts'

const day = 86_400_000
const film = { product: 'Ceramic film', brand: 'Solarit', coverage: 'Peeling', registration: 'R-77', fromOn: '2030-04-09' }

async function add({ shop, desk }: AssetScene, on: string, fields: Fields = {}) {
  const page = `${shop.desk}/warranties`
  return desk.submit(await desk.get(`${page}/new?${on}`), page, { ...film, untilOn: '2032-04-09', ...fields })
}
async function onVan(fields: Fields = {}) {
  const scene = await makeFleet()
  const asset = await addOne(scene)
  const made = await add(scene, `asset=${asset}`, fields)
  const [[id] = []] = await scene.shop.rows('SELECT id FROM warranties')
  const browser = await scene.shop.signedIn(scene.contact)
  return { ...scene, asset, made, id: String(id), browser, page: `${scene.shop.base}/assets/${asset}` }
}

describe('a warranty', () => {
  it('on a vehicle is read by its owner on the vehicle and on home, with its days', async () => {
    const { shop, browser, page } = await onVan()
    expect(textOf((await browser.get(page)).text)).toMatch(
      /Ceramic film Solarit, until Fri, Apr 9, 2032 Peeling Registration R-77 .*Active/,
    )
    expect(textOf((await browser.get(shop.base)).text)).toMatch(/Active warranties Ceramic film Van 14, until Fri, Apr 9, 2032/)
  })

  it('on a job stands on the job, and on the vehicle the job is about where that is chosen', async () => {
    const scene = await makeFleet()
    const { shop, contact } = scene
    const asset = await addOne(scene)
    const job = await addJob(scene, 'Film', [{ name: 'Film', price: '100' }])
    await shop.rows('INSERT INTO job_assets (job_id, asset_id) VALUES (?, ?)', job, asset)
    expect((await add(scene, `job=${job}`, { asset })).status).toBe(303)
    const browser = await shop.signedIn(contact)
    for (const page of [`jobs/${job}`, `assets/${asset}`])
      expect((await browser.get(`${shop.base}/${page}`)).text, page).toContain('Ceramic film')
  })

  it('on a job goes along when the job goes to another customer, without the vehicle that is not theirs, and its mail with it', async () => {
    const scene = await makeFleet()
    const { shop, desk, contact } = scene
    const [asset, job] = [await addOne(scene), await addJob(scene, 'Film', [{ name: 'Film', price: '100' }])]
    const other = await shop.customer({ customerName: 'Harbor Coffee', email: 'otto@harbor.example' })
    await setAssets(scene, { mailsWarranties: 'on' })
    await shop.rows('INSERT INTO job_assets (job_id, asset_id) VALUES (?, ?)', job, asset)
    await add(scene, `job=${job}`, { asset })
    await add(scene, `asset=${asset}`, { product: 'Battery' })
    const page = `${shop.desk}/jobs/${job}`
    const moved = await desk.submit(await desk.get(`${page}/edit`), page, { customer: other.customerId, asset: '' })
    expect(moved.status).toBe(303)

    const [theirs, old] = [await shop.signedIn(other), await shop.signedIn(contact)]
    expect((await theirs.get(`${shop.base}/jobs/${job}`)).text).toContain('Ceramic film')
    expect(textOf((await theirs.get(shop.base)).text)).toContain('Active warranties Ceramic film Film, until')
    for (const path of ['', `/assets/${asset}`]) {
      const seen = (await old.get(`${shop.base}${path}`)).text
      expect([path, seen.includes('Battery'), seen.includes('Ceramic film')]).toEqual([path, true, false])
    }
    const owners = await shop.rows(
      "SELECT DISTINCT customer_id FROM outbox WHERE topic LIKE 'warranty.ending%' ORDER BY created_at, rowid",
    )
    expect(owners).toEqual([[other.customerId], [contact.customerId]])
    const edit = await desk.get(`${page}`)
    expect(edit.text).toContain('Ceramic film')
  })

  it('holds on its last day and is over the day after; within 30 days it says that it ends soon, here and at the desk', async () => {
    const { shop, desk, browser, page, asset, contact } = await onVan({ untilOn: '2030-05-09' })
    expect(textOf((await browser.get(page)).text)).toContain('Ends soon')
    expect((await desk.get(`${shop.desk}/assets`)).text).toContain('Warranty ends')
    expect((await desk.get(`${shop.desk}/warranties`)).text).toContain('Ceramic film')
    expect((await desk.get(`${shop.desk}/assets/${asset}`)).text).toContain('Ends soon')
    setClock(start + 30 * day)
    const later = await shop.signedIn(contact)
    expect(textOf((await later.get(shop.base)).text)).toContain('Active warranties')
    setClock(start + 31 * day)
    expect(textOf((await later.get(shop.base)).text)).not.toContain('Active warranties')
    expect(textOf((await later.get(page)).text)).toMatch(/ended Thu, May 9 .*Ended/)
  })

  it('refuses days that end before they begin', async () => {
    const { made } = await onVan({ untilOn: '2030-04-08' })
    expect([made.status, made.text]).toEqual([422, expect.stringContaining('end before it begins')])
  })

  it('opens its document to its customer alone, and to nobody once it is taken off', async () => {
    const scene = await onVan()
    const { shop, desk, browser, id, page } = scene
    const file = await loose(shop)
    const edit = `${shop.desk}/warranties/${id}`
    expect((await desk.submit(await desk.get(`${edit}/edit`), edit, { 'file[]': [file] })).status).toBe(303)
    expect((await browser.get(page)).text).toContain(`/files/${file}`)
    const other = await shop.signedIn(await shop.customer({ customerName: 'Riverside' }))
    const statusFor = async (who: typeof other) => (await who.get(`${shop.base}/files/${file}`)).status
    // The bytes of this upload are nowhere: whoever may have them is told that, and nobody else.
    const mine = await statusFor(browser)
    expect(await statusFor(other)).toBe(404)
    await desk.submit(await desk.get(`${edit}/edit`), `${edit}/removal`)
    expect((await browser.get(page)).text).not.toContain('Ceramic film')
    expect([mine, await statusFor(browser)]).toEqual([expect.any(Number), 404])
  })

  it('is changed by its version, and told apart where somebody was faster', async () => {
    const { shop, desk, id } = await onVan()
    const edit = `${shop.desk}/warranties/${id}`
    const opened = await desk.get(`${edit}/edit`)
    await desk.submit(await desk.get(`${edit}/edit`), edit, { brand: 'Other' })
    const late = await desk.submit(opened, edit, { brand: 'Third' })
    expect([late.status, textOf(late.text)]).toEqual([409, expect.stringContaining('Brand is now “Other”')])
  })

  it('is not put on a job that goes to another customer in that moment', async () => {
    const scene = await makeFleet()
    const { shop, desk } = scene
    const other = await shop.customer({ customerName: 'Other Co.' })
    const job = await addJob(scene, 'Film', [{ name: 'Film', price: '100' }])
    const page = await desk.get(`${shop.desk}/warranties/new?job=${job}`)
    await libsql.meanwhile(shop.namespace, `UPDATE jobs SET customer_id = '${other.customerId}'`)
    expect((await desk.submit(page, `${shop.desk}/warranties`, film)).status).toBe(409)
    expect(await shop.rows('SELECT count(*) FROM warranties')).toEqual([[0]])
  })

  it('is never put on one customer’s job and another one’s vehicle', async () => {
    const scene = await makeFleet()
    const asset = await addOne(scene)
    const other = { ...scene, contact: await scene.shop.customer({ customerName: 'Riverside' }) }
    const job = await addJob(other, 'Film', [{ name: 'Film', price: '100' }])
    const made = await scene.desk.post(`${scene.shop.desk}/warranties`, { ...film, job, asset })
    expect(made.status).toBe(409)
    expect(await scene.shop.rows('SELECT count(*) FROM warranties')).toEqual([[0]])
  })

  it('is mailed 30 days before it ends where the shop wants that, once, and anew where the day was changed', async () => {
    const scene = await onVan({ untilOn: '2030-06-20' })
    const { shop, desk, id, contact } = scene
    await setAssets(scene, { mailsWarranties: true })
    const subjects = async () => (await shop.mailsTo(contact.email ?? '')).map(({ Subject }) => Subject)
    expect(await subjects()).toEqual([])
    const edit = `${shop.desk}/warranties/${id}`
    await desk.submit(await desk.get(`${edit}/edit`), edit, { untilOn: '2030-06-10' })
    setClock(Date.parse('2030-05-11T12:59:00Z'))
    expect(await subjects()).toEqual([])
    setClock(Date.parse('2030-05-11T13:00:00Z'))
    expect(await subjects()).toEqual(['Your warranty on Ceramic film ends Mon, Jun 10, 2030'])
    setClock(Date.parse('2030-05-22T13:00:00Z'))
    expect((await subjects()).length).toBe(1)
  })

  it('is mailed in the morning of the zone that the shop moves to', async () => {
    const scene = await onVan({ untilOn: '2030-06-20' })
    const { shop, desk, contact } = scene
    await setAssets(scene, { mailsWarranties: true })
    const page = `${shop.desk}/settings`
    expect((await desk.submit(await desk.get(page), page, { timeZone: 'America/Los_Angeles' })).status).toBe(303)
    const mailsAt = async (at: string) => {
      setClock(Date.parse(at))
      return (await shop.mailsTo(contact.email ?? '')).length
    }
    expect(await mailsAt('2030-05-21T15:59:59Z')).toBe(0)
    expect(await mailsAt('2030-05-21T16:00:00Z')).toBe(1)
  })

  it('is not mailed where the shop does not want that, nor once it was taken off', async () => {
    const scene = await onVan({ untilOn: '2030-06-20' })
    const { shop, desk, id, contact } = scene
    setClock(Date.parse('2030-05-21T13:00:00Z'))
    expect(await shop.mailsTo(contact.email ?? '')).toEqual([])
    expect((await shop.rows(`SELECT count(*) FROM outbox WHERE kind = 'warranty.ending' AND failure IS NOT NULL`))[0]).toEqual([
      1,
    ])
    setClock(start)
    const edit = `${shop.desk}/warranties/${id}`
    await desk.submit(await desk.get(`${edit}/edit`), edit, { untilOn: '2030-07-20' })
    await desk.submit(await desk.get(`${edit}/edit`), `${edit}/removal`)
    expect((await shop.rows(`SELECT count(*) FROM outbox WHERE kind = 'warranty.ending' AND sent_at IS NULL`))[0]).toEqual([0])
  })
})
