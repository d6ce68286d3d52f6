import { describe, expect, test } from 'vitest'
import { makeShop, type TestShop } from '#testing/world.ts'

const one = async (shop: TestShop, query: string, ...params: unknown[]) => (await shop.rows(query, ...params))[0]?.[0]

describe('the portal link', () => {
  test('is sent to one contact with a one-press sign-in, and ticks the setup step once', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const staff = await shop.staff()
    const path = `${shop.desk}/customers/${contact.customerId}`
    expect((await staff.submit(await staff.get(path), `${path}/link/mails`)).location).toContain('did=sent')
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.HTML).toContain(`/invitation/ivt_`)
    expect(mail?.Text).toContain(`${shop.base}/c/${contact.linkKey}`)
    expect(await shop.rows('SELECT invitation, invited_at > 0 FROM contacts')).toEqual([[1, 1]])
    expect(await one(shop, 'SELECT link_sent_at > 0 FROM profile')).toBe(1)
  })

  test('is not sent to somebody of another customer, nor to one without access', async () => {
    const shop = await makeShop()
    const [contact, other] = [await shop.customer(), await shop.customer()]
    const without = await shop.customer({ hasAccess: false })
    const staff = await shop.staff()
    const send = (customer: string, to: string) => staff.post(`${shop.desk}/customers/${customer}/link/mails`, { contact: to })
    expect((await send(contact.customerId, other.contactId)).status).toBe(404)
    expect((await send(without.customerId, without.contactId)).text).toContain('has no access')
    expect(await one(shop, 'SELECT count(*) FROM outbox')).toBe(0)
  })

  test('is offered to copy, as a message, as a text and as a QR code', async () => {
    const shop = await makeShop({ name: 'Smith Embroidery' })
    const contact = await shop.customer()
    const staff = await shop.staff()
    const page = await staff.get(`${shop.desk}/customers/${contact.customerId}`)
    expect(page.text).toContain('Hi Dana, this is your private page at Smith Embroidery')
    expect(page.text).toContain('href="sms:')
    expect(page.text).toContain('QR code of the portal link')
    expect(page.text).toContain(`${shop.desk}/customers/${contact.customerId}/link/copies`)
    expect(page.text).toContain(`value="http://localhost:8787${shop.base}"`)
    const preview = `${shop.desk}/preview/${contact.contactId}`
    expect(page.text).toContain(`href="${preview}"`)
    expect((await staff.get(preview)).status).toBe(200)
  })

  test('copied is remembered: a script gets no page, a form comes back', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const staff = await shop.staff()
    const path = `${shop.desk}/customers/${contact.customerId}/link/copies`
    expect((await staff.post(path, {}, { accept: '*/*' })).status).toBe(204)
    const first = await one(shop, 'SELECT link_copied_at FROM profile')
    expect(first).toBeGreaterThan(0)
    expect((await staff.post(path, {}, { accept: 'text/html' })).status).toBe(303)
    expect(await one(shop, 'SELECT link_copied_at FROM profile')).toBe(first)
  })

  test('made new stops the old one, and whoever is signed in stays in', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await shop.signedIn(contact)
    const staff = await shop.staff()
    const path = `${shop.desk}/customers/${contact.customerId}`
    const page = await staff.get(path)
    expect((await staff.submit(page, `${path}/link`)).location).toContain('new-link')
    const key = await one(shop, 'SELECT link_key FROM customers')
    expect(key).not.toBe(contact.linkKey)
    expect((await staff.get(path)).text).not.toContain(contact.linkKey)
    expect((await browser.get(shop.base)).status).toBe(200)
    expect((await staff.submit(page, `${path}/link`)).status).toBe(303)
    expect(await one(shop, 'SELECT link_key FROM customers')).toBe(key)
  })
})

describe('merging a customer', () => {
  test('moves contacts, jobs, invoices and payments, and its old link leads to the survivor', async () => {
    const shop = await makeShop()
    const loser = await shop.customer({ customerName: 'Riverside Brewing', name: 'Priya Raman' })
    const survivor = await shop.customer({ customerName: 'Riverside Brewing Co.' })
    const [status] = shop.statuses
    await shop.rows(
      `INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, created_at) VALUES ('job_1', 1001, ?, 'Crew polos', ?, 1, 1)`,
      loser.customerId,
      status?.id,
    )
    await shop.rows(
      `INSERT INTO invoices (id, number, customer_id, title, currency, total_minor, sent_at, created_at) VALUES ('inv_1', 'INV-1', ?, 'Polos', 'USD', 5000, 1, 1)`,
      loser.customerId,
    )
    await shop.rows(
      `INSERT INTO ledger (id, kind, amount_minor, currency, customer_id, invoice_id, source, at) VALUES ('led_1', 'invoice', 5000, 'USD', ?, 'inv_1', 'inv_1', 1)`,
      loser.customerId,
    )
    await shop.rows(
      `INSERT INTO payments (id, customer_id, method, state, amount_minor, currency, created_at) VALUES ('pay_1', ?, 'cash', 'succeeded', 5000, 'USD', 1)`,
      loser.customerId,
    )
    const staff = await shop.staff()
    const path = `${shop.desk}/customers/${loser.customerId}/merge`
    expect((await staff.get(`${path}?q=riverside`)).text).toContain(`?into=${survivor.customerId}`)
    const confirm = await staff.get(`${path}?into=${survivor.customerId}`)
    const merged = await staff.submit(confirm, path)
    expect(merged.location).toContain(survivor.customerId)
    expect((await staff.submit(confirm, path)).status).toBe(303)

    for (const table of ['jobs', 'invoices', 'payments', 'contacts'])
      expect(await one(shop, `SELECT count(*) FROM ${table} WHERE customer_id = ?`, loser.customerId)).toBe(0)
    expect(await shop.rows('SELECT link_key, customer_id FROM old_link_keys')).toEqual([[loser.linkKey, survivor.customerId]])
    expect(await one(shop, 'SELECT merged_into_id FROM customers WHERE id = ?', loser.customerId)).toBe(survivor.customerId)
    expect(await one(shop, 'SELECT customer_id FROM ledger')).toBe(loser.customerId)
    const record = await staff.get(merged.location)
    expect(record.text).toContain('1, $50.00')
    expect(record.text).toContain('merged Riverside Brewing into this one')
    expect(record.text).toContain('Priya Raman')
    const gone = (await staff.get(`${shop.desk}/customers/${loser.customerId}`)).text
    expect(gone).toMatch(/Olive Owner merged this customer into <a [^>]*>Riverside Brewing Co\.<\/a>/)
    expect(gone).not.toContain('No email: cannot sign in')
    expect(await one(shop, 'SELECT count(*) FROM contacts WHERE is_primary = 1 AND removed_at IS NULL')).toBe(1)
  })

  test('makes one contact of somebody listed at both, with the ticks of either', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const fields = { kind: 'company', contactName: 'Dana Whitfield', email: 'dana@riverside.test' }
    await staff.post(`${shop.desk}/customers`, { ...fields, name: 'Loser' })
    await staff.post(`${shop.desk}/customers`, { ...fields, name: 'Survivor' })
    await shop.rows(
      `UPDATE contacts SET can_pay = 0, has_access = 0 WHERE customer_id = (SELECT id FROM customers WHERE name = 'Survivor')`,
    )
    const [loser, survivor] = [
      await one(shop, `SELECT id FROM customers WHERE name = 'Loser'`),
      await one(shop, `SELECT id FROM customers WHERE name = 'Survivor'`),
    ]
    const [[mine] = []] = await shop.rows('SELECT id FROM contacts WHERE customer_id = ?', loser)
    const [[theirs] = []] = await shop.rows('SELECT id FROM contacts WHERE customer_id = ?', survivor)
    await shop.rows(
      `INSERT INTO item_links (id, purpose, subject_id, contact_id, mailed_at, created_at) VALUES ('lnk_1', 'invoice', 'inv_1', ?, 1, 1)`,
      mine,
    )
    const path = `${shop.desk}/customers/${loser}/merge`
    expect((await staff.submit(await staff.get(`${path}?into=${survivor}`), path)).status).toBe(303)
    const left = await shop.rows('SELECT id, customer_id, has_access, can_pay FROM contacts WHERE removed_at IS NULL')
    expect(left).toEqual([[theirs, survivor, 1, 1]])
    expect(await one(shop, 'SELECT contact_id FROM item_links')).toBe(theirs)
  })

  test('keeps the links of customers merged before', async () => {
    const shop = await makeShop()
    const [a, b, c] = [
      await shop.customer({ customerName: 'A' }),
      await shop.customer({ customerName: 'B' }),
      await shop.customer({ customerName: 'C' }),
    ]
    const staff = await shop.staff()
    for (const [from, to] of [
      [a, b],
      [b, c],
    ] as const) {
      const path = `${shop.desk}/customers/${from.customerId}/merge`
      await staff.submit(await staff.get(`${path}?into=${to.customerId}`), path)
    }
    const leads = await shop.rows('SELECT link_key, customer_id FROM old_link_keys ORDER BY link_key')
    expect(leads).toEqual(
      [a, b].map((one) => [one.linkKey, c.customerId]).toSorted(([x], [y]) => String(x).localeCompare(String(y))),
    )
    expect(await one(shop, 'SELECT merged_into_id FROM customers WHERE id = ?', a.customerId)).toBe(c.customerId)
  })

  test('into itself, into an archived one, or on a stale page is refused and changes nothing', async () => {
    const shop = await makeShop()
    const [loser, survivor, archived] = [await shop.customer(), await shop.customer(), await shop.customer()]
    await shop.rows('UPDATE customers SET archived_at = 1 WHERE id = ?', archived.customerId)
    const staff = await shop.staff()
    const merge = (into: string, version = '1') =>
      staff.post(`${shop.desk}/customers/${loser.customerId}/merge`, { into, version, intoVersion: '1' })
    expect((await merge(loser.customerId)).text).toContain('cannot be merged into itself')
    expect((await merge(archived.customerId)).text).toContain('is archived')
    expect((await merge(survivor.customerId, '7')).status).toBe(409)
    expect((await merge('cus_00000000000000000000000000000000')).status).toBe(404)
    expect(await one(shop, 'SELECT count(*) FROM old_link_keys')).toBe(0)
    expect(await one(shop, 'SELECT count(*) FROM customers WHERE merged_into_id IS NOT NULL')).toBe(0)
    const advisor = await shop.staff('advisor')
    expect((await advisor.get(`${shop.desk}/customers/${loser.customerId}/merge`)).status).toBe(403)
  })
})
