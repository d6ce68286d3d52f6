import { describe, expect, it } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { pngOf } from '#testing/pictures.ts'
import { makeScene } from '#testing/writes/scene.ts'

/** Brings a file as the page’s script does. */
async function upload(browser: Browser, address: string, bytes: Uint8Array<ArrayBuffer>) {
  const headers = { 'content-length': String(bytes.length), origin: browser.origin, 'sec-fetch-site': 'same-origin' }
  const response = await browser.fetch(address, { method: 'PUT', body: bytes, headers })
  const { id = '' } = (await response.json()) as { id?: string }
  return { status: response.status, id }
}
const send = async (browser: Browser, page: string, files: readonly string[], body = '') =>
  browser.submit(await browser.get(page), `${page}#write`, { body, 'file[]': files })

describe('files with a message', () => {
  it('come with it, without words too, and are read by both sides and by nobody else', async () => {
    const { shop, desk, contact, job } = await makeScene()
    const customer = await shop.signedIn(contact)
    const page = `${shop.base}/messages/${job}`
    const { status, id } = await upload(customer, `${shop.base}/files?name=straps.png`, await pngOf(8, 4))
    expect(status).toBe(201)
    expect((await customer.fetch(`${shop.base}/files/${id}`)).status).toBe(404)
    expect((await send(customer, page, [id])).status).toBe(303)
    expect((await customer.get(page)).text).toContain('straps.png')
    expect((await customer.fetch(`${shop.base}/files/${id}`)).status).toBe(200)
    expect((await desk.get(`${shop.desk}/inbox/${job}`)).text).toContain('straps.png')
    expect((await desk.fetch(`${shop.desk}/files/${id}`)).status).toBe(200)
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    expect((await colleague.fetch(`${shop.base}/files/${id}`)).status).toBe(200)
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    expect((await stranger.fetch(`${shop.base}/files/${id}`)).status).toBe(404)
    expect((await send(customer, page, [id], 'Again')).status).toBe(409)
  })

  it('of somebody else go with nobody’s message, nor get their pictures from others', async () => {
    const { shop, contact, job } = await makeScene()
    const [customer, stranger] = [
      await shop.signedIn(contact),
      await shop.signedIn(await shop.customer({ customerName: 'Other Co.' })),
    ]
    const { id } = await upload(stranger, `${shop.base}/files?name=a.png`, await pngOf(8, 4))
    expect((await send(customer, `${shop.base}/messages/${job}`, [id])).status).toBe(409)
    expect((await upload(customer, `${shop.base}/files/${id}/previews`, await pngOf(4, 2))).status).toBe(404)
    expect(await shop.rows('SELECT count(*) FROM messages')).toEqual([[0]])
  })

  it('from the shop reach the customer', async () => {
    const { shop, desk, contact, job } = await makeScene()
    const { id } = await upload(desk, `${shop.desk}/files?name=layout.png`, await pngOf(8, 4))
    expect((await send(desk, `${shop.desk}/inbox/${job}`, [id], 'Like this?')).status).toBe(303)
    const customer = await shop.signedIn(contact)
    expect((await customer.get(`${shop.base}/messages/${job}`)).text).toContain('layout.png')
    expect((await customer.fetch(`${shop.base}/files/${id}`)).status).toBe(200)
  })

  it('are brought by nobody signed out, in no preview, and not without end', async () => {
    const { shop, desk, contact } = await makeScene()
    const bytes = await pngOf(1, 1)
    expect((await upload(shop.visitor(), `${shop.base}/files?name=a.png`, bytes)).status).toBe(401)
    const preview = `${shop.desk}/preview/${contact.contactId}/files?name=a.png`
    expect(
      (
        await desk.fetch(preview, {
          method: 'PUT',
          body: bytes,
          headers: { 'content-length': String(bytes.length), origin: desk.origin },
        })
      ).status,
    ).toBe(404)
    const customer = await shop.signedIn(contact)
    const statuses: number[] = []
    for (let n = 0; n < 61; n++) statuses.push((await upload(customer, `${shop.base}/files?name=a.png`, bytes)).status)
    expect([statuses.filter((status) => status === 201).length, statuses.at(-1)]).toEqual([60, 429])
  })
})
