import { afterEach, describe, expect, test } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { act, books, openKept, sent } from './testing.ts'

/** The due day of what these tests send, at ten by the shop's clock, and a minute. */
const dueAt = Date.UTC(2030, 3, 23, 14, 1)
const day = 86_400_000

afterEach(() => setClock(start))

/** An invoice on autopay of which so much is left. */
async function makeLeft(shop: TestShop, paid: string) {
  const kept = await openKept(shop)
  const { customer, way, desk, contact } = kept
  await customer.submit(await customer.get(`${shop.base}/ways-to-pay/${way}/autopay`), /\/autopay$/)
  const invoice = await sent(shop, desk, contact)
  await act(shop, desk, invoice, 'payments', { amount: paid, method: 'cash', receivedOn: '2030-04-09' })
  const [[owner = ''] = []] = await shop.rows(`SELECT email FROM staff WHERE role = 'owner'`)
  const mailsAbout = async (address: string | undefined, subject: string) =>
    (await shop.mailsTo(address ?? '')).filter(({ Subject }) => Subject.includes(subject))
  const told = () => mailsAbout(contact.email, 'is not paid by itself')
  const deskTold = () => mailsAbout(String(owner), 'Autopay could not charge')
  return { ...kept, invoice, told, deskTold }
}

describe('what autopay cannot charge because Stripe takes no such amount', () => {
  test('is told to whoever agreed, with the way to the invoice, and to the shop, once, and stays to be paid', async () => {
    const shop = await makeShop()
    const { invoice, told, deskTold } = await makeLeft(shop, '753.90')
    setClock(dueAt)
    await shop.ring()
    // As if the clock had ended before it noted that.
    await shop.rows(`UPDATE outbox SET sent_at = NULL WHERE kind = 'invoice.autopay'`)
    await shop.ring()
    expect(await shop.rows(`SELECT count(*) FROM events WHERE kind = 'autopay.uncharged'`)).toEqual([[1]])
    setClock(dueAt + 5 * day)
    const [mail, ...more] = await told()
    expect([more, mail?.Text.includes('$0.30 is to be paid'), mail?.Text.includes('/view/invoice/')]).toEqual([[], true, true])
    const [news, ...others] = await deskTold()
    expect([others, news?.Text.includes(`/invoices/${invoice}`)]).toEqual([[], true])
    expect((await books(shop, invoice)).balance).toBe(30)
    expect(await shop.rows('SELECT count(*) FROM payments WHERE saved_method_id IS NOT NULL AND created_at > ?', start)).toEqual([
      [0],
    ])
    const { pathname } = new URL(/http\S+\/view\/invoice\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    expect((await shop.visitor().get(pathname)).text).toContain('$0.30')
  })

  test('is said to nobody where it was paid or called off in the same moment', async () => {
    const shop = await makeShop()
    const { told, deskTold } = await makeLeft(shop, '753.90')
    const body = `DELETE FROM outbox WHERE topic LIKE 'invoice.autopay %'`
    await libsql.fault(shop.namespace, [{ kind: 'before', match: 'autopay.uncharged', body }])
    setClock(dueAt)
    await shop.ring()
    expect([await told(), await deskTold()]).toEqual([[], []])
  })

  test('is the shop’s to sort out where it takes no payments at all: nobody is told that their amount is wrong', async () => {
    const shop = await makeShop()
    const { told, deskTold } = await makeLeft(shop, '753.90')
    await shop.rows(`UPDATE profile SET stripe_state = 'restricted'`)
    setClock(dueAt)
    await shop.ring()
    expect([await told(), await deskTold()]).toEqual([[], []])
  })
})
