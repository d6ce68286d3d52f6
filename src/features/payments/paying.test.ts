import { describe, expect, test } from 'vitest'
import { openBrowser } from '#testing/browser.ts'
import { libsql, stripe, testEnv } from '#testing/outside.ts'
import { makeShop } from '#testing/world.ts'
import {
  act,
  books,
  connect,
  creditRows,
  deliver,
  deliverAll,
  draft,
  eventsOf,
  openTill,
  sent,
  sessionIn,
  totalMinor,
} from './testing.ts'

describe('an invoice from the shop to the money', () => {
  test('is mailed with a link of its own, paid through it without signing in, marked by the webhook, and receipted', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const account = await connect(shop, desk)
    const contact = await shop.customer()
    const id = await sent(shop, desk, contact)
    const [mail, ...others] = await shop.mailsTo(contact.email ?? '')
    expect(others).toEqual([])
    expect(mail?.Subject).toBe(`Invoice INV-1001 from Shop ${shop.key}`)
    expect(mail?.Text).toContain('View and pay $754.20')
    const link = /http:\/\/localhost:8787(\/view\/invoice\/\S+)/.exec(mail?.Text ?? '')?.[1] ?? ''

    const person = openBrowser(testEnv.PORTAL_ORIGIN)
    const page = await person.get(link)
    expect(page.text).toContain('Pay $754.20')
    const led = await person.submit(page, `${link}/payment`)
    expect(led.status).toBe(303)
    await stripe.pay(sessionIn(led.location))
    expect((await person.get(`${link}?paid=1`)).text).toContain('We are waiting for the bank’s word')
    expect((await person.get(`${link}?paid=1`)).headers.get('refresh')).toBe('3')

    await deliverAll(account)
    const paid = await person.get(`${link}?paid=1`)
    expect(paid.text).toContain('Thank you, it is paid')
    expect(paid.text).toContain('Visa ending 4242')
    expect(paid.text).not.toContain('Pay $')
    expect(paid.headers.get('refresh')).toBeNull()
    expect(await books(shop, id)).toEqual({ balance: 0, ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`] })

    const [receipt] = await shop.mailsTo(contact.email ?? '')
    expect(receipt?.Subject).toBe(`Receipt from Shop ${shop.key}: $754.20`)
    expect(receipt?.Text).toContain('Visa ending 4242')
    expect(receipt?.Text).toContain('Paid in full')
    const list = await (await shop.signedIn(contact)).get(`${shop.base}/invoices`)
    expect(list.text).toContain('INV-1001 · Paid Apr 9')
  })

  test('is one read and two writes to start paying, and one read to look at', async () => {
    const shop = await makeShop()
    const { customer, pay, path } = await openTill(shop)
    await customer.get(path)
    await libsql.resetCounters(shop.namespace)
    await customer.get(path)
    expect(await libsql.counters(shop.namespace)).toMatchObject({ requests: 1 })
    await libsql.resetCounters(shop.namespace)
    await pay()
    expect(await libsql.counters(shop.namespace)).toMatchObject({ requests: 3 })
  })
})

describe('starting to pay', () => {
  test('in two tabs leads to one and the same payment page', async () => {
    const shop = await makeShop()
    const { pay } = await openTill(shop)
    const [one, two] = await Promise.all([pay(), pay()])
    const three = await pay()
    expect(new Set([one, two, three].map(({ location }) => sessionIn(location))).size).toBe(1)
    expect(await shop.rows('SELECT count(*) FROM payments')).toEqual([[1]])
  })

  test('by two contacts at once still leaves one open page, and nobody is sent to another', async () => {
    const shop = await makeShop()
    const { contact, invoice, pay } = await openTill(shop)
    const other = await shop.signedIn(await shop.customer({ customerId: contact.customerId, name: 'Priya Raman' }))
    const [one, two] = await Promise.all([pay(), other.post(`${shop.base}/invoices/${invoice}/payment`)])
    expect([one.status, two.status]).toEqual([303, 303])
    const open = await shop.rows("SELECT checkout_session FROM payments WHERE state = 'open'")
    expect(open).toHaveLength(1)
    const handedOut = new Set([one, two].map(({ location }) => sessionIn(location)).filter(Boolean))
    expect([...handedOut]).toEqual(open.flat())
  })

  test('after the page was left or has expired begins anew', async () => {
    const shop = await makeShop()
    const { account, pay } = await openTill(shop)
    const first = sessionIn((await pay()).location)
    expect(sessionIn((await pay()).location)).toBe(first)
    await stripe.expire(first)
    const second = sessionIn((await pay()).location)
    expect(second).not.toBe(first)
    await deliverAll(account)
    expect(await shop.rows('SELECT state FROM payments ORDER BY created_at, id')).toEqual([['expired'], ['open']])
  })

  test('pressed after paying, before the webhook came, marks it paid at once', async () => {
    const shop = await makeShop()
    const { account, invoice, pay, path } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    expect((await pay()).location).toBe(`http://localhost:8787${path}?paid=1`)
    expect((await books(shop, invoice)).balance).toBe(0)
    await deliverAll(account)
    expect((await books(shop, invoice)).ledger).toHaveLength(2)
  })

  test('stays with the shop’s own words while Stripe is not connected', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    await shop.rows("UPDATE profile SET payment_note = 'Send a check to Mill Street.'")
    const contact = await shop.customer()
    const id = await sent(shop, desk, contact)
    const customer = await shop.signedIn(contact)
    const page = await customer.get(`${shop.base}/invoices/${id}`)
    expect(page.text).toContain('Send a check to Mill Street.')
    expect(page.text).not.toContain('Pay $')
    expect((await customer.post(`${shop.base}/invoices/${id}/payment`)).status).toBe(409)
  })

  test('is for those who pay: a contact who may not is told who can, and one who sees no prices finds nothing', async () => {
    const shop = await makeShop()
    const { contact, path } = await openTill(shop)
    const looking = await shop.signedIn(await shop.customer({ customerId: contact.customerId, canPay: false }))
    const page = await looking.get(path)
    expect(page.text).toContain('somebody else in your company pays it')
    expect(page.text).not.toContain('Pay $')
    expect((await looking.post(`${path}/payment`)).status).toBe(403)
    const priceless = await shop.signedIn(
      await shop.customer({ customerId: contact.customerId, canPay: false, seesPrices: false }),
    )
    expect((await priceless.get(path)).status).toBe(404)
    expect((await priceless.get(`${shop.base}/invoices`)).status).toBe(404)
    expect((await priceless.post(`${path}/payment`)).status).toBe(404)
  })

  test('of a draft, of another customer’s or of another shop’s invoice finds nothing', async () => {
    const shop = await makeShop()
    const { desk, contact, customer, path, invoice } = await openTill(shop)
    const hidden = await draft(shop, desk, contact)
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Somebody Else' }))
    const elsewhere = await makeShop()
    const foreigner = await elsewhere.signedIn(await elsewhere.customer())
    const cases = [
      [customer, `${shop.base}/invoices/${hidden}`],
      [stranger, path],
      [foreigner, `${elsewhere.base}/invoices/${invoice}`],
    ] as const
    for (const [browser, address] of cases) {
      expect((await browser.get(address)).status).toBe(404)
      expect((await browser.post(`${address}/payment`)).status).toBe(404)
    }
    expect((await customer.get(`${shop.base}/invoices`)).text).not.toContain(hidden)
    expect(await shop.rows('SELECT count(*) FROM payments')).toEqual([[0]])
  })

  test('of three decimals is led to the payment page only where Stripe takes the last of them', async () => {
    const shop = await makeShop()
    await shop.rows(`UPDATE profile SET currency = 'KWD'`)
    const desk = await shop.staff()
    await connect(shop, desk)
    const contact = await shop.customer()
    const customer = await shop.signedIn(contact)
    const pressed = async (price: string) => {
      const invoice = await sent(shop, desk, contact, { 'unitPrice[]': [price, '1'], 'quantity[]': ['1', '1'] })
      const shown = (await customer.get(`${shop.base}/invoices/${invoice}`)).text.includes('/payment"')
      const { location } = await customer.post(`${shop.base}/invoices/${invoice}/payment`)
      return [shown, sessionIn(location) !== '']
    }
    expect([await pressed('9.850'), await pressed('9.853')]).toEqual([
      [true, true],
      [false, false],
    ])
  })

  test('takes the amount from the books, whatever the form says', async () => {
    const shop = await makeShop()
    const { account, customer, path } = await openTill(shop)
    const forged = {
      amountMinor: '1',
      balance: '1',
      currency: 'JPY',
      account: 'acct_other',
      customerId: 'cus_other',
      invoiceId: 'inv_other',
    }
    // Where the shop takes all or nothing, an amount is refused, not believed.
    expect((await customer.post(`${path}/payment`, { ...forged, amount: '1' })).status).toBe(422)
    await stripe.pay(sessionIn((await customer.post(`${path}/payment`, forged)).location))
    await deliverAll(account)
    expect(await shop.rows('SELECT amount_minor, currency, account, state FROM payments')).toEqual([
      [totalMinor, 'USD', account, 'succeeded'],
    ])
  })
})

describe('a refund', () => {
  test('in part or in full moves the balance back, once each', async () => {
    const shop = await makeShop()
    const { account, invoice, customer, pay, path } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await deliverAll(account)
    const [[intent] = []] = await shop.rows('SELECT payment_intent FROM payments')
    await stripe.refund(String(intent), 10_000)
    await deliverAll(account)
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(10_000)
    await stripe.refund(String(intent), totalMinor - 10_000)
    await deliverAll(account)
    expect(await books(shop, invoice)).toEqual({
      balance: totalMinor,
      ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`, 'refund 10000', `refund ${totalMinor - 10_000}`],
    })
    expect(await shop.rows('SELECT refunded_minor FROM payments')).toEqual([[totalMinor]])
    expect((await customer.get(path)).text).toContain('Given back')
  })
})

describe('paid twice', () => {
  test('money for an invoice that is settled is kept as credit, and staff see it', async () => {
    const shop = await makeShop()
    const { desk, account, invoice, customer, pay, path } = await openTill(shop)
    const session = sessionIn((await pay()).location)
    await stripe.pay(session)
    // The shop records cash in the seconds between; it could not have known, for the answer of Stripe is lost.
    await shop.rows(
      `INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, invoice_id, source, at)
       SELECT 'led_x', 'payment', -balance_minor, 'USD', customer_id, id, 'cash', 1 FROM invoices WHERE id = ?`,
      invoice,
    )
    await deliverAll(account)
    expect(await books(shop, invoice)).toMatchObject({ balance: 0 })
    expect(await creditRows(shop)).toEqual([`credit -${totalMinor}`])
    expect(await shop.rows("SELECT kind, audience FROM events WHERE kind LIKE 'payment.twice'")).toEqual([
      ['payment.twice', 'staff'],
    ])
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).toContain('$754.20 came in beyond what was due')
    expect((await customer.get(path)).text).toContain('Paid in full')
  })

  test('money that comes in while the shop records cash is noticed before, and the cash is refused', async () => {
    const shop = await makeShop()
    const { desk, account, invoice, pay } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    const cash = { amount: '754.20', method: 'cash', receivedOn: '2030-04-09' }
    const refused = await act(shop, desk, invoice, 'payments', cash)
    expect(refused.status).toBe(409)
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(0)
  })
})

describe('an event that comes while Stripe gives no answer', () => {
  test('is kept unapplied and asked for again, and the next try applies it', async () => {
    const shop = await makeShop()
    const { account, invoice, pay } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    const event = (await eventsOf(account)).find(({ type }) => type === 'checkout.session.completed')
    if (!event) throw new Error('There is no event')
    await stripe.fault([{ kind: 'status', status: 503, times: 9, match: '/v1/' }])
    expect((await deliver(event)).status).toBe(503)
    await stripe.heal()
    expect(await shop.rows('SELECT applied_at FROM stripe_events WHERE id = ?', event.id)).toEqual([[null]])
    expect((await books(shop, invoice)).balance).toBe(totalMinor)
    expect((await deliver(event)).status).toBe(200)
    expect((await books(shop, invoice)).balance).toBe(0)
  })
})
