import { describe, expect, it } from 'vitest'
import { newId } from '#lib/id.ts'
import type { Browser } from '#testing/browser.ts'
import { makeShop, setClock, start, type TestContact, type TestShop } from '#testing/world.ts'

/** A shop, one customer, and that customer's draft after its first step. */
async function begin(more: Record<string, string> = {}) {
  const shop = await makeShop()
  const contact = await shop.customer()
  const browser = await shop.signedIn(contact)
  const page = await browser.get(`${shop.base}/drafts/new?kind=quote`)
  const first = { what: 'Soft-shell jackets', pieces: '36', sizes: 'S 16, M 20', ...more }
  const { location } = await browser.submit(page, `${shop.base}/drafts`, first)
  return { shop, contact, browser, draft: location.split('?')[0] ?? '' }
}
const step = (browser: Browser, draft: string, name: string) => browser.get(`${draft}?step=${name}`)

async function send(more: Record<string, string> = {}) {
  const scene = await begin(more)
  const { browser, draft } = scene
  await browser.submit(await step(browser, draft, 'details'), draft, { notes: 'Copper thread, please', go: 'next' })
  const sent = await browser.submit(await step(browser, draft, 'contact'), `${draft}/sending`, {
    wantedOn: '2030-05-01',
    go: 'next',
  })
  const id = /req_[0-9a-f]{32}/.exec(sent.location)?.[0] ?? ''
  return { ...scene, id, desk: `${scene.shop.desk}/requests/${id}`, page: `${scene.shop.base}/requests/${id}` }
}

const stateOf = async (shop: TestShop) => (await shop.rows('SELECT state FROM requests'))[0]?.[0]

describe('writing a request', () => {
  it('keeps each step, so that it can be gone on with after the tab was closed', async () => {
    const { shop, browser, draft } = await begin()
    await browser.submit(await step(browser, draft, 'details'), draft, { notes: 'Copper thread', go: 'next' })
    const list = await browser.get(`${shop.base}/requests`)
    expect(list.text).toContain('Not sent yet')
    expect(list.text).toContain(`href="${draft}"`)
    expect((await step(browser, draft, 'what')).text).toContain('value="S 16, M 20"')
    expect((await step(browser, draft, 'details')).text).toContain('Copper thread')
  })

  it('keeps what is wrong as well when somebody goes back, and does not go on with it', async () => {
    const { browser, draft } = await begin()
    const contact = await step(browser, draft, 'contact')
    const refused = await browser.submit(contact, `${draft}/sending`, { phone: 'call me', go: 'next' })
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Type a phone number')])
    const back = await browser.post(draft, { step: 'contact', version: '1', phone: 'call me', go: 'back' })
    expect(back.location).toBe(`${draft}?step=details`)
    expect((await step(browser, draft, 'contact')).text).toContain('value="call me"')
  })

  it('says where sizes do not add up to the pieces', async () => {
    const { browser, draft } = await begin()
    const wrong = { what: 'Jackets', pieces: '36', sizes: 'S 4, M 12, L 14, XL 8', go: 'next' }
    const refused = await browser.submit(await step(browser, draft, 'what'), draft, wrong)
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('These add up to 38. You asked for 36.')])
  })

  it('asks for what the shop wants to be told', async () => {
    const { shop, browser, draft } = await begin()
    await shop.rows(`UPDATE profile SET requests = '{"required":["wantedOn","phone"]}'`)
    const refused = await browser.submit(await step(browser, draft, 'contact'), `${draft}/sending`, { go: 'next' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Choose the day you need it')
    expect(refused.text).toContain('Type a phone number we can call')
  })

  it('loses no words of one tab to another', async () => {
    const { browser, draft } = await begin()
    const [one, other] = [await step(browser, draft, 'details'), await step(browser, draft, 'details')]
    await browser.submit(one, draft, { notes: 'Words of the first', go: 'next' })
    const late = await browser.submit(other, draft, { notes: 'Words of the second', go: 'next' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Words of the first')
    expect(late.text).toContain('Words of the second')
    expect((await browser.submit(late, draft, { notes: 'Both', go: 'next' })).status).toBe(303)
  })

  it('is sent once, from two tabs at once too', async () => {
    const { shop, browser, draft } = await begin()
    const [one, other] = [await step(browser, draft, 'contact'), await step(browser, draft, 'contact')]
    const both = await Promise.all([one, other].map((page) => browser.submit(page, `${draft}/sending`, { go: 'next' })))
    expect(both.map(({ status }) => status).filter((status) => status === 303).length).toBeGreaterThan(0)
    expect(await shop.rows('SELECT count(*) FROM requests')).toEqual([[1]])
    const third = await browser.submit(one, `${draft}/sending`, { go: 'next' })
    expect((await browser.get(third.location)).text).toContain('Soft-shell jackets')
  })

  it('takes only vehicles and jobs of the customer’s own', async () => {
    const shop = await makeShop({ trade: 'fleet' })
    const [mine, theirs] = [await shop.customer(), await shop.customer({ customerName: 'Other Co.' })]
    const [van, other] = [await vehicle(shop, mine, 'Unit 14'), await vehicle(shop, theirs, 'Secret 9')]
    const browser = await shop.signedIn(mine)
    const page = await browser.get(`${shop.base}/drafts/new?kind=service&asset=${van}&asset=${other}`)
    expect(page.text).toContain('Unit 14')
    expect(page.text).not.toContain('Secret 9')
    const begun = await browser.submit(page, `${shop.base}/drafts`, { what: 'Brakes', 'asset[]': [van, other] })
    const draft = begun.location.split('?')[0] ?? ''
    await browser.submit(await step(browser, draft, 'contact'), `${draft}/sending`, { go: 'next' })
    expect(await shop.rows('SELECT asset_id FROM request_assets')).toEqual([[van]])
  })
})

async function vehicle(shop: TestShop, { customerId }: TestContact, name: string): Promise<string> {
  const id = newId('ast')
  await shop.rows('INSERT INTO assets (id, name, created_at, version) VALUES (?, ?, 0, 1)', id, name)
  await shop.rows('INSERT INTO ownerships (id, asset_id, customer_id, from_at) VALUES (?, ?, ?, 0)', newId('own'), id, customerId)
  return id
}

describe('the same again', () => {
  it('asks whether what was printed is still correct, and keeps what was said', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await shop.signedIn(contact)
    const job = newId('job')
    await shop.rows(
      `INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, pieces, created_at, version)
       VALUES (?, 7, ?, 'Spring crew polos', ?, 0, 48, 0, 1)`,
      ...[job, contact.customerId, shop.statuses[0]?.id ?? ''],
    )
    const page = await browser.get(`${shop.base}/drafts/new?job=${job}`)
    expect(page.text).toContain('value="48"')
    const draft = (await browser.submit(page, `${shop.base}/drafts`, { pieces: '60' })).location.split('?')[0] ?? ''
    const details = await step(browser, draft, 'details')
    expect(details.text).toMatch(/href="[^"]*\/branding"[^>]*>Add your logo/)
    await shop.rows(
      `INSERT INTO customer_colors (id, customer_id, label, hex, created_at, version) VALUES ('clr_1', ?, 'Copper', '#b87333', 0, 1)`,
      contact.customerId,
    )
    const other = await shop.customer({ customerName: 'Other Co.' })
    await shop.rows(
      `INSERT INTO customer_colors (id, customer_id, label, hex, created_at, version) VALUES ('clr_2', ?, 'Secret teal', '#008080', 0, 1)`,
      other.customerId,
    )
    const kept = await step(browser, draft, 'details')
    expect(kept.text).toMatch(/Copper.*href="[^"]*\/branding"[^>]*>Change it/s)
    expect(kept.text).not.toContain('Secret teal')
    const refused = await browser.submit(details, draft, { 'printed-phone': 'changed', 'printed-website': 'same', go: 'next' })
    expect(refused.text).toContain('Say whether the logo is still correct')
    expect(refused.text).toContain('Say what it should be now')
    const said = {
      'printed-phone': 'changed',
      'printed-website': 'same',
      'printed-logo': 'none',
      news: '(937) 555-0199',
      go: 'next',
    }
    expect((await browser.submit(details, draft, said)).status).toBe(303)
    await browser.submit(await step(browser, draft, 'contact'), `${draft}/sending`, { go: 'next' })
    const [[from, pieces, still] = []] = await shop.rows('SELECT from_job_id, pieces, still_true FROM requests')
    expect([from, pieces, JSON.parse(String(still))]).toEqual([
      ...[job, 60],
      { phone: 'changed', website: 'same', logo: 'none', news: '(937) 555-0199' },
    ])
  })
})

describe('a request that was sent', () => {
  it('is told to the shop, counted at the desk, and followed by its customer', async () => {
    const { shop, page, browser } = await send()
    const [mail] = await shop.mailsTo(`hello-${shop.key}@shop.test`)
    expect(mail?.Subject).toContain('Soft-shell jackets')
    const owner = await shop.staff()
    expect((await owner.get(`${shop.desk}/requests`)).text).toMatch(/count hot">1<span class="sr"> new/)
    const followed = await browser.get(page)
    for (const text of ['Sent', '36', 'S 16, M 20', 'Copper thread, please']) expect(followed.text).toContain(text)
  })

  it('is answered in its conversation, which the customer is mailed and writes on in', async () => {
    const { shop, contact, desk, page, browser } = await send()
    const owner = await shop.staff()
    await owner.submit(await owner.get(desk), `${desk}/messages`, { body: 'Which Pantone?' })
    setClock(start + 3 * 60_000)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Subject).toContain('An answer to your request')
    expect((await browser.get(page)).text).toContain('Which Pantone?')
    expect(await stateOf(shop)).toBe('responded')
    await browser.submit(await browser.get(page), `${page}/messages`, { body: 'The 7526 C' })
    expect(await stateOf(shop)).toBe('new')
    expect((await owner.get(desk)).text).toContain('The 7526 C')
  })

  it('becomes a job with everything filled in', async () => {
    const { shop, contact, desk } = await send()
    const owner = await shop.staff()
    const page = await owner.get(desk)
    const made = await owner.post(`${desk}/jobs`, { version: /name="version" value="(\d+)"/.exec(page.text)?.[1] ?? '' })
    expect(made.location).toMatch(/jobs\/job_\w+\/edit$/)
    expect(await shop.rows('SELECT title, customer_id, pieces, due_on FROM jobs')).toEqual([
      ['Soft-shell jackets', contact.customerId, 36, '2030-05-01'],
    ])
    expect(await shop.rows('SELECT name, detail, quantity FROM job_lines')).toEqual([
      ['Soft-shell jackets', 'S 16, M 20', 36_000],
    ])
    expect((await owner.get(made.location)).text).toContain('Copper thread, please')
    expect((await shop.mailsTo(contact.email ?? ''))[0]?.Subject).toContain('We take it on')
  })

  it('becomes one estimate, however many press at once', async () => {
    const { shop, desk } = await send()
    const [one, other] = [await shop.staff('advisor'), await shop.staff('manager')]
    const pages = await Promise.all([one.get(desk), other.get(desk)])
    const answers = await Promise.all([
      one.submit(pages[0] ?? (await one.get(desk)), `${desk}/estimates`),
      other.submit(pages[1] ?? (await other.get(desk)), `${desk}/estimates`),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await shop.rows('SELECT title, note FROM estimates')).toEqual([['Soft-shell jackets', 'Copper thread, please']])
  })

  it('is a press away from the estimate it became, which says its number', async () => {
    const { shop, desk } = await send()
    const owner = await shop.staff()
    const made = await owner.submit(await owner.get(desk), `${desk}/estimates`)
    const { text } = await owner.get(made.location.replace(/\/edit$/, ''))
    const [number] = (await shop.rows('SELECT number FROM requests')).flat()
    expect(text).toContain(`<a href="${desk}">request ${number}</a>`)
  })

  it('is a press away from the job it became, at once or by way of its estimate', async () => {
    const { shop, desk } = await send()
    const owner = await shop.staff()
    const [[number] = []] = await shop.rows('SELECT number FROM requests')
    const version = /name="version" value="(\d+)"/.exec((await owner.get(desk)).text)?.[1] ?? ''
    const made = await owner.post(`${desk}/jobs`, { version })
    const job = made.location.replace(/\/edit$/, '')
    const way = `<a href="${desk}">${number}</a>`
    expect((await owner.get(job)).text).toContain(way)
    await shop.rows('UPDATE requests SET job_id = NULL')
    expect((await owner.get(job)).text).not.toContain(way)
    await shop.rows(`UPDATE requests SET estimate_id = 'est_1'`)
    await shop.rows(
      `INSERT INTO estimates (id, number, customer_id, title, created_at, currency) SELECT 'est_1', 'E-1', customer_id, 'x', 1, 'USD' FROM requests`,
    )
    await shop.rows(`UPDATE jobs SET estimate_id = 'est_1'`)
    expect((await owner.get(job)).text).toContain(way)
  })

  it('is counted on the list for as long as it waits', async () => {
    const { shop, desk } = await send()
    const owner = await shop.staff()
    const list = desk.replace(/\/[^/]+$/, '')
    expect((await owner.get(list)).text).toContain('One waits for an answer.')
    await owner.submit(await owner.get(desk), `${desk}/messages`, { body: 'We can do that' })
    expect((await owner.get(list)).text).toContain('Nobody waits for an answer.')
  })

  it('is closed with a reason its customer reads, and taken up again by either side', async () => {
    const { shop, contact, desk, page, browser } = await send()
    const owner = await shop.staff()
    const nothing = await owner.submit(await owner.get(desk), `${desk}/closing`, { reason: ' ' })
    expect([nothing.status, nothing.text]).toEqual([422, expect.stringContaining('Say why in a few words')])
    await owner.submit(await owner.get(desk), `${desk}/closing`, { reason: 'Fully booked until June' })
    expect((await browser.get(page)).text).toContain('Fully booked until June')
    for (const [reader, list] of [[browser, `${shop.base}/requests`] as const, [owner, desk.replace(/\/[^/]+$/, '')] as const])
      expect((await reader.get(list)).text).toMatch(
        /class="status quiet"><svg class="ring" (?:(?!<\/svg>).)*<path class="done"(?:(?!<\/svg>).)*<\/svg><span>Closed/s,
      )
    expect((await shop.mailsTo(contact.email ?? ''))[0]?.Subject).toContain('Your request is closed')
    await owner.submit(await owner.get(desk), `${desk}/reopening`)
    expect(await stateOf(shop)).toBe('new')
    await owner.submit(await owner.get(desk), `${desk}/closing`, { reason: 'Fully booked' })
    await browser.submit(await browser.get(page), `${page}/messages`, { body: 'July is fine too' })
    expect(await stateOf(shop)).toBe('new')
  })
})

describe('the settings', () => {
  it('say what must be filled in', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const page = await owner.get(`${shop.desk}/settings/requests`)
    await owner.submit(page, `${shop.desk}/settings/requests`, { 'required[]': ['pieces', 'phone'], isPublic: '' })
    expect(await shop.rows('SELECT requests FROM profile')).toEqual([['{"required":["pieces","phone"],"isPublic":false}']])
  })
})
