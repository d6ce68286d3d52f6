import { expect, test } from 'vitest'
import { act, sent } from '#features/payments/testing.ts'
import { makeShop, setClock, start } from '#testing/world.ts'

const later = 3 * 60_000

test('a question goes to the shop and is answered: read on both pages, mailed to both sides, by whoever may read the invoice', async () => {
  const shop = await makeShop()
  const desk = await shop.staff()
  const contact = await shop.customer()
  const id = await sent(shop, desk, contact)
  const path = `${shop.base}/invoices/${id}`
  const customer = await shop.signedIn(contact)
  const empty = await customer.submit(await customer.get(path), `${path}/messages`, { body: '  ' })
  expect([empty.status, empty.text.includes('Type your question')]).toEqual([422, true])
  const asked = await customer.submit(empty, `${path}/messages`, { body: 'What is <digitizing>?' })
  expect(asked.location).toBe(`${path}?asked=1#questions`)
  expect((await customer.get(`${path}?asked=1`)).text).toContain('Your question is on its way')
  setClock(start + later)
  const [toShop] = await shop.mailsTo(`hello-${shop.key}@shop.test`)
  expect(toShop?.Subject).toBe('Dana Whitfield asks about invoice INV-1001')
  expect(toShop?.Text).toContain('What is <digitizing>?')
  expect((await desk.get(`${shop.desk}/invoices/${id}`)).text).toContain('What is &lt;digitizing&gt;?')
  await act(shop, desk, id, 'messages', { body: 'Making the stitch file.' })
  setClock(start + 2 * later)
  const [toCustomer] = await shop.mailsTo(contact.email ?? '')
  expect(toCustomer?.Text).toContain('Making the stitch file.')
  const { pathname } = new URL(/http\S+\/view\/invoice\/[^\s/]+/.exec(toCustomer?.Text ?? '')?.[0] ?? '')
  const visitor = shop.visitor()
  const page = await visitor.get(pathname)
  expect(page.text).toContain('Making the stitch file.')
  expect((await visitor.submit(page, `${pathname}/messages`, { body: 'Thank you' })).status).toBe(303)
  const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
  expect((await stranger.post(`${path}/messages`, { body: 'x' })).status).toBe(404)
  const blind = await shop.signedIn(await shop.customer({ customerId: contact.customerId, seesPrices: false, canPay: false }))
  expect((await blind.post(`${path}/messages`, { body: 'x' })).status).toBe(404)
  expect(await shop.rows('SELECT body FROM messages ORDER BY at, id')).toEqual([
    ['What is <digitizing>?'],
    ['Making the stitch file.'],
    ['Thank you'],
  ])
})

test.each(['portal', 'link'] as const)(
  'an answer that is read on the invoice’s page, by the %s, is unread no more',
  async (way) => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await sent(shop, desk, contact)
    const customer = await shop.signedIn(contact)
    const unread = async () => /(\d+)<span class="sr"> unread<\/span>/.exec((await customer.get(shop.base)).text)?.[1]
    const link = new URL(
      /http\S+\/view\/invoice\/[^\s/]+/.exec((await shop.mailsTo(contact.email ?? ''))[0]?.Text ?? '')?.[0] ?? '',
    ).pathname
    const [browser, page] = way === 'portal' ? [customer, `${shop.base}/invoices/${id}`] : [shop.visitor(), link]
    await browser.submit(await browser.get(page), `${page}/messages`, { body: 'What is digitizing?' })
    setClock(start + 60_000)
    await act(shop, desk, id, 'messages', { body: 'Making the stitch file.' })
    setClock(start + later)
    expect(await unread()).toBe('1')
    expect((await browser.submit(await browser.get(page), /seen/)).status).toBe(303)
    expect(await unread()).toBeUndefined()
    await browser.post(`${page}/seen`)
    expect(await shop.rows(`SELECT kind FROM events WHERE kind IN ('thread.read', 'delivery.seen') ORDER BY rowid`)).toEqual([
      ['thread.read'],
    ])
  },
)
