import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { apiVersion } from './events.ts'
import { sale, startShop, startStripe } from './testing.ts'

describe('accounts', () => {
  test('a new account cannot charge until it is onboarded', async () => {
    const { stripe, control } = await startStripe()
    const account = await stripe.accounts.create({ type: 'standard', country: 'CA', email: 'owner@example.com' })
    expect(account).toMatchObject({ charges_enabled: false, details_submitted: false, default_currency: 'cad' })
    await expect(stripe.checkout.sessions.create(sale(), { stripeAccount: account.id })).rejects.toThrow(
      /cannot currently make charges/,
    )
    await control(`onboard/${account.id}`)
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({
      charges_enabled: true,
      details_submitted: true,
      payouts_enabled: true,
    })
    expect(await stripe.checkout.sessions.create(sale(), { stripeAccount: account.id })).toMatchObject({ status: 'open' })
  })

  test('the double speaks the version the pinned client sends', () => {
    expect(apiVersion).toBe(Stripe.API_VERSION)
  })
})

describe('Checkout Sessions', () => {
  test('a session carries what it was made from and no intent before the first attempt', async () => {
    const { stripe, on, origin } = await startShop()
    const session = await stripe.checkout.sessions.create(sale(), on)
    expect(session).toMatchObject({
      amount_total: 12_500,
      currency: 'usd',
      client_reference_id: 'pay_1',
      customer_email: 'ann@example.com',
      metadata: { invoice: 'inv_1' },
      payment_intent: null,
      payment_status: 'unpaid',
      url: `${origin}/c/pay/${session.id}`,
    })
  })

  test('a paid session expands to its intent, charge and balance', async () => {
    const { stripe, on, control } = await startShop()
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    await control(`pay/${id}`)
    const session = await stripe.checkout.sessions.retrieve(
      id,
      { expand: ['payment_intent.latest_charge.balance_transaction', 'line_items'] },
      on,
    )
    expect(session).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer_details: { email: 'ann@example.com' },
      line_items: { data: [{ description: 'Invoice 1042', quantity: 1, amount_total: 12_500 }] },
      payment_intent: {
        status: 'succeeded',
        amount_received: 12_500,
        application_fee_amount: 100,
        metadata: { invoice: 'inv_1' },
        latest_charge: { paid: true, balance_transaction: { amount: 12_500, fee: 493, net: 12_007 } },
      },
    })
  })

  test('a refused card leaves the session open and a second card pays the same intent', async () => {
    const { stripe, on, control } = await startShop()
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    await control(`pay/${id}`, { card: 'refused' })
    const refused = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] }, on)
    expect(refused).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: { status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } },
    })
    await control(`pay/${id}`)
    const paid = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] }, on)
    expect(paid).toMatchObject({ status: 'complete', payment_intent: { status: 'succeeded', last_payment_error: null } })
    const intent = typeof paid.payment_intent === 'object' ? paid.payment_intent?.id : undefined
    expect(refused.payment_intent).toMatchObject({ id: intent })
    const charges = await stripe.charges.list({ payment_intent: String(intent) }, on)
    expect(charges.data.map((charge) => charge.status)).toEqual(['succeeded', 'failed'])
    const sessions = await stripe.checkout.sessions.list({ payment_intent: String(intent) }, on)
    expect(sessions.data.map((session) => session.id)).toEqual([id])
  })

  test('an expired session cannot be paid and its intent is cancelled', async () => {
    const { stripe, on, control } = await startShop()
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    await control(`pay/${id}`, { card: 'refused' })
    expect(await stripe.checkout.sessions.expire(id, {}, on)).toMatchObject({ status: 'expired', url: null })
    expect(await control(`pay/${id}`)).toMatchObject({ error: { message: expect.stringContaining('expired') } })
    const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] }, on)
    expect(session).toMatchObject({ payment_status: 'unpaid', payment_intent: { status: 'canceled' } })
  })

  test('a complete session can be neither expired nor paid again', async () => {
    const { stripe, on, control } = await startShop()
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    await control(`pay/${id}`)
    await expect(stripe.checkout.sessions.expire(id, {}, on)).rejects.toThrow(/status of `complete`/)
    expect(await control(`pay/${id}`)).toMatchObject({ error: { type: 'invalid_request_error' } })
    expect((await stripe.charges.list({}, on)).data).toHaveLength(1)
  })

  test('a session whose time is over is expired at the next look', async () => {
    const { stripe, on } = await startShop()
    const { id } = await stripe.checkout.sessions.create({ ...sale(), expires_at: 1 }, on)
    expect(await stripe.checkout.sessions.retrieve(id, {}, on)).toMatchObject({ status: 'expired' })
  })

  test('an intent of Checkout is not cancelled by itself', async () => {
    const { stripe, on, pay } = await startShop()
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    const payment_intent = await pay(id, 'refused')
    await expect(stripe.paymentIntents.cancel(payment_intent, {}, on)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    })
  })
})

describe('refunds', () => {
  test('parts add up to the payment and nothing more', async () => {
    const { stripe, on, pay } = await startShop()
    const { id } = await stripe.checkout.sessions.create(sale(1000), on)
    const payment_intent = await pay(id)
    const first = await stripe.refunds.create({ payment_intent, amount: 400, metadata: { why: 'late' } }, on)
    expect(first).toMatchObject({ amount: 400, status: 'succeeded', payment_intent, metadata: { why: 'late' } })
    await expect(stripe.refunds.create({ payment_intent, amount: 601 }, on)).rejects.toThrow(
      /greater than unrefunded amount on charge \(\$6\.00\)/,
    )
    expect((await stripe.refunds.create({ payment_intent }, on)).amount).toBe(600)
    await expect(stripe.refunds.create({ payment_intent }, on)).rejects.toMatchObject({ code: 'charge_already_refunded' })
    const [charge] = (await stripe.charges.list({ payment_intent }, on)).data
    expect(charge).toMatchObject({ amount_refunded: 1000, refunded: true })
    const refunds = await stripe.refunds.list({ payment_intent }, on)
    expect(refunds.data.map((refund) => refund.amount)).toEqual([600, 400])
    const movement = await stripe.balanceTransactions.retrieve(String(first.balance_transaction), {}, on)
    expect(movement).toMatchObject({ type: 'refund', amount: -400, net: -400 })
  })

  test('a payment that never succeeded has nothing to give back', async () => {
    const { stripe, on, pay } = await startShop()
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    const payment_intent = await pay(id, 'refused')
    await expect(stripe.refunds.create({ payment_intent }, on)).rejects.toThrow(/does not have a successful charge/)
  })
})

describe('refusals', () => {
  test('an object of another account does not exist', async () => {
    const { stripe, on } = await startShop()
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    const other = await stripe.accounts.create({ type: 'standard' })
    await expect(stripe.checkout.sessions.retrieve(id, {}, { stripeAccount: other.id })).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    })
    await expect(stripe.checkout.sessions.retrieve(id)).rejects.toMatchObject({ statusCode: 404 })
  })

  test('an unknown account is no account of ours', async () => {
    const { stripe } = await startStripe()
    await expect(stripe.checkout.sessions.create(sale(), { stripeAccount: 'acct_none' })).rejects.toMatchObject({
      statusCode: 403,
      code: 'account_invalid',
    })
  })

  test('a key that is not a test key is refused', async () => {
    const { origin } = await startStripe()
    const ask = async (headers: Record<string, string>) => (await fetch(`${origin}/v1/accounts/acct_1`, { headers })).status
    expect(await ask({})).toBe(401)
    expect(await ask({ authorization: 'Bearer sk_live_1' })).toBe(401)
    expect(await ask({ authorization: 'Bearer sk_test_1' })).toBe(404)
  })

  test.each<[string, Partial<Stripe.Checkout.SessionCreateParams>, object]>([
    ['no line', { line_items: [] }, { code: 'parameter_missing', param: 'line_items' }],
    ['a total under the least', sale(49), { code: 'amount_too_small' }],
    ['a broken address to return to', { success_url: 'back' }, { code: 'url_invalid', param: 'success_url' }],
    ['a broken email', { customer_email: 'ann' }, { code: 'email_invalid', param: 'customer_email' }],
    [
      'a fee above the total',
      { payment_intent_data: { application_fee_amount: 20_000 } },
      { param: 'payment_intent_data[application_fee_amount]' },
    ],
  ])('%s is refused with the name of the parameter', async (_, change, expected) => {
    const { stripe, on } = await startShop()
    await expect(stripe.checkout.sessions.create({ ...sale(), ...change }, on)).rejects.toMatchObject({
      statusCode: 400,
      ...expected,
    })
  })

  test('a parameter nobody knows is refused by its full name', async () => {
    const { origin, account } = await startShop()
    const answer = await fetch(`${origin}/v1/checkout/sessions`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_1', 'stripe-account': account },
      body: 'mode=payment&line_items[0][quantity]=1&line_items[0][prize]=3',
    })
    expect(await answer.json()).toMatchObject({ error: { code: 'parameter_unknown', param: 'line_items[0][prize]' } })
  })

  test('outside of tests a session lives between half an hour and a day', async () => {
    const { stripe } = await startStripe({ control: false })
    const now = Math.floor(Date.now() / 1000)
    const create = (seconds: number) => stripe.checkout.sessions.create({ ...sale(), expires_at: now + seconds })
    await expect(create(600)).rejects.toThrow(/at least 30 minutes/)
    await expect(create(90_000)).rejects.toThrow(/less than 24 hours/)
    expect(await create(7200)).toMatchObject({ status: 'open', expires_at: now + 7200 })
  })
})

test('a list is cut newest first and continues where it ended', async () => {
  const { stripe, on } = await startShop()
  const made: string[] = []
  for (let n = 0; n < 5; n++) made.unshift((await stripe.checkout.sessions.create(sale(), on)).id)
  const first = await stripe.checkout.sessions.list({ limit: 2 }, on)
  expect(first).toMatchObject({ has_more: true, data: [{ id: made[0] }, { id: made[1] }] })
  const seen: string[] = []
  for await (const session of stripe.checkout.sessions.list({ limit: 2 }, on)) seen.push(session.id)
  expect(seen).toEqual(made)
})
