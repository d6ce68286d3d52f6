import { describe, expect, it } from 'vitest'
import { textOf } from '#features/assets/testing.ts'
import { qrPath } from '#lib/qr.ts'
import type { Browser } from '#testing/browser.ts'
import { testEnv } from '#testing/outside.ts'
import { addressOf, makeVan, type PassportScene, switchOn, takeOver } from './testing.ts'

const recordOf = ({ shop, asset }: PassportScene) => `${shop.desk}/assets/${asset}`
/** What of the code whoever asks for it gets: the page, and the drawing. */
async function codeFor(scene: PassportScene, browser: Browser = scene.desk) {
  const page = await browser.get(`${recordOf(scene)}/passport`)
  return { page, drawing: await browser.fetch(`${recordOf(scene)}/passport.svg`) }
}

describe('the code of a vehicle’s public page at the desk', () => {
  it('is not there before its owner switched the page on, and the desk says so', async () => {
    const scene = await makeVan()
    const said = 'Its owner has not switched its public page on'
    expect((await scene.desk.get(recordOf(scene))).text).toContain(said)
    const { page, drawing } = await codeFor(scene)
    expect([page.status, page.text.includes(said), page.text.includes('class="qr"')]).toEqual([200, true, false])
    expect(page.text).not.toContain('/view/passport/')
    expect(drawing.status).toBe(404)
  })

  it('is the owner’s own, to print and to download for everybody at the shop, with what its page shows', async () => {
    const scene = await makeVan()
    await switchOn(scene, { showsPlate: 'on', showsHistory: 'on' })
    const address = testEnv.PORTAL_ORIGIN + (await addressOf(scene))
    expect((await scene.owner.get(scene.keep)).text).toContain(address)
    const record = textOf((await scene.desk.get(recordOf(scene))).text)
    expect(record).toContain('Shows: make and model, plate, what was done to it. Code to print')
    for (const browser of [scene.desk, await scene.shop.staff('production')]) {
      const { page, drawing } = await codeFor(scene, browser)
      for (const shown of [address, qrPath(address).path, 'Shows: make and model, plate, what was done to it.', 'data-print'])
        expect(page.text, shown).toContain(shown)
      expect([drawing.headers.get('content-type'), drawing.headers.get('content-disposition')]).toEqual([
        'image/svg+xml',
        'attachment; filename="code.svg"',
      ])
      expect(await drawing.text()).toContain(qrPath(address).path)
    }
  })

  it('goes with the page: with a new owner, and with the vehicle when it is put away', async () => {
    const scene = await makeVan()
    await switchOn(scene)
    await takeOver(scene)
    expect((await codeFor(scene)).drawing.status).toBe(404)
    const other = await makeVan()
    await switchOn(other)
    await other.desk.submit(await other.desk.get(recordOf(other)), `${recordOf(other)}/archive`)
    const { page, drawing } = await codeFor(other)
    expect([page.text.includes('It is archived, and so is its public page'), drawing.status]).toEqual([true, 404])
  })
})
