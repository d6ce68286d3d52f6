import { describe, expect, test } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { creditTaken } from './credit.ts'
import { act, books, creditRows, draft, openTill, sent, sessionIn, totalMinor } from './testing.ts'

/** A customer who paid $45.80 too much, with a second invoice sent. */
async function openCredit() {
  const shop = await makeShop()
  const till = await openTill(shop)
  const cash = { amount: '800', method: 'cash', receivedOn: '2030-04-09', keepRest: 'on' }
  await act(shop, till.desk, till.invoice, 'payments', cash)
  const next = await sent(shop, till.desk, till.contact)
  return { shop, ...till, next }
}

/** A deposit as it stands once it was paid. */
const deposit = (shop: TestShop, customer: string, estimate: string, minor: number) =>
  shop.rows(
    `INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, estimate_id, source, at)
      VALUES (?, 'deposit', ?, 'USD', ?, ?, ?, 1)`,
    ...[`led_${estimate}`, -minor, customer, estimate, `pay_0:${estimate}`],
  )

describe('a customer’s credit', () => {
  test('is shown at the desk and to the customer, and pays another invoice in one press', async () => {
    const { shop, desk, contact, customer, next } = await openCredit()
    expect((await desk.get(`${shop.desk}/customers/${contact.customerId}`)).text).toContain('$45.80')
    expect((await customer.get(`${shop.base}/invoices`)).text).toContain('You have $45.80 to your credit.')
    expect((await desk.get(`${shop.desk}/invoices/${next}`)).text).toContain('Apply credit $45.80')
    expect((await act(shop, desk, next, 'credit')).status).toBe(303)
    expect(await books(shop, next)).toEqual({ balance: totalMinor - 4_580, ledger: [`invoice ${totalMinor}`, 'applied -4580'] })
    expect(await creditRows(shop)).toEqual(['credit -4580', 'applied 4580'])
    expect((await customer.get(`${shop.base}/invoices/${next}`)).text).toContain('Paid from your credit')
    expect((await customer.get(`${shop.base}/invoices`)).text).not.toContain('to your credit')
    expect((await desk.get(`${shop.desk}/invoices/${next}`)).text).not.toContain('Apply credit')
  })

  test.each(['800', '780'])('that paid an invoice and is given back, %s of 800, is owed no more there either', async (amount) => {
    const { shop, desk, invoice, next } = await openCredit()
    await act(shop, desk, next, 'credit')
    const [[payment] = []] = await shop.rows('SELECT id FROM payments')
    const record = `${shop.desk}/payments/${payment}`
    expect((await desk.submit(await desk.get(record), /\/refunds$/, { amount })).status).toBe(303)
    for (const [id, left] of [
      [invoice, 0],
      [next, totalMinor - 4_580],
    ] as const) {
      const { balance, ledger } = await books(shop, id)
      expect(balance).toBe(left)
      expect(ledger.filter((row) => row.startsWith('credit_note'))).toHaveLength(1)
      expect((await desk.get(`${shop.desk}/invoices/${id}`)).text).not.toContain('is open only because it went back')
    }
    expect(await shop.rows('SELECT sum(amount_minor) FROM credit_notes')).toEqual([[Number(amount) * 100]])
  })

  test('used up meanwhile is not used twice', async () => {
    const { shop, desk, next } = await openCredit()
    await libsql.meanwhile(
      shop.namespace,
      `INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, payment_id, source, at)
        SELECT 'led_x', 'applied', 4580, currency, customer_id, payment_id, payment_id || ':x:credit', 1
        FROM ledger WHERE kind = 'credit'`,
    )
    expect((await act(shop, desk, next, 'credit')).status).toBe(409)
    expect((await books(shop, next)).balance).toBe(totalMinor)
  })

  test('closes the page that is open for the old amount', async () => {
    const { shop, desk, customer, next } = await openCredit()
    const led = await customer.post(`${shop.base}/invoices/${next}/payment`)
    expect(sessionIn(led.location)).not.toBe('')
    expect((await act(shop, desk, next, 'credit')).status).toBe(303)
    expect(await shop.rows(`SELECT state FROM payments WHERE method = 'stripe'`)).toEqual([['expired']])
  })

  test('of a customer that was merged is the survivor’s', async () => {
    const { shop, desk, contact } = await openCredit()
    const survivor = await shop.customer({ customerName: 'Survivor Co.' })
    await shop.rows('UPDATE customers SET merged_into_id = ? WHERE id = ?', survivor.customerId, contact.customerId)
    expect((await desk.get(`${shop.desk}/customers/${survivor.customerId}`)).text).toContain('$45.80')
  })
})

describe('a deposit', () => {
  test('pays the invoice of its own estimate by itself when that is sent, and is kept from any other', async () => {
    const shop = await makeShop()
    const { desk, contact, invoice } = await openTill(shop)
    await deposit(shop, contact.customerId, 'est_1', 20_000)
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).not.toContain('Apply credit')
    const own = await draft(shop, desk, contact)
    await shop.rows(`UPDATE invoices SET estimate_id = 'est_1' WHERE id = ?`, own)
    await act(shop, desk, own, 'sending')
    expect(await books(shop, own)).toEqual({ balance: totalMinor - 20_000, ledger: [`invoice ${totalMinor}`, 'applied -20000'] })
    expect(await creditRows(shop)).toEqual(['deposit -20000', 'applied 20000'])
    expect((await desk.get(`${shop.desk}/invoices/${own}`)).text).toContain('Deposit')
  })

  test('of more than its invoice leaves the rest to be used for another', async () => {
    const shop = await makeShop()
    const { desk, contact, invoice } = await openTill(shop)
    await deposit(shop, contact.customerId, 'est_1', totalMinor + 500)
    const own = await draft(shop, desk, contact)
    await shop.rows(`UPDATE invoices SET estimate_id = 'est_1' WHERE id = ?`, own)
    await act(shop, desk, own, 'sending')
    expect((await books(shop, own)).balance).toBe(0)
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).toContain('Apply credit $5.00')
  })
})

test('the oldest credit is taken first, and never more than is owed', () => {
  const credit = (paymentId: string, minor: number) => ({
    paymentId,
    minor,
    estimateId: null,
    customerId: 'cus',
    isDeposit: false,
  })
  const credits = [credit('a', 30), credit('b', 50)]
  const taken = (owed: number) => creditTaken(owed, credits).map(({ credit: { paymentId }, minor }) => `${paymentId} ${minor}`)
  expect([taken(20), taken(60), taken(100), taken(0), taken(-5)]).toEqual([['a 20'], ['a 30', 'b 30'], ['a 30', 'b 50'], [], []])
})
