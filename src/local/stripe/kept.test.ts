import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { sale, startShop } from './testing.ts'

/** A shop where somebody paid and had what they paid with kept. */
async function startKept(card: 'good' | 'bank' | 'asks' = 'good') {
  const shop = await startShop()
  const { stripe, on, control } = shop
  const wish = { ...sale(), customer_creation: 'always', payment_intent_data: { setup_future_usage: 'off_session' } } as const
  const { id } = await stripe.checkout.sessions.create(wish, on)
  await control(`pay/${id}`, { card })
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] }, on)
  const intent = session.payment_intent as Stripe.PaymentIntent
  const [customer, method] = [String(session.customer), String(intent.payment_method)]
  const wanted = {
    ...{ amount: 4_711, currency: 'usd', customer, payment_method: method, off_session: true, confirm: true },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    metadata: { payment: 'pay_2' },
  } as const
  const charge = (key = 'pay_2') => stripe.paymentIntents.create(wanted, { ...on, idempotencyKey: key })
  return { ...shop, intent, customer, method, wanted, charge }
}

/** What the client throws for a charge that was refused. */
async function refusalOf(work: Promise<unknown>): Promise<Stripe.errors.StripeCardError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Stripe.errors.StripeCardError)) throw new Error(`Expected a card error, got ${error}`)
  return error
}

describe('a method kept at Checkout', () => {
  test('belongs to the customer that was made for it, and to the next session of that customer', async () => {
    const { stripe, on, intent, customer, method, control } = await startKept()
    expect(intent).toMatchObject({ setup_future_usage: 'off_session', customer })
    expect(await stripe.paymentMethods.retrieve(method, {}, on)).toMatchObject({
      customer,
      type: 'card',
      card: { last4: '4242' },
    })
    const { customer_email: _, ...again } = sale()
    const next = await stripe.checkout.sessions.create({ ...again, customer }, on)
    await control(`pay/${next.id}`)
    expect((await stripe.checkout.sessions.retrieve(next.id, {}, on)).customer).toBe(customer)
  })

  test('is not kept without the wish, nor with a customer of another account', async () => {
    const { stripe, on, pay } = await startShop()
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    await pay(id)
    expect(await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] }, on)).toMatchObject({
      customer: null,
      payment_intent: { setup_future_usage: null, customer: null },
    })
    const { customer } = await startKept()
    const { customer_email: _, ...anonymous } = sale()
    await expect(stripe.checkout.sessions.create({ ...anonymous, customer }, on)).rejects.toThrow(/No such customer/)
    await expect(stripe.checkout.sessions.create({ ...sale(), customer }, on)).rejects.toThrow(/only specify one/)
  })

  test('pays while its owner is away, once for one key, and says so by events', async () => {
    const { charge, account, control, wanted, stripe, on } = await startKept()
    const [first, again] = [await charge(), await charge()]
    expect(first).toMatchObject({ status: 'succeeded', amount_received: 4_711, metadata: { payment: 'pay_2' } })
    expect(again.id).toBe(first.id)
    const all = await stripe.paymentIntents.list({ customer: wanted.customer }, on)
    expect(all.data.map(({ amount }) => amount)).toEqual([4_711, 12_500])
    const events = await control<{ type: string }[]>(`events?account=${account}`, {}, 'GET')
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['charge.succeeded', 'payment_intent.succeeded'])
  })

  test('that its bank refuses answers 402 with the intent, and the same again under the same key', async () => {
    const { charge, control, method } = await startKept()
    await control(`method/${method}`, { behaves: 'refused' })
    const error = await refusalOf(charge())
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' })
    expect(error.payment_intent).toMatchObject({ status: 'requires_payment_method', metadata: { payment: 'pay_2' } })
    await control(`method/${method}`, { behaves: 'good' })
    expect((await refusalOf(charge())).payment_intent?.id).toBe(error.payment_intent?.id)
    expect((await charge('pay_3')).status).toBe('succeeded')
  })

  test('whose owner must be asked is refused while they are away', async () => {
    const { charge } = await startKept('asks')
    expect(await refusalOf(charge())).toMatchObject({ code: 'authentication_required' })
  })

  test('of a bank account takes days, and its bank pays or refuses', async () => {
    for (const isPaid of [true, false]) {
      const { charge, stripe, on, control } = await startKept('bank')
      const { id, status } = await charge()
      expect(status).toBe('processing')
      await control(`bank/${id}`, { isPaid })
      expect((await stripe.paymentIntents.retrieve(id, {}, on)).status).toBe(isPaid ? 'succeeded' : 'requires_payment_method')
    }
  })

  test('cannot be charged for somebody else, nor once it was detached, nor without saying that nobody is led away', async () => {
    const { stripe, on, wanted, method } = await startKept()
    const { id: other } = await stripe.customers.create({ email: 'bo@example.com' }, on)
    await expect(stripe.paymentIntents.create({ ...wanted, customer: other }, on)).rejects.toThrow(/may not be used again/)
    const { automatic_payment_methods: _, ...open } = wanted
    await expect(stripe.paymentIntents.create(open, on)).rejects.toThrow(/return_url/)
    expect(await stripe.paymentMethods.detach(method, {}, on)).toMatchObject({ customer: null })
    await expect(stripe.paymentIntents.create(wanted, on)).rejects.toThrow(/may not be used again/)
    await expect(stripe.paymentMethods.detach(method, {}, on)).rejects.toThrow(/not attached/)
  })
})
