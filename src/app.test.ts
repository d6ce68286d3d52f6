import { describe, expect, it } from 'vitest'
import { paths } from '#paths.ts'
import { walk } from '#routes.ts'
import { openBrowser } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { app } from './app.tsx'

const portalOrigin = 'http://localhost:8787'
const staffOrigin = 'http://admin.localhost:8787'

const mounts = (shop?: TestShop) => [
  { table: paths.portal, base: '/public/portal/:shop', origin: portalOrigin },
  { table: paths.portal, base: '/portal', origin: `http://${shop?.host}:8787` },
  { table: paths.preview, base: '/admin/:shop/preview/:contact', origin: staffOrigin },
  { table: paths.link, base: '/view', origin: portalOrigin },
  { table: paths.staff, base: '/admin/:shop', origin: staffOrigin },
  { table: paths.platform, base: '', origin: staffOrigin },
  { table: paths.webhooks, base: '/webhooks', origin: portalOrigin },
]

/** Every route of the product where it is served, with its parameters filled. */
function addresses(shop: TestShop) {
  return mounts(shop).flatMap(({ table, base, origin }) =>
    [...walk(table)].map(({ method, path, audience }) => {
      const whole = (base + (path === '/' && base ? '' : path)).replace(':shop', shop.slug).replace(':contact', 'con_none')
      return { method, audience, url: origin + whole.replace(/:\w+/g, 'x'), base }
    }),
  )
}

describe('the route table', () => {
  it('is everything the product serves: a route that is not in it fails here', () => {
    const listed = mounts().flatMap(({ table, base }) =>
      [...walk(table)].map(({ method, path }) => `${method} ${base + (path === '/' && base ? '' : path)}`),
    )
    const served = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
    const extra = ['GET /']
    expect([...new Set(served)].sort()).toEqual([...new Set([...listed, ...extra])].sort())
  })
})

describe('every answer', () => {
  it('carries a policy with a fresh nonce and the other headers, errors and redirects too', async () => {
    const shop = await makeShop({ hasHost: true })
    const nonces = new Set<string>()
    for (const { method, url } of addresses(shop)) {
      const browser = openBrowser(new URL(url).origin)
      const page = method === 'GET' ? await browser.get(url) : await browser.post(url)
      const where = `${method} ${url} ${page.status}`
      const policy = page.headers.get('content-security-policy') ?? ''
      expect(policy, where).toMatch(/default-src 'none'/)
      expect(policy, where).not.toMatch(/unsafe/)
      expect(page.headers.get('x-content-type-options'), where).toBe('nosniff')
      expect(page.headers.get('referrer-policy'), where).toBe('same-origin')
      expect(page.headers.get('cache-control'), where).toMatch(/no-store|private/)
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
      if (nonce) {
        expect(nonces.has(nonce), where).toBe(false)
        nonces.add(nonce)
      }
      for (const [, found] of page.text.matchAll(/<(?:script|style)[^>]*nonce="([^"]*)"/g)) expect(found, where).toBe(nonce)
      expect(page.text.match(/<(script|style)(?![^>]*nonce=)[^>]*>/g) ?? [], where).toEqual([])
    }
  })

  it('of a shop’s page is kept by no cache', async () => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    for (const path of ['', '/jobs', '/invoices', '/sign-in', '/nowhere', '/invoices/x.css']) {
      expect((await browser.get(shop.base + path)).headers.get('cache-control')).toBe('private, no-store')
    }
  })
})

describe('a request from another site', () => {
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': '', origin: 'https://evil.test' },
    { 'sec-fetch-site': '', origin: 'null' },
    { 'sec-fetch-site': '', origin: '' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.test' },
    { 'sec-fetch-site': '', origin: 'http://localhost:8787.evil.test' },
    { 'sec-fetch-site': '', origin: 'https://localhost:8787' },
  ]
  const types = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', 'application/json', '']

  it('changes nothing on any unsafe route, whatever it calls its content', async () => {
    const shop = await makeShop({ hasHost: true })
    const unsafe = addresses(shop).filter(({ method, audience }) => method !== 'GET' && audience !== 'webhook')
    expect(unsafe.length).toBeGreaterThan(50)
    for (const [i, { url, base }] of unsafe.entries()) {
      const browser = openBrowser(new URL(url).origin)
      for (const [j, headers] of foreign.entries()) {
        const type = types[(i + j) % types.length] ?? ''
        const sent = Object.fromEntries(
          Object.entries({ ...headers, 'content-type': type, 'content-length': '0' }).filter(([, value]) => value !== ''),
        )
        const response = await browser.fetch(url, { method: 'POST', headers: sent })
        expect([403, ...(base === '/view' ? [404] : [])], `${url} ${JSON.stringify(sent)}`).toContain(response.status)
        await response.body?.cancel()
      }
    }
  })
})

describe('hosts', () => {
  it('an unknown one gets a plain page that reveals nothing', async () => {
    const shop = await makeShop({ name: 'Canary Stitchers' })
    for (const host of ['evil.test', 'localhost.evil.test', '127.0.0.1', 'admin.localhost.evil.test']) {
      for (const path of ['/', '/portal', shop.base, shop.desk, '/view/invoice/x', '/webhooks/stripe']) {
        const page = await openBrowser(`http://${host}:8787`).get(path)
        expect(page.status, `${host}${path}`).toBe(404)
        expect(page.text).not.toMatch(/Canary|nameplate/i)
      }
    }
  })

  it('customers’ hosts serve nothing of staff’s, and the reverse', async () => {
    const shop = await makeShop({ hasHost: true })
    const notFound = async (origin: string, path: string) => (await openBrowser(origin).get(path)).status
    for (const origin of [portalOrigin, `http://${shop.host}:8787`]) {
      for (const path of [shop.desk, `${shop.desk}/sign-in`, '/sign-up'])
        expect(await notFound(origin, path), origin + path).toBe(404)
    }
    for (const path of [shop.base, `${shop.base}/sign-in`, '/portal', '/view/invoice/x', '/webhooks/stripe'])
      expect(await notFound(staffOrigin, path), path).toBe(404)
  })

  it('bare /portal on the portal host says to use the link the shop sent, and nothing can be searched', async () => {
    const page = await openBrowser(portalOrigin).get('/portal')
    expect(page.status).toBe(404)
    expect(page.text).toContain('Use the link your shop sent you')
  })

  it('a shop’s own host leads from / to its portal', async () => {
    const shop = await makeShop({ hasHost: true })
    expect((await openBrowser(`http://${shop.host}:8787`).get('/')).location).toBe('/portal')
    expect((await openBrowser(`http://${shop.host}.:8787`).get('/portal/sign-in')).status).toBe(200)
  })

  it('an unknown slug, a missing object and somebody else’s look alike', async () => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    const pages = await Promise.all(
      ['/jobs/job_x', '/invoices/inv_x', '/jobs/job_00000000000000000000000000000000'].map((path) =>
        browser.get(shop.base + path),
      ),
    )
    for (const page of pages) expect(page.status).toBe(404)
    expect((await openBrowser(portalOrigin).get('/public/portal/no-such-shop')).status).toBe(404)
  })
})

describe('round trips', () => {
  it('a portal page costs one', async () => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    for (const path of ['', '/jobs', '/jobs?past=1', '/invoices', '/jobs/job_x', '/invoices/inv_x']) {
      await libsql.resetCounters(shop.namespace)
      await browser.get(shop.base + path)
      expect((await libsql.counters(shop.namespace)).requests, path).toBe(1)
    }
  })
})

describe('a shop’s database that is down', () => {
  it.each([
    ['refuses', { kind: 'refuse', times: 'always' }],
    ['answers 502', { kind: 'status', status: 502, times: 'always' }],
    ['is blocked', { kind: 'blocked', times: 'always' }],
    ['is busy', { kind: 'busy', times: 'always' }],
  ])('and %s gives a page that says so, and heals by itself', async (_, fault) => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    await libsql.fault(shop.namespace, [fault])
    const page = await browser.get(shop.base)
    await libsql.heal(shop.namespace)
    expect(page.status).toBe(503)
    expect(page.headers.get('retry-after')).toBe('30')
    expect(page.text).toContain('Nothing was lost')
    expect(page.text).not.toMatch(/SQLITE|hrana|127\.0\.0\.1|stack/i)
    expect((await browser.get(shop.base)).status).toBe(200)
  })
})
