import { afterEach, describe, expect, test } from 'vitest'
import { libsql, stripe, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import {
  act,
  books,
  codeFor,
  connect,
  deliver,
  deliverAll,
  eventsOf,
  isAttached,
  openKept,
  openTill,
  sent,
  sessionIn,
  totalMinor,
} from './testing.ts'

const minute = 60_000
const label = 'Visa ending 4242'

afterEach(async () => {
  await stripe.heal()
  setClock(start)
})

const methods = (shop: TestShop) => shop.rows('SELECT label, removed_at FROM saved_methods')
const attempts = (shop: TestShop) => shop.rows('SELECT state, amount_minor FROM payments ORDER BY created_at, id')
/** Every charge Stripe made on this account, with what became of it. */
async function charges(account: string): Promise<string[]> {
  const headers = { authorization: `Bearer ${testEnv.STRIPE_SECRET_KEY}`, 'stripe-account': account }
  const answer = await fetch(`${testEnv.STRIPE_URL}/v1/charges?limit=100`, { headers })
  const { data }: { data: { amount: number; status: string }[] } = await answer.json()
  return data.map(({ amount, status }) => `${status} ${amount}`)
}

describe('keeping what was paid with', () => {
  test('is asked, off until ticked, and says where it is kept', async () => {
    const shop = await makeShop()
    const { customer, path } = await openTill(shop)
    const { text } = await customer.get(path)
    expect(text).toContain(`Keep this for next time at Shop ${shop.key}`)
    expect(text).toContain('It is kept at Stripe')
    expect(text).not.toMatch(/name="keep"[^>]*checked/)
  })

  test('happens once for who wished it, however often and in whatever order Stripe tells of it', async () => {
    const shop = await makeShop()
    const { account } = await openKept(shop)
    for (const event of (await eventsOf(account)).toReversed()) await deliver(event)
    expect(await methods(shop)).toEqual([[label, null]])
  })

  test('again is one way to pay: what is charged is the card that was kept last, and Stripe forgets the one before', async () => {
    const shop = await makeShop()
    const { customer, desk, contact, account, path, method, way } = await openKept(shop)
    await stripe.method(method, 'refused')
    const again = await customer.submit(await customer.get(path), /\/payment$/, { keep: 'on' })
    await stripe.pay(sessionIn(again.location))
    await deliverAll(account)
    await shop.ring()
    const [[id, renewed] = [], ...others] = await shop.rows('SELECT id, stripe_method FROM saved_methods')
    expect([id, others]).toEqual([way, []])
    expect([await isAttached(account, method), await isAttached(account, String(renewed))]).toEqual([false, true])
    const next = await sent(shop, desk, contact)
    await customer.submit(await customer.get(`${shop.base}/invoices/${next}`), /\/payments\/charges$/)
    expect((await books(shop, next)).balance).toBe(0)
  })

  test('does not happen without the tick, nor for a card that was refused', async () => {
    const shop = await makeShop()
    const { account, pay, customer, path } = await openTill(shop)
    const first = sessionIn((await pay()).location)
    const kept = sessionIn((await customer.submit(await customer.get(path), /\/payment$/, { keep: 'on' })).location)
    expect(kept).not.toBe(first)
    await stripe.pay(kept, 'refused')
    await deliverAll(account)
    expect(await methods(shop)).toEqual([])
    const plain = sessionIn((await pay()).location)
    expect([first, kept]).not.toContain(plain)
    await stripe.pay(plain)
    await deliverAll(account)
    expect(await methods(shop)).toEqual([])
    expect(await attempts(shop)).toHaveLength(3)
  })

  test('is offered to nobody who came by a mailed link, and a link that asks for it keeps nothing', async () => {
    const shop = await makeShop()
    const { account, contact } = await openTill(shop)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/invoice\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    const visitor = shop.visitor()
    expect((await visitor.get(pathname)).text).not.toContain('Keep this')
    await stripe.pay(sessionIn((await visitor.post(`${pathname}/payment`, { keep: 'on' })).location))
    await deliverAll(account)
    expect(await methods(shop)).toEqual([])
  })

  test('a colleague’s page that keeps a card is not taken up by another contact', async () => {
    const shop = await makeShop()
    const { contact, customer, path } = await openTill(shop)
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    const own = sessionIn((await customer.submit(await customer.get(path), /\/payment$/, { keep: 'on' })).location)
    const theirs = sessionIn((await colleague.submit(await colleague.get(path), /\/payment$/, { keep: 'on' })).location)
    expect(theirs).not.toBe(own)
  })
})

describe('paying with what was kept', () => {
  test('is one press: the invoice is paid, with a receipt that names the card', async () => {
    const shop = await makeShop()
    const { customer, account, contact, invoice, path, tap } = await openKept(shop)
    expect((await customer.get(path)).text).toContain(`Pay $754.20 with ${label}`)
    expect((await tap()).location).toContain(`/invoices/${invoice}?paid=1`)
    expect(await books(shop, invoice)).toEqual({ balance: 0, ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`] })
    await deliverAll(account)
    expect((await books(shop, invoice)).ledger).toHaveLength(2)
    const receipts = (await shop.mailsTo(contact.email ?? '')).filter(({ Subject }) => Subject.startsWith('Receipt'))
    expect(receipts).toHaveLength(2)
    expect(receipts.every(({ Text }) => Text.includes(label))).toBe(true)
  })

  test('is done once by two presses at once, and by the same form sent again', async () => {
    const shop = await makeShop()
    const { customer, account, invoice, path } = await openKept(shop)
    const page = await customer.get(path)
    const press = () => customer.submit(page, /\/payments\/charges$/)
    await Promise.all([press(), press()])
    expect((await press()).status).toBe(303)
    expect((await books(shop, invoice)).balance).toBe(0)
    expect(await charges(account)).toEqual([`succeeded ${totalMinor}`, `succeeded ${totalMinor}`])
  })

  test('pays several at once, as shown', async () => {
    const shop = await makeShop()
    const { customer, desk, contact, account, invoice } = await openKept(shop)
    const other = await sent(shop, desk, contact)
    const review = await customer.get(`${shop.base}/payments/new?invoice=${invoice}&invoice=${other}`)
    expect(review.text).toContain(`Pay $1,508.40 with ${label}`)
    const led = await customer.submit(review, /\/payments\/charges$/)
    expect(led.location).toMatch(/\/payments\/pay_/)
    expect([(await books(shop, invoice)).balance, (await books(shop, other)).balance]).toEqual([0, 0])
    expect((await charges(account))[0]).toBe(`succeeded ${2 * totalMinor}`)
  })

  test('takes the place of a payment page that stands open, which can be paid no more', async () => {
    const shop = await makeShop()
    const { customer, path, invoice, tap } = await openKept(shop)
    const open = sessionIn((await customer.post(`${path}/payment`)).location)
    await tap()
    expect((await books(shop, invoice)).balance).toBe(0)
    await expect(stripe.pay(open)).rejects.toThrow(/expired/)
  })

  test('an amount that changed since is not taken', async () => {
    const shop = await makeShop()
    const { customer, desk, path, invoice, account } = await openKept(shop)
    const page = await customer.get(path)
    await act(shop, desk, invoice, 'payments', { amount: '100', method: 'cash', receivedOn: '2030-04-09' })
    const answer = await customer.submit(page, /\/payments\/charges$/)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('The amount has changed')
    expect(await charges(account)).toHaveLength(1)
  })

  test('that the bank refuses says so on the invoice, which can be paid another way, and mails nobody', async () => {
    const shop = await makeShop()
    const { customer, contact, method, account, path, tap, invoice } = await openKept(shop)
    await stripe.method(method, 'refused')
    const answer = await tap()
    const page = await customer.get(answer.location)
    expect(page.text).toContain('Your card was declined. Nothing was taken')
    await deliverAll(account)
    expect((await shop.mailsTo(contact.email ?? '')).filter(({ Subject }) => Subject.includes('did not go through'))).toEqual([])
    expect((await books(shop, invoice)).balance).toBe(totalMinor)
    await stripe.pay(sessionIn((await customer.post(`${path}/payment`)).location))
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(0)
  })

  test('whose bank wants to ask its owner leads to Stripe’s page, where it can', async () => {
    const shop = await makeShop()
    const { account, invoice, tap } = await openKept(shop, 'asks')
    const session = sessionIn((await tap()).location)
    expect(session).not.toBe('')
    await stripe.pay(session, 'asks')
    await deliverAll(account)
    expect(await books(shop, invoice)).toEqual({ balance: 0, ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`] })
    expect((await attempts(shop)).map(([state]) => state)).toEqual(['succeeded', 'failed', 'succeeded'])
  })

  test('from a bank account is on its way for days, and one that bounces is told by mail', async () => {
    const shop = await makeShop()
    const { customer, contact, desk, account, invoice, path, tap } = await openKept(shop, 'bank')
    await tap()
    expect((await customer.get(path)).text).toContain('Your payment is on its way')
    const cash = { amount: '754.20', method: 'cash', receivedOn: '2030-04-09' }
    expect((await act(shop, desk, invoice, 'payments', cash)).status).toBe(409)
    const [[intent] = []] = await shop.rows(`SELECT payment_intent FROM payments WHERE state = 'processing'`)
    await stripe.bank(String(intent), false)
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(totalMinor)
    const told = (await shop.mailsTo(contact.email ?? '')).find(({ Subject }) => Subject.includes('did not go through'))
    expect(told?.Text).toContain('insufficient funds')
  })
})

describe('a proof of the mailbox', () => {
  const late = start + 11 * minute

  test('older than ten minutes is asked for anew, and the code pays what was chosen', async () => {
    const shop = await makeShop()
    const { account, contact, invoice, customer, tap } = await openKept(shop)
    setClock(late)
    const asked = await customer.get((await tap()).location)
    expect(asked.text).toContain('Check your email')
    expect(await charges(account)).toHaveLength(1)
    const code = await codeFor(shop, contact.email ?? '')
    const wrong = await customer.submit(asked, /\/payments\/charges$/, { code: '1234 5678' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('That is not the code in the email')
    expect((await customer.submit(wrong, /\/payments\/charges$/, { code })).location).toContain('?paid=1')
    expect((await books(shop, invoice)).balance).toBe(0)
    expect(await shop.rows('SELECT proved_at FROM sessions')).toEqual([[late]])
  })

  test('lets five wrong codes pass and no right one after them', async () => {
    const shop = await makeShop()
    const { account, contact, customer, tap } = await openKept(shop)
    setClock(late)
    let page = await customer.get((await tap()).location)
    const code = await codeFor(shop, contact.email ?? '')
    for (let i = 0; i < 5; i++) page = await customer.submit(page, /\/payments\/charges$/, { code: '0000 0001' })
    expect((await customer.submit(page, /\/payments\/charges$/, { code })).status).toBe(422)
    expect(await charges(account)).toHaveLength(1)
  })

  test('whose code is worn out is asked for with another by the next press', async () => {
    const shop = await makeShop()
    const { account, contact, customer, tap } = await openKept(shop)
    setClock(late)
    const asked = await customer.get((await tap()).location)
    const worn = await codeFor(shop, contact.email ?? '')
    await shop.rows('UPDATE challenges SET tries = 5')
    await tap()
    const code = await codeFor(shop, contact.email ?? '')
    expect(code).not.toBe(worn)
    await customer.submit(asked, /\/payments\/charges$/, { code })
    expect(await charges(account)).toHaveLength(2)
  })

  test('of another session, or one that was used, is none', async () => {
    const shop = await makeShop()
    const { account, contact, desk, tap, customer, path } = await openKept(shop)
    setClock(late)
    const asked = await customer.get((await tap()).location)
    const code = await codeFor(shop, contact.email ?? '')
    const elsewhere = await shop.signedIn(contact)
    await shop.rows('UPDATE sessions SET proved_at = ?', start)
    const theirs = await elsewhere.get((await elsewhere.submit(await elsewhere.get(path), /\/payments\/charges$/)).location)
    expect((await elsewhere.submit(theirs, /\/payments\/charges$/, { code })).status).toBe(422)
    await customer.submit(asked, /\/payments\/charges$/, { code })
    expect(await charges(account)).toHaveLength(2)
    await shop.rows('UPDATE sessions SET proved_at = ?', start)
    const another = await sent(shop, desk, contact)
    const asking = await customer.submit(await customer.get(`${shop.base}/invoices/${another}`), /\/payments\/charges$/)
    const again = await customer.get(asking.location)
    expect((await customer.submit(again, /\/payments\/charges$/, { code })).status).toBe(422)
    expect(await charges(account)).toHaveLength(2)
  })
})

describe('a charge whose answer is lost', () => {
  const intents = '/v1/payment_intents'
  const silence = { kind: 'status', status: 503, times: 50, match: intents }
  const lost = [{ kind: 'drop', times: 1, match: intents }, silence]

  test('is finished by the shop’s clock, and made once', async () => {
    const shop = await makeShop()
    const { customer, account, desk, invoice, path, tap } = await openKept(shop)
    await stripe.fault(lost)
    expect((await tap()).location).toContain('?paid=1')
    expect((await customer.get(path)).text).toContain('We are waiting for the bank’s word')
    await stripe.heal()
    expect((await act(shop, desk, invoice, 'void').catch(() => ({ status: 0 }))).status).not.toBe(303)
    setClock(start + 2 * minute)
    await shop.ring()
    expect((await books(shop, invoice)).balance).toBe(0)
    expect(await charges(account)).toHaveLength(2)
  })

  test('is not given up where the shop writes down that the invoice was paid in cash', async () => {
    const shop = await makeShop()
    const { desk, invoice, tap } = await openKept(shop)
    await stripe.fault(lost)
    await tap()
    await stripe.heal()
    const cash = { amount: '754.20', method: 'cash', receivedOn: '2030-04-09' }
    expect((await act(shop, desk, invoice, 'payments', cash)).status).toBe(409)
    setClock(start + 2 * minute)
    await shop.ring()
    expect(await books(shop, invoice)).toEqual({ balance: 0, ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`] })
  })

  test('is finished by Stripe’s event', async () => {
    const shop = await makeShop()
    const { account, invoice, tap } = await openKept(shop)
    await stripe.fault(lost)
    await tap()
    await stripe.heal()
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(0)
    expect(await charges(account)).toHaveLength(2)
  })

  test('is finished by the next press', async () => {
    const shop = await makeShop()
    const { customer, account, invoice, path, tap } = await openKept(shop)
    await stripe.fault(lost)
    await tap()
    await stripe.heal()
    expect((await customer.post(`${path}/payment`)).location).toContain('?paid=1')
    expect((await books(shop, invoice)).balance).toBe(0)
    expect(await charges(account)).toHaveLength(2)
  })

  test('is looked for, and never made again, once Stripe may have forgotten the key', async () => {
    for (const wasMade of [true, false]) {
      const shop = await makeShop()
      const { account, invoice, tap } = await openKept(shop)
      await stripe.fault([...(wasMade ? [{ kind: 'drop', times: 1, match: intents }] : []), silence])
      await tap()
      await stripe.heal()
      setClock(start + 30 * 60 * minute)
      await shop.ring()
      expect((await books(shop, invoice)).balance).toBe(wasMade ? 0 : totalMinor)
      expect(await charges(account)).toHaveLength(wasMade ? 2 : 1)
      setClock(start)
    }
  })

  test('or whose write is lost settles by what Stripe knows', async () => {
    const shop = await makeShop()
    const { customer, account, invoice, path } = await openKept(shop)
    const page = await customer.get(path)
    await libsql.fault(shop.namespace, [{ kind: 'drop', match: 'succeeded', times: 1 }])
    await customer.submit(page, /\/payments\/charges$/)
    await libsql.heal(shop.namespace)
    await deliverAll(account)
    expect(await books(shop, invoice)).toEqual({ balance: 0, ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`] })
  })
})

describe('ways to pay', () => {
  test('lists what its owner keeps and removes it here and at Stripe; then it pays nothing', async () => {
    const shop = await makeShop()
    const { customer, account, path, method } = await openKept(shop)
    const page = await customer.get(path)
    const list = await customer.get(`${shop.base}/ways-to-pay`)
    expect(list.text).toContain(label)
    await customer.submit(list, /\/removal$/)
    expect((await customer.get(`${shop.base}/ways-to-pay`)).text).toContain('Nothing is kept yet')
    await shop.ring()
    expect(await isAttached(account, method)).toBe(false)
    const answer = await customer.submit(page, /\/payments\/charges$/)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('not kept any more')
    expect(await charges(account)).toHaveLength(1)
  })

  test('a colleague neither sees nor uses nor removes it', async () => {
    const shop = await makeShop()
    const { contact, account, path, invoice, way } = await openKept(shop)
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    expect((await colleague.get(path)).text).not.toContain(label)
    expect((await colleague.get(`${shop.base}/ways-to-pay`)).text).not.toContain(label)
    const form = { 'invoices[]': invoice, total: String(totalMinor), method: way }
    expect((await colleague.post(`${shop.base}/payments/charges`, form)).status).toBe(404)
    expect((await colleague.post(`${shop.base}/ways-to-pay/${way}/removal`)).status).toBe(404)
    expect(await charges(account)).toHaveLength(1)
    expect(await methods(shop)).toEqual([[label, null]])
  })

  test('is of no use once the shop has another account at Stripe', async () => {
    const shop = await makeShop()
    const { customer, desk, path } = await openKept(shop)
    await shop.rows(`UPDATE profile SET stripe_account = NULL, stripe_state = 'none'`)
    await shop.rows(`INSERT INTO events (id, kind, subject_id, audience, actor_kind, actor_name, facts, request_id, at)
      VALUES ('evt_gone', 'payments.disconnected', 'x', 'staff', 'system', '', '{}', 'r', 1)`)
    await connect(shop, desk)
    expect((await customer.get(path)).text).not.toContain(label)
  })
})
