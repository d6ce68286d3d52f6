import { afterEach, describe, expect, test } from 'vitest'
import { stripe } from '#testing/outside.ts'
import { makeShop } from '#testing/world.ts'
import { act, books, deliver, deliverAll, eventsOf, openTill, sessionIn, totalMinor } from './testing.ts'

/** An invoice whose payer agreed to a debit of their bank account. */
async function openDebit() {
  const shop = await makeShop()
  const till = await openTill(shop)
  const session = sessionIn((await till.pay()).location)
  await stripe.pay(session, 'bank')
  await deliverAll(till.account)
  return { shop, session, ...till }
}

afterEach(() => stripe.heal())

describe('a payment from a bank account', () => {
  test('is on its way for some days, seen by both, and cannot be paid beside', async () => {
    const { shop, desk, invoice, customer, path, pay } = await openDebit()
    const page = await customer.get(path)
    expect(page.text).toContain('Your payment is on its way')
    expect(page.text).not.toContain('Pay $754.20')
    const list = await customer.get(`${shop.base}/invoices`)
    expect([list.text.includes('your payment is on its way'), list.text.includes('Pay $754.20')]).toEqual([true, false])
    expect(list.text).not.toContain('class="count"')
    const home = await customer.get(shop.base)
    expect([home.text.includes('Your payment is on its way'), home.text.includes('Pay $754.20')]).toEqual([true, false])
    expect(sessionIn((await pay()).location)).toBe('')
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).toContain('clears in some days')
    expect((await act(shop, desk, invoice, 'void').catch(() => ({ status: 0 }))).status).not.toBe(303)
    expect((await books(shop, invoice)).balance).toBe(totalMinor)
  })

  test('is still on its way where Stripe gives no answer about it to another press', async () => {
    const { shop, session, invoice, account, pay } = await openDebit()
    await stripe.fault([{ kind: 'status', status: 404, times: 5, match: '/v1/checkout/sessions' }])
    expect((await pay()).status).toBe(303)
    await stripe.heal()
    expect(await shop.rows('SELECT state FROM payments')).toEqual([['processing']])
    await stripe.bank(session, true)
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(0)
  })

  test('that clears pays the invoice, with a receipt that names the account', async () => {
    const { shop, invoice, session, account, contact } = await openDebit()
    await stripe.bank(session, true)
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(0)
    const receipt = (await shop.mailsTo(contact.email ?? '')).find(({ Subject }) => Subject.startsWith('Receipt'))
    expect(receipt?.Text).toContain('Stripe Test Bank ending 6789')
  })

  test('that bounces says why to both, by mail and on the page, and the invoice can be paid again', async () => {
    const { shop, desk, invoice, session, account, contact, customer, path, pay } = await openDebit()
    const [[owner] = []] = await shop.rows(`SELECT email FROM staff WHERE role = 'owner'`)
    await stripe.bank(session, false)
    await deliverAll(account)
    expect(await shop.rows('SELECT state, failure FROM payments')).toEqual([
      ['failed', 'The customer’s bank account has insufficient funds.'],
    ])
    const told = (await shop.mailsTo(contact.email ?? '')).find(({ Subject }) => Subject.includes('did not go through'))
    expect(told?.Text).toContain('insufficient funds')
    const desks = (await shop.mailsTo(String(owner))).find(({ Subject }) => Subject.includes('did not go through'))
    expect(desks?.Text).toContain('insufficient funds')
    expect((await customer.get(path)).text).toContain('Pay $754.20')
    expect((await customer.get(path)).text).toContain('insufficient funds')
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).toContain('insufficient funds')
    expect(sessionIn((await pay()).location)).not.toBe('')
  })

  test('told in any order, and twice, ends alike', async () => {
    const { shop, invoice, session, account } = await openDebit()
    await stripe.bank(session, true)
    for (const event of (await eventsOf(account)).toReversed()) await deliver(event)
    await deliverAll(account)
    expect(await books(shop, invoice)).toEqual({ balance: 0, ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`] })
  })
})
