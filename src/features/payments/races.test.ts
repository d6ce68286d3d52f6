import { describe, expect, test } from 'vitest'
import { libsql, stripe } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { deliver, deliverAll, eventsOf, openTill, sessionIn, sign, totalMinor } from './testing.ts'

/** What somebody else does before the second write of one press. */
const beforeSecond = (namespace: string, body: string) =>
  libsql.fault(namespace, [{ kind: 'before', match: 'write', skip: 1, body }])

describe('a payment page', () => {
  test('asks for what is left when it is opened, whatever came in since it was looked up', async () => {
    const shop = await makeShop()
    const { pay } = await openTill(shop)
    await libsql.meanwhile(
      shop.namespace,
      `INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, invoice_id, source, at)
        SELECT 'led_x', 'payment', -100, currency, customer_id, id, 'x', 1 FROM invoices`,
    )
    expect(sessionIn((await pay()).location)).not.toBe('')
    expect(await shop.rows('SELECT amount_minor FROM payments')).toEqual([[totalMinor - 100]])
  })

  test('is never one of an attempt that was ended while Stripe made it', async () => {
    const shop = await makeShop()
    const { pay } = await openTill(shop)
    await beforeSecond(shop.namespace, `UPDATE payments SET state = 'expired'; UPDATE payment_parts SET is_open = 0`)
    expect(sessionIn((await pay()).location)).toBe('')
    const session = sessionIn((await pay()).location)
    expect(await shop.rows(`SELECT checkout_session FROM payments WHERE state = 'open'`)).toEqual([[session]])
  })

  test('that came to be in that moment is not ended unseen', async () => {
    const shop = await makeShop()
    const { pay } = await openTill(shop)
    const session = sessionIn((await pay()).location)
    await shop.rows(`UPDATE payments SET checkout_session = NULL, created_at = 1, contact_id = 'con_other'`)
    await libsql.meanwhile(shop.namespace, `UPDATE payments SET checkout_session = '${session}'`)
    expect(sessionIn((await pay()).location)).toBe(session)
  })

  test('of a bank that takes its time is not called so once it was paid', async () => {
    const shop = await makeShop()
    const { pay, account } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await libsql.fault(shop.namespace, [
      { kind: 'before', match: 'payment.succeeded', body: `UPDATE payments SET state = 'succeeded'` },
    ])
    await deliverAll(account)
    expect(await shop.rows('SELECT count(*) FROM ledger')).toEqual([[1]])
  })

  test('whose invoice was voided in that moment makes the money the customer’s credit', async () => {
    const shop = await makeShop()
    const { pay, account } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await libsql.fault(shop.namespace, [
      { kind: 'before', match: 'payment.succeeded', body: 'UPDATE invoices SET voided_at = 1' },
    ])
    await deliverAll(account)
    expect(await shop.rows(`SELECT kind FROM ledger WHERE payment_id IS NOT NULL`)).toEqual([['credit']])
  })
})

describe('money that moved on while the rest was worked out', () => {
  const credited = `INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, payment_id, source, at)
    SELECT 'led_x', 'credit', -100, currency, customer_id, id, id || ':x', 1 FROM payments`
  /** What went back of a payment: of its credit, and of its invoice. */
  const wentBack = (shop: TestShop, kind: string) =>
    shop.rows(`SELECT invoice_id IS NULL, amount_minor FROM ledger WHERE kind = '${kind}' ORDER BY 1 DESC`)

  test('is minded where a bank takes a payment back', async () => {
    const shop = await makeShop()
    const { pay, account } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await deliverAll(account)
    const [[intent] = []] = await shop.rows('SELECT payment_intent FROM payments')
    await stripe.dispute(String(intent))
    await libsql.fault(shop.namespace, [{ kind: 'before', match: 'dispute.opened', body: credited }])
    await deliverAll(account)
    expect(await wentBack(shop, 'dispute')).toEqual([
      [1, 100],
      [0, totalMinor - 100],
    ])
  })

  test('is minded where money is given back', async () => {
    const shop = await makeShop()
    const { pay, account } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await deliverAll(account)
    const [[intent] = []] = await shop.rows('SELECT payment_intent FROM payments')
    await stripe.refund(String(intent), 500)
    await libsql.fault(shop.namespace, [{ kind: 'before', match: 'payment.refunded', body: credited }])
    await deliverAll(account)
    expect(await wentBack(shop, 'refund')).toEqual([
      [1, 100],
      [0, 400],
    ])
  })
})

describe('the account', () => {
  test('that another took the place of is not paid into on a page of before', async () => {
    const shop = await makeShop()
    const { pay } = await openTill(shop)
    const session = sessionIn((await pay()).location)
    await shop.rows(`UPDATE profile SET stripe_account = 'acct_other'`)
    expect(sessionIn((await pay()).location)).not.toBe(session)
    expect(await shop.rows(`SELECT count(*) FROM payments WHERE checkout_session = '${session}' AND state = 'open'`)).toEqual([
      [0],
    ])
  })

  test('is looked at again when its state changed meanwhile', async () => {
    const shop = await makeShop()
    const { account } = await openTill(shop)
    const updated = (await eventsOf(account)).findLast(({ type }) => type === 'account.updated')
    if (!updated) throw new Error('There is no event')
    const [before] = await shop.rows('SELECT stripe_state FROM profile')
    await shop.rows(`DELETE FROM stripe_events`)
    await shop.rows(`UPDATE profile SET stripe_state = 'started'`)
    await beforeSecond(shop.namespace, `UPDATE profile SET stripe_state = 'restricted'`)
    await deliver(updated)
    expect(await shop.rows('SELECT stripe_state FROM profile')).toEqual([before])
  })

  test('that another took the place of meanwhile is not the one that is disconnected', async () => {
    const shop = await makeShop()
    const { account } = await openTill(shop)
    const payload = JSON.stringify({
      ...{ id: `evt_${shop.key}`, object: 'event', type: 'account.application.deauthorized', account, livemode: false },
      ...{ created: Math.floor(Date.now() / 1000), data: { object: { id: 'ca_1', object: 'application' } } },
    })
    await beforeSecond(shop.namespace, `UPDATE profile SET stripe_account = 'acct_other'`)
    await deliver({ payload, signature: await sign(payload) })
    expect(await shop.rows('SELECT stripe_account FROM profile')).toEqual([['acct_other']])
    expect(await shop.rows(`SELECT count(*) FROM events WHERE kind = 'payments.disconnected'`)).toEqual([[0]])
  })
})
