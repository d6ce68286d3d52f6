import { describe, expect, it } from 'vitest'
import { sent } from '#features/payments/testing.ts'
import { walk } from '#routes.ts'
import { openBrowser } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { isSoak } from '#testing/soak.ts'
import { mounts } from '#testing/tour.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { app } from './app.tsx'

const portalOrigin = 'http://localhost:8787'
const staffOrigin = 'http://admin.localhost:8787'

/** Every route of the product where it is served, with its parameters filled. */
function addresses(shop: TestShop) {
  return mounts(shop.host).flatMap(({ table, base, origin }) =>
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
  // Each route meets three of them and each of them a third of the routes; in the soak all meet all (docs/decisions/0033).
  const isTurnOf = (i: number, j: number) => isSoak || (i + j) % 3 === 0
  const types = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', 'application/json', '']

  it('changes nothing on any unsafe route, whatever it calls its content', async () => {
    const shop = await makeShop({ hasHost: true })
    const unsafe = addresses(shop).filter(({ method, audience }) => method !== 'GET' && audience !== 'webhook')
    expect(unsafe.length).toBeGreaterThan(50)
    for (const [i, { url, base }] of unsafe.entries()) {
      const browser = openBrowser(new URL(url).origin)
      for (const [j, headers] of foreign.entries()) {
        if (!isTurnOf(i, j)) continue
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
    const desk = await shop.staff()
    const invoice = await sent(shop, desk, await shop.customer())
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    const plain = async (path: string) => {
      const page = await stranger.get(path)
      return { status: page.status, text: page.text.replaceAll(/nonce="[^"]*"|value="cmd_\w+"/g, '') }
    }
    const missing = await plain(`${shop.base}/invoices/inv_${'0'.repeat(32)}`)
    expect(missing.status).toBe(404)
    expect(await plain(`${shop.base}/invoices/${invoice}`)).toEqual(missing)
    const nowhere = await openBrowser(portalOrigin).get('/public/portal/no-such-shop')
    expect(nowhere.status).toBe(404)
    expect(nowhere.text).not.toMatch(/nameplate/i)
  })
})

describe('round trips', () => {
  it('a portal page, a link and an action cost one read each, and an action one write', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const browser = await shop.signedIn(contact)
    const made = await desk.submit(await desk.get(`${shop.desk}/jobs/new?customer=${contact.customerId}`), `${shop.desk}/jobs`, {
      title: 'Caps',
      'description[]': ['Cap'],
      'quantity[]': ['1'],
      'unitPrice[]': ['9'],
    })
    const job = /job_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
    const invoice = await sent(shop, desk, contact)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const link = new URL(/http\S+\/view\/invoice\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '').pathname
    const cost = async (visit: () => Promise<{ status: number }>) => {
      await libsql.resetCounters(shop.namespace)
      const { status } = await visit()
      const { requests, writes } = await libsql.counters(shop.namespace)
      return { status, reads: requests - writes, writes }
    }
    for (const path of ['', '/jobs', '/jobs?past=1', '/invoices', `/jobs/${job}`, `/invoices/${invoice}`]) {
      expect(await cost(() => browser.get(shop.base + path)), path).toEqual({ status: 200, reads: 1, writes: 0 })
    }
    // The first time a link is fetched is noted, behind the page.
    await shop.visitor().get(link)
    await expect.poll(async () => (await shop.rows('SELECT opened_at FROM deliveries'))[0]?.[0]).not.toBeNull()
    expect(await cost(() => shop.visitor().get(link))).toEqual({ status: 200, reads: 1, writes: 0 })
    const page = await desk.get(`${shop.desk}/jobs/${job}`)
    const noted = () => desk.submit(page, `${shop.desk}/jobs/${job}/notes`, { publicNote: 'Soon' })
    expect(await cost(noted)).toEqual({ status: 303, reads: 1, writes: 1 })
  })
})

describe('a shop’s database that is down', () => {
  it.each([
    ['refuses', { kind: 'refuse', times: 'always' }],
    ['answers 502', { kind: 'status', status: 502, times: 'always' }],
    ['is blocked', { kind: 'blocked', times: 'always' }],
    ['is busy', { kind: 'busy', times: 'always' }],
    ['never answers', { kind: 'delay', ms: 8_000, times: 'always' }],
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
