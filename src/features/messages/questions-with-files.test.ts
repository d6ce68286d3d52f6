import { describe, expect, it } from 'vitest'
import { linkOf, makeSent } from '#features/estimates/testing.ts'
import { sent } from '#features/payments/testing.ts'
import { newId } from '#lib/id.ts'
import { sendWithFiles, upload } from '#testing/bringing.ts'
import type { Browser } from '#testing/browser.ts'
import { testEnv } from '#testing/outside.ts'
import { pngOf } from '#testing/pictures.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

async function makeAbout(what: 'estimate' | 'invoice') {
  if (what === 'estimate') {
    const scene = await makeSent()
    return { ...scene, link: await linkOf(scene), record: scene.record }
  }
  const shop = await makeShop()
  const desk = await shop.staff()
  const contact = await shop.customer()
  const id = await sent(shop, desk, contact)
  const [mail] = await shop.mailsTo(contact.email ?? '')
  const link = new URL(/http\S+\/view\/invoice\/[^\s/]+/.exec(mail?.Text ?? '')?.[0] ?? '').pathname
  const page = `${shop.base}/invoices/${id}`
  return { shop, desk, contact, id, page, link, record: `${shop.desk}/invoices/${id}`, customer: await shop.signedIn(contact) }
}
const stored = async (shop: TestShop) => (await testEnv.FILES.list({ prefix: `${shop.key}/` })).objects.length
const png = async (name: string) => ({ name, bytes: await pngOf(8, 4) })
const ask = async (browser: Browser, page: string, name: string, body = 'Is this the part?') =>
  sendWithFiles(browser, `${page}/messages`, { command: newId('cmd'), body }, [await png(name)])

describe.each(['estimate', 'invoice'] as const)('files with a question about an %s', (what) => {
  it('come from whoever holds its link, are read there, in the portal and at the desk, and nowhere else', async () => {
    const { shop, desk, contact, page, link, record, customer } = await makeAbout(what)
    const visitor = shop.visitor()
    expect((await ask(visitor, link, 'part.png')).status).toBe(303)
    const [[file] = []] = await shop.rows('SELECT file_id FROM message_files')
    for (const [browser, address] of [
      [visitor, link],
      [customer, page],
      [desk, record],
    ] as const)
      expect((await browser.get(address)).text, address).toContain('part.png')
    expect((await visitor.fetch(`${link}/files/${file}`)).status).toBe(200)
    expect((await customer.fetch(`${shop.base}/files/${file}`)).status).toBe(200)
    const other = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    const blind = await shop.signedIn(await shop.customer({ customerId: contact.customerId, seesPrices: false, canPay: false }))
    for (const browser of [other, blind]) expect((await browser.fetch(`${shop.base}/files/${file}`)).status).toBe(404)
    // The same link opens no file of another conversation.
    const chat = await customer.get(`${shop.base}/messages/${contact.customerId}`)
    const secret = (await upload(customer, `${shop.base}/files?name=secret.png`, await pngOf(2, 2))).id
    await customer.submit(chat, `${shop.base}/messages/${contact.customerId}#write`, { body: '', 'file[]': [secret] })
    expect((await customer.fetch(`${shop.base}/files/${secret}`)).status).toBe(200)
    expect((await visitor.fetch(`${link}/files/${secret}`)).status).toBe(404)
  })

  it('come from the portal with a script or without, and from the desk with the answer', async () => {
    const { shop, desk, page, record, customer, link } = await makeAbout(what)
    const id = (await upload(customer, `${shop.base}/files?name=scripted.png`, await pngOf(8, 4))).id
    expect((await customer.submit(await customer.get(page), `${page}/messages`, { body: '', 'file[]': [id] })).status).toBe(303)
    expect((await ask(customer, page, 'plain.png', '')).status).toBe(303)
    const answer = (await upload(desk, `${shop.desk}/files?name=answer.png`, await pngOf(8, 4))).id
    await desk.submit(await desk.get(record), `${record}/messages`, { body: '', 'file[]': [answer] })
    const text = (await shop.visitor().get(link)).text
    for (const name of ['scripted.png', 'plain.png', 'answer.png']) expect(text).toContain(name)
    expect((await shop.visitor().fetch(`${link}/files/${answer}`)).status).toBe(200)
  })

  it('are kept of nobody who may not write, and of nobody else’s uploads', async () => {
    const { shop, page, link, customer } = await makeAbout(what)
    const before = await stored(shop)
    const other = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    const theirs = (await upload(other, `${shop.base}/files?name=a.png`, await pngOf(8, 4))).id
    expect((await customer.submit(await customer.get(page), `${page}/messages`, { body: 'x', 'file[]': [theirs] })).status).toBe(
      409,
    )
    const visitor = shop.visitor()
    expect((await visitor.submit(await visitor.get(link), `${link}/messages`, { body: 'x', 'file[]': [theirs] })).status).toBe(
      409,
    )
    expect((await ask(visitor, `${link.slice(0, -2)}xx`, 'a.png')).status).toBe(404)
    expect((await ask(shop.visitor(), page, 'a.png')).location).toContain('sign-in')
    await shop.rows(`UPDATE item_links SET forwarded_to = 'Lena'`)
    expect((await ask(visitor, link, 'a.png')).status).toBe(403)
    await shop.rows(`UPDATE item_links SET forwarded_to = NULL`)
    await shop.rows('UPDATE profile SET is_portal_on = 0')
    expect((await ask(visitor, link, 'a.png')).status).toBeGreaterThanOrEqual(400)
    await shop.rows('UPDATE profile SET is_portal_on = 1')
    const refused = await sendWithFiles(visitor, `${link}/messages`, { command: newId('cmd'), body: 'Look' }, [
      { name: 'mark.svg', bytes: new Uint8Array([60, 115, 118, 103, 47, 62]) },
    ])
    expect([refused.status, refused.text.includes('mark.svg: This is an SVG'), refused.text.includes('Look')]).toEqual([
      422,
      true,
      true,
    ])
    expect([await stored(shop), await shop.rows('SELECT count(*) FROM messages')]).toEqual([before + 1, [[0]]])
  })
})
