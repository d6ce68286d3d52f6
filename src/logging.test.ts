import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deliver, deliverAll, openTill, sessionIn, sign } from '#features/payments/testing.ts'
import { newKey } from '#lib/id.ts'
import { type Browser, openBrowser } from '#testing/browser.ts'
import { libsql, mailbox, type ReceivedMail, stripe, testEnv } from '#testing/outside.ts'
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
