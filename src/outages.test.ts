import { afterEach, describe, expect, it, vi } from 'vitest'
import { openTill, sessionIn } from '#features/payments/testing.ts'
import type { Browser } from '#testing/browser.ts'
import { libsql, mailbox, stripe, testEnv } from '#testing/outside.ts'
import { pngOf } from '#testing/pictures.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'

afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all([mailbox.heal(), stripe.heal(), libsql.heal('directory')])
})

// What the binding says when R2 has an outage. The local bucket cannot be told to, so the binding itself answers so.
const internal = new Error('We encountered an internal error. Please try again. (10001)')
const troubles: Record<string, () => Promise<never>> = {
  refuses: () => Promise.reject(internal),
  'never answers': () => new Promise(() => {}),
}
type Call = 'put' | 'get' | 'list' | 'delete'
const breakFiles = (trouble: () => Promise<never>, ...calls: Call[]) =>
  calls.map((call) => vi.spyOn(testEnv.FILES, call).mockImplementation(trouble))

const logo = async () => new File([await pngOf(20, 10)], 'mark.png', { type: 'image/png' })
const brandingOf = (shop: TestShop) => `${shop.desk}/settings/branding`
async function publish(shop: TestShop, owner: Browser, fields: Record<string, string | Blob>) {
  return owner.submit(await owner.get(brandingOf(shop)), brandingOf(shop), fields)
}
const standing = (shop: TestShop) =>
  shop.rows('SELECT (SELECT count(*) FROM files), logo_file_id, portal_name, version FROM profile')

describe.each(Object.entries(troubles))('while R2 %s', (_, trouble) => {
  it('publishing a logo says so beside the field, keeps what was typed and changes nothing; the next press publishes', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    breakFiles(trouble, 'put')
    const page = await publish(shop, owner, { portalName: 'Mill & Sons', color: '#7a1f2b', logo: await logo() })
    expect(page.status).toBe(503)
    expect(page.headers.get('retry-after')).toBe('30')
    expect(page.text).toMatch(/id="f-logo-wrong"[\s\S]*?could not be stored right now/)
    expect(page.text).toContain('value="Mill &amp; Sons"')
    expect(page.text).toContain('value="#7a1f2b"')
    expect(await standing(shop)).toEqual([[0, null, null, 1]])
    vi.restoreAllMocks()
    expect((await owner.submit(page, brandingOf(shop), { logo: await logo() })).status).toBe(303)
    expect(await standing(shop)).toEqual([[2, expect.any(String), 'Mill & Sons', 2]])
  })

  it('a name and a color are published all the same', async () => {
    const shop = await makeShop()
    breakFiles(trouble, 'put', 'get', 'list', 'delete')
    expect((await publish(shop, await shop.staff(), { portalName: 'Mill & Sons', color: '#7a1f2b' })).status).toBe(303)
    expect(await standing(shop)).toEqual([[0, null, 'Mill & Sons', 2]])
  })

  it('a logo is not shown, is not said to be gone, and every other page and mail of the shop goes on', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    await publish(shop, owner, { logo: await logo() })
    const [[id] = []] = await shop.rows('SELECT logo_file_id FROM profile')
    const contact = await shop.customer()
    const customer = await shop.signedIn(contact)
    breakFiles(trouble, 'put', 'get', 'list', 'delete')
    const logos = [customer.get(`${shop.base}/logo/${id}`), owner.get(`${shop.desk}/logo/${id}`)]
    for (const answer of await Promise.all(logos)) {
      expect(answer.status).toBe(503)
      expect(answer.headers.get('cache-control')).toBe('private, no-store')
      expect(answer.text).toContain('Files cannot be stored or fetched right now')
    }
    for (const path of ['', '/jobs', '/invoices', '/manifest.webmanifest', '/icon.svg'])
      expect((await customer.get(shop.base + path)).status, path).toBe(200)
    for (const path of [
      '',
      '/jobs',
      '/customers',
      '/invoices',
      '/settings',
      '/settings/branding',
      '/settings/portal',
      '/icon.svg',
    ])
      expect((await owner.get(shop.desk + path)).status, path).toBe(200)
    await shop.visitor().post(`${shop.base}/sign-in`, { email: contact.email ?? '' })
    expect(await shop.mailsTo(contact.email ?? '')).toHaveLength(1)
  })
})

describe('while R2 takes one of two files only', () => {
  it('nothing is published', async () => {
    const shop = await makeShop()
    vi.spyOn(testEnv.FILES, 'put').mockRejectedValueOnce(internal)
    expect((await publish(shop, await shop.staff(), { logo: await logo() })).status).toBe(503)
    expect(await standing(shop)).toEqual([[0, null, null, 1]])
  })
})

describe('while a shop’s database is down', () => {
  const customerOf = (shop: TestShop) => `${shop.desk}/customers`
  const typed = {
    kind: 'company',
    name: 'Riverside & "Sons"',
    notes: 'Two lines\r\nof notes <b>',
    contactName: 'Dana Whitfield',
    email: '',
  }
  const counted = (shop: TestShop) => shop.rows('SELECT count(*), min(notes) FROM customers')

  it.each([
    ['gives no answer', { kind: 'refuse', times: 'always' }],
    ['is blocked', { kind: 'blocked', times: 'always' }],
    ['hangs', { kind: 'delay', ms: 2_700, times: 'always' }],
    ['does the work and loses its answer', { kind: 'drop', match: 'write', times: 'always' }],
  ])('and %s, a form says so and is sent again as it was typed in one press, which does it once', async (_, fault) => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const form = await owner.get(`${customerOf(shop)}/new`)
    await libsql.fault(shop.namespace, [fault])
    const page = await owner.submit(form, customerOf(shop), typed)
    expect(page.status).toBe(503)
    expect(page.text).toContain('We cannot reach our records right now')
    expect(page.text).not.toContain('of notes <b>')
    await libsql.heal(shop.namespace)
    const led = await owner.submit(page, customerOf(shop))
    expect(led.status).toBe(303)
    expect(await counted(shop)).toEqual([[1, 'Two lines\nof notes <b>']])
    expect((await owner.submit(page, customerOf(shop))).location).toBe(led.location)
    expect(await counted(shop)).toEqual([[1, 'Two lines\nof notes <b>']])
  })

  it('the other shops go on', async () => {
    const [shop, other] = [await makeShop(), await makeShop()]
    const customer = await other.signedIn(await other.customer())
    await libsql.fault(shop.namespace, [{ kind: 'refuse', times: 'always' }])
    expect((await customer.get(other.base)).status).toBe(200)
    expect((await (await other.staff()).get(other.desk)).status).toBe(200)
    await libsql.heal(shop.namespace)
  })

  it('a form with a file is not offered again without its file', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const form = await owner.get(brandingOf(shop))
    await libsql.fault(shop.namespace, [{ kind: 'refuse', times: 'always' }])
    const page = await owner.submit(form, brandingOf(shop), { logo: await logo() })
    await libsql.heal(shop.namespace)
    expect(page.status).toBe(503)
    expect(page.text).not.toContain('Try again</button>')
  })
})

describe('while the directory is down', () => {
  it('asking for a code says so, mails nothing, and goes on with one press', async () => {
    const shop = await makeShop()
    const { email = '' } = await shop.customer()
    const visitor = shop.visitor()
    const form = await visitor.get(`${shop.base}/sign-in`)
    await libsql.fault('directory', [{ kind: 'refuse', times: 'always' }])
    const page = await visitor.submit(form, `${shop.base}/sign-in`, { email })
    expect(page.status).toBe(503)
    await libsql.heal('directory')
    expect(await shop.rows('SELECT count(*) FROM outbox')).toEqual([[0]])
    expect((await visitor.submit(page, `${shop.base}/sign-in`)).location).toBe(`${shop.base}/sign-in/code`)
    expect(await shop.mailsTo(email)).toHaveLength(1)
  })
})

describe('while Stripe gives no answer', () => {
  it('paying is one press away once it is back, from the page that said so', async () => {
    const shop = await makeShop()
    const { customer, path } = await openTill(shop)
    await stripe.fault([{ kind: 'refuse', times: 50, match: '/v1/checkout' }])
    const page = await customer.submit(await customer.get(path), `${path}/payment`)
    expect(page.status).toBe(503)
    await stripe.heal()
    expect(sessionIn((await customer.submit(page, `${path}/payment`)).location)).not.toBe('')
    expect(await shop.rows('SELECT count(*) FROM payments')).toEqual([[1]])
  })
})

describe('while the mailbox is down', () => {
  it.each(['refuse', 'status', 'drop'])('(%s) every page goes on, and the mail goes once when it is back', async (kind) => {
    const shop = await makeShop()
    const { email = '' } = await shop.customer()
    const visitor = shop.visitor()
    await mailbox.fault([{ kind, times: 3, match: '/emails' }])
    expect((await visitor.post(`${shop.base}/sign-in`, { email })).status).toBe(303)
    await shop.ring()
    expect((await visitor.get(`${shop.base}/sign-in/code`)).status).toBe(200)
    expect((await (await shop.staff()).get(shop.desk)).status).toBe(200)
    await mailbox.heal()
    setClock(start + 5_000)
    expect(await shop.mailsTo(email)).toHaveLength(1)
  })
})
