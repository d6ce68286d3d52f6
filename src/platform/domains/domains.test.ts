import { describe, expect, it } from 'vitest'
import { depsOf } from '#env.ts'
import { openBrowser } from '#testing/browser.ts'
import { testEnv } from '#testing/outside.ts'
import { makeShop } from '#testing/world.ts'
import { addDomain, removeDomain, useDomain } from './actions.ts'
import { listDomains } from './queries.ts'

const deps = () => depsOf(testEnv)

describe('a shop’s own host', () => {
  it('serves its portal at once, and links carry it once its DNS leads here', async () => {
    const shop = await makeShop()
    const host = `portal.${shop.key}.example`
    const added = await addDomain(deps(), shop.slug, host.toUpperCase())
    expect(added.host).toBe(host)
    expect(added.records.map(({ type, name, value }) => [type, name, value])).toEqual([
      ['CNAME', host, 'localhost'],
      ['TXT', `_nameplate.${host}`, `shop=${shop.key}`],
    ])
    expect((await openBrowser(`http://${host}:8787`).get('/portal/sign-in')).status).toBe(200)
    expect((await listDomains(deps(), shop.slug)).shop?.canonicalHost).toBeNull()
    await useDomain(deps(), shop.slug, host)
    expect((await listDomains(deps(), shop.slug)).shop?.canonicalHost).toBe(host)
    await expect(useDomain(deps(), shop.slug, `other.${host}`)).rejects.toThrow('Add it first')
  })

  it('needs nothing in DNS below localhost', async () => {
    const shop = await makeShop()
    expect((await addDomain(deps(), shop.slug, `${shop.key}.localhost`)).records).toEqual([])
  })

  it('added twice is added once', async () => {
    const shop = await makeShop()
    for (let i = 0; i < 2; i++) await addDomain(deps(), shop.slug, `${shop.key}.example`)
    expect((await listDomains(deps(), shop.slug)).hosts).toHaveLength(1)
  })

  it('of another shop is refused and stays where it is', async () => {
    const [one, other] = [await makeShop(), await makeShop()]
    const host = `${one.key}.example`
    await addDomain(deps(), one.slug, host)
    await expect(addDomain(deps(), other.slug, host)).rejects.toThrow('belongs to another shop')
    await expect(removeDomain(deps(), other.slug, host)).rejects.toThrow('is not a host of')
    expect((await listDomains(deps(), one.slug)).hosts).toHaveLength(1)
  })

  it('gives way to the slug in links when it is removed', async () => {
    const shop = await makeShop()
    const host = `a.${shop.key}.example`
    await addDomain(deps(), shop.slug, host)
    await useDomain(deps(), shop.slug, host)
    await removeDomain(deps(), shop.slug, host)
    expect((await listDomains(deps(), shop.slug)).shop?.canonicalHost).toBeNull()
    expect((await openBrowser(testEnv.PORTAL_ORIGIN).get(`${shop.base}/sign-in`)).status).toBe(200)
  })

  it.each(['https://shop.example', 'shop', 'shop.example:8080', '192.0.2.1', 'localhost', 'admin.localhost', ''])(
    'cannot be %j',
    async (host) => {
      const shop = await makeShop()
      await expect(addDomain(deps(), shop.slug, host)).rejects.toThrow(/host/)
    },
  )

  it('of a shop that is not there is refused', async () => {
    await makeShop()
    await expect(addDomain(deps(), 'nobody-here', 'shop.example')).rejects.toThrow('No shop has the address nobody-here')
  })
})
