import { describe, expect, test } from 'vitest'
import { makeShop, type TestShop } from '#testing/world.ts'

const created = {
  kind: 'company',
  name: 'Harbor Coffee',
  contactName: 'Ines Duarte',
  email: 'ines@harbor.test',
  phone: '(937) 555-0199',
}
const idOf = (location: string) => /customers\/(cus_[0-9a-f]{32})/.exec(location)?.[1] ?? ''
const one = async (shop: TestShop, query: string, ...params: unknown[]) => (await shop.rows(query, ...params))[0]?.[0]

describe('creating a customer', () => {
  test('makes its permanent private link and a first contact who may approve, pay and see prices', async () => {
    const shop = await makeShop()
    const staff = await shop.staff('advisor')
    const done = await staff.post(`${shop.desk}/customers`, created)
    expect(done.status).toBe(303)
    const id = idOf(done.location)
    const [[key] = []] = await shop.rows('SELECT link_key FROM customers WHERE id = ?', id)
    expect(key).toMatch(/^[2-9a-z]{10}$/)
    const contact = await shop.rows(
      'SELECT has_access, can_approve, can_pay, sees_prices, is_primary FROM contacts WHERE customer_id = ?',
      id,
    )
    expect(contact).toEqual([[1, 1, 1, 1, 1]])

    const page = await staff.get(done.location)
    expect(page.status).toBe(200)
    expect(page.text).toContain(`${shop.base}/c/${key}`)
    expect(page.text).toContain('ines@harbor.test')
    expect(page.text).toContain('(937) 555-0199')
    expect(page.text).toContain('Customer added')
  })

  test('mails nobody unless the box says so, and then one invitation', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    await staff.post(`${shop.desk}/customers`, created)
    expect(await shop.rows('SELECT kind FROM outbox')).toEqual([])
    await staff.post(`${shop.desk}/customers`, {
      ...created,
      name: 'Second Try',
      email: `two-${shop.key}@harbor.test`,
      invite: 'on',
    })
    const [mail, ...more] = await shop.mailsTo(`two-${shop.key}@harbor.test`)
    expect(mail?.Subject).toContain('Your portal at')
    expect(more).toEqual([])
    expect(await one(shop, 'SELECT link_sent_at FROM profile')).toBeGreaterThan(0)
  })

  test('without an email says that nobody can sign in, and sending is off with that reason', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const done = await staff.post(`${shop.desk}/customers`, { kind: 'person', name: 'Jo Fairbanks', email: '', invite: 'on' })
    const page = await staff.get(done.location)
    expect(page.text).toContain('No email: cannot sign in')
    expect(page.text).toMatch(/<button[^>]*disabled[^>]*>.*Email it/s)
    const contact = await one(shop, 'SELECT id FROM contacts WHERE customer_id = ?', idOf(done.location))
    const sent = await staff.post(`${shop.desk}/customers/${idOf(done.location)}/link/mails`, { contact: String(contact) })
    expect(sent.status).toBe(409)
    expect(sent.text).toContain('No email: cannot sign in')
    expect(await shop.rows('SELECT kind FROM outbox')).toEqual([])
  })

  test('with a double click creates one', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const form = await staff.get(`${shop.desk}/customers/new`)
    const [first, second] = [
      await staff.submit(form, `${shop.desk}/customers`, { ...created, invite: 'on' }),
      await staff.submit(form, `${shop.desk}/customers`, { ...created, invite: 'on' }),
    ]
    expect(first.status).toBe(303)
    expect(second.location).toBe(first.location)
    expect(await one(shop, 'SELECT count(*) FROM customers')).toBe(1)
    expect(await one(shop, 'SELECT count(*) FROM contacts')).toBe(1)
    expect(await one(shop, 'SELECT count(*) FROM outbox')).toBe(1)
  })

  test('with a wrong email comes back with 422, the reason beside the field and everything typed', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const page = await staff.post(`${shop.desk}/customers`, { ...created, email: 'ines at harbor', notes: 'Pays on the 15th' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Type a full email address')
    expect(page.text).toContain('ines at harbor')
    expect(page.text).toContain('Pays on the 15th')
    expect(await one(shop, 'SELECT count(*) FROM customers')).toBe(0)
  })

  test('is not for production, who see no money either', async () => {
    const shop = await makeShop()
    const { customerId } = await shop.customer()
    const maker = await shop.staff('production')
    expect((await maker.post(`${shop.desk}/customers`, created)).status).toBe(403)
    const page = await maker.get(`${shop.desk}/customers/${customerId}`)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('Open invoices')
    expect(page.text).not.toContain('Their portal link')
  })
})

describe('the same email at two customers', () => {
  test('is one person with two contacts', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    await staff.post(`${shop.desk}/customers`, created)
    await staff.post(`${shop.desk}/customers`, { ...created, name: 'Harbor Roasters', email: 'INES@harbor.test' })
    expect(await one(shop, 'SELECT count(*) FROM people')).toBe(1)
    expect(await one(shop, 'SELECT count(DISTINCT person_id) FROM contacts')).toBe(1)
    expect(await one(shop, 'SELECT count(*) FROM contacts')).toBe(2)
  })
})

describe('editing a customer', () => {
  test('changes its details, and a stale form changes nothing', async () => {
    const shop = await makeShop()
    const { customerId } = await shop.customer()
    const staff = await shop.staff()
    const path = `${shop.desk}/customers/${customerId}`
    const [mine, theirs] = [await staff.get(`${path}/edit`), await staff.get(`${path}/edit`)]
    const saved = await staff.submit(mine, path, { kind: 'company', name: 'Riverside Ales', address: '31 Wharf Lane\nDayton' })
    expect(saved.status).toBe(303)
    const late = await staff.submit(theirs, path, { kind: 'company', name: 'Riverside Lager' })
    expect(late.status).toBe(409)
    for (const text of ['Name is now “Riverside Ales”', 'Address is now “31 Wharf Lane', 'value="Riverside Lager"'])
      expect(late.text).toContain(text)
    expect(late.text).not.toContain('Phone is now')
    expect((await staff.get(path)).text).toContain('31 Wharf Lane, Dayton')
    expect(await one(shop, 'SELECT name FROM customers')).toBe('Riverside Ales')
    expect((await staff.submit(late, path, { kind: 'company' })).status).toBe(303)
    expect(await one(shop, 'SELECT name FROM customers')).toBe('Riverside Lager')
  })

  test('shown again after a mistake, the form still stands for the version it was made from', async () => {
    const shop = await makeShop()
    const { customerId } = await shop.customer()
    const staff = await shop.staff()
    const path = `${shop.desk}/customers/${customerId}`
    const form = await staff.get(`${path}/edit`)
    await staff.submit(await staff.get(`${path}/edit`), path, { kind: 'company', name: 'Riverside Ales' })
    const again = await staff.submit(form, path, { kind: 'company', name: '' })
    expect(again.status).toBe(422)
    expect((await staff.submit(again, path, { kind: 'company', name: 'Riverside Lager' })).status).toBe(409)
  })
})

describe('archiving a customer', () => {
  test('says what stays, and that its contacts cannot come in', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await (await shop.signedIn(contact)).get(shop.base)
    const staff = await shop.staff()
    const path = `${shop.desk}/customers/${contact.customerId}`
    const record = await staff.get(path)
    expect(record.text).toContain('Open work and invoices stay in')
    expect(record.text).not.toContain('Access ended')
    await staff.submit(record, `${path}/archive`)
    const { text } = await staff.get(path)
    expect(text).toContain('Its open work and invoices stay in theirs')
    expect(text).toContain('Access ended')
    expect(text).not.toContain('Active, seen')
  })

  test('signs its contacts out and takes it off the list; restoring brings it back', async () => {
    const shop = await makeShop()
    const contact = await shop.customer({ customerName: 'Old Mill' })
    const person = await shop.signedIn(contact)
    expect((await person.get(shop.base)).status).toBe(200)
    const staff = await shop.staff()
    const path = `${shop.desk}/customers/${contact.customerId}`
    expect((await staff.submit(await staff.get(path), `${path}/archive`)).status).toBe(303)
    expect((await person.get(shop.base)).location).toContain('/sign-in')
    expect((await staff.get(`${shop.desk}/customers`)).text).not.toContain('Old Mill')
    expect((await staff.get(`${shop.desk}/customers?shelf=archived`)).text).toContain('Old Mill')
    expect((await staff.submit(await staff.get(path), `${path}/restoration`)).status).toBe(303)
    expect((await staff.get(`${shop.desk}/customers`)).text).toContain('Old Mill')
    expect((await person.get(shop.base)).location).toContain('/sign-in')
  })
})
