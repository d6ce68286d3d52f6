import { describe, expect, test } from 'vitest'
import { formsOf } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

const created = {
  kind: 'company',
  name: 'Harbor Coffee',
  contactName: 'Ines Duarte',
  email: 'ines@harbor.test',
  phone: '(937) 555-0199',
}
const one = async (shop: TestShop, query: string, ...params: unknown[]) => (await shop.rows(query, ...params))[0]?.[0]

describe('the list', () => {
  test('finds by name, contact, email and phone, and by nothing else', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    await staff.post(`${shop.desk}/customers`, created)
    await staff.post(`${shop.desk}/customers`, { kind: 'company', name: '100% Cotton', contactName: 'Max' })
    const found = async (q: string) => (await staff.get(`${shop.desk}/customers?q=${encodeURIComponent(q)}`)).text
    for (const q of ['harbor', 'duarte', 'INES@', '9375550199', '555 0199']) expect(await found(q)).toContain('Harbor Coffee')
    expect(await found('100%')).not.toContain('Harbor Coffee')
    expect(await found('100%')).toContain('100% Cotton')
    expect(await found('nobody')).toContain('Nobody here matches')
  })

  test('shows 50 a page with the number of all', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    await shop.rows(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 51)
      INSERT INTO customers (id, name, link_key, created_at) SELECT printf('cus_%032d', i), printf('Customer %02d', i), printf('key%d', i), 1 FROM n`)
    const first = await staff.get(`${shop.desk}/customers`)
    expect(first.text).toContain('51 customers')
    expect(first.text).toContain('Customer 50')
    expect(first.text).not.toContain('Customer 51')
    const second = await staff.get(`${shop.desk}/customers?page=2`)
    expect(second.text).toContain('Customer 51')
    expect(second.text).not.toContain('Customer 50')
  })

  test('of a new shop says what to do first', async () => {
    const shop = await makeShop()
    const page = await (await shop.staff()).get(`${shop.desk}/customers`)
    expect(page.text).toContain('No customers yet')
    expect(page.text).toContain(`${shop.desk}/customers/new`)
  })
})

describe('a customer of another shop', () => {
  test('is as unknown as one that never was', async () => {
    const [shop, other] = [await makeShop(), await makeShop()]
    const { customerId, contactId } = await other.customer({ name: 'Canary Contact', customerName: 'Canary Ltd' })
    const staff = await shop.staff()
    const pages = [
      await staff.get(`${shop.desk}/customers/${customerId}`),
      await staff.get(`${shop.desk}/customers/${customerId}/edit`),
      await staff.get(`${shop.desk}/contacts/${contactId}/edit`),
      await staff.post(`${shop.desk}/contacts/${contactId}/access`, { version: '1' }),
      await staff.post(`${shop.desk}/customers/${customerId}/link`, { version: '1' }),
      await staff.post(`${shop.desk}/customers/${customerId}/link/mails`, { contact: contactId }),
      await staff.get(`${shop.desk}/customers/cus_00000000000000000000000000000000`),
    ]
    for (const page of pages) {
      expect(page.status).toBe(404)
      expect(page.text).not.toContain('Canary')
    }
    expect(await one(other, 'SELECT has_access FROM contacts')).toBe(1)
  })
})

describe('the record', () => {
  test('counts jobs, open and late money, and tells what happened lately', async () => {
    const shop = await makeShop()
    const { customerId } = await shop.customer()
    const staff = await shop.staff()
    const [status] = shop.statuses
    await shop.rows(
      `INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, created_at) VALUES ('job_1', 1001, ?, 'Crew polos', ?, 1, 1)`,
      customerId,
      status?.id,
    )
    const insert = `INSERT INTO invoices (id, number, customer_id, title, currency, total_minor, balance_minor, due_on, sent_at, created_at) VALUES (?, ?, ?, 'Polos', 'USD', ?, ?, ?, ?, 1)`
    await shop.rows(insert, 'inv_1', 'INV-1', customerId, 41280, 41280, '2030-04-01', 1)
    await shop.rows(insert, 'inv_2', 'INV-2', customerId, 10000, 2500, '2030-12-01', 1)
    await shop.rows(insert, 'inv_3', null, customerId, 99999, 0, null, null)
    await staff.submit(await staff.get(`${shop.desk}/customers/${customerId}/edit`), `${shop.desk}/customers/${customerId}`, {
      kind: 'company',
      name: 'Riverside',
    })
    const { text } = await staff.get(`${shop.desk}/customers/${customerId}`)
    expect(text).toContain('2, $437.80')
    expect(text).toMatch(/class="bad">\$412\.80/)
    expect(text).toContain('1, $512.80')
    expect(text).toContain('Crew polos')
    expect(text).toContain('Olive Owner changed the details')
  })

  test('is one round trip', async () => {
    const shop = await makeShop()
    const { customerId } = await shop.customer()
    const staff = await shop.staff()
    await staff.get(`${shop.desk}/customers/${customerId}`)
    await libsql.resetCounters(shop.namespace)
    const page = await staff.get(`${shop.desk}/customers/${customerId}`)
    expect(page.status).toBe(200)
    expect((await libsql.counters(shop.namespace)).requests).toBe(1)
    expect(formsOf(page).length).toBeGreaterThan(0)
  })
})
