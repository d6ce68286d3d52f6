import { describe, expect, test } from 'vitest'
import { sale, startShop, startStripe } from './testing.ts'

const press = (url: string, form: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
const read = async (url: string) => (await fetch(url)).text()

describe('the Checkout page', () => {
  test('shows who is paid, for what and how much', async () => {
    const { stripe, on } = await startShop()
    const { url } = await stripe.checkout.sessions.create(sale(125_050), on)
    const page = await read(String(url))
    for (const words of ['Smith Embroidery', 'Invoice 1042', 'Pay $1,250.50', 'ann@example.com', 'http://shop.localhost/invoice'])
      expect(page).toContain(words)
  })

  test('a good card pays and returns with the id of the session', async () => {
    const { stripe, on } = await startShop()
    const { id, url } = await stripe.checkout.sessions.create(sale(), on)
    const answer = await press(String(url), { card: 'good', email: 'bob@example.com' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `http://shop.localhost/back?session=${id}`])
    expect(await stripe.checkout.sessions.retrieve(id, {}, on)).toMatchObject({
      payment_status: 'paid',
      customer_details: { email: 'bob@example.com' },
    })
    expect(await read(String(url))).toContain('is paid')
  })

  test('a refused card says so on the same page', async () => {
    const { stripe, on } = await startShop()
    const { id, url } = await stripe.checkout.sessions.create(sale(), on)
    const answer = await press(String(url), { card: 'refused', email: 'ann@example.com' })
    expect(answer.headers.get('location')).toBe(`/c/pay/${id}?refused`)
    expect(await read(`${url}?refused`)).toContain('Your card was declined')
    expect(await stripe.checkout.sessions.retrieve(id, {}, on)).toMatchObject({ status: 'open', payment_status: 'unpaid' })
  })

  test('an expired one offers no way to pay', async () => {
    const { stripe, on } = await startShop()
    const { id, url } = await stripe.checkout.sessions.create(sale(), on)
    await press(`${url}/expire`, {})
    await press(String(url), { card: 'good' })
    expect(await read(String(url))).toMatch(/has expired(?!.*<form)/s)
    expect(await stripe.checkout.sessions.retrieve(id, {}, on)).toMatchObject({ status: 'expired', payment_intent: null })
  })

  test('pressed in two tabs pays once', async () => {
    const { stripe, on } = await startShop()
    const { url } = await stripe.checkout.sessions.create(sale(), on)
    await Promise.all([press(String(url), { card: 'good' }), press(String(url), { card: 'good' })])
    expect((await stripe.charges.list({}, on)).data).toHaveLength(1)
  })

  test('words from outside never become markup', async () => {
    const { stripe, on } = await startShop()
    const hostile = sale()
    hostile.line_items = [
      { quantity: 1, price_data: { currency: 'usd', unit_amount: 900, product_data: { name: '<script>x</script>' } } },
    ]
    const { url } = await stripe.checkout.sessions.create(hostile, on)
    expect(await read(String(url))).not.toContain('<script>')
  })
})

describe('the onboarding page', () => {
  const urls = {
    refresh_url: 'http://admin.localhost/again',
    return_url: 'http://admin.localhost/back',
    type: 'account_onboarding',
  } as const

  test('Complete lets the account charge and returns', async () => {
    const { stripe } = await startStripe()
    const account = await stripe.accounts.create({ type: 'standard' })
    const { url } = await stripe.accountLinks.create({ account: account.id, ...urls })
    expect(await read(url)).toContain('Set up payments')
    const answer = await press(url, { act: 'complete', name: 'Apex Fleet' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, urls.return_url])
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({
      charges_enabled: true,
      business_profile: { name: 'Apex Fleet' },
    })
  })

  test('Later returns with the questions still open', async () => {
    const { stripe } = await startStripe()
    const account = await stripe.accounts.create({ type: 'standard' })
    const { url } = await stripe.accountLinks.create({ account: account.id, ...urls })
    expect((await press(url, { act: 'later' })).headers.get('location')).toBe(urls.return_url)
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({ charges_enabled: false, details_submitted: false })
  })

  test('a check first returns with everything given and nothing to be charged yet', async () => {
    const { stripe } = await startStripe()
    const account = await stripe.accounts.create({ type: 'standard' })
    const { url } = await stripe.accountLinks.create({ account: account.id, ...urls })
    expect((await press(url, { act: 'review' })).headers.get('location')).toBe(urls.return_url)
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({ charges_enabled: false, details_submitted: true })
  })

  test('a used link asks for a fresh one', async () => {
    const { stripe } = await startStripe()
    const account = await stripe.accounts.create({ type: 'standard' })
    const { url } = await stripe.accountLinks.create({ account: account.id, ...urls })
    await press(url, { act: 'later' })
    expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toBe(urls.refresh_url)
    expect((await press(url, { act: 'complete' })).headers.get('location')).toBe(urls.refresh_url)
    expect(await stripe.accounts.retrieve(account.id)).toMatchObject({ charges_enabled: false })
  })
})

describe('the first page', () => {
  test('refunds a payment in parts', async () => {
    const { stripe, on, pay, origin } = await startShop()
    const { id } = await stripe.checkout.sessions.create(sale(), on)
    const payment_intent = await pay(id)
    expect(await read(origin)).toContain(`/refunds/${payment_intent}`)
    expect((await press(`${origin}/refunds/${payment_intent}`, { amount: '500' })).status).toBe(303)
    expect(await read(origin)).toContain('$5.00 refunded')
    const tooMuch = await press(`${origin}/refunds/${payment_intent}`, { amount: '99999' })
    expect([tooMuch.status, await tooMuch.text()]).toEqual([400, expect.stringContaining('greater than unrefunded')])
  })

  test('the controls are closed unless asked for', async () => {
    const { origin } = await startStripe({ control: false })
    expect((await fetch(`${origin}/_control/events`)).status).toBe(404)
  })
})
