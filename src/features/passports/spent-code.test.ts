import { describe, expect, it } from 'vitest'
import { newSecret } from '#lib/token.ts'
import { libsql } from '#testing/outside.ts'
import { handoverCode } from './code.ts'
import { addressOf, claim, codeOf, mailedCode, makeVan, newOwner, type PassportScene, switchOn } from './testing.ts'

const ownerOf = async ({ shop }: PassportScene) =>
  (await shop.rows('SELECT k.name FROM assets a JOIN customers k ON k.id = a.owner_id'))[0]?.[0]

/** Somebody who typed the right code and has the mail that proves their mailbox. */
async function claimed(scene: PassportScene, address: string, code: string, email: string) {
  const browser = scene.shop.visitor()
  const { status, location } = await claim(browser, address, code, { email, claimant: email.split('@')[0] ?? '' })
  expect(status).toBe(303)
  const mailed = await mailedCode(scene.shop)
  return { browser, check: location, prove: () => browser.post(`${address}/claims/code`, { code: mailed }) }
}

describe('a code for a new owner that was used', () => {
  it('takes the thing from nobody once it came back: not for who typed it before, and its page stays off', async () => {
    const scene = await makeVan()
    const { shop, asset, contact } = scene
    const address = await addressOf(scene)
    const code = await codeOf(scene)
    const ann = await claimed(scene, address, code, 'ann@next.test')
    const ben = await claimed(scene, address, code, 'ben@next.test')
    expect((await ann.prove()).status).toBe(303)
    // Ann gives it back, by a code of her own.
    const owner = await newOwner(scene)
    const back = await codeOf({ ...scene, owner, contact: owner.contact })
    const dana = await claimed(scene, await addressOf(scene, 2), back, contact.email ?? '')
    expect((await dana.prove()).status).toBe(303)
    expect(await ownerOf(scene)).toBe('Bluestem Plumbing')
    const late = await ben.prove()
    expect([late.status, late.text]).toEqual([422, expect.stringContaining('Somebody took it over already')])
    expect(await ownerOf(scene)).toBe('Bluestem Plumbing')
    expect((await shop.visitor().get(await addressOf(scene, 3))).status).toBe(404)
    // What came back is handed on as before.
    const next = await codeOf(scene)
    expect((await (await claimed(scene, await addressOf(scene, 3), next, 'cleo@next.test')).prove()).status).toBe(303)
    expect(await shop.rows('SELECT count(*) FROM ownerships WHERE asset_id = ?', asset)).toEqual([[4]])
  })
})

describe('a code for a new owner that was guessed at', () => {
  it('ends for who typed it before, too', async () => {
    const scene = await makeVan()
    await switchOn(scene)
    const address = await addressOf(scene)
    const code = await codeOf(scene)
    const ann = await claimed(scene, address, code, 'ann@next.test')
    const wrong = code === '22222222' ? '33333333' : '22222222'
    for (let i = 0; i < 5; i++) expect((await claim(scene.shop.visitor(), address, wrong)).status).toBe(422)
    expect((await ann.prove()).status).toBe(422)
    expect(await ownerOf(scene)).toBe('Bluestem Plumbing')
  })

  it('brings no older one of the same thing back to life when it ends', async () => {
    const scene = await makeVan()
    await switchOn(scene)
    const address = await addressOf(scene)
    const first = await codeOf(scene)
    await scene.owner.post(`${scene.shop.base}/assets/${scene.asset}/handovers`, { passesHistory: '' })
    const [[id] = []] = await scene.shop.rows('SELECT id FROM handovers ORDER BY rowid DESC LIMIT 1')
    const second = await handoverCode(scene.shop.tenant.keys, String(id))
    expect(second).not.toBe(first)
    const wrong = [first, second].includes('22222222') ? '33333333' : '22222222'
    for (let i = 0; i < 5; i++) await claim(scene.shop.visitor(), address, wrong)
    for (const code of [first, second]) expect((await claim(scene.shop.visitor(), address, code)).status).toBe(422)
    expect(await scene.shop.rows('SELECT count(*) FROM handover_claims')).toEqual([[0]])
  })

  it('opens the page no longer where its owner has that off, and is shown to nobody', async () => {
    const scene = await makeVan()
    const { shop, owner, keep } = scene
    const address = await addressOf(scene)
    const code = await codeOf(scene)
    const wrong = code === '22222222' ? '33333333' : '22222222'
    const shown = `${code.slice(0, 4)} ${code.slice(4)}`
    expect([(await shop.visitor().get(address)).status, (await owner.get(keep)).text.includes(shown)]).toEqual([200, true])
    for (let i = 0; i < 5; i++) await claim(shop.visitor(), address, wrong)
    expect([(await shop.visitor().get(address)).status, (await owner.get(keep)).text.includes(shown)]).toEqual([404, false])
  })

  it.each([
    ['was used', 'used_at = 1'],
    ['was ended', 'revoked_at = 1'],
    ['ran out', 'expires_at = 1'],
    ['was guessed at by four others', 'tries = 5'],
  ])('lets nobody claim when it %s in that very moment', async (_, change) => {
    const scene = await makeVan()
    await switchOn(scene)
    const code = await codeOf(scene)
    await libsql.meanwhile(scene.shop.namespace, `UPDATE handovers SET ${change}`)
    expect((await claim(scene.shop.visitor(), await addressOf(scene), code)).status).toBe(422)
    expect(await scene.shop.rows('SELECT count(*) FROM handover_claims')).toEqual([[0]])
  })
})

describe('the proof of a new owner’s mailbox', () => {
  it('needs the secret of the browser that typed the code: to know which claim it was is not enough', async () => {
    const scene = await makeVan()
    const address = await addressOf(scene)
    const { browser, check } = await claimed(scene, address, await codeOf(scene), 'ann@next.test')
    const [name = '', kept = ''] = [...browser.cookies].find(([cookie]) => cookie.endsWith('-claim')) ?? []
    const other = scene.shop.visitor()
    other.cookies.set(name, `${kept.split('.')[0]}.${newSecret()}`)
    expect([(await browser.get(check)).status, (await other.get(check)).location]).toEqual([200, address])
    expect((await other.post(`${address}/claims/code`, { code: await mailedCode(scene.shop) })).location).toBe(address)
    expect(await ownerOf(scene)).toBe('Bluestem Plumbing')
  })

  it.each([
    ['another code was mailed', 'UPDATE handover_claims SET generation = generation + 1'],
    ['it was guessed at too often', 'UPDATE handover_claims SET tries = 5'],
    ['it ran out', 'UPDATE handover_claims SET code_expires_at = 1'],
    ['it was used', 'UPDATE handover_claims SET taken_at = 1'],
    ['the code was used', 'UPDATE handovers SET used_at = 1'],
    ['its owner ended the code', 'UPDATE handovers SET revoked_at = 1'],
    ['the thing was put away', 'UPDATE assets SET archived_at = 1'],
    [
      'its owner became one with another customer',
      `INSERT INTO customers (id, name, link_key, created_at) VALUES ('cus_x', 'Survivor', 'k', 1);
        UPDATE ownerships SET customer_id = 'cus_x'; UPDATE handovers SET customer_id = 'cus_x'`,
    ],
  ])('hands nothing over when meanwhile %s', async (_, meanwhile) => {
    const scene = await makeVan()
    const ann = await claimed(scene, await addressOf(scene), await codeOf(scene), 'ann@next.test')
    await libsql.meanwhile(scene.shop.namespace, meanwhile)
    expect((await ann.prove()).status).toBe(422)
    expect(await scene.shop.rows(`SELECT count(*) FROM events WHERE kind = 'asset.handed_over'`)).toEqual([[0]])
    expect(await scene.shop.rows('SELECT count(*) FROM ownerships')).toEqual([[1]])
  })

  it('hands nothing to a contact who lost their access in that very moment', async () => {
    const scene = await makeVan()
    const other = await scene.shop.customer({ customerName: 'Riverside' })
    const them = await claimed(scene, await addressOf(scene), await codeOf(scene), other.email ?? '')
    await libsql.meanwhile(scene.shop.namespace, `UPDATE contacts SET has_access = 0 WHERE id = '${other.contactId}'`)
    expect((await them.prove()).status).toBe(422)
    expect(await ownerOf(scene)).toBe('Bluestem Plumbing')
  })
})
