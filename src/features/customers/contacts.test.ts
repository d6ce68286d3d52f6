import { describe, expect, test } from 'vitest'
import { newId } from '#lib/id.ts'
import { formsOf } from '#testing/browser.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

const one = async (shop: TestShop, query: string, ...params: unknown[]) => (await shop.rows(query, ...params))[0]?.[0]

describe('the access of a contact', () => {
  test('ticked sends the invitation with the permanent link and a one-press sign-in', async () => {
    const shop = await makeShop({ name: 'Smith Embroidery' })
    const contact = await shop.customer({ hasAccess: false })
    const staff = await shop.staff()
    const record = await staff.get(`${shop.desk}/customers/${contact.customerId}`)
    const path = `${shop.desk}/contacts/${contact.contactId}/access`
    expect((await staff.submit(record, path, { access: 'on' })).status).toBe(303)
    expect(await shop.rows('SELECT has_access, invitation FROM contacts')).toEqual([[1, 1]])
    const [mail, ...more] = await shop.mailsTo(contact.email ?? '')
    expect(more).toEqual([])
    expect(mail?.Subject).toBe('Your portal at Smith Embroidery')
    expect(mail?.Text).toContain(`${shop.base}/c/${contact.linkKey}`)
    const invitation = new RegExp(`${shop.base}/invitation/ivt_[\\w-]+`).exec(mail?.Text ?? '')?.[0] ?? ''
    const opened = await shop.visitor().get(invitation)
    expect(opened.status).toBe(200)
    expect(opened.text).not.toContain('Nameplate')
    expect((await staff.get(`${shop.desk}/customers/${contact.customerId}`)).text).toMatch(/Invited /)
  })

  test('ticked twice by a double click sends one invitation', async () => {
    const shop = await makeShop()
    const contact = await shop.customer({ hasAccess: false })
    const staff = await shop.staff()
    const record = await staff.get(`${shop.desk}/customers/${contact.customerId}`)
    const path = `${shop.desk}/contacts/${contact.contactId}/access`
    for (const _ of [1, 2]) expect((await staff.submit(record, path, { access: 'on' })).status).toBe(303)
    expect(await one(shop, 'SELECT count(*) FROM outbox')).toBe(1)
  })

  test('un-ticked ends every session and item link at the next request, and invitations before it', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const [phone, desk] = [await shop.signedIn(contact), await shop.signedIn(contact)]
    await shop.rows(
      `INSERT INTO item_links (id, purpose, subject_id, contact_id, mailed_at, created_at) VALUES (?, 'invoice', 'inv_1', ?, 1, 1)`,
      newId('lnk'),
      contact.contactId,
    )
    expect((await phone.get(shop.base)).status).toBe(200)
    const staff = await shop.staff()
    const record = await staff.get(`${shop.desk}/customers/${contact.customerId}`)
    const form = formsOf(record).find(({ action }) => action.endsWith('/access'))
    const { access: _, ...left } = form?.fields ?? {}
    expect((await staff.post(form?.action ?? '', left)).status).toBe(303)
    for (const browser of [phone, desk]) expect((await browser.get(shop.base)).location).toContain('/sign-in')
    expect(await one(shop, 'SELECT count(*) FROM sessions WHERE ended_at IS NULL')).toBe(0)
    expect(await one(shop, 'SELECT count(*) FROM item_links WHERE revoked_at IS NULL')).toBe(0)
    expect(await shop.rows('SELECT has_access, invitation FROM contacts')).toEqual([[0, 1]])
  })

  test('cannot be ticked without an email', async () => {
    const shop = await makeShop()
    const contact = await shop.customer({ email: undefined })
    const staff = await shop.staff()
    const refused = await staff.post(`${shop.desk}/contacts/${contact.contactId}/access`, { access: 'on', version: '1' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('No email: cannot sign in')
  })

  test('of a stale page is refused', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const staff = await shop.staff()
    const edit = `${shop.desk}/contacts/${contact.contactId}`
    const record = await staff.get(`${shop.desk}/customers/${contact.customerId}`)
    await staff.submit(await staff.get(`${edit}/edit`), edit, { name: 'Dana W.' })
    const form = formsOf(record).find(({ action }) => action.endsWith('/access'))
    const { access: _, ...left } = form?.fields ?? {}
    expect((await staff.post(`${edit}/access`, left)).status).toBe(409)
    expect(await one(shop, 'SELECT has_access FROM contacts')).toBe(1)
  })
})

describe('a contact form that comes too late', () => {
  test('keeps what was typed, says what changed, and saved again overwrites it', async () => {
    const shop = await makeShop()
    const contact = await shop.customer({ canPay: false })
    const staff = await shop.staff()
    const path = `${shop.desk}/contacts/${contact.contactId}`
    const old = await staff.get(`${path}/edit`)
    const saved = await staff.submit(await staff.get(`${path}/edit`), path, {
      name: 'Dana W.',
      phone: '937 555 0111',
      canPay: 'on',
    })
    expect(saved.status).toBe(303)
    const late = await staff.submit(old, path, { name: 'Dana Late' })
    expect(late.status).toBe(409)
    for (const text of ['Name is now “Dana W.”', 'May pay is now “Yes”', 'Phone is now “', 'value="Dana Late"'])
      expect(late.text).toContain(text)
    expect(late.text).not.toContain('Email is now')
    expect(await one(shop, 'SELECT name FROM contacts')).toBe('Dana W.')
    expect((await staff.submit(late, path)).status).toBe(303)
    expect(await shop.rows('SELECT name, can_pay FROM contacts')).toEqual([['Dana Late', 0]])
  })
})

describe('a contact', () => {
  test('is added with what it may do, and invited when it gets access', async () => {
    const shop = await makeShop()
    const { customerId } = await shop.customer()
    const staff = await shop.staff()
    const form = await staff.get(`${shop.desk}/customers/${customerId}/contacts/new`)
    const fields = { name: 'Priya Raman', email: `priya-${shop.key}@riverside.test`, canPay: 'on', access: 'on' }
    const added = await staff.submit(form, `${shop.desk}/customers/${customerId}/contacts`, fields)
    expect(added.status).toBe(303)
    const rights = await shop.rows(
      `SELECT has_access, can_approve, can_pay, sees_prices, is_primary FROM contacts WHERE name = 'Priya Raman'`,
    )
    expect(rights).toEqual([[1, 0, 1, 1, 0]])
    expect(await shop.mailsTo(`priya-${shop.key}@riverside.test`)).toHaveLength(1)
    expect((await staff.get(added.location)).text).toContain('Priya Raman')
  })

  test('is not listed twice at one customer under one email', async () => {
    const shop = await makeShop()
    const { customerId, email } = await shop.customer()
    const staff = await shop.staff()
    const twice = await staff.post(`${shop.desk}/customers/${customerId}/contacts`, { name: 'Dana again', email: email ?? '' })
    expect(twice.status).toBe(422)
    expect(twice.text).toContain('Another contact of this customer has this email already')
    expect(twice.text).toContain('Dana again')
    expect(await one(shop, 'SELECT count(*) FROM contacts')).toBe(1)
  })

  test('loses the ticks that are taken off', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const staff = await shop.staff()
    const path = `${shop.desk}/contacts/${contact.contactId}`
    await staff.post(path, { name: 'Dana Whitfield', email: contact.email ?? '', version: '1' })
    expect(await shop.rows('SELECT has_access, can_approve, can_pay, sees_prices FROM contacts')).toEqual([[1, 0, 0, 0]])
    expect((await staff.get(`${shop.desk}/customers/${contact.customerId}`)).text).toContain('Look, no prices')
  })

  test('with another email is another person: signed out, with old links and invitations ended', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await shop.signedIn(contact)
    const staff = await shop.staff()
    const path = `${shop.desk}/contacts/${contact.contactId}`
    const form = await staff.get(`${path}/edit`)
    expect((await staff.submit(form, path, { email: 'new@riverside.test' })).location).toContain('contact-moved')
    expect((await browser.get(shop.base)).location).toContain('/sign-in')
    const [row] = await shop.rows(
      'SELECT p.email, c.invitation, c.has_access FROM contacts c JOIN people p ON p.id = c.person_id',
    )
    expect(row).toEqual(['new@riverside.test', 1, 1])
    expect(await one(shop, 'SELECT count(*) FROM people')).toBe(2)
  })

  test('removed is signed out at once, and the next one becomes the first contact', async () => {
    const shop = await makeShop()
    const first = await shop.customer()
    await shop.customer({ customerId: first.customerId, name: 'Priya Raman' })
    const browser = await shop.signedIn(first)
    const staff = await shop.staff()
    const path = `${shop.desk}/contacts/${first.contactId}`
    const form = await staff.get(`${path}/edit`)
    expect((await staff.submit(form, `${path}/removal`)).status).toBe(303)
    expect((await staff.submit(form, `${path}/removal`)).status).toBe(303)
    expect((await browser.get(shop.base)).location).toContain('/sign-in')
    expect(await shop.rows('SELECT name, is_primary FROM contacts WHERE removed_at IS NULL')).toEqual([['Priya Raman', 1]])
    expect((await staff.get(`${path}/edit`)).status).toBe(404)
  })
})

describe('a person who stands for two customers', () => {
  test('is pointed out on the record of each, with the way to the other', async () => {
    const shop = await makeShop()
    const first = await shop.customer({ customerName: 'Coyle Roofing' })
    const desk = await shop.staff()
    const form = await desk.get(`${shop.desk}/customers/new`)
    const made = await desk.submit(form, `${shop.desk}/customers`, {
      name: 'Harbor 5K',
      contactName: 'Dana',
      email: first.email ?? '',
    })
    expect(made.status).toBe(303)
    const second = await desk.get(made.location)
    expect(second.text).toMatch(
      new RegExp(`is also a contact of\\s+<a href="${shop.desk}/customers/${first.customerId}">Coyle Roofing</a>`),
    )
    const record = `${shop.desk}/customers/${first.customerId}`
    expect((await desk.get(record)).text).toContain('>Harbor 5K</a>')
    await shop.rows('UPDATE customers SET archived_at = 1 WHERE name = ?', 'Harbor 5K')
    expect((await desk.get(record)).text).not.toContain('is also a contact of')
  })
})
