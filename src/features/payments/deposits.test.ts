import { describe, expect, test } from 'vitest'
import { depsOf } from '#env.ts'
import { customerContext } from '#identity/customer-context.ts'
import { libsql, stripe, testEnv } from '#testing/outside.ts'
import { makeShop, type TestContact, type TestShop } from '#testing/world.ts'
import { startDeposit } from './actions.ts'
import { creditRows, deliverAll, eventsOf, openTill, sessionIn } from './testing.ts'

/** A deposit of $120 on an estimate, and a press of its button by whoever is signed in. */
async function asked(contactIs: Parameters<TestShop['customer']>[0] = {}) {
  const shop = await makeShop()
  const till = await openTill(shop)
  const contact = await shop.customer({ customerId: till.contact.customerId, ...contactIs })
  await shop.signedIn(contact)
  const deposit = {
    ...{ estimateId: 'est_1', customerId: contact.customerId, amountMinor: 12_000, currency: 'USD', label: 'Deposit for EST-1' },
    ...{ successUrl: 'http://localhost:8787/yes', cancelUrl: 'http://localhost:8787/back' },
  }
  const press = async (amountMinor = deposit.amountMinor, env = testEnv) =>
    startDeposit(await contextOf(shop, contact, env), { ...deposit, amountMinor })
  return { shop, desk: till.desk, contact, press, account: till.account }
}

async function contextOf(shop: TestShop, { contactId, customerId, personId }: TestContact, env = testEnv) {
  const [[session] = []] = await shop.rows('SELECT id FROM sessions WHERE contact_id = ?', contactId)
  const claims = {
    kind: 'customer' as const,
    session: String(session),
    contact: contactId,
    customer: customerId,
    person: personId ?? '',
  }
  const occasion = {
    tenant: shop.tenant,
    deps: depsOf(env),
    requestId: 'req_1',
    now: Date.now(),
    base: shop.base,
    host: 'localhost',
  }
  return customerContext({ ...occasion, network: '', device: '', command: undefined }, claims, () => {})
}

const states = async (shop: TestShop) =>
  (await shop.rows('SELECT state FROM payments WHERE estimate_id IS NOT NULL ORDER BY created_at, rowid')).flat()

describe('a deposit', () => {
  test('is paid on one page, becomes the customer’s credit under its estimate, and is receipted', async () => {
    const { shop, contact, press, account } = await asked()
    const session = sessionIn(await press())
    expect(session).not.toBe('')
    expect(sessionIn(await press())).toBe(session)
    await stripe.pay(session)
    await deliverAll(account)
    expect(await states(shop)).toEqual(['succeeded'])
    expect(await creditRows(shop)).toEqual(['deposit -12000'])
    expect(await shop.rows(`SELECT estimate_id, invoice_id FROM ledger WHERE kind = 'deposit'`)).toEqual([['est_1', null]])
    const receipt = (await shop.mailsTo(contact.email ?? '')).find(({ Subject }) => Subject.startsWith('Receipt'))
    expect(receipt?.Text).toContain('We received your deposit of $120.00. It counts toward your invoice.')
    expect(await press()).toBe('http://localhost:8787/yes')
    expect(await states(shop)).toEqual(['succeeded'])
  })

  test('pressed by two at once has one open page', async () => {
    const { shop, press } = await asked()
    await Promise.all([press(), press()])
    expect(await states(shop)).toEqual(['open'])
  })

  test('of another amount closes the page for the old one', async () => {
    const { shop, press, account } = await asked()
    const old = sessionIn(await press())
    const next = sessionIn(await press(13_000))
    expect([next !== old, next !== '']).toEqual([true, true])
    await expect(stripe.pay(old)).rejects.toThrow()
    await deliverAll(account)
    expect(await states(shop)).toEqual(['expired', 'open'])
  })

  test('paid this moment, before the webhook came, counts at once', async () => {
    const { shop, press } = await asked()
    await stripe.pay(sessionIn(await press()))
    expect(await press()).toBe('http://localhost:8787/yes')
    expect(await creditRows(shop)).toEqual(['deposit -12000'])
  })

  test('that was paid while somebody was led to pay it is not asked for again', async () => {
    const { shop, press } = await asked()
    await libsql.meanwhile(
      shop.namespace,
      `INSERT INTO payments (id, customer_id, method, state, amount_minor, currency, estimate_id, created_at)
        SELECT 'pay_x', customer_id, 'cash', 'succeeded', 12000, 'USD', 'est_1', 1 FROM invoices`,
    )
    expect(await press()).toBe('http://localhost:8787/yes')
  })

  test('leaves the platform its part, in whole units of the currency, and the shop is told how much', async () => {
    const { shop, desk, press, account } = await asked()
    // 1.25% of $120.01 is $1.50 and a bit.
    await stripe.pay(sessionIn(await press(12_001, { ...testEnv, STRIPE_FEE_PPM: '12500' })))
    await deliverAll(account)
    expect(await shop.rows('SELECT application_fee_minor, fee_minor > 150 FROM payments')).toEqual([[150, 1]])
    const [[id] = []] = await shop.rows('SELECT id FROM payments')
    expect((await desk.get(`${shop.desk}/payments/${id}`)).text).toContain('$1.50 of it for the platform')
  })

  test('given back at Stripe takes the credit back', async () => {
    const { shop, press, account } = await asked()
    const session = sessionIn(await press())
    await stripe.pay(session)
    await deliverAll(account)
    const [[intent] = []] = await shop.rows('SELECT payment_intent FROM payments WHERE estimate_id IS NOT NULL')
    const [[id] = []] = await shop.rows('SELECT id FROM payments WHERE estimate_id IS NOT NULL')
    const { text } = await (await shop.staff()).get(`${shop.desk}/payments/${id}`)
    expect([text.includes('paid with this deposit'), text.includes('They owe that much less')]).toEqual([true, false])
    await stripe.refund(String(intent), 5_000)
    for (const event of await eventsOf(account)) await deliverAll(event.account ?? account)
    expect(await creditRows(shop)).toEqual(['deposit -12000', 'refund 5000'])
  })

  test('is for those who pay', async () => {
    const { press } = await asked({ canPay: false })
    await expect(press()).rejects.toThrow('Somebody else in your company pays')
  })
})
