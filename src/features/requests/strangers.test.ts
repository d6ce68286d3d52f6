import { describe, expect, it } from 'vitest'
import { newId } from '#lib/id.ts'
import { codeFor } from '#lib/token.ts'
import { sendWithFiles, upload } from '#testing/bringing.ts'
import { type Browser, openBrowser, type Page } from '#testing/browser.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { bytesOf, pngOf } from '#testing/pictures.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'

const secretWords = 'Nine hundred gold capes'

/** Fills the three steps in as somebody nobody knows, up to the page that asks for the code. */
async function ask(shop: TestShop, email: string, browser: Browser = shop.visitor(), base = shop.base): Promise<Browser> {
  const address = `${base}/requests/new`
  const steps = [
    { what: secretWords, pieces: '900', sizes: '', go: 'next' },
    { notes: `${secretWords}, with a lining`, go: 'next' },
    { name: 'Sam Stranger', company: 'Cape Co.', email, phone: '', wantedOn: '2030-05-01', go: 'next' },
  ]
  let page: Page = await browser.get(address)
  for (const fields of steps) {
    const done = await browser.submit(page, address, fields)
    expect(done.status, done.text.slice(0, 2_000)).toBe(303)
    page = await browser.get(done.location)
  }
  return browser
}

async function codeOf(shop: TestShop): Promise<string> {
  const [[id, generation] = []] = await shop.rows('SELECT id, generation FROM request_drafts ORDER BY rowid DESC LIMIT 1')
  return codeFor(shop.tenant.keys, String(id), Number(generation))
}
const prove = (browser: Browser, base: string, code: string) => browser.post(`${base}/requests/new/code`, { code })
const countOf = async (shop: TestShop) => (await shop.rows('SELECT count(*) FROM requests'))[0]?.[0]

/** What of a page says something: without the marks every rendering has anew. */
const saidIn = ({ text }: Page, email: string) =>
  text.replaceAll(email, 'EMAIL').replace(/cmd_[0-9a-f]{32}|nonce="[^"]*"|nonce-[^']*/g, '')

describe('a stranger', () => {
  it('is heard once their mailbox is proven, and nothing they typed is mailed before', async () => {
    const shop = await makeShop()
    const browser = await ask(shop, 'sam@stranger.test')
    expect(await countOf(shop)).toBe(0)
    expect(await shop.mailsTo(`hello-${shop.key}@shop.test`)).toEqual([])
    const mails = await shop.mailsTo('sam@stranger.test')
    expect(mails.length).toBe(1)
    expect(JSON.stringify(mails)).not.toMatch(/capes|Sam|Cape Co/)
    const sent = await prove(browser, shop.base, await codeOf(shop))
    expect((await browser.get(sent.location)).text).toContain('We have your request')
    expect(await shop.rows('SELECT what, pieces, name, company, email, customer_id, state FROM requests')).toEqual([
      [secretWords, 900, 'Sam Stranger', 'Cape Co.', 'sam@stranger.test', null, 'new'],
    ])
    expect((await shop.mailsTo(`hello-${shop.key}@shop.test`))[0]?.Subject).toContain(secretWords)
  })

  it('writes on the shop’s own host too', async () => {
    const shop = await makeShop({ hasHost: true })
    const browser = await ask(shop, 'sam@stranger.test', shop.visitor('host'), '/portal')
    await prove(browser, '/portal', await codeOf(shop))
    expect(await countOf(shop)).toBe(1)
  })

  it('sees the same whether their mailbox is a customer’s or nobody’s, and only the shop knows', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const pages: string[][] = []
    for (const email of [contact.email ?? '', 'nobody@stranger.test']) {
      const browser = await ask(shop, email)
      const code = await browser.get(`${shop.base}/requests/new/code`)
      const wrong = await prove(browser, shop.base, '1234')
      const sent = await browser.get((await prove(browser, shop.base, await codeOf(shop))).location)
      pages.push([code, wrong, sent].map((page) => saidIn(page, email)))
    }
    expect(pages[0]).toEqual(pages[1])
    expect(await shop.rows('SELECT customer_id, contact_id FROM requests ORDER BY rowid')).toEqual([
      [contact.customerId, contact.contactId],
      [null, null],
    ])
  })

  it('has five tries at a code, ten minutes, and only in the browser that wrote', async () => {
    const shop = await makeShop()
    const browser = await ask(shop, 'sam@stranger.test')
    const code = await codeOf(shop)
    const other = openBrowser(testEnv.PORTAL_ORIGIN)
    expect((await prove(other, shop.base, code)).location).toBe(`${shop.base}/requests/new`)
    const wrong = code === '00000000' ? '11111111' : '00000000'
    for (let i = 0; i < 5; i++) expect((await prove(browser, shop.base, wrong)).status).toBe(422)
    expect((await prove(browser, shop.base, code)).text).toContain('This code has ended')
    await browser.post(`${shop.base}/requests/new/code/again`)
    setClock(start + 11 * 60_000)
    expect((await prove(browser, shop.base, await codeOf(shop))).text).toContain('This code has ended')
    expect(await countOf(shop)).toBe(0)
  })

  it('is sent once, however often the code is', async () => {
    const shop = await makeShop()
    const browser = await ask(shop, 'sam@stranger.test')
    const code = await codeOf(shop)
    const answers = await Promise.all([1, 2, 3].map(() => prove(browser, shop.base, code)))
    expect(answers.some(({ status }) => status === 303)).toBe(true)
    expect((await prove(browser, shop.base, code)).location).toBe(`${shop.base}/requests/new/sent`)
    expect(await countOf(shop)).toBe(1)
  })

  it('floods no mailbox: past three codes from one network none is mailed, and the screen is the same', async () => {
    const shop = await makeShop()
    const email = 'victim@stranger.test'
    const browser = await ask(shop, email)
    for (let i = 0; i < 4; i++) {
      const again = await browser.post(`${shop.base}/requests/new/code/again`)
      expect(again.location).toBe(`${shop.base}/requests/new/code`)
    }
    expect((await shop.mailsTo(email)).length).toBeLessThanOrEqual(3)
    // What was not mailed proves nothing.
    expect((await prove(browser, shop.base, await codeOf(shop))).text).toContain('This code has ended')
  })

  it('is stopped after sixty steps an hour from one network', async () => {
    const shop = await makeShop()
    const browser = shop.visitor()
    const post = () => browser.post(`${shop.base}/requests/new`, { step: 'what', what: 'Capes', version: '0', go: 'next' })
    const statuses: number[] = []
    for (let i = 0; i < 61; i++) {
      browser.cookies.clear()
      statuses.push((await post()).status)
    }
    expect([...new Set(statuses.slice(0, 60)), statuses[60]]).toEqual([303, 429])
  })

  it('loses the draft after a day', async () => {
    const shop = await makeShop()
    const browser = await ask(shop, 'sam@stranger.test')
    setClock(start + 1_440 * 60_000)
    expect((await browser.get(`${shop.base}/requests/new`)).text).not.toContain(secretWords)
    setClock(start + 2 * 1_440 * 60_000)
    await testEnv.CLOCK.getByName(shop.key).arm(start + 2 * 1_440 * 60_000)
    await shop.ring()
    expect(await shop.rows('SELECT count(*) FROM request_drafts')).toEqual([[0]])
  })

  it('is told to call where the shop takes no requests of strangers', async () => {
    const shop = await makeShop()
    await shop.rows(`UPDATE profile SET requests = '{"isPublic":false}'`)
    const browser = shop.visitor()
    const page = await browser.get(`${shop.base}/requests/new`)
    expect([page.status, page.text]).toEqual([404, expect.stringContaining('Requests are not taken here')])
    expect((await browser.post(`${shop.base}/requests/new`, { step: 'what', what: 'Capes' })).status).toBe(404)
    expect(await shop.rows('SELECT count(*) FROM request_drafts')).toEqual([[0]])
  })

  it('who was half-way is mailed nothing more and sends nothing once the shop takes no more requests', async () => {
    const shop = await makeShop()
    const browser = await ask(shop, 'sam@stranger.test')
    const code = await codeOf(shop)
    await shop.rows(`UPDATE profile SET requests = '{"isPublic":false}'`)
    const mails = (await shop.mailsTo('sam@stranger.test')).length
    const address = `${shop.base}/requests/new/code`
    for (const page of [
      await browser.get(address),
      await prove(browser, shop.base, code),
      await browser.post(`${address}/again`),
    ])
      expect([page.status, page.text]).toEqual([404, expect.stringContaining('Requests are not taken here')])
    expect((await shop.mailsTo('sam@stranger.test')).length).toBe(mails)
    expect(await countOf(shop)).toBe(0)
  })

  it.each([
    ['another code was mailed', 'generation = generation + 1'],
    ['it was guessed at too often', 'tries = 5'],
    ['it ran out', 'code_expires_at = 1'],
    ['it was sent', 'sent_at = 1'],
  ])('sends nothing when meanwhile %s', async (_, change) => {
    const shop = await makeShop()
    const browser = await ask(shop, 'sam@stranger.test')
    const code = await codeOf(shop)
    await libsql.meanwhile(shop.namespace, `UPDATE request_drafts SET ${change}`)
    expect((await prove(browser, shop.base, code)).text).toContain('This code has ended')
    expect(await countOf(shop)).toBe(0)
  })

  it.each([
    ['kept something', 'version = version + 1'],
    ['sent it', 'sent_at = 1'],
  ])('keeps nothing over what another tab %s meanwhile', async (_, change) => {
    const shop = await makeShop()
    const browser = await ask(shop, 'sam@stranger.test')
    const address = `${shop.base}/requests/new`
    const page = await browser.get(`${address}?step=details`)
    await libsql.meanwhile(shop.namespace, `UPDATE request_drafts SET ${change}`)
    expect((await browser.submit(page, address, { notes: 'Overwritten', go: 'next' })).status).toBe(409)
    const contact = await browser.get(`${address}?step=contact`)
    await libsql.meanwhile(shop.namespace, `UPDATE request_drafts SET ${change}`)
    if (change.startsWith('version'))
      expect((await browser.submit(contact, address, { name: 'Overwritten', go: 'next' })).status).toBe(409)
    expect(JSON.stringify(await shop.rows('SELECT content FROM request_drafts'))).not.toContain('Overwritten')
  })

  it('is made a customer by staff first, and then accepted, with nothing typed twice', async () => {
    const shop = await makeShop()
    const browser = await ask(shop, 'sam@stranger.test')
    await prove(browser, shop.base, await codeOf(shop))
    const [[id] = []] = await shop.rows('SELECT id FROM requests')
    const desk = `${shop.desk}/requests/${id}`
    const owner = await shop.staff()
    expect((await owner.post(`${desk}/jobs`, { version: '1' })).status).toBe(409)
    await owner.submit(await owner.get(desk), `${desk}/customer`)
    const made = await owner.submit(await owner.get(desk), `${desk}/estimates`)
    expect(made.location).toMatch(/estimates\/est_\w+\/edit$/)
    const rows = await shop.rows(
      `SELECT k.name, c.name, p.email, e.title FROM estimates e JOIN customers k ON k.id = e.customer_id
        JOIN contacts c ON c.customer_id = k.id JOIN people p ON p.id = c.person_id`,
    )
    expect(rows).toEqual([['Cape Co.', 'Sam Stranger', 'sam@stranger.test', secretWords]])
  })

  it('is nobody who only knows which draft it is', async () => {
    const shop = await makeShop()
    const browser = await ask(shop, 'sam@stranger.test')
    const [name = '', value = ''] = [...browser.cookies].find(([one]) => one.endsWith('-request')) ?? []
    const other = shop.visitor()
    other.cookies.set(name, `${value.split('.')[0]}.${'A'.repeat(43)}`)
    expect((await other.get(`${shop.base}/requests/new?step=details`)).text).not.toContain(secretWords)
    expect((await prove(other, shop.base, await codeOf(shop))).location).toBe(`${shop.base}/requests/new`)
    expect(await countOf(shop)).toBe(0)
  })

  it('adds files once their mailbox is proven, from that browser alone, and none before', async () => {
    const shop = await makeShop()
    const files = `${shop.base}/requests/new/files`
    const sketch = [{ name: 'sketch.png', bytes: await pngOf(8, 4) }]
    const stored = async () => (await testEnv.FILES.list({ prefix: `${shop.key}/` })).objects.length
    const browser = await ask(shop, 'sam@stranger.test')
    const before = await stored()
    expect((await sendWithFiles(browser, files, {}, sketch)).status).toBe(404)
    expect((await browser.post(files, { 'file[]': newId('fil') })).status).toBe(404)
    await prove(browser, shop.base, await codeOf(shop))
    expect((await sendWithFiles(shop.visitor(), files, {}, sketch)).status).toBe(404)
    expect(await stored()).toBe(before)
    const command = newId('cmd')
    for (const _ of [1, 2]) expect((await sendWithFiles(browser, files, { command }, sketch)).status).toBe(303)
    expect((await browser.get(`${shop.base}/requests/new/sent`)).text).toContain('sketch.png')
    const [[request, file] = []] = await shop.rows('SELECT request_id, file_id FROM request_files')
    expect([await stored(), (await shop.rows('SELECT count(*) FROM request_files'))[0]]).toEqual([before + 1, [1]])
    const owner = await shop.staff()
    expect((await owner.get(`${shop.desk}/requests/${request}`)).text).toContain('sketch.png')
    expect((await browser.fetch(`${shop.base}/files/${file}`)).status).not.toBe(200)
  })

  it('adds no file of somebody else’s, none the shop cannot keep, no more than ten, and none once the shop took it on', async () => {
    const shop = await makeShop()
    const files = `${shop.base}/requests/new/files`
    const one = async (name: string, size = 8) => ({ name, bytes: await pngOf(size, 4) })
    const customer = await shop.signedIn(await shop.customer())
    const theirs = (await upload(customer, `${shop.base}/files?name=a.png`, await pngOf(8, 4))).id
    const browser = await ask(shop, 'sam@stranger.test')
    await prove(browser, shop.base, await codeOf(shop))
    expect((await browser.post(files, { 'file[]': theirs })).status).toBe(409)
    const mark = { name: 'mark.svg', bytes: bytesOf('<svg/>') }
    const refused = await sendWithFiles(browser, files, {}, [mark])
    expect([refused.status, refused.text.includes('mark.svg: This is an SVG')]).toEqual([422, true])
    const nothing = await browser.post(files, {})
    expect([nothing.status, nothing.text.includes('Choose a file first')]).toEqual([422, true])
    const ten = await Promise.all(Array.from({ length: 10 }, (_, i) => one(`${i}.png`, i + 1)))
    expect((await sendWithFiles(browser, files, {}, ten)).status).toBe(303)
    expect((await sendWithFiles(browser, files, {}, [await one('eleven.png', 11)])).status).toBe(409)
    await shop.rows('DELETE FROM request_files')
    await shop.rows(`UPDATE requests SET state = 'accepted'`)
    expect((await sendWithFiles(browser, files, {}, [await one('late.png', 12)])).status).toBe(409)
    expect(await shop.rows('SELECT count(*) FROM request_files')).toEqual([[0]])
  })
})
