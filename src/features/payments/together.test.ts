import { describe, expect, test } from 'vitest'
import { stripe } from '#testing/outside.ts'
import { makeShop } from '#testing/world.ts'
import { bundleOf, mostTogether } from './rules.ts'
import { act, books, creditRows, deliverAll, openTill, sent, sessionIn, totalMinor } from './testing.ts'

/** Three sent invoices of one customer, and the page that asks whether to pay these. */
async function openThree() {
  const shop = await makeShop()
  const till = await openTill(shop)
  const more = [await sent(shop, till.desk, till.contact), await sent(shop, till.desk, till.contact)]
  const ids = [till.invoice, ...more]
  const review = (chosen: readonly string[] = ids) =>
    till.customer.get(`${shop.base}/payments/new?${chosen.map((id) => `invoice=${id}`).join('&')}`)
  const press = async (chosen?: readonly string[]) => till.customer.submit(await review(chosen), `${shop.base}/payments`)
  return { ...till, shop, ids, review, press }
}

describe('paying several invoices at once', () => {
  test('is offered on the list by ticks that need no script, and not where there is one invoice', async () => {
    const shop = await makeShop()
    const { customer, desk, contact } = await openTill(shop)
    expect((await customer.get(`${shop.base}/invoices`)).text).not.toContain('Pay the ticked ones together')
    await sent(shop, desk, contact)
    const { text } = await customer.get(`${shop.base}/invoices`)
    expect(text).toContain('Pay the ticked ones together')
    expect(text).toContain('aria-label="Choose invoice INV-1002, $754.20"')
  })

  test('shows the split, is one payment page, and pays each with one receipt that names them all', async () => {
    const { shop, ids, review, press, account, contact, customer } = await openThree()
    const page = await review()
    expect(page.text).toContain('Pay these 3 invoices at once?')
    expect(page.text).toContain('Pay $2,262.60')
    for (const number of ['INV-1001', 'INV-1002', 'INV-1003']) expect(page.text).toContain(number)
    const session = sessionIn((await press()).location)
    expect(sessionIn((await press()).location)).toBe(session)
    await stripe.pay(session)
    await deliverAll(account)
    for (const id of ids)
      expect(await books(shop, id)).toEqual({ balance: 0, ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`] })
    expect(await shop.rows('SELECT state, amount_minor FROM payments')).toEqual([['succeeded', totalMinor * 3]])
    const receipts = (await shop.mailsTo(contact.email ?? '')).filter(({ Subject }) => Subject.startsWith('Receipt'))
    expect(receipts).toHaveLength(1)
    expect(receipts[0]?.Text).toContain('We received $2,262.60 for invoices INV-1001, INV-1002 and INV-1003.')
    const [[payment] = []] = await shop.rows('SELECT id FROM payments')
    const own = await customer.get(`${shop.base}/payments/${payment}`)
    expect(own.text).toContain('Thank you, it is paid')
    expect(own.text).toContain('INV-1003')
    expect((await customer.get(`${shop.base}/payments/pay_0`)).status).toBe(404)
  })

  test('leads back to the payment’s own page, which waits for the bank’s word', async () => {
    const { shop, press, customer, account } = await openThree()
    const session = sessionIn((await press()).location)
    await stripe.pay(session)
    const [[payment] = []] = await shop.rows('SELECT id FROM payments')
    const waiting = await customer.get(`${shop.base}/payments/${payment}`)
    expect([waiting.text.includes('We are waiting for the bank’s word'), waiting.headers.get('refresh')]).toEqual([true, '3'])
    expect((await press()).location).toBe(`http://localhost:8787${shop.base}/payments/${payment}`)
    await deliverAll(account)
    expect((await customer.get(`${shop.base}/payments/${payment}`)).headers.get('refresh')).toBeNull()
  })

  test('closes the page that was open for one of them, and one of them pressed alone closes theirs', async () => {
    const { shop, press, pay } = await openThree()
    const alone = sessionIn((await pay()).location)
    const all = sessionIn((await press()).location)
    await expect(stripe.pay(alone)).rejects.toThrow()
    const again = sessionIn((await pay()).location)
    await expect(stripe.pay(all)).rejects.toThrow()
    expect(new Set([alone, all, again]).size).toBe(3)
    expect(await shop.rows(`SELECT count(*) FROM payment_parts WHERE is_open = 1`)).toEqual([[1]])
  })

  test('of a sum that changed since it was shown is asked about again', async () => {
    const { shop, desk, ids, review, customer } = await openThree()
    const seen = await review()
    await act(shop, desk, ids[1] ?? '', 'payments', { amount: '54.20', method: 'cash', receivedOn: '2030-04-09' })
    const asked = await customer.submit(seen, `${shop.base}/payments`)
    expect([asked.status, asked.text.includes('The amount has changed since you looked')]).toEqual([422, true])
    expect(asked.text).toContain('Pay $2,208.40')
    expect(await shop.rows(`SELECT count(*) FROM payments WHERE method = 'stripe'`)).toEqual([[0]])
    expect((await customer.submit(asked, `${shop.base}/payments`)).status).toBe(303)
  })

  test('leaves out what was paid or voided, and says so', async () => {
    const { shop, desk, ids, review } = await openThree()
    await act(shop, desk, ids[0] ?? '', 'void')
    const { text } = await review()
    expect(text).toContain('One of those you ticked has nothing left to pay.')
    expect(text).toContain('Pay these 2 invoices at once?')
    expect((await review([])).text).toContain('No invoice is chosen')
  })

  test('one of which was paid meanwhile keeps that part as credit, and the shop is told of it alone', async () => {
    const { shop, ids, press, account, desk } = await openThree()
    await stripe.pay(sessionIn((await press()).location))
    await shop.rows(
      `INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, invoice_id, source, at)
       SELECT 'led_x', 'payment', -balance_minor, 'USD', customer_id, id, 'cash', 1 FROM invoices WHERE id = ?`,
      ids[1],
    )
    await deliverAll(account)
    for (const id of ids) expect((await books(shop, id)).balance).toBe(0)
    expect(await creditRows(shop)).toEqual([`credit -${totalMinor}`])
    expect(await shop.rows(`SELECT subject_id FROM events WHERE kind = 'payment.twice'`)).toEqual([[ids[1]]])
    expect((await desk.get(`${shop.desk}/invoices/${ids[1]}`)).text).toContain('came in beyond what was due')
  })

  test('given back in part is given back of each by its share', async () => {
    const { shop, ids, press, account } = await openThree()
    await stripe.pay(sessionIn((await press()).location))
    await deliverAll(account)
    const [[intent] = []] = await shop.rows('SELECT payment_intent FROM payments')
    await stripe.refund(String(intent), 100)
    await deliverAll(account)
    const left = await Promise.all(ids.map(async (id) => (await books(shop, id)).balance))
    expect(left).toEqual([34, 33, 33])
  })

  test('waits for the PO number of each, where the shop demands one', async () => {
    const { shop, ids, press, customer } = await openThree()
    await shop.rows(`UPDATE profile SET billing = '{"po":"demanded"}'`)
    await shop.rows(`UPDATE invoices SET po_number = 'PO 7' WHERE id <> ?`, ids[1])
    const refused = await press()
    expect([refused.status, refused.text.includes('Your PO number is missing on INV-1002.')]).toEqual([422, true])
    // Asked for in its place: only that of the one without.
    expect([refused.text.includes('Your PO number for INV-1002'), refused.text.includes('number for INV-1001')]).toEqual([
      true,
      false,
    ])
    const led = await customer.submit(refused, `${shop.base}/payments`, { 'poNumbers[]': ' PO 8 ' })
    expect(sessionIn(led.location)).not.toBe('')
    expect(await shop.rows('SELECT po_number FROM invoices ORDER BY number')).toEqual([['PO 7'], ['PO 8'], ['PO 7']])
  })

  test('is for those who pay, be the page opened while they still did', async () => {
    const { shop, customer, review } = await openThree()
    const page = await review()
    await shop.rows('UPDATE contacts SET can_pay = 0')
    expect((await customer.submit(page, `${shop.base}/payments`)).status).toBe(403)
    expect(await shop.rows('SELECT count(*) FROM payments')).toEqual([[0]])
  })

  test('never those of somebody else', async () => {
    const { shop, desk, review } = await openThree()
    const other = await sent(shop, desk, await shop.customer({ customerName: 'Other Co.' }))
    expect((await review([other])).text).toContain('No invoice is chosen')
  })
})

test('a bundle is in one currency, of a number and a sum that one page takes', () => {
  const one = { balanceMinor: 100, currency: 'USD' }
  expect(bundleOf([])).toEqual({ wrong: 'none' })
  expect(bundleOf([one, { ...one, currency: 'CAD' }])).toEqual({ wrong: 'currencies' })
  expect(bundleOf(Array.from({ length: mostTogether + 1 }, () => one))).toEqual({ wrong: 'many' })
  expect(bundleOf([{ ...one, balanceMinor: 99_999_999 }, one])).toEqual({ wrong: 'much' })
  expect(bundleOf([one, one])).toEqual({ currency: 'USD', totalMinor: 200 })
})
