import { describe, expect, test } from 'vitest'
import { stripe } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { typedAmount } from './rules.ts'
import { books, deliverAll, openTill, sessionIn, totalMinor } from './testing.ts'

const take = (shop: TestShop, leastMinor = 2_500) =>
  shop.rows('UPDATE profile SET billing = ?', JSON.stringify({ takesPartial: true, leastMinor }))

async function openPartial() {
  const shop = await makeShop()
  await take(shop)
  const till = await openTill(shop)
  const payPart = async (amount: string) => {
    const page = await till.customer.get(till.path)
    return till.customer.submit(page, `${till.path}/payment`, { amount })
  }
  return { shop, payPart, ...till }
}

describe('paying another amount', () => {
  test('is offered only where the shop takes it, and never instead of all', async () => {
    const shop = await makeShop()
    const { customer, path } = await openTill(shop)
    expect((await customer.get(path)).text).not.toContain('Pay another amount')
    await take(shop)
    const { text } = await customer.get(path)
    expect(text).toContain('Pay another amount')
    expect(text).toContain('At least $25.00. The rest stays on this invoice.')
    expect(text).toContain('Pay $754.20')
    await take(shop, totalMinor)
    expect((await customer.get(path)).text).not.toContain('Pay another amount')
  })

  test('pays that much, the rest stays, and the receipt says what is left', async () => {
    const { shop, payPart, account, invoice, contact, customer, path } = await openPartial()
    const led = await payPart('$100')
    await stripe.pay(sessionIn(led.location))
    await deliverAll(account)
    expect(await books(shop, invoice)).toEqual({
      balance: totalMinor - 10_000,
      ledger: [`invoice ${totalMinor}`, 'payment -10000'],
    })
    const receipt = (await shop.mailsTo(contact.email ?? '')).find(({ Subject }) => Subject.startsWith('Receipt'))
    expect(receipt?.Text).toContain('$654.20')
    expect((await customer.get(path)).text).toContain('Pay $654.20')
    expect((await customer.get(`${path}?paid=1`)).text).toContain('Thank you, your payment arrived')
  })

  test('through the mailed link works alike, without signing in', async () => {
    const { shop, contact, invoice, account } = await openPartial()
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/invoice\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    const person = shop.visitor()
    const wrong = await person.submit(await person.get(pathname), `${pathname}/payment`, { amount: '1' })
    expect([wrong.status, wrong.text.includes('Pay at least $25.00')]).toEqual([422, true])
    const led = await person.submit(wrong, `${pathname}/payment`, { amount: '25' })
    await stripe.pay(sessionIn(led.location))
    await deliverAll(account)
    expect((await books(shop, invoice)).balance).toBe(totalMinor - 2_500)
  })

  test('that is wrong comes back beside its field with what was typed, and begins nothing', async () => {
    const { shop, payPart } = await openPartial()
    const page = await payPart('900.00')
    expect(page.status).toBe(422)
    expect(page.text).toContain('Only $754.20 is left to pay')
    expect(page.text).toContain('value="900.00"')
    expect(page.text).toMatch(/<details open/)
    expect(await shop.rows('SELECT count(*) FROM payments')).toEqual([[0]])
  })

  test('is refused where the shop takes all or nothing, whatever form is sent', async () => {
    const shop = await makeShop()
    const { customer, path } = await openTill(shop)
    const page = await customer.submit(await customer.get(path), `${path}/payment`, { amount: '100' })
    expect(page.status).toBe(422)
    expect(await shop.rows('SELECT count(*) FROM payments')).toEqual([[0]])
  })

  test('closes the page that was open for all, so that both cannot be paid', async () => {
    const { shop, payPart, pay } = await openPartial()
    const whole = sessionIn((await pay()).location)
    const part = sessionIn((await payPart('100')).location)
    expect([part !== whole, part !== '']).toEqual([true, true])
    await expect(stripe.pay(whole)).rejects.toThrow()
    expect(await shop.rows('SELECT state, amount_minor FROM payments ORDER BY created_at, rowid')).toEqual([
      ['expired', totalMinor],
      ['open', 10_000],
    ])
  })
})

test('an amount is at least the shop’s least and Stripe’s, at most what is left, and leaves nothing too small to pay', () => {
  const owing = { balanceMinor: 10_000, currency: 'USD' }
  const rule = { takesPartial: true, leastMinor: 2_500 }
  const tried = (text: string, least = 2_500) => typedAmount(text, owing, { ...rule, leastMinor: least })
  expect(['', 'ten', '0', '-5', '24.99', '100.01', '99.51'].map((text) => tried(text))).toEqual(
    ['none', 'none', 'none', 'none', 'little', 'much', 'crumb'].map((wrong) => ({ wrong })),
  )
  expect(['25', '99.50', '100'].map((text) => tried(text))).toEqual([2_500, 9_950, 10_000].map((minor) => ({ minor })))
  expect([tried('0.49', 0), tried('0.50', 0)]).toEqual([{ wrong: 'little' }, { minor: 50 }])
  const crowns = { balanceMinor: 10_000, currency: 'SEK' }
  const inCrowns = ['2.99', '3', '97.01'].map((text) => typedAmount(text, crowns, { ...rule, leastMinor: 0 }))
  expect(inCrowns).toEqual([{ wrong: 'little' }, { minor: 300 }, { wrong: 'crumb' }])
  expect(typedAmount('50', owing, { ...rule, takesPartial: false })).toEqual({ wrong: 'all' })
  expect(typedAmount('100', owing, { ...rule, takesPartial: false })).toEqual({ minor: 10_000 })
})
