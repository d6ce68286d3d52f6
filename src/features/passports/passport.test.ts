import { describe, expect, it } from 'vitest'
import { textOf } from '#features/assets/testing.ts'
import { makeShop } from '#testing/world.ts'
import { addressOf, makeVan, type PassportScene, switchOn } from './testing.ts'

/** A job that was done on the van, with a line that was done. */
async function done({ shop, contact, asset }: PassportScene) {
  const id = shop.statuses.find(({ stage }) => stage === 'done')?.id
  await shop.rows(
    `INSERT INTO jobs (id, number, title, status_id, status_at, is_closed, customer_id, created_at) VALUES ('job_1', 1, 'Secret title', ?, 1900000000000, 1, ?, 1)`,
    ...[id, contact.customerId],
  )
  await shop.rows(`INSERT INTO job_assets (job_id, asset_id) VALUES ('job_1', ?)`, asset)
  await shop.rows(
    `INSERT INTO job_lines (id, job_id, line_key, position, name, quantity, unit_price_minor) VALUES ('lin_1', 'job_1', 'k', 0, 'Front brake pads', 1000, 41234)`,
  )
}

describe('the public page of a vehicle', () => {
  it('is nowhere until its owner switches it on', async () => {
    const scene = await makeVan()
    const address = await addressOf(scene)
    const visitor = scene.shop.visitor()
    expect((await visitor.get(address)).status).toBe(404)
    expect((await scene.owner.get(scene.keep)).text).toContain('Its public page is off')
    expect((await switchOn(scene)).status).toBe(303)
    expect((await visitor.get(address)).status).toBe(200)
    expect((await scene.owner.get(scene.keep)).text).toContain(address)
  })

  it('says make and model, and no plate, VIN, name, history, price or owner unless ticked', async () => {
    const scene = await makeVan()
    await done(scene)
    await switchOn(scene)
    const visitor = scene.shop.visitor()
    const address = await addressOf(scene)
    const plain = await visitor.get(address)
    expect(plain.text).toContain('2021 Ford Transit')
    for (const secret of [
      'Van 14',
      'CX 4471',
      '1M8GDM9AXKP042788',
      'brake pads',
      'Bluestem',
      'Dana',
      'Dayton,',
      'Secret title',
      '412',
    ])
      expect(plain.text.replace('218 Mill Street, Dayton, OH', ''), secret).not.toContain(secret)
    const { keep, owner } = scene
    await owner.submit(await owner.get(keep), keep, { showsName: 'on', showsPlate: 'on', showsVin: 'on', showsHistory: 'on' })
    const ticked = await visitor.get(address)
    for (const shown of ['Van 14', 'CX 4471', '1M8GDM9AXKP042788', 'Front brake pads'])
      expect(ticked.text, shown).toContain(shown)
    for (const secret of ['Bluestem', 'Dana', 'Secret title', '412']) expect(ticked.text, secret).not.toContain(secret)
  })

  it('is found by no search engine and kept by no cache', async () => {
    const scene = await makeVan()
    await switchOn(scene)
    const { headers, text } = await scene.shop.visitor().get(await addressOf(scene))
    expect([headers.get('x-robots-tag'), headers.get('cache-control')]).toEqual(['noindex, nofollow', 'private, no-store'])
    expect(text).toContain('<meta name="robots" content="noindex')
  })

  it('ends with its address when it is switched off: what was printed opens nothing, also once it is on again', async () => {
    const scene = await makeVan()
    const { owner, keep } = scene
    await switchOn(scene)
    const printed = await addressOf(scene)
    expect((await owner.submit(await owner.get(keep), `${keep}/removal`)).status).toBe(303)
    const visitor = scene.shop.visitor()
    expect((await visitor.get(printed)).status).toBe(404)
    await switchOn(scene)
    expect((await visitor.get(printed)).status).toBe(404)
    expect((await visitor.get(await addressOf(scene, 2))).status).toBe(200)
  })

  it('opens for its own shop alone, and while the portal is on', async () => {
    const scene = await makeVan()
    await switchOn(scene)
    const address = await addressOf(scene)
    const other = await makeShop({ hasHost: true })
    expect((await other.visitor('host').get(address)).status).toBe(404)
    await scene.shop.rows('UPDATE profile SET is_portal_on = 0')
    expect((await scene.shop.visitor().get(address)).status).toBe(503)
  })

  it('opens for no token that is made up, or made for something else', async () => {
    const scene = await makeVan()
    await switchOn(scene)
    const address = await addressOf(scene)
    const visitor = scene.shop.visitor()
    for (const bad of [
      address.slice(0, -1),
      `${address.slice(0, -2)}xx`,
      address.replace('pas_', 'inv_'),
      await addressOf(scene, 2),
    ])
      expect((await visitor.get(bad)).status, bad).toBe(404)
  })

  it('is changed by its version, and only by who may decide for the company that owns it', async () => {
    const scene = await makeVan()
    const { shop, owner, keep, contact } = scene
    const opened = await owner.get(keep)
    await switchOn(scene)
    expect((await owner.submit(opened, keep, { showsVin: 'on' })).status).toBe(409)
    const viewer = await shop.signedIn(await shop.customer({ customerId: contact.customerId, canApprove: false }))
    expect((await viewer.get(keep)).text).toContain('Only contacts who may approve')
    for (const address of [keep, `${keep}/removal`, `${shop.base}/assets/${scene.asset}/handovers`])
      expect((await viewer.post(address, { version: '1' })).status).toBe(403)
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Riverside' }))
    expect((await stranger.get(keep)).status).toBe(404)
    expect((await stranger.post(keep, { version: '1' })).status).toBe(404)
    expect(await shop.rows('SELECT shows_vin, generation FROM passports')).toEqual([[0, 1]])
  })

  it('carries a code to print that leads to it', async () => {
    const scene = await makeVan()
    await switchOn(scene)
    const page = await scene.owner.get(scene.keep)
    expect(page.text).toMatch(/<svg class="qr"[^>]*aria-label="QR code of the public page of Van 14"/)
    expect(textOf(page.text)).toContain('Its public page is on')
  })
})
