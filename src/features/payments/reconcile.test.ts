import { describe, expect, test } from 'vitest'
import { depsOf } from '#env.ts'
import { systemContext } from '#identity/visitor-context.ts'
import { stripe, testEnv } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { reconcile } from './reconcile.ts'
import { books, openKept, openTill, sent, sessionIn } from './testing.ts'

const nightly = ({ tenant }: TestShop) => {
  const nowhere = { base: '', host: '', network: '', device: '', command: undefined }
  return reconcile(systemContext({ ...nowhere, tenant, deps: depsOf(testEnv), requestId: 'req_1', now: Date.now() }, 'Nightly'))
}
const kept = (shop: TestShop) => shop.rows('SELECT kind, resolved_at IS NULL FROM differences ORDER BY kind')

describe('the nightly comparison with Stripe', () => {
  test('catches up with what was never told, and finds no difference', async () => {
    const shop = await makeShop()
    const { invoice, pay } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await nightly(shop)
    expect((await books(shop, invoice)).balance).toBe(0)
    const [[intent] = []] = await shop.rows('SELECT payment_intent FROM payments')
    await stripe.refund(String(intent), 5_000)
    await stripe.dispute(String(intent))
    await nightly(shop)
    expect(await shop.rows('SELECT refunded_minor FROM payments')).toEqual([[5_000]])
    expect(await shop.rows('SELECT state FROM disputes')).toEqual([['open']])
    expect(await kept(shop)).toEqual([])
  })

  test('lists a difference to the shop, once however many nights, and closes it when it is gone', async () => {
    const shop = await makeShop()
    const { desk, pay } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await shop.rows('UPDATE payments SET amount_minor = amount_minor + 1')
    await nightly(shop)
    await nightly(shop)
    expect(await kept(shop)).toEqual([['mismatch', 1]])
    expect((await desk.get(`${shop.desk}/settings/payments`)).text).toContain('A payment of another amount, currency or account')
    expect((await desk.get(shop.desk)).text).toContain('One payment differs from Stripe')
    await shop.rows('UPDATE payments SET amount_minor = amount_minor - 1')
    await nightly(shop)
    expect(await kept(shop)).toEqual([['mismatch', 0]])
    expect((await desk.get(shop.desk)).text).not.toContain('differs from Stripe')
  })

  test('leaves a difference open that it no longer looks at', async () => {
    const shop = await makeShop()
    const { desk, contact, customer, pay } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await shop.rows('UPDATE payments SET amount_minor = amount_minor + 1')
    await nightly(shop)
    await shop.rows('UPDATE payments SET created_at = created_at - 41 * 86400000')
    await customer.post(`${shop.base}/invoices/${await sent(shop, desk, contact)}/payment`)
    await nightly(shop)
    expect(await kept(shop)).toEqual([['mismatch', 1]])
  })

  test('finds books that gave back another sum than Stripe did', async () => {
    const shop = await makeShop()
    const { pay } = await openTill(shop)
    await stripe.pay(sessionIn((await pay()).location))
    await nightly(shop)
    await shop.rows('UPDATE payments SET refunded_minor = 100')
    await nightly(shop)
    expect(await kept(shop)).toEqual([['refunds', 1]])
  })
})

describe('the nightly comparison and what was kept', () => {
  test('finishes a charge whose answer was lost, and catches up with what became of one', async () => {
    const shop = await makeShop()
    const { invoice, tap } = await openKept(shop)
    const match = '/v1/payment_intents'
    await stripe.fault([
      { kind: 'drop', times: 1, match },
      { kind: 'status', status: 503, times: 50, match },
    ])
    await tap()
    await stripe.heal()
    await nightly(shop)
    expect((await books(shop, invoice)).balance).toBe(0)
    const [[intent] = []] = await shop.rows('SELECT payment_intent FROM payments WHERE saved_method_id IS NOT NULL')
    await stripe.refund(String(intent), 5_000)
    await nightly(shop)
    expect((await books(shop, invoice)).balance).toBe(5_000)
    expect(await kept(shop)).toEqual([])
  })

  test('lists a charge that is of another amount at Stripe', async () => {
    const shop = await makeShop()
    const { tap } = await openKept(shop)
    await tap()
    await shop.rows('UPDATE payments SET amount_minor = amount_minor + 1 WHERE saved_method_id IS NOT NULL')
    await nightly(shop)
    expect(await kept(shop)).toEqual([['mismatch', 1]])
  })

  test('that gets no answer to one charge compares all others, keeps what it found, and fails at the end', async () => {
    const shop = await makeShop()
    const { tap, first, customer } = await openKept(shop)
    await shop.rows('UPDATE payments SET refunded_minor = 100')
    const match = '/v1/payment_intents'
    await stripe.fault([{ kind: 'status', status: 503, times: 50, match }])
    await tap()
    await expect(nightly(shop)).rejects.toThrow()
    expect(await kept(shop)).toEqual([['refunds', 1]])
    expect((await customer.get(`${shop.base}/invoices/${first}`)).status).toBe(200)
    await stripe.heal()
  })
})
