import { runDurableObjectAlarm } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { newId, newKey } from '#lib/id.ts'
import { type Browser, openBrowser, type Page } from '#testing/browser.ts'
import { mailbox, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start } from '#testing/world.ts'

const minute = 60_000

function visit(): { browser: Browser; email: string; slug: string } {
  setClock(start)
  const key = newKey(8)
  return { browser: openBrowser(testEnv.STAFF_ORIGIN), email: `ada-${key}@hilltop.test`, slug: `hilltop-${key}` }
}
// Each test comes from a network of its own: the counters of limits are shared.
let networks = 0
const from = () => ({ 'cf-connecting-ip': `198.51.${Math.floor(++networks / 250)}.${networks % 250}` })

const ask = (browser: Browser, email: string, headers = from()) => browser.post('/sign-up', { email }, headers)
async function mailOf(email: string) {
  await runDurableObjectAlarm(testEnv.CLOCK.getByName('directory'))
  const [mail] = await mailbox.to(email)
  const code = /\b(\d{4}) ?(\d{4})\b/.exec(mail?.Text ?? '')
  const link = /https?:\/\/\S+\/sign-up\/link\/\S+/.exec(mail?.Text ?? '')?.[0]
  return { mail, code: code ? `${code[1]}${code[2]}` : '', link: link ? new URL(link).pathname : '' }
}
async function prove({ browser, email }: { browser: Browser; email: string }): Promise<Page> {
  await ask(browser, email)
  const { code } = await mailOf(email)
  return browser.post('/sign-up/code', { code })
}
const form = (slug: string) => ({ name: 'Hilltop Print', slug, trade: 'decoration', ownerName: 'Ada Hill' })

describe('opening a shop', () => {
  it('leads from an email and its code to the desk of the new shop, signed in', async () => {
    const person = visit()
    expect((await prove(person)).location).toBe('/sign-up/shop')
    const page = await person.browser.get('/sign-up/shop')
    const opened = await person.browser.submit(page, '/sign-up/shop', form(person.slug))
    expect(opened).toMatchObject({ status: 303, location: `/admin/${person.slug}` })
    const desk = await person.browser.get(`/admin/${person.slug}`)
    expect(desk.status).toBe(200)
    expect(desk.text).toContain('Hilltop Print')
    expect(desk.text).toContain('Ada Hill')
  })

  it('mails the new owner where desk and portal are, once', async () => {
    const person = visit()
    await prove(person)
    // Two tabs, each with a form of its own.
    const pages = [await person.browser.get('/sign-up/shop'), await person.browser.get('/sign-up/shop')]
    await Promise.all(pages.map((page) => person.browser.submit(page, '/sign-up/shop', form(person.slug))))
    await mailOf(person.email)
    const kept = (await mailbox.to(person.email)).filter(({ Subject }) => /keep these/.test(Subject))
    expect(kept).toHaveLength(1)
    expect(kept[0]?.Text).toContain(`${testEnv.STAFF_ORIGIN}/admin/${person.slug}`)
    expect(kept[0]?.Text).toContain(`${testEnv.PORTAL_ORIGIN}/public/portal/${person.slug}`)
  })

  it('works with the button of the mail, pressed in the browser where it began', async () => {
    const { browser, email } = visit()
    await ask(browser, email)
    const { link } = await mailOf(email)
    expect((await browser.submit(await browser.get(link), link)).location).toBe('/sign-up/shop')
    expect((await browser.get('/sign-up/shop')).status).toBe(200)
  })

  it('keeps the portal of the new shop off', async () => {
    const person = visit()
    await prove(person)
    await person.browser.post('/sign-up/shop', form(person.slug))
    expect((await openBrowser(testEnv.PORTAL_ORIGIN).get(`/public/portal/${person.slug}/sign-in`)).status).toBe(503)
  })

  it('shows the time zone it guessed, and takes the one that is chosen', async () => {
    const person = visit()
    await prove(person)
    const page = await person.browser.get('/sign-up/shop')
    expect(page.text).toMatch(/<option value="America\/New_York" selected/)
    expect(page.text).toContain('/public/portal/')
    const refused = await person.browser.submit(page, '/sign-up/shop', { ...form(person.slug), timeZone: 'Mars/Olympus' })
    expect([refused.status, refused.text.includes('Choose a time zone')]).toEqual([422, true])
    await person.browser.submit(page, '/sign-up/shop', { ...form(person.slug), timeZone: 'Pacific/Auckland' })
    const settings = await person.browser.get(`/admin/${person.slug}/settings`)
    expect(settings.text).toMatch(/<option value="Pacific\/Auckland" selected/)
  })

  it('makes the address from the name when none is typed', async () => {
    const person = visit()
    await prove(person)
    const name = `Crème & Co ${person.slug}`
    expect((await person.browser.post('/sign-up/shop', { ...form(''), name })).location).toBe(
      `/admin/creme-and-co-${person.slug}`,
    )
  })

  it('says which address is free when the wanted one is taken, and keeps what was typed', async () => {
    const shop = await makeShop()
    const person = visit()
    await prove(person)
    const refused = await person.browser.post('/sign-up/shop', form(shop.slug))
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(`Another shop has the address ${shop.slug}. ${shop.slug}-decoration is free.`)
    expect(refused.text).toContain('That address is taken')
    expect(refused.text).toContain('value="Hilltop Print"')
    expect((await person.browser.post('/sign-up/shop', form(`${shop.slug}-decoration`))).status).toBe(303)
  })

  it('sent twice is one shop', async () => {
    const person = visit()
    await prove(person)
    const fields = { ...form(person.slug), command: newId('cmd') }
    const [first, second] = [
      await person.browser.post('/sign-up/shop', fields),
      await person.browser.post('/sign-up/shop', fields),
    ]
    expect(first).toMatchObject({ status: 303, location: `/admin/${person.slug}` })
    expect(second.status).toBe(303)
    expect((await person.browser.get(`/admin/${person.slug}`)).status).toBe(200)
  })

  it.each([
    ['name', { name: '' }, 'Type the name of your shop'],
    ['slug', { slug: 'Not an address' }, 'small letters'],
    ['slug', { slug: 'admin' }, 'used by the product itself'],
    ['trade', { trade: 'bakery' }, 'Choose what your shop does'],
    ['ownerName', { ownerName: ' ' }, 'Type your name'],
  ])('asks again for a %s that does not fit', async (_, wrong, sentence) => {
    const person = visit()
    await prove(person)
    const page = await person.browser.post('/sign-up/shop', { ...form(person.slug), ...wrong })
    expect(page.status).toBe(422)
    expect(page.text).toContain(sentence)
  })
})

describe('proving the mailbox of a new shop', () => {
  it('survives a mail scanner that opens and posts the link, which then still works', async () => {
    const { browser, email } = visit()
    await ask(browser, email)
    const { link } = await mailOf(email)
    const scanner = openBrowser(testEnv.STAFF_ORIGIN)
    for (let i = 0; i < 20; i++) await scanner.get(link)
    expect((await scanner.post(link)).status).toBe(422)
    expect((await scanner.get('/sign-up/shop')).status).toBe(303)
    expect((await browser.post(link)).location).toBe('/sign-up/shop')
  })

  it('goes on in another browser with the code, and then only there', async () => {
    const { browser, email } = visit()
    await ask(browser, email)
    const { link, code } = await mailOf(email)
    const phone = openBrowser(testEnv.STAFF_ORIGIN)
    expect((await phone.post(link, { code })).location).toBe('/sign-up/shop')
    expect((await phone.get('/sign-up/shop')).status).toBe(200)
    expect((await browser.get('/sign-up/shop')).status).toBe(303)
  })

  it('ends after five wrong codes', async () => {
    const { browser, email } = visit()
    await ask(browser, email)
    const { code } = await mailOf(email)
    for (let i = 0; i < 5; i++) expect((await browser.post('/sign-up/code', { code: '00000000' })).status).toBe(422)
    expect((await browser.post('/sign-up/code', { code })).status).toBe(422)
    expect((await browser.get('/sign-up/shop')).status).toBe(303)
  })

  it('ends after ten minutes', async () => {
    const { browser, email } = visit()
    await ask(browser, email)
    const { code, link } = await mailOf(email)
    setClock(start + 10 * minute)
    expect((await browser.get(link)).status).toBe(410)
    expect((await browser.post('/sign-up/code', { code })).status).toBe(422)
  })

  it('works once', async () => {
    const { browser, email } = visit()
    await ask(browser, email)
    const { link, code } = await mailOf(email)
    await browser.post(link)
    expect((await openBrowser(testEnv.STAFF_ORIGIN).post(link, { code })).status).toBe(410)
  })

  it('mails a stranger’s address three times in a quarter of an hour at most, with the same answer', async () => {
    const { browser, email } = visit()
    const network = from()
    for (let i = 0; i < 5; i++) expect((await ask(browser, email, network)).location).toBe('/sign-up/code')
    await mailOf(email)
    expect(await mailbox.to(email)).toHaveLength(3)
  })

  it('sent twice works with the newest mail', async () => {
    const { browser, email } = visit()
    const command = newId('cmd')
    const headers = from()
    for (let i = 0; i < 2; i++) await browser.post('/sign-up', { email, command }, headers)
    const { code } = await mailOf(email)
    expect((await browser.post('/sign-up/code', { code })).location).toBe('/sign-up/shop')
  })

  it('gives nobody the browser’s half of the proof for knowing the mailed link', async () => {
    const { browser, email } = visit()
    await ask(browser, email)
    const { link } = await mailOf(email)
    const row = /signup_platform_([0-9a-f]{32})_/.exec(link)?.[1]
    const thief = openBrowser(testEnv.STAFF_ORIGIN)
    await thief.post('/sign-up', { email: 'thief@elsewhere.test', command: `cmd_${row}` }, from())
    expect((await thief.post(link)).status).toBe(422)
  })
})

describe('the welcome page', () => {
  it('leads to the desk of a shop that is there, and says so when it is not', async () => {
    const shop = await makeShop()
    const { browser } = visit()
    expect((await browser.post('/shops/find', { shop: shop.slug })).location).toBe(`/admin/${shop.slug}`)
    const missing = await browser.post('/shops/find', { shop: 'nobody-here' })
    expect(missing.status).toBe(422)
    expect(missing.text).toContain('No shop has this address')
  })

  it('is served on the staff host alone', async () => {
    const { browser } = visit()
    expect((await browser.get('/')).status).toBe(200)
    expect((await openBrowser(testEnv.PORTAL_ORIGIN).get('/')).status).toBe(404)
    expect((await openBrowser(testEnv.PORTAL_ORIGIN).get('/sign-up')).status).toBe(404)
  })
})
