import { describe, expect, it } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { pngOf } from '#testing/pictures.ts'
import { makeShop } from '#testing/world.ts'
import { makeScene, type Scene } from '#testing/writes/scene.ts'
import { hexFrom, labelFrom } from './rules.ts'

/** Brings a file as the page’s script does. */
async function upload(browser: Browser, address: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const headers = { 'content-length': String(bytes.length), origin: browser.origin, 'sec-fetch-site': 'same-origin' }
  const response = await browser.fetch(address, { method: 'PUT', body: bytes, headers })
  const { id = '' } = (await response.json()) as { id?: string }
  return id
}
const press = async (browser: Browser, page: string, action: string | RegExp, fields = {}) =>
  browser.submit(await browser.get(page), action, fields)

async function opened(scene: Scene) {
  const { shop, contact } = scene
  const customer = await shop.signedIn(contact)
  const page = `${shop.base}/branding`
  const record = `${shop.desk}/customers/${contact.customerId}`
  return { ...scene, customer, page, record }
}
async function withLogo(scene: Scene) {
  const place = await opened(scene)
  const file = await upload(place.customer, `${place.shop.base}/files?name=meridian_badge-2.png`, await pngOf(8, 4))
  expect(
    (await press(place.customer, place.page, `${place.page}/logos`, { 'file[]': [file], note: 'On dark cloth' })).status,
  ).toBe(303)
  const [[logo = ''] = []] = await place.shop.rows('SELECT id FROM customer_logos')
  return { ...place, file, logo: String(logo) }
}

describe('a customer’s logo', () => {
  it('is kept under the name of its file, read by their colleagues and the shop, and by nobody else', async () => {
    const { shop, desk, contact, customer, page, record, file } = await withLogo(await makeScene())
    expect((await customer.get(page)).text).toContain('Meridian badge 2')
    expect((await desk.get(record)).text).toContain('Meridian badge 2')
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    expect((await colleague.fetch(`${shop.base}/files/${file}`)).status).toBe(200)
    expect((await desk.fetch(`${shop.desk}/files/${file}`)).status).toBe(200)
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    expect((await stranger.fetch(`${shop.base}/files/${file}`)).status).toBe(404)
    expect((await stranger.get(page)).text).not.toContain('Meridian badge 2')
  })

  it('of another customer is changed and removed by nobody', async () => {
    const { shop, page, logo } = await withLogo(await makeScene())
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    const typed = { version: '1', label: 'Mine', note: '' }
    expect((await stranger.post(`${page}/logos/${logo}`, typed)).status).toBe(404)
    await stranger.post(`${page}/logos/${logo}/removal`)
    expect(await shop.rows('SELECT label, removed_at FROM customer_logos')).toEqual([['Meridian badge 2', null]])
  })

  it('of another customer is not changed at the desk under this one’s name either', async () => {
    const { shop, desk, logo } = await withLogo(await makeScene())
    const other = await shop.customer({ customerName: 'Other Co.' })
    const address = `${shop.desk}/customers/${other.customerId}/logos/${logo}`
    expect((await desk.post(address, { version: '1', label: 'Theirs', note: '' })).status).toBe(404)
  })

  it('that somebody else uploaded becomes nobody’s', async () => {
    const { shop, customer, page } = await opened(await makeScene())
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    const file = await upload(stranger, `${shop.base}/files?name=a.png`, await pngOf(8, 4))
    expect((await press(customer, page, `${page}/logos`, { 'file[]': [file] })).status).toBe(409)
    expect(await shop.rows('SELECT count(*) FROM customer_logos')).toEqual([[0]])
  })

  it('that two people change is changed by the first, and the other sees what they typed', async () => {
    const { desk, customer, page, record, logo } = await withLogo(await makeScene())
    const open = await customer.get(page)
    await press(desk, `${record}/branding`, `${record}/logos/${logo}`, { label: 'Round badge' })
    const again = await customer.submit(open, `${page}/logos/${logo}`, { label: 'My badge' })
    expect([again.status, again.text.includes('Round badge'), again.text.includes('value="My badge"')]).toEqual([409, true, true])
    expect((await customer.submit(again, `${page}/logos/${logo}`)).status).toBe(303)
  })

  it('is forgotten with its bytes when it is removed, unless a proof was made from it', async () => {
    const used = await withLogo(await makeScene())
    const { shop, desk, job, file, customer, page, logo } = used
    const editor = (await press(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/proofs`)).location.replace(/\?.*/, '')
    expect((await desk.get(editor)).text).toContain('Make a design from')
    expect((await press(desk, editor, editor, { 'file[]': [file] })).status).toBe(303)
    expect(await shop.rows('SELECT title, file_id FROM designs')).toEqual([['Meridian badge 2', file]])
    expect((await desk.get(editor)).text).not.toContain('Make a design from')
    await press(customer, page, `${page}/logos/${logo}/removal`)
    expect((await customer.get(page)).text).not.toContain('Meridian badge 2')
    expect(await shop.rows('SELECT is_loose FROM files WHERE id = ?', file)).toEqual([[0]])
    expect((await desk.fetch(`${shop.desk}/files/${file}`)).status).toBe(200)

    const unused = await withLogo(await makeScene())
    await press(unused.customer, unused.page, `${unused.page}/logos/${unused.logo}/removal`)
    expect(await unused.shop.rows('SELECT is_loose FROM files WHERE id = ?', unused.file)).toEqual([[1]])
    expect((await unused.customer.fetch(`${unused.shop.base}/files/${unused.file}`)).status).toBe(404)
  })

  it('of another customer is not taken for a proof', async () => {
    const { shop, desk, file } = await withLogo(await makeScene())
    const other = await shop.customer({ customerName: 'Other Co.' })
    const fields = { title: 'Caps', 'description[]': ['Cap'], 'quantity[]': ['1'], 'unitPrice[]': ['1'] }
    const made = await press(desk, `${shop.desk}/jobs/new?customer=${other.customerId}`, `${shop.desk}/jobs`, fields)
    const job = /job_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
    const editor = (await press(desk, `${shop.desk}/jobs/${job}`, `${shop.desk}/jobs/${job}/proofs`)).location.replace(/\?.*/, '')
    expect((await press(desk, editor, editor, { 'file[]': [file] })).status).toBe(409)
  })
})

describe('colors and notes', () => {
  it('are kept as they are typed, and a code that is none comes back with what was typed', async () => {
    const { shop, customer, page, desk, record } = await opened(await makeScene())
    const wrong = await press(customer, page, `${page}/colors`, { label: 'Green', hex: 'greenish' })
    expect([wrong.status, wrong.text.includes('value="greenish"'), wrong.text.includes('six digits')]).toEqual([422, true, true])
    await press(customer, page, `${page}/colors`, { label: 'Green', hex: '1A7F4B', pantone: 'Pantone 347 C' })
    await press(customer, page, `${page}/notes`, { notes: 'Never on white.' })
    const { text } = await desk.get(record)
    for (const said of ['#1a7f4b', 'Pantone 347 C', 'Never on white.']) expect(text).toContain(said)
    await press(customer, page, /removal$/)
    expect(await shop.rows('SELECT count(*) FROM customer_colors')).toEqual([[0]])
  })

  it.each([
    ['1A7F4B', '#1a7f4b'],
    ['#18c', '#1188cc'],
    [' #1a7f4b ', '#1a7f4b'],
    ['1a7f4', undefined],
    ['red', undefined],
    ['#1a7f4b;}', undefined],
    ['', undefined],
  ])('a color typed as “%s” is %s', (typed, hex) => {
    expect(hexFrom(typed)).toBe(hex)
  })

  it.each([
    ['meridian_badge-2.ai', 'Meridian badge 2'],
    ['x', 'X'],
    ['.png', '.png'],
    ['', ''],
  ])('a logo from “%s” is called “%s”', (name, label) => {
    expect(labelFrom(name)).toBe(label)
  })
})

describe('what a customer changes', () => {
  it('is told on their record, once among the day’s, and in one mail for a burst; looking ends it', async () => {
    const { shop, desk, customer, page, record } = await opened(await makeScene())
    await press(customer, page, `${page}/notes`, { notes: 'Never on white.' })
    await press(customer, page, `${page}/colors`, { label: 'Green', hex: '#1a7f4b' })
    await press(customer, page, `${page}/colors`, { label: 'Sand', hex: '#d8c8a0' })
    const lately = (await desk.get(record)).text
    for (const said of ['added the color Green', 'added the color Sand', 'changed the notes for production'])
      expect(lately).toContain(said)
    const today = (await desk.get(shop.desk)).text
    expect(today.match(/’s branding/g)).toHaveLength(1)
    const waiting = await shop.rows(`SELECT count(*) FROM outbox WHERE kind = 'brand.changed' AND sent_at IS NULL`)
    expect(waiting).toEqual([[1]])
    const looking = await desk.get(`${record}/branding`)
    expect((await desk.submit(looking, `${record}/branding/seen`)).status).toBe(303)
    expect((await desk.get(shop.desk)).text).not.toContain('’s branding')
    expect((await desk.get(`${record}/branding`)).text).not.toContain('branding/seen')
  })

  it('by the shop itself waits for nobody’s look and is mailed to nobody', async () => {
    const { shop, desk, record } = await opened(await makeScene())
    await press(desk, `${record}/branding`, `${record}/branding/notes`, { notes: 'Use the long needle.' })
    expect((await desk.get(shop.desk)).text).not.toContain('’s branding')
    expect(await shop.rows(`SELECT count(*) FROM outbox WHERE kind = 'brand.changed'`)).toEqual([[0]])
  })

  it('is nothing in a preview, where nobody can change anything', async () => {
    const { shop, desk, contact } = await makeScene()
    const preview = `${shop.desk}/preview/${contact.contactId}/branding`
    const { status, text } = await desk.get(preview)
    expect([status, text.includes('/branding/notes')]).toEqual([200, false])
    expect((await desk.post(`${preview}/notes`, { version: '1', notes: 'x' })).status).toBe(403)
  })

  it('reads in Spanish for whoever chose it', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await shop.rows(`UPDATE people SET language = 'es'`)
    const { text } = await (await shop.signedIn(contact)).get(`${shop.base}/branding`)
    expect(text).toContain('Envíenos su logotipo')
  })
})

describe('merging two customers', () => {
  it('keeps the logos, colors and notes of both', async () => {
    const { shop, desk, contact, record, customer, page } = await withLogo(await makeScene())
    await press(customer, page, `${page}/notes`, { notes: 'Never on white.' })
    const other = await shop.customer({ customerName: 'Other Co.' })
    const theirs = await shop.signedIn(other)
    await press(theirs, page, `${page}/notes`, { notes: 'Matte thread.' })
    await press(theirs, page, `${page}/colors`, { label: 'Sand', hex: '#d8c8a0' })
    const merging = `${shop.desk}/customers/${other.customerId}/merge`
    await press(desk, `${merging}?into=${contact.customerId}`, merging)
    const { text } = await desk.get(record)
    for (const kept of ['Meridian badge 2', 'Sand', 'Never on white.', 'Matte thread.']) expect(text).toContain(kept)
  })
})
