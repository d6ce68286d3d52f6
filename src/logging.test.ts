import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { depsOf } from '#env.ts'
import { deliver, deliverAll, openTill, sessionIn, sign } from '#features/payments/testing.ts'
import { partsOf } from '#identity/ways/google-visits.ts'
import { bodyOf, newKey } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { type Browser, openBrowser, type Page } from '#testing/browser.ts'
import { google, libsql, mailbox, type ReceivedMail, stripe, testEnv } from '#testing/outside.ts'
import { ownedBy } from '#testing/owned.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { report } from './middleware/report.ts'

const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const
let lines: string[] = []
/** What must stand in no line, each under the name of what it is. */
let secrets: [what: string, text: string][] = []

beforeEach(() => {
  lines = []
  secrets = ['MASTER_KEY', 'MAIL_KEY', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRETS'].map((name) => [
    name,
    String(Object.entries(testEnv).find(([key]) => key === name)?.[1]),
  ])
  // What people typed here, and what stood in for it, begins with this word; a parser quotes ten letters of what it cannot read.
  keepSecret('payload', 'Canary')
  // Worker, Durable Objects and test share one console.
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...said) => {
      lines.push(said.map((one) => (one instanceof Error ? one.stack : String(one))).join(' '))
    })
  }
})
afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all([mailbox.heal(), stripe.heal()])
})

function keepSecret(what: string, ...texts: (string | undefined)[]) {
  for (const text of texts) {
    if (!text || text.length < 6) throw new Error(`There is no ${what} to look for`)
    secrets.push([what, text])
  }
}
/** Every cookie of a browser, and its parts: a piece of a JWT or the browser's half of a proof would do as well. */
function keepCookies(...browsers: Browser[]) {
  for (const { cookies } of browsers) for (const value of cookies.values()) keepSecret('cookie', value, value.split('.').at(-1))
}
/** What a mail carries: its code, its links, its words. */
function keepMail(mail: ReceivedMail | undefined) {
  const text = mail?.Text ?? ''
  const code = /\b(\d{4}) ?(\d{4})\b/.exec(text)
  const link = /https?:\/\/\S+\/([a-z]{2,8}_[\w-]{70,})/.exec(text)
  const paragraph = text.split(/\n+/).find((line) => line.length > 40)
  keepSecret('mail body', paragraph)
  if (code) keepSecret('code', `${code[1]}${code[2]}`, `${code[1]} ${code[2]}`)
  if (link) keepSecret('token', link[1], link[1]?.slice(-43))
  return { code: code ? `${code[1]}${code[2]}` : '', link: link ? new URL(link[0]).pathname : '' }
}

/** Spoils a stored value, so that every page of the shop meets a bug. */
const spoil = (shop: TestShop, text: string) => shop.rows('UPDATE profile SET colors = ?', text)

const leaked = () => secrets.filter(([, text]) => lines.some((line) => line.includes(text))).map(([what]) => what)

function expectCleanLines() {
  expect(leaked()).toEqual([])
  for (const line of lines) {
    const { level, error: _, ...told } = JSON.parse(line)
    expect(['warn', 'error']).toContain(level)
    expect(Object.keys(told).filter((key) => !/^(requestId|shop|webhook|reason|id|type|account)$/.test(key))).toEqual([])
  }
}

describe('what the product logs', () => {
  it('names no secret of a sign-up, whatever fails on the way', async () => {
    setClock(start)
    const key = newKey(8)
    const email = `canary-${key}@hilltop.test`
    const from = { 'cf-connecting-ip': `203.0.113.${key.charCodeAt(0)}` }
    const browser = openBrowser(testEnv.STAFF_ORIGIN)
    keepSecret('address', email)
    await mailbox.fault([{ kind: 'status', status: 500, times: 1, match: '/emails' }])
    await browser.post('/sign-up', { email }, from)
    const ring = () => runDurableObjectAlarm(testEnv.CLOCK.getByName('directory'))
    await ring()
    await mailbox.heal()
    setClock(start + 5_000)
    await ring()
    const { code, link } = keepMail((await mailbox.to(email))[0])
    keepCookies(browser)
    await browser.get(link)
    await browser.post('/sign-up/code', { code: '1234567x' })
    await libsql.fault('directory', [{ kind: 'status', status: 200, body: `{"answer of ${email}`, times: 3 }])
    expect((await browser.post('/sign-up/code', { code })).status).toBe(503)
    await libsql.fault('directory', [{ kind: 'status', status: 404, body: JSON.stringify({ error: `nobody is ${email}` }) }])
    expect((await browser.post('/sign-up/code', { code })).status).toBe(500)
    await libsql.heal('directory')
    expect((await browser.post('/sign-up/code', { code })).location).toBe('/sign-up/shop')
    const typed = { name: `Canary Print ${key}`, slug: `canary-${key}`, trade: 'decoration', ownerName: `Canary Owner ${key}` }
    keepSecret('typed text', typed.name, typed.ownerName)
    expect((await browser.post('/sign-up/shop', typed)).status).toBe(303)
    keepCookies(browser)
    expect(lines.length).toBeGreaterThanOrEqual(1)
    expectCleanLines()
  })

  it('names no secret of a sign-in, by code and by link, where pages and mails meet bugs', async () => {
    const shop = await makeShop({ hasHost: true })
    const contact = await shop.customer({ name: 'Canary Contact', customerName: 'Canary Customer Works' })
    const { email = '' } = contact
    const browser = shop.visitor('host')
    keepSecret('typed text', 'Canary Contact', 'Canary Customer Works', email, contact.linkKey)
    await browser.get(`/portal/c/${contact.linkKey}`)
    await browser.post('/portal/sign-in', { email, key: contact.linkKey })
    const { code, link } = keepMail((await shop.mailsTo(email))[0])
    keepCookies(browser)
    const [[colors] = []] = await shop.rows('SELECT colors FROM profile')
    await spoil(shop, `Canary Contact ${email}`)
    for (const path of [link, `/portal/c/${contact.linkKey}`, '/portal/sign-in/code']) {
      expect((await browser.get(path)).status).toBe(500)
    }
    expect((await browser.post(link, { code })).status).toBe(500)
    expect((await browser.post('/portal/sign-in/code', { code })).status).toBe(500)
    await shop.rows('UPDATE profile SET colors = ?', String(colors))
    expect((await browser.post('/portal/sign-in/code', { code })).status).toBe(303)
    keepCookies(browser)
    await spoil(shop, `Canary Contact ${email}`)
    expect((await browser.get('/portal')).status).toBe(500)
    await browser.post('/portal/sign-in', { email })
    await shop.ring()
    expect(lines.length).toBeGreaterThanOrEqual(7)
    expectCleanLines()
  })

  it('names no password, set or typed at the door, where each meets bugs', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await shop.rows('UPDATE profile SET are_passwords_on = 1')
    const [browser, visitor] = [await shop.signedIn(contact), shop.visitor()]
    const [right, wrong, weak] = ['violet anvil under nine moons', 'violet anvil under ten moons', 'password1234']
    keepSecret('password', right, wrong, weak)
    const set = async (password: string) =>
      (await browser.post(`${shop.base}/ways/password`, { proof_password: password })).status
    const enter = async (password: string) =>
      (await visitor.post(`${shop.base}/sign-in/password`, { email: contact.email ?? '', proof_password: password })).status
    expect([await set(weak), await set(right), await enter(wrong)]).toEqual([422, 303, 422])
    const [[hash] = []] = await shop.rows('SELECT hash FROM passwords')
    keepSecret('hash', String(hash), String(hash).split('$').at(-1))
    const [[colors] = []] = await shop.rows('SELECT colors FROM profile')
    await spoil(shop, 'no colours')
    expect([await set(wrong), await enter(right), await enter(wrong)]).toEqual([500, 500, 500])
    await shop.rows('UPDATE profile SET colors = ?', String(colors))
    await libsql.fault(shop.namespace, [
      { kind: 'status', status: 404, body: '{"error":"no such thing"}', match: 'write', times: 3 },
    ])
    expect([await set(wrong), await enter(right), await enter(wrong)]).toEqual([500, 500, 500])
    await libsql.heal(shop.namespace)
    // What the database itself refuses comes back in its own words.
    await shop.rows(`CREATE TRIGGER no_more BEFORE UPDATE ON passwords BEGIN SELECT RAISE(ABORT, 'not today'); END`)
    expect(await set(wrong)).toBe(500)
    expect(await enter(right)).toBe(303)
    keepCookies(browser, visitor)
    expect(lines.length).toBeGreaterThanOrEqual(7)
    expectCleanLines()
  })

  it('names nothing of a way to Google and back: no state, nonce, verifier, code, hand-over or ID token, where each step meets bugs', async () => {
    const shop = await makeShop()
    const contact = await shop.customer({ email: 'canary.dana@mail.test' })
    const browser = shop.visitor()
    const { keys } = shop.tenant
    keepSecret('client', String(testEnv.GOOGLE_CLIENT_SECRET))
    keepSecret('address', contact.email)
    const [[colors] = []] = await shop.rows('SELECT colors FROM profile')
    const bug = async (step: () => Promise<Page>) => {
      await spoil(shop, 'no colours')
      expect((await step()).status).toBe(500)
      await shop.rows('UPDATE profile SET colors = ?', String(colors))
    }
    /** Leaves for Google: everything in the address, and what is derived beside it. */
    const leave = async () => {
      const { location } = await browser.post(`${shop.base}/sign-in/google`)
      const query = new URL(location).searchParams
      for (const name of ['state', 'nonce', 'code_challenge']) keepSecret(name, query.get(name) ?? '')
      const [[id] = []] = await shop.rows('SELECT id FROM google_visits ORDER BY rowid DESC LIMIT 1')
      keepSecret('verifier', (await partsOf(keys, shop.key, String(id), depsOf(testEnv))).verifier)
      return location
    }
    await bug(() => browser.post(`${shop.base}/sign-in/google`))
    const back = await google.choose(await leave(), contact.email ?? '')
    keepSecret('code', new URL(back).searchParams.get('code') ?? '')
    await bug(() => browser.get(back))
    await google.twist({ at: Date.now() })
    const answered = await browser.get(back)
    const handOver = new URL(answered.location, browser.origin).pathname
    keepSecret('hand-over', handOver.split('/').at(-1), handOver.slice(-43))
    await bug(() => browser.get(handOver))
    expect((await browser.get(handOver)).location).toBe(`${shop.base}/sign-in/code`)
    keepMail((await shop.mailsTo(contact.email ?? ''))[0])
    for (const fault of [{ kind: 'status', status: 500 }, { kind: 'drop' }, { kind: 'refuse' }]) {
      const again = await google.choose(await leave(), contact.email ?? '')
      keepSecret('code', new URL(again).searchParams.get('code') ?? '')
      await google.fault([{ ...fault, match: '/token' }])
      expect((await browser.get(again)).location).toContain('problem=google_down')
      await google.heal()
    }
    keepCookies(browser)
    expect(lines.length).toBeGreaterThanOrEqual(3)
    expectCleanLines()
  })

  it('names no address that opens a calendar, a public page or ends mails, nor a code for another mailbox or owner, where each meets bugs', async () => {
    const { shop, contact, ids } = await ownedBy(await makeShop(), 'Canary')
    const browser = await shop.signedIn(contact)
    await browser.post(`${shop.base}/calendar`)
    const feed = /http[^"]*\/calendar\/[^"]*\.ics/.exec((await browser.get(`${shop.base}/appointments`)).text)?.[0] ?? ''
    const mute = await makeToken(shop.tenant.keys, 'mute', shop.key, bodyOf(contact.personId ?? ''), 0)
    const passport = await makeToken(shop.tenant.keys, 'pas', shop.key, bodyOf(ids['asset'] ?? ''), 1)
    for (const token of [feed.replace(/.*\//, '').replace('.ics', ''), mute, passport])
      keepSecret('token', token, token.slice(-43))
    const fresh = `canary-${shop.key}@new.test`
    await browser.post(`${shop.base}/profile/email`, { email: fresh })
    const { code } = keepMail((await shop.mailsTo(fresh))[0])
    keepCookies(browser)
    keepSecret('typed text', fresh, 'CANA-RY12-3456')
    await spoil(shop, `Canary ${fresh} ${feed} ${mute}`)
    const asked = [
      await browser.get(new URL(feed).pathname),
      await browser.get(`${shop.base}/mails/${mute}`),
      await browser.post(`${shop.base}/mails/${mute}`),
      await browser.post(`${shop.base}/profile/email/code`, { code }),
      await browser.post(`/view/passport/${passport}/claims`, { code: 'CANA-RY12-3456' }),
    ]
    expect(asked.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500])
    expect(lines.length).toBeGreaterThanOrEqual(5)
    expectCleanLines()
  })

  it('names no token of an invoice’s link, which goes to no other site: not as where one came from, not for a picture or a script', async () => {
    const shop = await makeShop()
    const { contact } = await openTill(shop)
    const { link } = keepMail((await shop.mailsTo(contact.email ?? ''))[0])
    const holder = shop.visitor()
    const question = 'Canary question about line two'
    keepSecret('typed text', question)
    const page = await holder.get(link)
    expect([page.status, page.headers.get('referrer-policy')]).toEqual([200, 'same-origin'])
    const loaded = [...page.text.matchAll(/<(?:link|script|img|source|iframe)\b[^>]*?\s(?:src|href)="([^"]+)"/g)].map(
      ([, to]) => to,
    )
    expect(loaded.length).toBeGreaterThan(1)
    expect(loaded.filter((to) => !/^(\/(?!\/)|data:)/.test(to ?? ''))).toEqual([])
    expect((await holder.fetch(`${link}/invoice.pdf`)).status).toBe(200)
    expect((await holder.post(`${link}/messages`, { body: question })).status).toBe(303)
    await spoil(shop, '{"Canary')
    expect((await holder.get(link)).status).toBe(500)
    expect((await holder.fetch(`${link}/invoice.pdf`)).status).toBe(500)
    expect((await holder.post(`${link}/messages`, { body: question })).status).toBe(500)
    expect(lines.length).toBeGreaterThan(0)
    expectCleanLines()
  })

  it('names no secret of a job, an invoice, its item link, a payment and a webhook, where each of them meets bugs', async () => {
    const shop = await makeShop()
    const { desk, account, contact, invoice, customer, pay } = await openTill(shop)
    keepCookies(desk, customer)
    const note = 'Canary note, gate code 55217788'
    keepSecret('typed text', note)
    const job = await desk.post(`${shop.desk}/jobs`, { customerId: contact.customerId, title: 'Canary jackets', note })
    keepSecret('typed text', 'Canary jackets')
    const { link } = keepMail((await shop.mailsTo(contact.email ?? ''))[0])
    const holder = shop.visitor()
    expect((await holder.get(link)).status).toBe(200)
    await stripe.fault([{ kind: 'status', status: 503, times: 20, match: '/v1/checkout' }])
    expect((await pay()).status).toBe(503)
    await stripe.heal()
    const session = sessionIn((await pay()).location)
    keepSecret('checkout session', session)
    await stripe.pay(session)
    const payload = JSON.stringify({ id: 'evt_canary', note })
    for (const signature of ['t=1,v1=canary-signature', await sign(payload)]) {
      keepSecret('signature', signature)
      await deliver({ payload, signature })
    }
    const [[colors] = []] = await shop.rows('SELECT colors FROM profile')
    await spoil(shop, note)
    for (const path of ['', `/jobs`, `/invoices/${invoice}`]) expect((await desk.get(shop.desk + path)).status).toBe(500)
    expect((await holder.get(link)).status).toBe(500)
    expect((await customer.get(`${shop.base}/invoices/${invoice}`)).status).toBe(500)
    expect((await desk.post(`${shop.desk}/jobs`, { customerId: contact.customerId, title: 'Canary jackets', note })).status).toBe(
      500,
    )
    await deliverAll(account)
    await shop.rows('UPDATE profile SET colors = ?', String(colors))
    await deliverAll(account)
    await libsql.fault(shop.namespace, [{ kind: 'status', status: 200, body: `{"${note}`, times: 'always' }])
    await shop.ring()
    await libsql.heal(shop.namespace)
    expect(job.status).toBeLessThan(500)
    expect(lines.length).toBeGreaterThanOrEqual(8)
    expectCleanLines()
  })

  it('names none that an error carries, in its words, its stack or its causes', () => {
    const token = `inv_k7m2q9x4_${'0'.repeat(32)}_${'a'.repeat(43)}`
    const door = `chl_${'0'.repeat(32)}.${'b'.repeat(43)}`
    keepSecret('token', token, door, 'b'.repeat(43))
    keepSecret('address', 'canary@customer.test')
    const inner = new Error(`550 canary@customer.test at https://u:canarypassword@mail.test/view/invoice/${token}`)
    keepSecret('password', 'canarypassword')
    report(new Error(`Cookie __Host-a-door=${door}`, { cause: inner }), 'req_1', 'k7m2q9x4')
    try {
      JSON.parse('Canary text')
    } catch (cause) {
      report(new Error('The answer is no answer', { cause }), 'req_1', 'k7m2q9x4')
      report(new Error('Outer', { cause: new Error('Middle', { cause }) }), 'req_1', 'k7m2q9x4')
    }
    expect(lines).toHaveLength(3)
    expect(lines.join()).toContain('Middle')
    expectCleanLines()
  })
})
