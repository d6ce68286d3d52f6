import { describe, expect, test } from 'vitest'
import { act, connect, draft, openTill, sent } from '#features/payments/testing.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import type { TestContact, TestShop } from '#testing/world.ts'
import { makeShop } from '#testing/world.ts'

const linkIn = (text: string) => /http:\/\/localhost:8787(\/view\/invoice\/\S+)/.exec(text)?.[1] ?? ''
const previewOf = (shop: TestShop, contact: TestContact) => `${shop.desk}/preview/${contact.contactId}`

/** An order of this customer with one sent invoice. */
async function invoicedJob(shop: TestShop) {
  const desk = await shop.staff()
  const contact = await shop.customer()
  const job = 'job_00000000000000000000000000000001'
  const [first] = shop.statuses
  await shop.rows(
    `INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, po_number, created_at) VALUES (?, 5305, ?, 'Caps', ?, 1, 'PO-77', 1)`,
    job,
    contact.customerId,
    first?.id,
  )
  const invoice = await sent(shop, desk, contact, { poNumber: 'PO-77' })
  await shop.rows('UPDATE invoices SET job_id = ? WHERE id = ?', job, invoice)
  return { desk, contact, job, invoice, customer: await shop.signedIn(contact) }
}

describe('a Pay button', () => {
  test('stands nowhere while Stripe is not connected, and on every page once it is', async () => {
    const shop = await makeShop()
    const { desk, contact, job, invoice, customer } = await invoicedJob(shop)
    const pages = ['', '/invoices', `/invoices/${invoice}`, href('', paths.portal.jobs.show, { id: job })]
    for (const page of pages) {
      const { status, text } = await customer.get(shop.base + page)
      expect([page, status, text.includes('Pay $754.20'), text.includes('$754.20')]).toEqual([page, 200, false, true])
    }
    await connect(shop, desk)
    for (const page of pages)
      expect([page, (await customer.get(shop.base + page)).text]).toEqual([page, expect.stringContaining('Pay $754.20')])
    const looking = await shop.signedIn(await shop.customer({ customerId: contact.customerId, canPay: false }))
    for (const page of pages) expect((await looking.get(shop.base + page)).text).not.toContain('Pay $')
  })

  test('in a preview by staff is asleep, and says who can pay', async () => {
    const shop = await makeShop()
    const { desk, contact, invoice } = await openTill(shop)
    const preview = previewOf(shop, contact)
    const page = await desk.get(`${preview}/invoices/${invoice}`)
    expect(page.text).toContain('only the customer can pay')
    expect(page.text).toMatch(/<button[^>]* disabled[^>]*>Pay \$754\.20</)
    expect(page.text).not.toContain('/payment"')
    for (const path of [preview, `${preview}/invoices`]) expect((await desk.get(path)).text).not.toContain('Pay $')
  })
})

test('an invoice can be printed from the portal and from its link, by a button that only script shows', async () => {
  const shop = await makeShop()
  const { contact, customer, path } = await openTill(shop)
  const [mail] = await shop.mailsTo(contact.email ?? '')
  for (const page of [await customer.get(path), await shop.visitor().get(linkIn(mail?.Text ?? ''))]) {
    const [button = ''] = /<button[^>]*data-print[^>]*>/.exec(page.text) ?? []
    expect(button).toContain(' hidden')
    expect(button).toContain('no-paper')
    expect(page.text).toContain('class="paper-only"')
  }
})

describe('a mailed link', () => {
  test('to a voided invoice says who withdrew it, and nothing of what it said', async () => {
    const shop = await makeShop()
    const { desk, contact, invoice } = await openTill(shop)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const link = linkIn(mail?.Text ?? '')
    await act(shop, desk, invoice, 'void')
    const page = await shop.visitor().get(link)
    expect(page.status).toBe(410)
    expect(page.text).toContain(`This invoice was withdrawn by Shop ${shop.key}`)
    for (const said of ['INV-1001', 'Trucker', '754.20', 'Pay', 'Riverside']) expect(page.text).not.toContain(said)
    expect((await shop.visitor().post(`${link}/payment`)).status).toBe(303)
    expect(await shop.rows('SELECT count(*) FROM payments')).toEqual([[0]])
  })

  test('of a contact whose access ended is not here, voided or not', async () => {
    const shop = await makeShop()
    const { desk, contact, invoice } = await openTill(shop)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    await act(shop, desk, invoice, 'void')
    await shop.rows('UPDATE contacts SET has_access = 0 WHERE id = ?', contact.contactId)
    expect((await shop.visitor().get(linkIn(mail?.Text ?? ''))).status).toBe(404)
    await shop.rows('UPDATE contacts SET has_access = 1 WHERE id = ?', contact.contactId)
    await shop.rows('UPDATE item_links SET revoked_at = 1')
    expect((await shop.visitor().get(linkIn(mail?.Text ?? ''))).status).toBe(404)
  })
})

test('a changed invoice tells its customer when it changed and what it was, and a sent one does not', async () => {
  const shop = await makeShop()
  const { desk, contact, invoice, customer, path } = await openTill(shop)
  const [mail] = await shop.mailsTo(contact.email ?? '')
  expect(mail?.Text).toContain('Hi Dana,')
  const link = linkIn(mail?.Text ?? '')
  expect((await customer.get(path)).text).not.toContain('Changed')
  const form = await desk.get(`${shop.desk}/invoices/${invoice}/edit`)
  expect(form.text).toMatch(/name="mail"[^>]* checked|checked[^>]* name="mail"/)
  const lines = {
    'description[]': ['Trucker caps'],
    'quantity[]': ['72'],
    'unitPrice[]': ['10.00'],
    'discount[]': [''],
    'tax[]': [''],
  }
  await desk.submit(form, `${shop.desk}/invoices/${invoice}`, lines)
  for (const page of [await customer.get(path), await shop.visitor().get(link)])
    expect(page.text).toContain('Changed Apr 9: was $754.20')
  const again = await desk.get(`${shop.desk}/invoices/${invoice}/edit`)
  await desk.submit(again, `${shop.desk}/invoices/${invoice}`, { note: 'Thank you' })
  const { text } = await customer.get(path)
  expect(text).toContain('Changed Apr 9')
  expect(text).not.toContain('was $')
})

test('an invoice speaks of its work as the trade does, and of the PO as its reader’s own only to the customer', async () => {
  const shop = await makeShop({ trade: 'auto' })
  const { desk, customer, invoice } = await invoicedJob(shop)
  const theirs = (await customer.get(`${shop.base}/invoices/${invoice}`)).text
  expect(theirs).toContain('Work order 5305')
  expect(theirs).toContain('Your PO PO-77')
  const ours = (await desk.get(`${shop.desk}/invoices/${invoice}`)).text
  expect(ours).toContain('PO PO-77')
  expect(ours).not.toContain('Your PO')
})

describe('an edit of what somebody changed meanwhile', () => {
  const typed = { title: 'My title', note: 'My note' }

  test('comes back with what was typed, what stands now, and saves with a second press', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await draft(shop, desk, await shop.customer())
    const address = `${shop.desk}/invoices/${id}`
    const mine = await desk.get(`${address}/edit`)
    await desk.submit(await desk.get(`${address}/edit`), address, {
      title: 'Their title',
      'unitPrice[]': ['11', '45', '', '', ''],
    })
    const late = await desk.submit(mine, address, typed)
    expect(late.status).toBe(409)
    for (const said of [
      'My title',
      'My note',
      'Title is now “Their title”',
      'The list of lines is now “Trucker caps, 72 × 11.00',
    ])
      expect(late.text).toContain(said)
    expect(await shop.rows('SELECT title, version FROM invoices')).toEqual([['Their title', 2]])
    expect((await desk.submit(late, address)).status).toBe(303)
    expect(await shop.rows('SELECT title, note, version FROM invoices')).toEqual([['My title', 'My note', 3]])
  })

  test('says so even when something typed is wrong as well', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await draft(shop, desk, await shop.customer())
    const address = `${shop.desk}/invoices/${id}`
    const mine = await desk.get(`${address}/edit`)
    await desk.submit(await desk.get(`${address}/edit`), address, { title: 'Their title' })
    const late = await desk.submit(mine, address, { title: '', note: 'My note' })
    expect(late.status).toBe(409)
    for (const said of ['Say what this invoice is for', 'Title is now “Their title”', 'My note'])
      expect(late.text).toContain(said)
  })

  test('of a sent one that was paid meanwhile is refused with the reason', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await sent(shop, desk, await shop.customer())
    const address = `${shop.desk}/invoices/${id}`
    const mine = await desk.get(`${address}/edit`)
    await act(shop, desk, id, 'payments', { amount: '10', method: 'cash', receivedOn: '2030-04-09' })
    const late = await desk.submit(mine, address, typed)
    expect([late.status, late.text.includes('Money was already received')]).toEqual([409, true])
  })
})
