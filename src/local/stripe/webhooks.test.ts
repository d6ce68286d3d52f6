import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createStripeDouble } from './server.ts'
import { idOf, sale, secret, startReceiver, startShop, startStripe, typeOf } from './testing.ts'

const ofPayment = ['charge.succeeded', 'checkout.session.completed', 'payment_intent.succeeded']

describe('webhooks', () => {
  test('a payment sends three signed events that carry the account', async () => {
    const receiver = await startReceiver()
    const { stripe, on, account, control } = await startShop({ webhookUrl: receiver.url })
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    await control(`pay/${id}`)
    const received = await receiver.some((all) => all.length === 4)
    expect(received.map(typeOf).sort()).toEqual(['account.updated', ...ofPayment])
    for (const { body, signature } of received) {
      const event = stripe.webhooks.constructEvent(body, signature, secret)
      expect(event).toMatchObject({ account, livemode: false, api_version: Stripe.API_VERSION })
      expect(await stripe.events.retrieve(event.id, {}, on)).toMatchObject({ id: event.id, type: event.type, data: event.data })
    }
    expect(() => stripe.webhooks.constructEvent(`${received[0]?.body} `, received[0]?.signature ?? '', secret)).toThrow(
      /signature/,
    )
  })

  test('an event is sent again until it is taken', async () => {
    const receiver = await startReceiver((nth) => (nth === 1 ? 500 : 200))
    const { stripe, account, origin } = await startShop({ webhookUrl: receiver.url })
    const received = await receiver.some((all) => all.length === 2)
    expect(new Set(received.map(idOf)).size).toBe(1)
    expect(received.map(({ body, signature }) => stripe.webhooks.constructEvent(body, signature, secret).account)).toEqual([
      account,
      account,
    ])
    expect(await (await fetch(origin)).text()).toContain('account.updated')
  })

  test('on demand every event comes twice', async () => {
    const receiver = await startReceiver()
    const { stripe, control } = await startStripe({ webhookUrl: receiver.url })
    await control('webhooks', { mode: 'duplicate' })
    const { id } = await stripe.accounts.create({ type: 'standard' })
    await control(`onboard/${id}`)
    const received = await receiver.some((all) => all.length === 2)
    expect(received[0]?.body).toBe(received[1]?.body)
  })

  test('on demand events come in the wrong order', async () => {
    const receiver = await startReceiver()
    const { stripe, on, control } = await startShop({ webhookUrl: receiver.url })
    await receiver.some((all) => all.length === 1)
    await control('webhooks', { mode: 'reorder', ms: 50 })
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    await control(`pay/${id}`)
    const received = await receiver.some((all) => all.length === 4)
    expect(received.slice(1).map(typeOf)).toEqual(['checkout.session.completed', 'payment_intent.succeeded', 'charge.succeeded'])
  })

  test('switched off they wait, switched on they leave', async () => {
    const receiver = await startReceiver()
    const { stripe, control } = await startStripe({ webhookUrl: receiver.url })
    await control('webhooks', { mode: 'off' })
    const { id } = await stripe.accounts.create({ type: 'standard' })
    await control(`onboard/${id}`)
    expect(receiver.received).toEqual([])
    await control('webhooks', { mode: 'delay', ms: 10 })
    expect((await receiver.some((all) => all.length === 1)).map(typeOf)).toEqual(['account.updated'])
  })

  test('without an endpoint they are read, signed for any second, and delivered by the reader', async () => {
    const { stripe, on, account, control, pay } = await startShop()
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    const payment_intent = await pay(id)
    await control(`refund/${payment_intent}`, { amount: 500 })
    const at = 1_900_000_000
    const events = await control<{ type: string; payload: string; signature: string }[]>(
      `events?account=${account}&at=${at}`,
      undefined,
      'GET',
    )
    expect(events.map(({ type }) => type)).toEqual([
      'account.updated',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'refund.created',
      'charge.refunded',
    ])
    for (const { payload, signature } of events) {
      const event = stripe.webhooks.constructEvent(payload, signature, secret, 300, undefined, at * 1000)
      expect(event.account).toBe(account)
    }
    expect(await control('events?account=acct_other', undefined, 'GET')).toEqual([])
  })
})

test('the log of requests names account and key', async () => {
  const { stripe, account, control } = await startShop()
  await control('requests', undefined, 'DELETE')
  await stripe.checkout.sessions.create(sale(), { stripeAccount: account, idempotencyKey: 'pay_1' })
  expect(await control('requests', undefined, 'GET')).toEqual([
    { method: 'POST', path: '/v1/checkout/sessions', account, idempotencyKey: 'pay_1' },
  ])
})

describe('a second start', () => {
  const folder = () => {
    const dir = mkdtempSync(join(tmpdir(), 'stripe-double-'))
    onTestFinished(() => rmSync(dir, { recursive: true }))
    return dir
  }

  test('keeps objects, keys and events not yet taken', async () => {
    const dir = folder()
    const first = await startShop({ dir, publicOrigin: 'http://stripe.localhost' })
    const keyed = { ...first.on, idempotencyKey: 'pay_1' }
    const { id, url } = await first.stripe.checkout.sessions.create(sale(), keyed)
    expect(url).toBe(`http://stripe.localhost/c/pay/${id}`)
    await first.control(`pay/${id}`)
    await first.double.close()

    const receiver = await startReceiver()
    const second = await startStripe({ dir, webhookUrl: receiver.url })
    expect((await second.stripe.checkout.sessions.create(sale(), keyed)).id).toBe(id)
    expect(await second.stripe.checkout.sessions.retrieve(id, {}, first.on)).toMatchObject({ status: 'complete' })
    expect((await receiver.some((all) => all.length === 4)).map(typeOf)).toEqual(expect.arrayContaining(ofPayment))
  })

  test('says which file is damaged', () => {
    const dir = folder()
    writeFileSync(join(dir, 'stripe.json'), '{"accounts":')
    expect(() => createStripeDouble({ webhookSecret: secret, dir })).toThrow(/stripe\.json is damaged/)
  })
})
