import { afterEach, describe, expect, test } from 'vitest'
import { libsql, stripe, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { act, books, connect, deliverAll, draft, eventsOf, openTill, sent, sessionIn, totalMinor } from './testing.ts'

afterEach(async () => {
  await stripe.heal()
  setClock(start)
})

describe('while Stripe is down', () => {
  const checkouts = '/v1/checkout/sessions'
  const faults = {
    'answers with an error': { kind: 'status', status: 503, times: 50, match: checkouts },
    'drops the connection': { kind: 'refuse', times: 50, match: checkouts },
    hangs: { kind: 'delay', ms: 2_600, times: 50, match: checkouts },
  }
  test.each(Object.entries(faults))(
    'when it %s, the shop’s page says that nothing was charged, and the next press goes on',
    async (_name, fault) => {
      const shop = await makeShop()
      const { account, invoice, pay } = await openTill(shop)
      await stripe.fault([fault])
      const page = await pay()
      expect(page.status).toBe(503)
      expect(page.text).toContain('Nothing was charged')
      expect(page.text).toContain(`Shop ${shop.key}`)
      expect(page.headers.get('retry-after')).toBe('30')
      const before = await shop.rows('SELECT id, state FROM payments')
      expect(before).toEqual([[expect.any(String), 'open']])
      await stripe.heal()
      await stripe.pay(sessionIn((await pay()).location))
      await deliverAll(account)
      expect(await shop.rows('SELECT id, state FROM payments')).toEqual([[before[0]?.[0], 'succeeded']])
      expect((await books(shop, invoice)).balance).toBe(0)
    },
  )

  test('an answer that is lost after the page was made is asked for again, and it is the same page', async () => {
    const shop = await makeShop()
    const { account, pay } = await openTill(shop)
    await stripe.fault([{ kind: 'drop', times: 1, match: checkouts }])
    const session = sessionIn((await pay()).location)
    const headers = { authorization: `Bearer ${testEnv.STRIPE_SECRET_KEY}`, 'stripe-account': account }
    const made: { data: { id: string }[] } = await (await fetch(`${testEnv.STRIPE_URL}${checkouts}`, { headers })).json()
    expect(made.data.map(({ id }) => id)).toEqual([session])
  })

  test('the invoice can still be read, and is not voided or changed past an open payment page', async () => {
    const shop = await makeShop()
    const { desk, invoice, customer, pay, path } = await openTill(shop)
    const session = sessionIn((await pay()).location)
    await stripe.fault([{ kind: 'status', status: 503, times: 50, match: '/v1/' }])
    expect((await customer.get(path)).status).toBe(200)
    expect((await act(shop, desk, invoice, 'void')).status).toBe(503)
    expect(await books(shop, invoice)).toEqual({ balance: totalMinor, ledger: [`invoice ${totalMinor}`] })
    await stripe.heal()
    expect(sessionIn((await pay()).location)).toBe(session)
  })

  test('an attempt that was given up is ended for the next person, after a while', async () => {
    const shop = await makeShop()
    const { contact, invoice, pay } = await openTill(shop)
    await stripe.fault([{ kind: 'status', status: 503, times: 50, match: checkouts }])
    await pay()
    await stripe.heal()
    setClock(start + 60_000)
    const other = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    const led = await other.post(`${shop.base}/invoices/${invoice}/payment`)
    expect(sessionIn(led.location)).not.toBe('')
    expect(await shop.rows('SELECT state FROM payments ORDER BY created_at')).toEqual([['expired'], ['open']])
  })

  test('connecting is taken up where it stopped', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const connectPath = `${shop.desk}/settings/payments/connection`
    await stripe.fault([{ kind: 'status', status: 500, times: 3, match: '/v1/accounts' }])
    expect((await desk.post(connectPath)).status).toBe(503)
    await stripe.heal()
    const account = await connect(shop, desk)
    const [[kept] = []] = await shop.rows('SELECT stripe_account FROM profile')
    expect(kept).toBe(account)
    expect(await eventsOf(account)).toHaveLength(1)
  })
})

/** Loses the answer of the nth write after it was done. */
const loseAnswer = (shop: TestShop, nth: number) =>
  libsql.fault(shop.namespace, [{ kind: 'drop', match: 'write', skip: nth, times: 1 }])

describe('an answer of the database lost after the work was done', () => {
  test('doubles and loses nothing of what staff do', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const losing = async <T>(work: () => Promise<T>): Promise<T> => {
      await loseAnswer(shop, 0)
      return work()
    }
    const id = await losing(() => draft(shop, desk, contact))
    expect(await shop.rows('SELECT count(*) FROM invoices')).toEqual([[1]])
    expect((await losing(() => act(shop, desk, id, 'sending'))).status).toBe(303)
    const form = await desk.get(`${shop.desk}/invoices/${id}/edit`)
    const change = { 'description[]': ['Caps'], 'quantity[]': ['1'], 'unitPrice[]': ['100'], 'discount[]': [''], 'tax[]': [''] }
    expect((await losing(() => desk.submit(form, `${shop.desk}/invoices/${id}`, change))).status).toBe(303)
    const cash = { amount: '40', method: 'cash', receivedOn: '2030-04-09' }
    expect((await losing(() => act(shop, desk, id, 'payments', cash))).status).toBe(303)
    expect(await books(shop, id)).toEqual({
      balance: 6_000,
      ledger: [`invoice ${totalMinor}`, `revision ${10_000 - totalMinor}`, 'payment -4000'],
    })
    const other = await sent(shop, desk, contact)
    expect((await losing(() => act(shop, desk, other, 'void'))).status).toBe(303)
    expect(await books(shop, other)).toEqual({ balance: 0, ledger: [`invoice ${totalMinor}`, `void -${totalMinor}`] })
    const last = await draft(shop, desk, contact)
    expect((await losing(() => act(shop, desk, last, 'discarding'))).status).toBe(303)
    expect(await shop.rows('SELECT number FROM invoices ORDER BY number')).toEqual([['INV-1001'], ['INV-1002']])
    expect(await shop.rows("SELECT count(*) FROM outbox WHERE kind = 'invoice.ready'")).toEqual([[2]])
  })

  test.each([0, 1])('while paying (write %i) leads to one payment page', async (nth) => {
    const shop = await makeShop()
    const { account, invoice, pay } = await openTill(shop)
    await loseAnswer(shop, nth)
    const session = sessionIn((await pay()).location)
    expect(session).not.toBe('')
    expect(sessionIn((await pay()).location)).toBe(session)
    await stripe.pay(session)
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(0)
    expect(await shop.rows('SELECT count(*) FROM payments')).toEqual([[1]])
  })

  test.each([0, 1, 2, 3])('while a payment is marked (write %i) books it once and sends one receipt', async (nth) => {
    const shop = await makeShop()
    const { account, contact, invoice, pay } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await loseAnswer(shop, nth)
    await deliverAll(account)
    expect(await books(shop, invoice)).toEqual({ balance: 0, ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`] })
    const mails = await shop.mailsTo(contact.email ?? '')
    expect(mails.filter(({ Subject }) => Subject.startsWith('Receipt'))).toHaveLength(1)
  })
})
