import { describe, expect, test } from 'vitest'
import { openKept, openTill, sent } from '#features/payments/testing.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

const asks = (shop: TestShop, po: string) => shop.rows('UPDATE profile SET billing = ?', JSON.stringify({ po }))
const kept = async (shop: TestShop) => (await shop.rows('SELECT po_number FROM invoices'))[0]?.[0]

describe('a PO number that is needed before paying', () => {
  test('is asked beside the button, refused when it is missing, and kept on the invoice when it is given', async () => {
    const shop = await makeShop()
    const { customer, desk, invoice, path } = await openTill(shop)
    await asks(shop, 'demanded')
    const page = await customer.get(path)
    const refused = await customer.submit(page, `${path}/payment`)
    expect([refused.status, refused.text.includes('Type your PO number')]).toEqual([422, true])
    expect(await shop.rows('SELECT count(*) FROM payments')).toEqual([[0]])
    const led = await customer.submit(refused, `${path}/payment`, { poNumber: 'RB-0298' })
    expect(led.location).toContain('/c/pay/')
    expect(await kept(shop)).toBe('RB-0298')
    expect((await customer.get(path)).text).toContain('Your PO RB-0298')
    expect((await desk.get(`${shop.desk}/invoices/${invoice}`)).text).toContain('PO RB-0298')
  })

  test('cannot be passed over by a form without the field, also through the link', async () => {
    const shop = await makeShop()
    const { contact, pay } = await openTill(shop)
    await asks(shop, 'demanded')
    expect((await pay()).status).toBe(422)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/invoice\/[^\s/]+/.exec(mail?.Text ?? '')?.[0] ?? '')
    const visitor = shop.visitor()
    expect((await visitor.post(`${pathname}/payment`)).status).toBe(422)
    expect((await visitor.post(`${pathname}/payment`, { poNumber: 'A1' })).location).toContain('/c/pay/')
    expect(await kept(shop)).toBe('A1')
  })

  test('can be saved without paying now, and is what a charge by itself waits for', async () => {
    const shop = await makeShop()
    const { desk, contact, customer, way } = await openKept(shop)
    await customer.submit(await customer.get(`${shop.base}/ways-to-pay/${way}/autopay`), /\/autopay$/)
    await asks(shop, 'demanded')
    const id = await sent(shop, desk, contact)
    const path = `${shop.base}/invoices/${id}`
    const page = await customer.get(path)
    expect(page.text).toContain(`formaction="${path}/po"`)
    expect([page.text.includes('once your PO number is on it'), page.text.includes('There is nothing to do')]).toEqual([
      true,
      false,
    ])
    expect((await shop.mailsTo(contact.email ?? ''))[0]?.Text).toContain('once your PO number is on it')
    await customer.post(`${path}/po`, { poNumber: 'RB-7' })
    const numbered = await customer.get(path)
    expect([numbered.text.includes('Your PO RB-7'), numbered.text.includes('There is nothing to do')]).toEqual([true, true])
  })

  test('is asked for beside what was kept, and paid with in the same press', async () => {
    const shop = await makeShop()
    const { customer, invoice, path, way: method } = await openKept(shop)
    await asks(shop, 'demanded')
    const of = async () => (await shop.rows('SELECT po_number, balance_minor FROM invoices WHERE id = ?', invoice))[0]
    const page = await customer.get(path)
    const refused = await customer.submit(page, /\/payments\/charges$/, { method })
    expect([refused.status, refused.text.includes('Your PO number is missing')]).toEqual([422, true])
    expect(await of()).toEqual([null, 75_420])
    const paid = await customer.submit(await customer.get(path), /\/payments\/charges$/, { method, poNumber: 'RB-9' })
    expect(paid.status).toBe(303)
    expect(await of()).toEqual(['RB-9', 0])
  })

  test('missing beside a part of a plan is asked for there, and not beside another amount', async () => {
    const shop = await makeShop()
    const { desk, customer, invoice, path } = await openTill(shop)
    await shop.rows('UPDATE profile SET billing = ?', JSON.stringify({ po: 'demanded', takesPartial: true, leastMinor: 2_500 }))
    const plan = await desk.get(`${shop.desk}/invoices/${invoice}/plan`)
    await desk.submit(plan, /\/plan$/, { kind: 'split', split: 'halves', firstOn: '2030-04-20', every: '30' })
    const refused = await customer.submit(await customer.get(path), `${path}/payment`)
    expect(refused.text.match(/Type your PO number/g)).toHaveLength(1)
    expect(refused.text).not.toMatch(/<details open/)
  })

  test('that staff typed already is asked no more', async () => {
    const shop = await makeShop()
    const { customer, path, pay } = await openTill(shop)
    await asks(shop, 'demanded')
    await shop.rows(`UPDATE invoices SET po_number = 'OURS'`)
    expect((await customer.get(path)).text).not.toContain('name="poNumber"')
    expect((await pay()).location).toContain('/c/pay/')
    expect(await kept(shop)).toBe('OURS')
  })
})

test('a PO number that is allowed may be left empty', async () => {
  const shop = await makeShop()
  const { customer, path } = await openTill(shop)
  await asks(shop, 'allowed')
  const page = await customer.get(path)
  expect(page.text).toContain('If you have one')
  expect((await customer.submit(page, `${path}/payment`)).location).toContain('/c/pay/')
  expect(await kept(shop)).toBeNull()
})

test('where nobody pays online, a PO number is kept by itself, by who may pay', async () => {
  const shop = await makeShop()
  await asks(shop, 'allowed')
  const desk = await shop.staff()
  const contact = await shop.customer()
  const id = await sent(shop, desk, contact)
  const path = `${shop.base}/invoices/${id}`
  const customer = await shop.signedIn(contact)
  const empty = await customer.submit(await customer.get(path), `${path}/po`)
  expect(empty.status).toBe(422)
  expect((await customer.submit(empty, `${path}/po`, { poNumber: 'RB-1' })).location).toBe(path)
  expect(await kept(shop)).toBe('RB-1')
  const looking = await shop.signedIn(await shop.customer({ customerId: contact.customerId, canPay: false }))
  expect((await looking.post(`${path}/po`, { poNumber: 'X' })).status).toBe(403)
  const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
  expect((await stranger.post(`${path}/po`, { poNumber: 'X' })).status).toBe(404)
  expect(await kept(shop)).toBe('RB-1')
})

test('two who give their PO number for one invoice in one moment: one of the two is kept, and told of once', async () => {
  for (let round = 0; round < 6; round++) {
    const shop = await makeShop()
    await asks(shop, 'allowed')
    const desk = await shop.staff()
    const contact = await shop.customer()
    const path = `${shop.base}/invoices/${await sent(shop, desk, contact)}`
    const payers = [
      await shop.signedIn(contact),
      await shop.signedIn(await shop.customer({ customerId: contact.customerId, canPay: true })),
    ]
    await Promise.all(payers.map((payer, i) => payer.post(`${path}/po`, { poNumber: `RB-${i}` })))
    expect(await shop.rows(`SELECT count(*) FROM events WHERE kind = 'invoice.po_given'`)).toEqual([[1]])
  }
})
