import { afterEach, describe, expect, test } from 'vitest'
import { libsql, stripe, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { act, books, creditRows, deliverAll, openKept, openTill, sessionIn, totalMinor } from './testing.ts'

afterEach(async () => {
  await stripe.heal()
  setClock(start)
})

/** One invoice, paid by card; and the desk's page of that payment. */
async function openPaid() {
  const shop = await makeShop()
  const till = await openTill(shop)
  await stripe.pay(sessionIn((await till.pay()).location))
  await deliverAll(till.account)
  return { shop, ...till, ...(await paymentOf(shop)) }
}

/** The same of one that was paid in one press, with a card that was kept: no checkout stands behind it. */
async function openTapped() {
  const shop = await makeShop()
  const kept = await openKept(shop)
  await kept.tap()
  return { shop, ...kept, ...(await paymentOf(shop)) }
}

async function paymentOf(shop: TestShop) {
  const [[id, intent] = []] = await shop.rows('SELECT id, payment_intent FROM payments ORDER BY created_at DESC, rowid DESC')
  return { payment: `${shop.desk}/payments/${id}`, intent: String(intent) }
}

/** What Stripe did for that refund of ours, of 100.00. */
async function refundAtStripe(account: string, intent: string, refund: string) {
  const headers = { authorization: `Bearer ${testEnv.STRIPE_SECRET_KEY}`, 'stripe-account': account }
  const body = new URLSearchParams({ payment_intent: intent, amount: '10000', 'metadata[refund]': refund })
  const made = await fetch(`${testEnv.STRIPE_URL}/v1/refunds`, { method: 'POST', headers, body })
  expect(made.status).toBe(200)
  return ((await made.json()) as { id: string }).id
}

/** What Stripe gave back of a payment, in minor units, and whether it arrived. */
async function refundsAtStripe(account: string, intent: string) {
  const headers = { authorization: `Bearer ${testEnv.STRIPE_SECRET_KEY}`, 'stripe-account': account }
  const found = await fetch(`${testEnv.STRIPE_URL}/v1/refunds?payment_intent=${intent}`, { headers })
  const { data }: { data: { amount: number; status: string }[] } = await found.json()
  return data.map(({ amount, status }) => [amount, status])
}

/** What stays owed: its box is not ticked. */
const owedStill = { isForgiven: '' }

const refundRows = (shop: TestShop) => shop.rows('SELECT amount_minor, state FROM refunds ORDER BY created_at, rowid')

describe('giving money back', () => {
  test('in part and then the rest goes through Stripe, is counted once, mailed, and seen by the customer', async () => {
    const { shop, desk, invoice, payment, account, contact, customer, path } = await openPaid()
    const page = await desk.get(payment)
    expect(page.text).toContain('Up to $754.20')
    expect((await desk.submit(page, `${payment}/refunds`, { amount: '100', reason: 'One cap short', ...owedStill })).status).toBe(
      303,
    )
    expect((await books(shop, invoice)).balance).toBe(10_000)
    await deliverAll(account)
    expect((await books(shop, invoice)).ledger).toEqual([`invoice ${totalMinor}`, `payment -${totalMinor}`, 'refund 10000'])
    expect(await refundRows(shop)).toEqual([[10_000, 'done']])
    const mail = (await shop.mailsTo(contact.email ?? '')).find(({ Subject }) => Subject.includes('gave back'))
    expect(mail?.Text).toContain('We gave back $100.00 of your payment for Invoice INV-1001.')
    expect((await customer.get(path)).text).toContain('Given back')
    const rest = await desk.get(payment)
    expect(rest.text).toContain('One cap short')
    expect(rest.text).toContain('Up to $654.20')
    await desk.submit(rest, `${payment}/refunds`, owedStill)
    expect((await books(shop, invoice)).balance).toBe(totalMinor)
    expect((await desk.get(payment)).text).toContain('All of it was given back.')
  })

  test('takes it off the invoice with a credit note, so that nobody is asked for it again', async () => {
    const { shop, desk, invoice, payment, account, contact, customer, path } = await openPaid()
    await desk.submit(await desk.get(payment), `${payment}/refunds`, { amount: '100', reason: 'Two shirts came back' })
    await deliverAll(account)
    const { balance, ledger } = await books(shop, invoice)
    expect(ledger).toEqual([`invoice ${totalMinor}`, `payment -${totalMinor}`, 'refund 10000', 'credit_note -10000'])
    expect(balance).toBe(0)
    expect(await shop.rows('SELECT number, amount_minor, reason FROM credit_notes')).toEqual([
      ['CN-1001', 10_000, 'Two shirts came back'],
    ])
    const mail = (await shop.mailsTo(contact.email ?? '')).find(({ Subject }) => Subject.includes('gave back'))
    expect(mail?.Text).toContain('You do not owe it any more')
    const read = await customer.get(path)
    expect(read.text).toContain('CN-1001')
    expect(read.text).not.toContain('Pay $')
    expect((await desk.get(payment)).text).toContain('taken off the invoice')
  })

  test('that is owed still is taken off the invoice in one press later', async () => {
    const { shop, desk, invoice, payment, account } = await openPaid()
    await desk.submit(await desk.get(payment), `${payment}/refunds`, { amount: '100', ...owedStill })
    await deliverAll(account)
    const page = await desk.get(`${shop.desk}/invoices/${invoice}`)
    expect(page.text).toContain('$100.00 is open only because it went back')
    expect((await desk.submit(page, `${shop.desk}/invoices/${invoice}/credit-notes`)).status).toBe(303)
    expect((await books(shop, invoice)).balance).toBe(0)
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).not.toContain('is open only because')
  })

  test('of too much, or of nothing, comes back beside its field with what was typed', async () => {
    const { desk, payment, shop } = await openPaid()
    const page = await desk.get(payment)
    const much = await desk.submit(page, `${payment}/refunds`, { amount: '800', reason: 'Sorry' })
    expect([much.status, much.text.includes('Only $754.20 is left to give back')]).toEqual([422, true])
    expect(much.text).toContain('value="Sorry"')
    expect((await desk.submit(page, `${payment}/refunds`, { amount: 'x' })).status).toBe(422)
    expect(await refundRows(shop)).toEqual([])
  })

  test('whose answer is lost is asked again under the same key, and money goes back once', async () => {
    const { shop, desk, invoice, payment, account } = await openPaid()
    await stripe.fault([{ kind: 'drop', times: 9, match: '/v1/refunds' }])
    expect((await desk.submit(await desk.get(payment), `${payment}/refunds`, { amount: '100', ...owedStill })).status).toBe(503)
    await stripe.heal()
    expect(await refundRows(shop)).toEqual([[10_000, 'asked']])
    const page = await desk.get(payment)
    expect(page.text).toContain('Up to $654.20')
    expect(page.text).toContain('Stripe has not said yet whether this went through')
    const [[refund] = []] = await shop.rows('SELECT id FROM refunds')
    expect((await desk.submit(page, `${payment}/refunds/${refund}`)).status).toBe(303)
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(10_000)
    expect(await refundRows(shop)).toEqual([[10_000, 'done']])
  })

  test('is asked for again by any number of presses, though an answer of our own is lost too, and by no other shop', async () => {
    const { shop, desk, invoice, payment, intent } = await openPaid()
    await stripe.fault([{ kind: 'drop', times: 9, match: '/v1/refunds' }])
    await desk.submit(await desk.get(payment), `${payment}/refunds`, { amount: '100', ...owedStill })
    await stripe.heal()
    const page = await desk.get(payment)
    const [[refund] = []] = await shop.rows('SELECT id FROM refunds')
    const other = await makeShop()
    const stranger = await other.staff()
    const there = await stranger.post(`${payment.replace(shop.desk, other.desk)}/refunds/${refund}`)
    expect(there.status).toBe(404)
    await libsql.fault(shop.namespace, [{ kind: 'drop', match: 'write', times: 1 }])
    const presses = await Promise.all([1, 2, 3].map(() => desk.submit(page, `${payment}/refunds/${refund}`)))
    await libsql.heal(shop.namespace)
    expect(presses.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await refundRows(shop)).toEqual([[10_000, 'done']])
    expect((await books(shop, invoice)).ledger.filter((row) => row.startsWith('refund'))).toEqual(['refund 10000'])
    // All that is left can still be refunded at Stripe, and not a cent more.
    await stripe.refund(intent, totalMinor - 10_000)
    await expect(stripe.refund(intent, 1)).rejects.toThrow()
  })

  test('that was paid with a kept card goes back in part, is owed no more, and then the rest', async () => {
    const { shop, desk, invoice, payment, account } = await openTapped()
    await desk.submit(await desk.get(payment), `${payment}/refunds`, { amount: '100', reason: 'Two shirts came back' })
    expect(await books(shop, invoice)).toEqual({
      balance: 0,
      ledger: [`invoice ${totalMinor}`, `payment -${totalMinor}`, 'refund 10000', 'credit_note -10000'],
    })
    await desk.submit(await desk.get(payment), `${payment}/refunds`, owedStill)
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(totalMinor - 10_000)
    expect(await refundRows(shop)).toEqual([
      [10_000, 'done'],
      [totalMinor - 10_000, 'done'],
    ])
  })

  test('that Stripe cannot be asked for reserves nothing', async () => {
    const { shop, desk, payment } = await openPaid()
    const page = await desk.get(payment)
    await shop.rows('UPDATE payments SET account = NULL')
    expect((await desk.submit(page, `${payment}/refunds`, { amount: '100', ...owedStill })).status).toBe(409)
    expect(await refundRows(shop)).toEqual([])
  })

  test('that Stripe made is found days later, when its key is long forgotten, and is not made again', async () => {
    for (const repeat of ['the press that asks again', 'the form that asked first']) {
      const { shop, desk, invoice, payment, account, intent } = await openPaid()
      await stripe.fault([{ kind: 'refuse', times: 9, match: '/v1/refunds' }])
      const form = await desk.get(payment)
      expect((await desk.submit(form, `${payment}/refunds`, { amount: '100', ...owedStill })).status).toBe(503)
      await stripe.heal()
      const [[refund] = []] = await shop.rows('SELECT id FROM refunds')
      // Made under no key: as Stripe stands to it once the key is forgotten.
      await refundAtStripe(account, intent, String(refund))
      setClock(start + 2 * 86_400_000)
      const later = await shop.staff()
      if (repeat === 'the form that asked first') {
        await later.submit(form, `${payment}/refunds`, { amount: '100', ...owedStill })
      } else await later.submit(await later.get(payment), `${payment}/refunds/${refund}`)
      expect(await refundRows(shop)).toEqual([[10_000, 'done']])
      expect((await books(shop, invoice)).ledger.filter((row) => row.startsWith('refund'))).toEqual(['refund 10000'])
      await stripe.refund(intent, totalMinor - 10_000)
      setClock(start)
    }
  })

  test('that takes the bank days is not made again while it does', async () => {
    const { shop, desk, invoice, payment, account, intent } = await openPaid()
    await stripe.fault([{ kind: 'refuse', times: 9, match: '/v1/refunds' }])
    await desk.submit(await desk.get(payment), `${payment}/refunds`, { amount: '100', ...owedStill })
    await stripe.heal()
    const [[refund] = []] = await shop.rows('SELECT id FROM refunds')
    const made = await refundAtStripe(account, intent, String(refund))
    await stripe.refundState(made, 'pending')
    setClock(start + 2 * 86_400_000)
    const later = await shop.staff()
    expect((await later.submit(await later.get(payment), `${payment}/refunds/${refund}`)).status).toBe(303)
    expect(await refundsAtStripe(account, intent)).toEqual([[10_000, 'pending']])
    expect([await refundRows(shop), (await books(shop, invoice)).balance]).toEqual([[[10_000, 'asked']], 0])
    await stripe.refundState(made, 'succeeded')
    await deliverAll(account)
    expect([await refundRows(shop), (await books(shop, invoice)).balance]).toEqual([[[10_000, 'done']], 10_000])
    await stripe.refundState(made, 'failed')
    await deliverAll(account)
    expect([await refundRows(shop), (await books(shop, invoice)).balance]).toEqual([[[10_000, 'failed']], 0])
  })

  test('whose answer is lost is taken up by the webhook alone', async () => {
    const { shop, desk, invoice, payment, account } = await openPaid()
    await stripe.fault([{ kind: 'drop', times: 9, match: '/v1/refunds' }])
    await desk.submit(await desk.get(payment), `${payment}/refunds`, { amount: '100', ...owedStill })
    await stripe.heal()
    await deliverAll(account)
    expect(await refundRows(shop)).toEqual([[10_000, 'done']])
    expect((await books(shop, invoice)).balance).toBe(10_000)
  })

  test('that Stripe refuses says so in its words and leaves the payment as it was', async () => {
    const { shop, desk, invoice, payment, intent } = await openPaid()
    const page = await desk.get(payment)
    await stripe.refund(intent, totalMinor)
    const refused = await desk.submit(page, `${payment}/refunds`, { amount: '100', ...owedStill })
    expect([refused.status, refused.text.includes('Stripe did not give it back')]).toEqual([409, true])
    expect(await refundRows(shop)).toEqual([[10_000, 'failed']])
    expect((await books(shop, invoice)).balance).toBe(0)
  })

  test('made at Stripe’s own page is counted beside ours, never twice', async () => {
    const { shop, desk, invoice, payment, account, intent } = await openPaid()
    await desk.submit(await desk.get(payment), `${payment}/refunds`, { amount: '100', ...owedStill })
    await stripe.refund(intent, 5_000)
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(15_000)
    expect((await desk.get(payment)).text).toContain('Given back at Stripe')
  })

  test('of a payment made outside is written in the books alone', async () => {
    const shop = await makeShop()
    const { desk, invoice } = await openTill(shop)
    await act(shop, desk, invoice, 'payments', { amount: '100', method: 'cash', receivedOn: '2030-04-09' })
    const { payment } = await paymentOf(shop)
    expect(
      (await desk.submit(await desk.get(payment), `${payment}/refunds`, { amount: '40', reason: 'Too much', ...owedStill }))
        .status,
    ).toBe(303)
    expect((await books(shop, invoice)).balance).toBe(totalMinor - 6_000)
    expect(await refundRows(shop)).toEqual([[4_000, 'done']])
  })

  test('that was paid twice is one press on the invoice’s page', async () => {
    const shop = await makeShop()
    const { desk, invoice, account, pay } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await shop.rows(
      `INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, invoice_id, source, at)
       SELECT 'led_x', 'payment', -balance_minor, 'USD', customer_id, id, 'cash', 1 FROM invoices`,
    )
    await deliverAll(account)
    const { payment } = await paymentOf(shop)
    const page = await desk.get(`${shop.desk}/invoices/${invoice}`)
    expect(page.text).toContain('Give back $754.20')
    expect((await desk.submit(page, `${payment}/refunds`)).status).toBe(303)
    expect(await creditRows(shop)).toEqual([`credit -${totalMinor}`, `refund ${totalMinor}`])
    expect((await books(shop, invoice)).balance).toBe(0)
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).not.toContain('came in beyond what was due')
  })

  test.each([
    [
      'a bank was asked to take it back',
      409,
      `INSERT INTO disputes (id, payment_id, amount_minor, currency, reason, state, opened_at)
        SELECT 'du_x', id, 100, 'USD', 'fraudulent', 'open', 1 FROM payments`,
    ],
    ['it has not arrived', 404, `UPDATE payments SET state = 'processing'`],
  ])('is not done when %s', async (_, status, sql) => {
    const { shop, desk, payment } = await openPaid()
    const page = await desk.get(payment)
    await shop.rows(sql)
    expect((await desk.submit(page, `${payment}/refunds`, { amount: '100', ...owedStill })).status).toBe(status)
    expect(await refundRows(shop)).toEqual([])
  })

  test.each([
    ['all of it went back', 'UPDATE payments SET refunded_minor = amount_minor'],
    [
      'a colleague asked for the rest',
      `INSERT INTO refunds (id, payment_id, amount_minor, state, created_by_id, created_at)
        SELECT 'ref_x', id, amount_minor, 'asked', 'stf_x', 1 FROM payments`,
    ],
    ['it was found not to have arrived', `UPDATE payments SET state = 'failed'`],
  ])('gives nothing more when in that moment %s', async (_, sql) => {
    const { shop, desk, payment, account, intent } = await openPaid()
    const page = await desk.get(payment)
    await libsql.meanwhile(shop.namespace, sql)
    expect((await desk.submit(page, `${payment}/refunds`, { amount: '100', ...owedStill })).status).toBe(409)
    expect(await refundsAtStripe(account, intent)).toEqual([])
  })

  test('is for owners and managers', async () => {
    const { shop, payment } = await openPaid()
    const advisor = await shop.staff('advisor')
    expect((await advisor.get(payment)).text).not.toContain('Give money back')
    expect((await advisor.post(`${payment}/refunds`, { amount: '1' })).status).toBe(403)
  })
})

test('a payment’s page tells what Stripe keeps of it and the day it releases the rest', async () => {
  const { shop, desk, payment } = await openPaid()
  expect(
    await shop.rows('SELECT charge IS NOT NULL, fee_minor, application_fee_minor, available_on IS NOT NULL FROM payments'),
  ).toEqual([[1, 2217, 0, 1]])
  const { text } = await desk.get(payment)
  expect(text).toContain('Comes to you')
  expect(text).toContain('Stripe releases it')
})

test('what comes to the shop of a payment follows what went back: given back here, at Stripe, or taken by a bank', async () => {
  const { desk, payment, account, intent } = await openPaid()
  const net = async () => /Comes to you<\/dt>\s*<dd[^>]*>([^<]*)/.exec((await desk.get(payment)).text)?.[1]
  expect(await net()).toBe('$732.03')
  await desk.submit(await desk.get(payment), `${payment}/refunds`, { amount: '100', ...owedStill })
  expect(await net()).toBe('$632.03')
  await stripe.refund(intent, 5_000)
  await deliverAll(account)
  expect(await net()).toBe('$582.03')
  const { id } = await stripe.dispute(intent)
  await deliverAll(account)
  expect(await net()).toBe('−$172.17')
  await stripe.verdict(id, 'won')
  await deliverAll(account)
  expect(await net()).toBe('$582.03')
})
