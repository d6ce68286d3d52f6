import { describe, expect, it } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { makeShop } from '#testing/world.ts'

const deskMenu = 'class="side"'
const portalMenu = 'class="tabs"'

describe('a refusal at the desk', () => {
  it('stays inside the desk for whoever is signed in: no such address, no such row, not their role', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const unknown = await owner.get(`${shop.desk}/nowhere`)
    expect(unknown.status).toBe(404)
    expect(unknown.text).toContain(deskMenu)
    const row = await owner.get(`${shop.desk}/customers/cus_0000000000000000000000`)
    expect(row.status).toBe(404)
    expect(row.text).toContain(deskMenu)
    const forbidden = await (await shop.staff('production')).get(`${shop.desk}/settings`)
    expect(forbidden.status).toBe(403)
    expect(forbidden.text).toContain(deskMenu)
    expect(forbidden.text).not.toContain('>Team<')
  })

  it('shows a stranger no desk', async () => {
    const shop = await makeShop()
    const page = await shop.visitor().get(`${shop.desk}/nowhere`)
    expect(page.status).toBe(404)
    expect(page.text).not.toContain(deskMenu)
  })

  it('leads back from a conflict to the page it came from, and to no other host or shop', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const address = `${shop.desk}/settings/automations`
    const stale = (referer: string) => owner.post(address, { version: '999', isOn: 'on' }, { referer })
    const page = await stale(`${owner.origin}${address}?did=on`)
    expect(page.status).toBe(409)
    expect(page.text).toContain(deskMenu)
    expect(page.text).toContain(`href="${address}?did=on">Look again`)
    expect((await stale(`https://elsewhere.test${address}`)).text).not.toContain('>Look again')
    expect((await stale(`${owner.origin}/admin/another`)).text).not.toContain('>Look again')
    expect((await stale(`${owner.origin}${shop.desk}x`)).text).not.toContain('>Look again')
  })
})

describe('a refusal on the portal', () => {
  it('stays inside the portal for whoever is signed in', async () => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    for (const path of ['/nowhere', '/jobs/job_0000000000000000000000']) {
      const page = await browser.get(shop.base + path)
      expect(page.status).toBe(404)
      expect(page.text).toContain(portalMenu)
    }
  })

  it('offers no way to a page that is switched off, and still says how to reach the shop', async () => {
    const shop = await makeShop({ isPortalOn: false })
    const visitor = shop.visitor()
    const customer = await shop.signedIn(await shop.customer())
    for (const [browser, path] of [
      [visitor, '/sign-in'],
      [visitor, '/nowhere'],
      [customer, ''],
      [customer, '/nowhere'],
    ] as const) {
      const page = await browser.get(shop.base + path)
      expect(page.text).toContain('(937) 555-0142')
      expect(page.text).not.toContain('Go to the start page')
    }
  })
})

describe('a shop whose database does not answer', () => {
  it('answers with a page that does not carry its name', async () => {
    const shop = await makeShop({ name: 'Mill Street' })
    const owner = await shop.staff()
    await libsql.fault(shop.namespace, [{ kind: 'refuse', times: 'always' }])
    const page = await owner.get(`${shop.desk}/customers`)
    await libsql.heal(shop.namespace)
    expect(page.status).toBe(503)
    expect(page.text).not.toContain('Mill Street')
  })
})
