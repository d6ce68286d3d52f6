import { describe, expect, it } from 'vitest'
import { act, sent } from '#features/payments/testing.ts'
import { formsOf } from '#testing/browser.ts'
import { makeShop, setClock, start } from '#testing/world.ts'

const day = 86_400_000

async function mailedLink() {
  const shop = await makeShop()
  const desk = await shop.staff()
  const contact = await shop.customer()
  const invoice = await sent(shop, desk, contact)
  const newest = async () => {
    const [mail] = await shop.mailsTo(contact.email ?? '')
    return new URL(/http\S+\/view\/invoice\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '').pathname
  }
  return { shop, desk, contact, invoice, newest, path: await newest() }
}

describe('a mailed link to one item', () => {
  it('opens that item straight, without signing in, as often as its reader likes', async () => {
    const { shop, path } = await mailedLink()
    for (let i = 0; i < 3; i++) expect((await shop.visitor().get(path)).status).toBe(200)
  })

  it('just opens for 30 days, and then mails a fresh one to the same mailbox in one press', async () => {
    const { shop, path, newest } = await mailedLink()
    setClock(start + 30 * day)
    expect((await shop.visitor().get(path)).status).toBe(200)
    setClock(start + 30 * day + 1)
    const old = await shop.visitor().get(path)
    expect(old.status).toBe(410)
    expect(old.text).not.toContain('Trucker')
    const [form] = formsOf(old)
    expect((await shop.visitor().post(form?.action ?? '')).status).toBe(200)
    const fresh = await newest()
    expect(fresh).not.toBe(path)
    expect((await shop.visitor().get(fresh)).status).toBe(200)
    expect((await shop.visitor().get(path)).status).toBe(404)
  })

  it('of a receipt is renewed too, though there is nothing left to pay', async () => {
    const { shop, desk, path, invoice, newest } = await mailedLink()
    await act(shop, desk, invoice, 'payments', { amount: '754.20', method: 'check' })
    setClock(start + 31 * day)
    await shop.visitor().post(`${path}/fresh`)
    const fresh = await newest()
    expect(fresh).not.toBe(path)
    expect((await shop.visitor().get(fresh)).status).toBe(200)
  })

  it('mails at most three fresh ones a day, whoever presses', async () => {
    const { shop, path, contact } = await mailedLink()
    setClock(start + 31 * day)
    const before = (await shop.mailsTo(contact.email ?? '')).length
    for (let i = 0; i < 6; i++) await shop.visitor().post(`${path}/fresh`)
    expect((await shop.mailsTo(contact.email ?? '')).length - before).toBeLessThanOrEqual(3)
  })

  it('dies when its contact’s access ends', async () => {
    const { shop, path, contact } = await mailedLink()
    await shop.rows('UPDATE contacts SET has_access = 0 WHERE id = ?', contact.contactId)
    expect((await shop.visitor().get(path)).status).toBe(404)
    expect((await shop.visitor().post(`${path}/payment`)).status).toBe(404)
  })

  it('dies 90 days after the item is settled', async () => {
    const { shop, desk, path, invoice } = await mailedLink()
    await act(shop, desk, invoice, 'payments', { amount: '754.20', method: 'check' })
    await shop.rows('UPDATE item_links SET mailed_at = ?', start + 80 * day)
    setClock(start + 90 * day - 1)
    expect((await shop.visitor().get(path)).status).toBe(200)
    setClock(start + 90 * day)
    expect((await shop.visitor().get(path)).status).toBe(404)
    expect((await shop.visitor().post(`${path}/fresh`)).status).toBe(404)
  })
})
