import { describe, expect, it, vi } from 'vitest'
import { codeFor } from '#lib/token.ts'
import { type Browser, formsOf, type Page } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'

const minute = 60_000

async function ask(shop: TestShop, browser: Browser, email: string, headers: Record<string, string> = {}): Promise<Page> {
  return browser.post(`${shop.base}/sign-in`, { email }, headers)
}
async function mailOf(shop: TestShop, email: string) {
  const [mail] = await shop.mailsTo(email)
  const code = /\b(\d{4}) ?(\d{4})\b/.exec(mail?.Text ?? '')
  const link = /https?:\/\/[^\s]+\/sign-in\/link\/[^\s]+/.exec(mail?.Text ?? '')?.[0] ?? ''
  return { code: code ? `${code[1]}${code[2]}` : '', link: new URL(link).pathname }
}
const isIn = async (shop: TestShop, browser: Browser) => (await browser.get(shop.base)).status === 200
const known = async (shop: TestShop) => {
  const contact = await shop.customer()
  return { ...contact, email: contact.email ?? '' }
}

describe('proving a mailbox', () => {
  it('lets the customer in with the code, and the device opens straight in from then on', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    expect((await ask(shop, browser, contact.email)).location).toBe(`${shop.base}/sign-in/code`)
    const { code } = await mailOf(shop, contact.email)
    const page = await browser.get(`${shop.base}/sign-in/code`)
    const done = await browser.submit(page, `${shop.base}/sign-in/code`, { code })
    expect(done).toMatchObject({ status: 303, location: shop.base })
    expect(await isIn(shop, browser)).toBe(true)
    expect((await browser.get(`${shop.base}/c/${contact.linkKey}`)).location).toBe(shop.base)
  })

  it('lets the customer in with the mailed link after a person presses Continue in the same browser', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    await ask(shop, browser, contact.email)
    const { link } = await mailOf(shop, contact.email)
    const page = await browser.get(link)
    expect(page.text).toContain('Continue as c')
    expect(await isIn(shop, browser)).toBe(false)
    expect((await browser.submit(page, link)).status).toBe(303)
    expect(await isIn(shop, browser)).toBe(true)
  })

  it('asks for the code when the link is opened on another device, and lets it in with it', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    await ask(shop, shop.visitor(), contact.email)
    const { link, code } = await mailOf(shop, contact.email)
    const phone = shop.visitor()
    const page = await phone.get(link)
    expect(page.text).toContain('Type the code from the email')
    expect((await phone.submit(page, link)).status).toBe(422)
    expect((await phone.submit(page, link, { code })).status).toBe(303)
    expect(await isIn(shop, phone)).toBe(true)
  })

  it('is not ended by who knows its id, which stands in the mailed link, without its secret', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    await ask(shop, browser, contact.email)
    const { link } = await mailOf(shop, contact.email)
    const [name = '', kept = ''] = [...browser.cookies].find(([key]) => key.endsWith('-door')) ?? []
    const stranger = shop.visitor()
    stranger.cookies.set(name, `${kept.split('.')[0]}.x`)
    await ask(shop, stranger, 'nobody@nowhere.test')
    expect((await browser.submit(await browser.get(link), link)).status).toBe(303)
    expect(await isIn(shop, browser)).toBe(true)
  })

  it('survives a mail scanner that opens the link twenty times and submits the form, and gives it no session', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    await ask(shop, browser, contact.email)
    const { link } = await mailOf(shop, contact.email)
    const scanner = shop.visitor()
    for (let i = 0; i < 20; i++) {
      const response = await scanner.fetch(link, { method: i % 2 ? 'HEAD' : 'GET' })
      expect(response.headers.getSetCookie()).toEqual([])
    }
    const page = await scanner.get(link)
    for (let i = 0; i < 20; i++) await scanner.submit(page, link)
    expect(scanner.cookies.size).toBe(0)
    expect((await browser.submit(await browser.get(link), link)).status).toBe(303)
    expect(await isIn(shop, browser)).toBe(true)
  })

  it('gives one session to fifty presses at once, and none to a replay', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    await ask(shop, browser, contact.email)
    const { link } = await mailOf(shop, contact.email)
    const cookies = new Map(browser.cookies)
    const presses = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const twin = shop.visitor()
        for (const [name, value] of cookies) twin.cookies.set(name, value)
        return twin.post(link)
      }),
    )
    expect(presses.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(presses.filter(({ status }) => status === 410)).toHaveLength(49)
    expect(await shop.rows('SELECT count(*) FROM sessions')).toEqual([[1]])
    expect((await browser.post(link)).status).toBe(410)
  })

  it('ends a code after ten minutes and offers a fresh one in one press', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    await ask(shop, browser, contact.email)
    const { code } = await mailOf(shop, contact.email)
    const page = await browser.get(`${shop.base}/sign-in/code`)
    setClock(start + 10 * minute + 1)
    const late = await browser.submit(page, `${shop.base}/sign-in/code`, { code })
    expect(late.status).toBe(410)
    expect((await browser.submit(late, `${shop.base}/sign-in`)).location).toBe(`${shop.base}/sign-in/code`)
    const fresh = await mailOf(shop, contact.email)
    expect(fresh.code).not.toBe(code)
    const again = await browser.get(`${shop.base}/sign-in/code`)
    expect((await browser.submit(again, `${shop.base}/sign-in/code`, { code: fresh.code })).status).toBe(303)
  })

  it('allows five wrong codes and then not even the right one', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    await ask(shop, browser, contact.email)
    const { code } = await mailOf(shop, contact.email)
    const wrong = code === '00000000' ? '11111111' : '00000000'
    const page = await browser.get(`${shop.base}/sign-in/code`)
    const statuses: number[] = []
    for (let i = 0; i < 5; i++) statuses.push((await browser.post(`${shop.base}/sign-in/code`, { code: wrong })).status)
    expect(statuses).toEqual([422, 422, 422, 422, 410])
    expect((await browser.submit(page, `${shop.base}/sign-in/code`, { code })).status).toBe(410)
    expect(await isIn(shop, browser)).toBe(false)
  })

  it('counts a wrong code each time, also when the same form is sent again', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    await ask(shop, browser, contact.email)
    const { code } = await mailOf(shop, contact.email)
    const wrong = code === '00000000' ? '11111111' : '00000000'
    const page = await browser.get(`${shop.base}/sign-in/code`)
    for (let i = 0; i < 5; i++) await browser.submit(page, `${shop.base}/sign-in/code`, { code: wrong })
    expect(await shop.rows('SELECT tries FROM challenges')).toEqual([[5]])
    expect((await browser.submit(page, `${shop.base}/sign-in/code`, { code })).status).toBe(410)
  })

  it('keeps what was typed and says beside the field what is wrong', async () => {
    const shop = await makeShop()
    const page = await ask(shop, shop.visitor(), 'dana@riverside')
    expect(page.status).toBe(422)
    expect(page.text).toContain('value="dana@riverside"')
    expect(page.text).toContain('aria-invalid="true"')
  })
})

const cryptoMethods = ['sign', 'verify', 'digest', 'importKey', 'deriveBits', 'encrypt', 'decrypt'] as const

/** The statements of one request as they were sent, and how many parameters each carried. */
function textsIn(body: string): string[] {
  const { requests }: { requests: { batch?: { steps: { stmt: { sql: string; args?: unknown[] } }[] } }[] } = JSON.parse(body)
  return requests.flatMap(({ batch }) => (batch?.steps ?? []).map(({ stmt }) => `${stmt.args?.length ?? 0}: ${stmt.sql}`))
}

describe('an unknown mailbox', () => {
  const masked = (text: string) =>
    text
      .replaceAll(/nonce="[^"]*"/g, '')
      .replaceAll(/value="cmd_[0-9a-f]+"/g, '')
      .replaceAll(/[\w.+-]+@[\w.-]+\.test/g, '')

  it('gets the same answer as a known one: status, body, headers and cookies', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const stranger = await shop.customer({ hasAccess: false })
    const answers = await Promise.all(
      [contact.email, `nobody-${shop.key}@nowhere.test`, stranger.email ?? ''].map(async (email) => {
        const browser = shop.visitor()
        const asked = await ask(shop, browser, email)
        const page = await browser.get(asked.location)
        const names = [...asked.headers.keys(), ...page.headers.keys()].filter((name) => name !== 'content-length')
        return {
          status: [asked.status, page.status],
          text: masked(page.text),
          names,
          cookies: [...browser.cookies.keys()],
          to: asked.location,
        }
      }),
    )
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  it('costs exactly the same work, so that time tells nothing either: requests, statements, rows and cryptography', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const staffOnly = shop.ownerEmail
    const noAccess = await shop.customer({ hasAccess: false })
    const standing = async () => {
      const [counts = []] = await shop.rows(
        'SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM challenges), (SELECT count(*) FROM events), (SELECT count(*) FROM commands)',
      )
      return counts.map(Number)
    }
    const work = async (email: string) => {
      const browser = shop.visitor()
      await browser.get(`${shop.base}/sign-in`)
      const namespaces = [shop.namespace, 'directory']
      const before = await standing()
      for (const namespace of namespaces) await libsql.resetCounters(namespace)
      const crypted = cryptoMethods.map((method) => vi.spyOn(crypto.subtle, method))
      await ask(shop, browser, email)
      const cryptography = crypted.map((spy) => spy.mock.calls.length)
      for (const spy of crypted) spy.mockRestore()
      const asked = await Promise.all(namespaces.map((namespace) => libsql.counters(namespace)))
      const sent = await Promise.all(namespaces.map((namespace) => libsql.last(namespace)))
      const rows = (await standing()).map((count, i) => count - (before[i] ?? 0))
      return { asked, rows, cryptography, texts: sent.map((bodies) => bodies.map(textsIn)) }
    }
    // The first one derives the shop's keys.
    await work('first@nowhere.test')
    const ofKnown = await work(contact.email)
    expect(ofKnown.rows).toEqual([1, 1, 1, 1])
    expect(ofKnown.texts.flat().length).toBeGreaterThanOrEqual(4)
    for (const email of [`nobody-${shop.key}@nowhere.test`, noAccess.email ?? '', staffOnly])
      expect(await work(email)).toEqual(ofKnown)
  })

  it('gets no mail', async () => {
    const shop = await makeShop()
    const email = `nobody-${shop.key}@nowhere.test`
    await ask(shop, shop.visitor(), email)
    expect(await shop.mailsTo(email)).toEqual([])
  })
})

describe('a stranger', () => {
  it('cannot flood a mailbox: three mails in fifteen minutes from a network, ten a day in all', async () => {
    const shop = await makeShop()
    const { email } = await known(shop)
    for (let network = 0; network < 6; network++) {
      for (let i = 0; i < 4; i++)
        await ask(shop, shop.visitor(), email, { 'cf-connecting-ip': `198.51.${shop.key.charCodeAt(0)}.${network}` })
      expect((await shop.mailsTo(email)).length).toBe(Math.min(3 * (network + 1), 10))
      setClock(start + (network + 1) * 16 * minute)
    }
  })

  it('cannot lock anybody out: a device known to the mailbox still gets its mail', async () => {
    const shop = await makeShop()
    const { email } = await known(shop)
    const own = shop.visitor()
    await ask(shop, own, email)
    const { code } = await mailOf(shop, email)
    await own.post(`${shop.base}/sign-in/code`, { code })
    await own.post(`${shop.base}/sign-out`)
    setClock(start + 20 * minute)
    const before = (await shop.mailsTo(email)).length
    for (let i = 0; i < 30; i++) await ask(shop, shop.visitor(), email)
    const flooded = (await shop.mailsTo(email)).length
    expect(flooded - before).toBeLessThanOrEqual(5)
    await ask(shop, own, email)
    expect(await shop.mailsTo(email)).toHaveLength(flooded + 1)
    const last = await mailOf(shop, email)
    expect((await own.post(`${shop.base}/sign-in/code`, { code: last.code })).status).toBe(303)
  })

  it('voids nobody else’s code by asking again', async () => {
    const shop = await makeShop()
    const { email } = await known(shop)
    const own = shop.visitor()
    await ask(shop, own, email)
    const { code } = await mailOf(shop, email)
    await ask(shop, shop.visitor(), email)
    expect((await own.post(`${shop.base}/sign-in/code`, { code })).status).toBe(303)
  })

  it('is stopped after twenty requests an hour from one network, in a sentence', async () => {
    const shop = await makeShop()
    const headers = { 'cf-connecting-ip': `198.18.${shop.key.charCodeAt(1)}.${shop.key.charCodeAt(2)}` }
    let last = await ask(shop, shop.visitor(), 'a@nowhere.test', headers)
    for (let i = 0; i < 20; i++) last = await ask(shop, shop.visitor(), `a${i}@nowhere.test`, headers)
    expect(last.status).toBe(429)
    expect(last.text).toContain('Too many')
  })
})

describe('a code that was not mailed', () => {
  it('lets nobody in, though it could be computed: what is not mailed cannot be guessed', async () => {
    const shop = await makeShop()
    const { email } = await known(shop)
    const browser = shop.visitor()
    const sameNetwork = { 'cf-connecting-ip': '198.51.100.77' }
    for (let i = 0; i < 3; i++) await ask(shop, shop.visitor(), email, sameNetwork)
    await ask(shop, browser, email, sameNetwork)
    expect(await shop.mailsTo(email)).toHaveLength(3)
    const [[id] = []] = await shop.rows('SELECT id FROM challenges WHERE person_id IS NULL')
    const code = await codeFor(shop.tenant.keys, String(id), 1)
    expect((await browser.post(`${shop.base}/sign-in/code`, { code })).status).toBe(403)
    expect(await shop.rows('SELECT count(*) FROM sessions')).toEqual([[0]])
  })
})

describe('an invitation', () => {
  it('mails its code even while strangers have used up the mailbox’s own turns', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await known(shop)
    const record = `${shop.desk}/customers/${contact.customerId}`
    await desk.submit(await desk.get(record), `${record}/link/mails`)
    const [invitation] = await shop.mailsTo(contact.email)
    const { pathname } = new URL(/http\S+\/invitation\/\S+/.exec(invitation?.Text ?? '')?.[0] ?? '')
    for (let i = 0; i < 20; i++) await ask(shop, shop.visitor(), contact.email)
    const before = (await shop.mailsTo(contact.email)).length
    const browser = shop.visitor()
    expect((await browser.submit(await browser.get(pathname), pathname)).status).toBe(303)
    expect(await shop.mailsTo(contact.email)).toHaveLength(before + 1)
    const { code } = await mailOf(shop, contact.email)
    expect((await browser.post(`${shop.base}/sign-in/code`, { code })).status).toBe(303)
  })
})

describe('a body that is no form', () => {
  it.each(['multipart/form-data', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded; charset=utf-16'])(
    'as %s is refused in a sentence, not an error',
    async (type) => {
      const shop = await makeShop()
      const response = await shop.visitor().fetch(`${shop.base}/sign-in`, {
        method: 'POST',
        body: 'broken',
        headers: { 'content-type': type, 'content-length': '6', 'sec-fetch-site': 'same-origin' },
      })
      expect(response.status).toBe(422)
      await response.body?.cancel()
    },
  )
})

describe('the private link', () => {
  it('looks the same for a key that never existed', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const mask = (text: string) => text.replaceAll(/nonce="[^"]*"|value="cmd_[0-9a-f]+"|name="key" value="[^"]*"/g, '')
    const real = await shop.visitor().get(`${shop.base}/c/${contact.linkKey}`)
    const fake = await shop.visitor().get(`${shop.base}/c/zzzzzzzzzz`)
    expect(mask(fake.text)).toBe(mask(real.text))
    expect(real.text).not.toContain('Riverside')
  })

  it('selects its customer after sign-in, where a mailbox belongs to two', async () => {
    const shop = await makeShop()
    const first = await known(shop)
    const second = await shop.customer({ customerName: 'Second Co.', email: undefined })
    await shop.rows('UPDATE contacts SET person_id = ?, has_access = 1 WHERE id = ?', first.personId, second.contactId)
    const browser = shop.visitor()
    await browser.submit(await browser.get(`${shop.base}/c/${second.linkKey}`), `${shop.base}/sign-in`, { email: first.email })
    const { code } = await mailOf(shop, first.email)
    await browser.post(`${shop.base}/sign-in/code`, { code })
    expect((await browser.get(shop.base)).text).toContain('Second Co.')
  })
})

describe('a session', () => {
  it('ends at the next request when access is un-ticked, for reading and for writing', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = await shop.signedIn(contact)
    expect(await isIn(shop, browser)).toBe(true)
    await shop.rows('UPDATE contacts SET has_access = 0 WHERE id = ?', contact.contactId)
    expect((await browser.get(shop.base)).location).toBe(`${shop.base}/sign-in`)
    expect((await browser.post(`${shop.base}/sign-out/everywhere`)).location).toBe(`${shop.base}/sign-in`)
    expect(await shop.rows(`SELECT count(*) FROM events WHERE kind = 'session.all_ended'`)).toEqual([[0]])
  })

  it('ends on every device by signing out everywhere', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const [one, two] = [await shop.signedIn(contact), await shop.signedIn(contact)]
    await one.post(`${shop.base}/sign-out/everywhere`)
    expect(await isIn(shop, one)).toBe(false)
    expect(await isIn(shop, two)).toBe(false)
  })

  it('lives 90 days without use and is kept by use', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    await ask(shop, browser, contact.email)
    await browser.post(`${shop.base}/sign-in/code`, { code: (await mailOf(shop, contact.email)).code })
    setClock(start + 89 * 86_400_000)
    expect(await isIn(shop, browser)).toBe(true)
    await expect.poll(async () => (await shop.rows('SELECT seen_at FROM sessions'))[0]?.[0]).toBe(start + 89 * 86_400_000)
    setClock(start + 170 * 86_400_000)
    expect(await isIn(shop, browser)).toBe(true)
    await expect.poll(async () => (await shop.rows('SELECT seen_at FROM sessions'))[0]?.[0]).toBe(start + 170 * 86_400_000)
    setClock(start + 261 * 86_400_000)
    expect(await isIn(shop, browser)).toBe(false)
  })

  it('is a __Host- cookie that no script reads', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    await ask(shop, browser, contact.email)
    const { code } = await mailOf(shop, contact.email)
    const command = formsOf(await browser.get(`${shop.base}/sign-in/code`))[0]?.fields['command'] ?? ''
    const response = await browser.post(`${shop.base}/sign-in/code`, { code, command })
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith(`__Host-${shop.key}=`))
    expect(cookie).toMatch(/Path=\/; HttpOnly; Secure; SameSite=Lax|HttpOnly/)
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(attribute)
    expect(cookie).not.toContain('Domain')
  })

  it('of the slug is nothing to the shop’s own host, and the reverse', async () => {
    const shop = await makeShop({ hasHost: true })
    const contact = await known(shop)
    const [slug, host] = [await shop.signedIn(contact, 'portal'), await shop.signedIn(contact, 'host')]
    expect((await slug.get(shop.base)).status).toBe(200)
    expect((await host.get('/portal')).status).toBe(200)
    const name = `__Host-${shop.key}`
    const [ofSlug, ofHost] = [slug.cookies.get(name) ?? '', host.cookies.get(name) ?? '']
    slug.cookies.set(name, ofHost)
    host.cookies.set(name, ofSlug)
    expect((await slug.get(shop.base)).status).toBe(303)
    expect((await host.get('/portal')).status).toBe(303)
  })

  it('of one shop is nothing to another', async () => {
    const [mine, other] = [await makeShop(), await makeShop()]
    const browser = await mine.signedIn(await known(mine))
    const token = browser.cookies.get(`__Host-${mine.key}`) ?? ''
    browser.cookies.set(`__Host-${other.key}`, token)
    expect((await browser.get(other.base)).location).toBe(`${other.base}/sign-in`)
  })
})

describe('where a sign-in leads', () => {
  it.each([
    '//evil.test',
    'https://evil.test',
    '/\\evil.test',
    'javascript:alert(1)',
    '/public/portal/other',
    '/admin/x',
    '%2f%2fevil.test',
    '/portal\n/x',
  ])('is never %s', async (next) => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    await browser.post(`${shop.base}/sign-in`, { email: contact.email, next })
    const { code } = await mailOf(shop, contact.email)
    expect((await browser.post(`${shop.base}/sign-in/code`, { code })).location).toBe(shop.base)
  })

  it('is the page that was asked for', async () => {
    const shop = await makeShop()
    const contact = await known(shop)
    const browser = shop.visitor()
    const sent = await browser.get(`${shop.base}/jobs?past=1`)
    const page = await browser.get(sent.location)
    await browser.submit(page, `${shop.base}/sign-in`, { email: contact.email })
    const { code } = await mailOf(shop, contact.email)
    expect((await browser.post(`${shop.base}/sign-in/code`, { code })).location).toBe(`${shop.base}/jobs?past=1`)
  })
})
