import { describe, expect, it } from 'vitest'
import { read } from '#database/read.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import { keyIdOf } from '#features/approvals/record.ts'
import { faultOf } from '#lib/sealed-record.ts'
import { signingKeys } from '#platform/tenants/schema.ts'
import { testEnv } from '#testing/outside.ts'
import { makeShop } from '#testing/world.ts'
import { answer, makeScene, mixed, send } from './testing.ts'

async function decided(options: Parameters<typeof makeScene>[0] = { trade: 'fleet' }) {
  const scene = await makeScene(options)
  await send(scene)
  return { ...scene, ...(await answer(scene, mixed)) }
}

describe('the public page', () => {
  it('shows company, initials, role, decision, date and time with zone, without signing in, and nothing else (4.9)', async () => {
    const { shop, sha256 } = await decided()
    const { text, status } = await shop.visitor().get(`/verify/${shop.key}_${sha256}`)
    expect(status).toBe(200)
    for (const said of [
      'Bluestem Plumbing',
      '>JM<',
      'Approver at the customer, signed in',
      'Partly approved',
      'Tue, Apr 9, 2030, 11:00 am EDT',
    ])
      expect(text).toContain(said)
    for (const kept of [
      'Joanne',
      'Mercer',
      'customer.test',
      '203.0.113',
      '$',
      '47',
      'brake',
      'Unit 14',
      'PO 77',
      'Go ahead',
      'Safari',
    ])
      expect(withoutHashes(text).replaceAll(shop.key, ''), kept).not.toContain(kept)
  })

  it('says plainly that the platform holds the signing key', async () => {
    const { shop, sha256 } = await decided()
    const { text } = await shop.visitor().get(`/verify/${shop.key}_${sha256}`)
    expect(text).toContain('holds the signing key')
    expect(text).toContain(`data-sha256="${sha256}"`)
  })

  it('takes the bare hash on the shop’s own host, and there no other shop’s', async () => {
    const { shop, sha256 } = await decided({ hasHost: true })
    const other = await decided()
    const host = shop.visitor('host')
    for (const path of [sha256, `${shop.key}_${sha256}`]) expect((await host.get(`/verify/${path}`)).status).toBe(200)
    for (const path of [other.sha256, `${other.shop.key}_${other.sha256}`])
      expect((await host.get(`/verify/${path}`)).status).toBe(404)
  })

  it('is one plain page for whatever is unknown, shop, record or neither', async () => {
    const { shop, sha256 } = await decided()
    const other = await makeShop()
    const paths = [
      `${shop.key}_${'a'.repeat(64)}`,
      `zzzzzzzz_${sha256}`,
      `${other.key}_${sha256}`,
      sha256,
      'nonsense',
      `${shop.key}_${sha256}0`,
    ]
    const pages = await Promise.all(paths.map((path) => shop.visitor().get(`/verify/${path}`)))
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([404]))
    const texts = pages.map(({ text }) => text.replaceAll(/nonce="[^"]*"/g, ''))
    expect(new Set(texts).size).toBe(1)
    expect(texts[0]).not.toContain(shop.key)
  })

  it('stands while the portal is switched off, and not on the staff host', async () => {
    const { shop, sha256 } = await decided()
    await shop.rows('UPDATE profile SET is_portal_on = 0')
    expect((await shop.visitor().get(`/verify/${shop.key}_${sha256}`)).status).toBe(200)
    expect((await (await shop.staff()).get(`/verify/${shop.key}_${sha256}`)).status).toBe(404)
  })

  it('knows the hash of every PDF that was handed out', async () => {
    const { shop, contact, approvalId, sha256 } = await decided()
    await (await shop.signedIn(contact)).get(`${shop.base}/approvals/${approvalId}/receipt.pdf`)
    const [[hash] = []] = await shop.rows('SELECT sha256 FROM receipts')
    expect((await shop.visitor().get(`/verify/${shop.key}_${sha256}`)).text).toContain(`data-receipts="${hash}"`)
  })
})

describe('a signing key', () => {
  it('is published with the first receipt, verifies the record, and outlives the shop', async () => {
    const { shop, contact, approvalId } = await decided()
    const at = `/verify/keys/${keyIdOf(shop.key)}`
    expect((await shop.visitor().get(at)).status).toBe(404)
    await (await shop.signedIn(contact)).get(`${shop.base}/approvals/${approvalId}/receipt.pdf`)
    await write(depsOf(testEnv).directory, [sql.run(`UPDATE shops SET status = 'suspended' WHERE key = '${shop.key}'`)])
    const { publicKey } = JSON.parse((await shop.visitor().get(at)).text)
    const [[body, sha256, signature, keyId] = []] = await shop.rows('SELECT body, sha256, signature, key_id FROM approvals')
    const record = { body: String(body), sha256: String(sha256), signature: String(signature), keyId: String(keyId) }
    expect(await faultOf(record, () => publicKey)).toBeUndefined()
    const [keys] = await read(depsOf(testEnv).directory, [sql.select().from(signingKeys)])
    expect(keys.filter((one) => one.keyId === keyId)).toHaveLength(1)
  })
})

/** The fingerprint and the key are random: they may spell anything. */
const withoutHashes = (text: string) =>
  text
    .replaceAll(
      /[0-9a-f]{64}|([0-9a-f]{4} ){15}[0-9a-f]{4}|data-public-key="[^"]*"|data-words="[^"]*"|nonce="[^"]*"|\/assets\/\S+|<path[^>]*>|(href|content)="[^"]*"/g,
      '',
    )
    .replaceAll(/#[0-9a-f]{6}/g, '')
    .replace(/<footer[\s\S]*/, '')
