import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  books,
  connect,
  deliver,
  deliverAll,
  eventsOf,
  openTill,
  sessionIn,
  sign,
  totalMinor,
} from '#features/payments/testing.ts'
import { openBrowser } from '#testing/browser.ts'
import { stripe, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'

/** A shop whose customer has paid, and nothing was delivered yet. */
async function paidTill(shop: TestShop) {
  const till = await openTill(shop)
  const before = (await eventsOf(till.account)).length
  const session = sessionIn((await till.pay()).location)
  await stripe.pay(session)
  const events = (await eventsOf(till.account)).slice(before)
  const completed = events.find(({ type }) => type === 'checkout.session.completed')
  if (!completed) throw new Error('There is no event')
  return { ...till, session, events, completed }
}

const settled = { balance: 0, ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`] }
const untouched = { balance: totalMinor, ledger: [`invoice ${totalMinor}`] }

describe('the same event', () => {
  test('50 times at once gives one row in the ledger and 50 times 200', async () => {
    const shop = await makeShop()
    const { invoice, completed, contact } = await paidTill(shop)
    const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(completed)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(await books(shop, invoice)).toEqual(settled)
    expect(await shop.rows('SELECT count(*) FROM stripe_events WHERE id = ?', completed.id)).toEqual([[1]])
    const receipts = (await shop.mailsTo(contact.email ?? '')).filter(({ Subject }) => Subject.startsWith('Receipt'))
    expect(receipts).toHaveLength(1)
    expect((await deliver(completed)).outcome).toBe('seen before')
  })
})

describe('events of one payment', () => {
  test('all at once end alike', async () => {
    const shop = await makeShop()
    const { invoice, events } = await paidTill(shop)
    const answers = await Promise.all([...events, ...events].map((event) => deliver(event)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(await books(shop, invoice)).toEqual(settled)
  })

  test('an expiry that is late changes nothing that was paid', async () => {
    const shop = await makeShop()
    const { account, invoice, pay } = await openTill(shop)
    const first = sessionIn((await pay()).location)
    await stripe.expire(first)
    const second = sessionIn((await pay()).location)
    await stripe.pay(second)
    const events = await eventsOf(account)
    for (const event of events.toReversed()) await deliver(event)
    expect(await books(shop, invoice)).toEqual(settled)
    expect(await shop.rows('SELECT state FROM payments ORDER BY state')).toEqual([['expired'], ['succeeded']])
  })
})

describe('a forged event', () => {
  test('changes nothing, whatever of it is wrong', async () => {
    const shop = await makeShop()
    const other = await makeShop()
    const stranger = await connect(other, await other.staff())
    const { account, invoice, completed } = await paidTill(shop)
    const { payload, signature } = completed
    const change = (from: string, to: string) => payload.replace(from, to)
    const signed = async (text: string) => ({ payload: text, signature: await sign(text) })
    const of = (value: string) => signed(change(`"account": "${account}"`, value))
    const mac = signature.split('v1=')[1] ?? ''
    const time = /t=(\d+)/.exec(signature)?.[1] ?? ''
    const forged: Record<string, { payload: string; signature: string }> = {
      'without a signature': { payload, signature: '' },
      'with words for a signature': { payload, signature: 'signed by Stripe' },
      'with a signature without a time': { payload, signature: `v1=${mac}` },
      'with a time without a signature': { payload, signature: `t=${time}` },
      'with another version’s signature': { payload, signature: `t=${time},v0=${mac}` },
      'with half a signature': { payload, signature: `t=${time},v1=${mac.slice(0, 32)}` },
      'with an empty signature': { payload, signature: `t=${time},v1=` },
      'with a changed digit': { payload, signature: `t=${time},v1=${mac.replace(/^./, mac.startsWith('0') ? '1' : '0')}` },
      'with another time': { payload, signature: `t=${Number(time) + 1},v1=${mac}` },
      'signed by another secret': { payload, signature: await sign(payload, 'whsec_somebody') },
      'signed by a secret in capitals': { payload, signature: await sign(payload, testEnv.STRIPE_WEBHOOK_SECRETS.toUpperCase()) },
      'signed 301 seconds ago': { payload, signature: await sign(payload, undefined, Date.now() - 301_000) },
      'signed 301 seconds from now': { payload, signature: await sign(payload, undefined, Date.now() + 302_000) },
      'with one more space': { payload: `${payload} `, signature },
      'with a mark before it': { payload: `\ufeff${payload}`, signature },
      'without its white space': { payload: JSON.stringify(JSON.parse(payload)), signature },
      'with another id': { payload: change(completed.id, `${completed.id}x`), signature },
      'with another amount': { payload: change(String(totalMinor), '1'), signature },
      'with no body': { payload: '', signature: await sign('') },
      'with no event': await signed('{}'),
      'with no JSON': await signed('paid!'),
      'of another shop’s account': await of(`"account": "${stranger}"`),
      'of an account nobody knows': await of('"account": "acct_0000000000000000"'),
      'of no account': await signed(change(`"account": "${account}",`, '')),
      'of the other mode': await signed(payload.replaceAll('"livemode": false', '"livemode": true')),
    }
    expect(Object.keys(forged).length).toBeGreaterThanOrEqual(20)
    const log = vi.spyOn(console, 'warn').mockImplementation(() => {})
    onTestFinished(() => log.mockRestore())
    for (const [name, event] of Object.entries(forged)) {
      const { status, outcome } = await deliver(event)
      expect([name, status, outcome]).toEqual([
        name,
        expect.toSatisfy((code: number) => [200, 422, 503].includes(code)),
        expect.not.stringMatching('applied'),
      ])
      expect([name, await books(shop, invoice)]).toEqual([name, untouched])
    }
    expect(
      await shop.rows('SELECT count(*) FROM stripe_events WHERE applied_at IS NOT NULL AND type LIKE ?', 'checkout%'),
    ).toEqual([[0]])
    expect((await deliver(completed)).outcome).toBe('applied')
    expect(await books(shop, invoice)).toEqual(settled)
  })

  test('made by the shop’s own account with another amount, currency or page is noted and changes nothing', async () => {
    for (const [reason, form] of Object.entries({
      amount: { 'line_items[0][price_data][unit_amount]': '100', 'line_items[0][price_data][currency]': 'usd' },
      currency: { 'line_items[0][price_data][unit_amount]': String(totalMinor), 'line_items[0][price_data][currency]': 'cad' },
      session: { 'line_items[0][price_data][unit_amount]': String(totalMinor), 'line_items[0][price_data][currency]': 'usd' },
    })) {
      const shop = await makeShop()
      const { desk, account, invoice, pay } = await openTill(shop)
      await pay()
      const [[payment] = []] = await shop.rows('SELECT id FROM payments')
      const session = await checkoutOf(account, { client_reference_id: String(payment), ...form })
      await stripe.pay(session)
      await deliverAll(account)
      expect(await books(shop, invoice)).toEqual(untouched)
      const [noted] = await shop.rows("SELECT details ->> 'reason' FROM events WHERE kind = 'payment.mismatch'")
      expect(noted).toEqual([reason])
      expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).toContain('A payment did not fit this invoice')
    }
  })

  test('naming a payment of another shop finds none', async () => {
    const shop = await makeShop()
    const victim = await openTill(shop)
    await victim.pay()
    const [[payment] = []] = await shop.rows('SELECT id FROM payments')
    const other = await makeShop()
    const thief = await connect(other, await other.staff())
    const sale = { 'line_items[0][price_data][unit_amount]': String(totalMinor), 'line_items[0][price_data][currency]': 'usd' }
    await stripe.pay(await checkoutOf(thief, { client_reference_id: String(payment), ...sale }))
    await deliverAll(thief)
    expect(await books(shop, victim.invoice)).toEqual(untouched)
    expect(await other.rows("SELECT outcome FROM stripe_events WHERE type = 'checkout.session.completed'")).toEqual([
      ['not ours'],
    ])
  })
})

describe('the webhook', () => {
  test('takes a signature 299 seconds old, and either of two', async () => {
    const shop = await makeShop()
    const { invoice, completed } = await paidTill(shop)
    const signature = await sign(completed.payload, undefined, Date.now() - 299_000)
    const [time, good] = signature.split(',')
    expect((await deliver({ payload: completed.payload, signature: `${time},v1=${'0'.repeat(64)},${good}` })).status).toBe(200)
    expect(await books(shop, invoice)).toEqual(settled)
    setClock(start)
  })

  test('stands on the portal host alone, and only as a POST', async () => {
    const body = { method: 'POST', body: '{}', headers: { 'content-length': '2' } }
    expect((await openBrowser(testEnv.STAFF_ORIGIN).fetch('/webhooks/stripe', body)).status).toBe(404)
    expect((await openBrowser(testEnv.PORTAL_ORIGIN).fetch('/webhooks/stripe')).status).toBe(404)
  })

  test('keeps its peace whatever is signed and sent', async () => {
    const shop = await makeShop()
    const { account, invoice } = await openTill(shop)
    const type = fc.constantFrom(
      'checkout.session.completed',
      'payment_intent.succeeded',
      'charge.refunded',
      'refund.updated',
      'customer.created',
      'x',
    )
    const object = fc.oneof(
      fc.record({ id: fc.string(), payment_intent: fc.string(), amount: fc.integer() }, { requiredKeys: [] }),
      fc.constant({}),
    )
    await fc.assert(
      fc.asyncProperty(fc.uuid(), type, object, async (id, type, object) => {
        const payload = JSON.stringify({
          id: `evt_${id}`,
          object: 'event',
          type,
          account,
          livemode: false,
          created: 1,
          data: { object },
        })
        const { status } = await deliver({ payload, signature: await sign(payload) })
        expect([200, 503]).toContain(status)
        expect(await books(shop, invoice)).toEqual(untouched)
      }),
      { numRuns: 25 },
    )
  })
})

/** A checkout made with the shop's own keys, past the product. */
async function checkoutOf(account: string, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({
    ...{ mode: 'payment', success_url: 'http://localhost/ok', cancel_url: 'http://localhost/no' },
    ...{ 'line_items[0][quantity]': '1', 'line_items[0][price_data][product_data][name]': 'Invoice' },
    ...fields,
  })
  const headers = { authorization: `Bearer ${testEnv.STRIPE_SECRET_KEY}`, 'stripe-account': account }
  const made: { id: string } = await (
    await fetch(`${testEnv.STRIPE_URL}/v1/checkout/sessions`, { method: 'POST', body, headers })
  ).json()
  return made.id
}
