import { describe, expect, it } from 'vitest'
import { bodyOf } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { makeShop, setClock, start } from '#testing/world.ts'
import { callOff, change, makeBooking, setOne } from './testing.ts'

type Scene = Awaited<ReturnType<typeof makeBooking>>

/** Gets the contact's calendar address, as it stands on the page. */
async function open({ shop, contact }: Scene): Promise<string> {
  const browser = await shop.signedIn(contact)
  const page = `${shop.base}/appointments`
  await browser.submit(await browser.get(page), `${shop.base}/calendar`)
  const [, address = ''] = /id="calendar-address"[^>]*value="([^"]+)"/.exec((await browser.get(page)).text) ?? []
  return new URL(address).pathname
}
const read = ({ shop }: Pick<Scene, 'shop'>, path: string) => shop.visitor().get(path)
const unfolded = (text: string) => text.replaceAll('\r\n ', '')

describe('one appointment as a file', () => {
  it('says when in UTC, where, whose it is and the way back, and the same is in the mail', async () => {
    const scene = await makeBooking()
    const { shop, contact } = scene
    const id = await setOne(scene, { note: 'Bring it, please' })
    const page = await (await shop.signedIn(contact)).get(`${shop.base}/appointments/${id}/calendar.ics`)
    expect(page.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(page.headers.get('content-disposition')).toContain('attachment')
    const text = unfolded(page.text)
    for (const line of [
      `UID:${id}@${shop.key}`,
      'SEQUENCE:0',
      'DTSTART:20300416T140000Z',
      'DTEND:20300416T144500Z',
      'LOCATION:Our shop',
      'STATUS:CONFIRMED',
      'DESCRIPTION:With: Bay 2\\n\\nBring it\\, please',
    ])
      expect(text).toContain(`\r\n${line}\r\n`)
    expect(text).toMatch(new RegExp(`\r\nURL:http\\S+${shop.base}/appointments/${id}\r\n`))
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Attachments.map(({ FileName }) => FileName)).toEqual(['appointment.ics'])
  })

  it('keeps its name through every change, counts them, and says when it is off', async () => {
    const scene = await makeBooking()
    const { shop, contact } = scene
    const id = await setOne(scene)
    await change(scene, id, { time: '11:00' })
    await callOff(scene, id)
    const page = await (await shop.signedIn(contact)).get(`${shop.base}/appointments/${id}/calendar.ics`)
    expect(unfolded(page.text)).toMatch(new RegExp(`UID:${id}@${shop.key}\r\nSEQUENCE:2\r\n[\\s\\S]*STATUS:CANCELLED\r\n`))
  })
})

describe('a calendar address', () => {
  it('is read by whoever has it, without signing in, with all of the customer’s and nobody else’s', async () => {
    const scene = await makeBooking()
    const { shop } = scene
    const id = await setOne(scene)
    await setOne({ ...scene, contact: await shop.customer({ customerName: 'Other Co.' }) }, { title: 'Theirs', resource: '' })
    const path = await open(scene)
    const feed = await read(scene, path)
    expect(feed.status).toBe(200)
    expect(feed.headers.get('referrer-policy')).toBe('no-referrer')
    expect(feed.headers.get('cache-control')).toBe('private, no-store')
    expect(feed.text).toContain(id)
    expect(feed.text).not.toContain('Theirs')
    await callOff(scene, id)
    expect(unfolded((await read(scene, path)).text)).toContain('STATUS:CANCELLED')
  })

  it('is one per contact, however often it is asked for, and the same each time', async () => {
    const scene = await makeBooking()
    const first = await open(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    await browser.post(`${scene.shop.base}/calendar`)
    await Promise.all([browser.post(`${scene.shop.base}/calendar`), browser.post(`${scene.shop.base}/calendar`)])
    expect(await scene.shop.rows('SELECT count(*) FROM calendar_feeds')).toEqual([[1]])
    expect((await browser.get(`${scene.shop.base}/appointments`)).text).toContain(first)
  })

  it('works on the shop’s own host, where it has one', async () => {
    const scene = await makeBooking(true)
    await setOne(scene)
    const path = await open(scene)
    expect(path).toMatch(/^\/portal\/calendar\//)
    expect((await scene.shop.visitor('host').get(path)).status).toBe(200)
  })

  it.each<[string, (scene: Scene) => Promise<unknown>]>([
    [
      'its contact stops it',
      async ({ shop, contact }) => {
        const browser = await shop.signedIn(contact)
        return browser.submit(await browser.get(`${shop.base}/appointments`), `${shop.base}/calendar/removal`)
      },
    ],
    [
      'access ends',
      ({ shop, desk, contact }) => desk.post(`${shop.desk}/contacts/${contact.contactId}/access`, { version: '1' }),
    ],
    [
      'the contact is removed',
      ({ shop, desk, contact }) => desk.post(`${shop.desk}/contacts/${contact.contactId}/removal`, { version: '1' }),
    ],
    [
      'the contact gets another email',
      ({ shop, desk, contact }) =>
        desk.post(`${shop.desk}/contacts/${contact.contactId}`, { version: '1', name: 'Dana', email: 'else@customer.test' }),
    ],
    [
      'the customer is archived',
      ({ shop, desk, contact }) => desk.post(`${shop.desk}/customers/${contact.customerId}/archive`, { version: '1' }),
    ],
    ['the portal is closed', ({ shop }) => shop.rows('UPDATE profile SET is_portal_on = 0')],
  ])('dies when %s', async (_, end) => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    const path = await open(scene)
    expect((await read(scene, path)).status).toBe(200)
    await end(scene)
    const dead = await read(scene, path)
    expect([404, 503]).toContain(dead.status)
    expect(dead.text).not.toContain(id)
  })

  it('that ended stays dead when access is given again, and the next one is another', async () => {
    const scene = await makeBooking()
    const { shop, desk, contact } = scene
    const path = await open(scene)
    const access = `${shop.desk}/contacts/${contact.contactId}/access`
    await desk.post(access, { version: '1' })
    await desk.post(access, { version: '2', access: 'on' })
    expect((await read(scene, path)).status).toBe(404)
    const next = await open(scene)
    expect(next).not.toBe(path)
    expect((await read(scene, next)).status).toBe(200)
  })

  it('opens with no other token: altered, of another shop, of another purpose, or of another row', async () => {
    const scene = await makeBooking()
    const { shop } = scene
    const path = await open(scene)
    const token = path.split('/').at(-2) ?? ''
    const other = await makeShop()
    const row = token.split('_')[2] ?? ''
    const tokens = [
      `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`,
      token.replace(shop.key, other.key),
      await makeToken(shop.tenant.keys, 'job', shop.key, row, 1),
      await makeToken(shop.tenant.keys, 'cal', shop.key, row, 2),
      await makeToken(shop.tenant.keys, 'cal', shop.key, bodyOf(scene.contact.contactId), 1),
      await makeToken(other.tenant.keys, 'cal', shop.key, row, 1),
      'x',
    ]
    for (const one of tokens) expect((await read(scene, path.replace(token, one))).status, one).toBe(404)
    expect((await read(scene, path.replace(shop.slug, other.slug))).status).toBe(404)
  })

  it('is shown to nobody who only looks on', async () => {
    const scene = await makeBooking()
    const { shop, desk, contact } = scene
    const path = await open(scene)
    const preview = `${shop.desk}/preview/${contact.contactId}/appointments`
    expect((await desk.get(preview)).text).not.toContain(path.split('/').at(-2))
    expect((await desk.get(preview)).text).not.toContain('calendar-address')
  })

  it('tells of the last two months and what is to come', async () => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    const path = await open(scene)
    setClock(start + 60 * 86_400_000)
    expect((await read(scene, path)).text).toContain(id)
    setClock(start + 70 * 86_400_000)
    expect((await read(scene, path)).text).not.toContain(id)
  })
})
