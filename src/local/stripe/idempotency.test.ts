import { describe, expect, test } from 'vitest'
import { sale, startShop } from './testing.ts'

describe('an idempotency key', () => {
  test('brings the first answer again, marked as replayed', async () => {
    const { stripe, account } = await startShop()
    const options = { stripeAccount: account, idempotencyKey: 'pay_1' }
    const first = await stripe.checkout.sessions.create(sale(), options)
    const again = await stripe.checkout.sessions.create(sale(), options)
    expect(again).toEqual(first)
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined()
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect((await stripe.checkout.sessions.list({}, { stripeAccount: account })).data).toHaveLength(1)
  })

  test('is refused with other parameters, and at another endpoint', async () => {
    const { stripe, account } = await startShop()
    const options = { stripeAccount: account, idempotencyKey: 'pay_1' }
    const { id } = await stripe.checkout.sessions.create(sale(1000), options)
    const wrong = { statusCode: 400, type: 'StripeIdempotencyError' }
    await expect(stripe.checkout.sessions.create(sale(2000), options)).rejects.toMatchObject(wrong)
    await expect(stripe.checkout.sessions.expire(id, {}, options)).rejects.toMatchObject(wrong)
  })

  test('belongs to its account', async () => {
    const { stripe, account, control } = await startShop()
    const other = await stripe.accounts.create({ type: 'standard' })
    await control(`onboard/${other.id}`)
    const first = await stripe.checkout.sessions.create(sale(), { stripeAccount: account, idempotencyKey: 'same' })
    const second = await stripe.checkout.sessions.create(sale(), { stripeAccount: other.id, idempotencyKey: 'same' })
    expect(second.id).not.toBe(first.id)
  })

  test('still under way is a conflict', async () => {
    const { stripe, account, control } = await startShop()
    await control('faults', [{ kind: 'delay', ms: 1_000, match: '/checkout/sessions' }])
    const options = { stripeAccount: account, idempotencyKey: 'pay_1' }
    const both = await Promise.allSettled([
      stripe.checkout.sessions.create(sale(), options),
      stripe.checkout.sessions.create(sale(), options),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { statusCode: 409, code: 'idempotency_key_in_use' },
    })
  })

  test('may be used again when the request failed its checks', async () => {
    const { stripe, account } = await startShop()
    const options = { stripeAccount: account, idempotencyKey: 'pay_1' }
    await expect(stripe.checkout.sessions.create({ ...sale(), line_items: [] }, options)).rejects.toMatchObject({
      code: 'parameter_missing',
    })
    expect(await stripe.checkout.sessions.create(sale(), options)).toMatchObject({ status: 'open' })
  })
})

describe('a fault', () => {
  test('that drops the answer leaves the work done, and the retry finds it', async () => {
    const { stripe, account, control } = await startShop()
    await control('faults', [{ kind: 'drop', times: 1, match: '/checkout/sessions' }])
    const session = await stripe.checkout.sessions.create(sale(), {
      stripeAccount: account,
      idempotencyKey: 'pay_1',
      maxNetworkRetries: 1,
    })
    expect(session.lastResponse.headers['idempotent-replayed']).toBe('true')
    expect((await stripe.checkout.sessions.list({}, { stripeAccount: account })).data.map(({ id }) => id)).toEqual([session.id])
  })

  // The client itself tries once more when a kept connection is closed: hence two refusals.
  test('that refuses or fails leaves nothing behind', async () => {
    const { stripe, on, control } = await startShop()
    await control('faults', [
      { kind: 'refuse', times: 2, match: '/sessions' },
      { kind: 'status', status: 503, match: '/sessions' },
      { kind: 'status', status: 429, match: '/sessions' },
    ])
    await expect(stripe.checkout.sessions.create(sale(), on)).rejects.toMatchObject({ type: 'StripeConnectionError' })
    await expect(stripe.checkout.sessions.create(sale(), on)).rejects.toMatchObject({ statusCode: 503, type: 'StripeAPIError' })
    await expect(stripe.checkout.sessions.create(sale(), on)).rejects.toMatchObject({
      statusCode: 429,
      type: 'StripeRateLimitError',
    })
    expect((await stripe.checkout.sessions.list({}, on)).data).toHaveLength(0)
  })

  test('is forgotten when they are cleared', async () => {
    const { stripe, on, control } = await startShop()
    await control('faults', [{ kind: 'refuse', times: 100 }])
    expect(await control('faults', undefined, 'DELETE')).toEqual({ faults: [] })
    expect(await stripe.checkout.sessions.create(sale(), on)).toMatchObject({ status: 'open' })
  })
})
