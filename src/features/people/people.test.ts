import { describe, expect, it } from 'vitest'
import { formsOf } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

async function letting(accounts: Record<string, boolean> = { mayInvite: true, mayEdit: true }) {
  const shop = await makeShop()
  await shop.rows('UPDATE profile SET accounts = ?', JSON.stringify(accounts))
  const contact = await shop.customer()
  return { shop, contact, browser: await shop.signedIn(contact) }
}
const contactsOf = (shop: TestShop) =>
  shop.rows(
    'SELECT name, has_access, can_approve, can_pay, sees_prices, can_invite, is_primary FROM contacts ORDER BY created_at, id',
  )

describe('the people of a customer', () => {
  it('are kept by the customer once the shop lets it, in its settings', async () => {
    const shop = await makeShop()
    const browser = await shop.signedIn(await shop.customer())
    expect((await browser.get(`${shop.base}/people`)).status).toBe(404)
    expect((await browser.get(shop.base)).text).not.toContain(`${shop.base}/people`)
    const desk = await shop.staff()
    const page = `${shop.desk}/settings/accounts`
    await desk.submit(await desk.get(page), page, { mayInvite: 'on' })
    expect((await browser.get(shop.base)).text).toContain(`${shop.base}/people`)
    expect((await browser.get(`${shop.base}/people`)).text).toContain('You alone come in for Riverside')
    expect((await browser.get(`${shop.base}/company`)).status).toBe(404)
  })

  it('bring in a colleague, who is mailed and comes in; the shop reads who did it', async () => {
    const { shop, contact, browser } = await letting()
    const email = `carl-${shop.key}@riverside.test`
    const form = await browser.get(`${shop.base}/people/new`)
    const sent = await browser.submit(form, `${shop.base}/people`, { name: 'Carl Colleague', email, canApprove: 'on' })
    expect(sent.location).toContain('?did=invited')
    expect((await browser.get(sent.location)).text).toContain('Carl Colleague')
    expect((await shop.mailsTo(email))[0]?.Subject).toContain('Your portal at')
    expect((await contactsOf(shop)).at(-1)).toEqual(['Carl Colleague', 1, 1, 0, 0, 0, 0])
    const record = await (await shop.staff()).get(`${shop.desk}/customers/${contact.customerId}`)
    expect(record.text).toContain('Dana Whitfield brought in Carl Colleague')
  })

  it('hand on nothing that they may not do themselves, whatever a form says', async () => {
    const { shop, contact, browser } = await letting()
    await shop.rows('UPDATE contacts SET can_approve = 0, can_pay = 0, sees_prices = 0 WHERE id = ?', contact.contactId)
    const form = await browser.get(`${shop.base}/people/new`)
    expect(form.text).not.toContain('name="canPay"')
    const all = { canApprove: 'on', canPay: 'on', seesPrices: 'on', canInvite: 'on', hasAccess: 'on' }
    await browser.submit(form, `${shop.base}/people`, { name: 'Carl', email: `carl-${shop.key}@x.test`, ...all })
    expect((await contactsOf(shop)).at(-1)).toEqual(['Carl', 1, 0, 0, 0, 0, 0])
  })

  it('need the tick, or stand first; without it nothing is there', async () => {
    const { shop, contact } = await letting()
    const other = await shop.customer({ customerId: contact.customerId, name: 'Carl Colleague' })
    const browser = await shop.signedIn(other)
    for (const path of ['/people', '/people/new', '/company'])
      expect((await browser.get(shop.base + path)).status, path).toBe(404)
    const fields = { name: 'X', email: 'x@x.test', version: '1' }
    for (const path of ['/people', `/people/${contact.contactId}/removal`, '/company'])
      expect((await browser.post(shop.base + path, fields)).status, path).toBe(404)
    await shop.rows('UPDATE contacts SET can_invite = 1 WHERE id = ?', other.contactId)
    expect((await browser.get(`${shop.base}/people`)).status).toBe(200)
  })

  it('say beside the field that somebody is listed already, and reveal nobody else', async () => {
    const { shop, contact, browser } = await letting()
    const elsewhere = await shop.customer({ customerName: 'Other Co.' })
    const page = await browser.get(`${shop.base}/people/new`)
    const own = await browser.submit(page, `${shop.base}/people`, { name: 'Me', email: contact.email ?? '' })
    expect([own.status, own.text.includes('has this email already')]).toEqual([422, true])
    const fresh = await browser.get(`${shop.base}/people/new`)
    const other = await browser.submit(fresh, `${shop.base}/people`, { name: 'Them', email: elsewhere.email ?? '' })
    expect(other.location).toContain('?did=invited')
    expect((await browser.get(`${shop.base}/people`)).text).not.toContain('Other Co.')
  })

  it('take a colleague off, who is out at once', async () => {
    const { shop, contact, browser } = await letting()
    const other = await shop.customer({ customerId: contact.customerId, name: 'Carl Colleague' })
    const theirs = await shop.signedIn(other)
    const page = await browser.get(`${shop.base}/people`)
    const gone = await browser.submit(page, `${shop.base}/people/${other.contactId}/removal`)
    expect(gone.location).toContain('?did=removed')
    expect((await theirs.get(shop.base)).location).toContain('/sign-in')
  })

  it('take off neither themselves, nor who stands first or may do more, nor anybody of another customer', async () => {
    const { shop, contact } = await letting()
    const small = await shop.customer({ customerId: contact.customerId, name: 'Small', canPay: false, canApprove: false })
    const wide = await shop.customer({ customerId: contact.customerId, name: 'Wide' })
    const foreign = await shop.customer({ customerName: 'Other Co.', canPay: false, canApprove: false })
    await shop.rows('UPDATE contacts SET can_invite = 1 WHERE id = ?', small.contactId)
    const browser = await shop.signedIn(small)
    expect(formsOf(await browser.get(`${shop.base}/people`)).filter(({ action }) => action.includes('/removal'))).toEqual([])
    const statuses: number[] = []
    for (const { contactId } of [small, contact, wide, foreign])
      statuses.push((await browser.post(`${shop.base}/people/${contactId}/removal`, { version: '1' })).status)
    expect(statuses).toEqual([409, 409, 409, 404])
    expect(await shop.rows('SELECT count(*) FROM contacts WHERE removed_at IS NOT NULL')).toEqual([[0]])
  })

  it('leave who stands first, also where a colleague may do the same', async () => {
    const { shop, contact } = await letting()
    const equal = await shop.customer({ customerId: contact.customerId, name: 'Equal' })
    await shop.rows('UPDATE contacts SET can_invite = 1')
    const browser = await shop.signedIn(equal)
    const action = `${shop.base}/people/${contact.contactId}/removal`
    expect((await browser.get(`${shop.base}/people`)).text).not.toContain(action)
    expect((await browser.post(action, { version: '1' })).status).toBe(409)
    expect((await (await shop.signedIn(contact)).get(shop.base)).status).toBe(200)
  })

  it.each(['can_approve', 'can_pay', 'sees_prices'])(
    'do nothing more with a right that was taken from them between their look and their write: %s',
    async (right) => {
      const { shop, contact } = await letting()
      const [carl, other] = [
        await shop.customer({ customerId: contact.customerId }),
        await shop.customer({ customerId: contact.customerId }),
      ]
      await shop.rows('UPDATE contacts SET can_invite = 1 WHERE id = ?', carl.contactId)
      const browser = await shop.signedIn(carl)
      const narrow = `UPDATE contacts SET ${right} = 0${right === 'sees_prices' ? ', can_pay = 0' : ''} WHERE id = '${carl.contactId}'`
      const before = await shop.rows('SELECT count(*) FROM contacts WHERE removed_at IS NULL')
      await libsql.meanwhile(shop.namespace, narrow)
      const gone = await browser.post(`${shop.base}/people/${other.contactId}/removal`, { version: '1' })
      expect(gone.status).toBe(409)
      await shop.rows('UPDATE contacts SET can_approve = 1, can_pay = 1, sees_prices = 1 WHERE id = ?', carl.contactId)
      await libsql.meanwhile(shop.namespace, narrow)
      const all = { canApprove: 'on', canPay: 'on', seesPrices: 'on' }
      const brought = await browser.post(`${shop.base}/people`, { name: 'New', email: `new-${shop.key}@x.test`, ...all })
      expect(brought.status).toBe(409)
      expect(await shop.rows('SELECT count(*) FROM contacts WHERE removed_at IS NULL')).toEqual(before)
    },
  )

  it('bring in ten on one day', async () => {
    const { shop, browser } = await letting()
    const add = (n: number) => browser.post(`${shop.base}/people`, { name: `N${n}`, email: `n${n}-${shop.key}@x.test` })
    for (let n = 0; n < 10; n++) expect((await add(n)).status).toBe(303)
    expect((await add(10)).status).toBe(429)
  })
})

describe('the details of a company', () => {
  it('are kept by the company where the shop lets it, and the shop is told', async () => {
    const { shop, contact, browser } = await letting()
    const page = await browser.get(`${shop.base}/company`)
    const saved = await browser.submit(page, `${shop.base}/company`, { name: 'Riverside & Sons', phone: '(937) 555-0177' })
    expect(saved.location).toContain('?did=company')
    expect(await shop.rows('SELECT name, phone FROM customers WHERE id = ?', contact.customerId)).toEqual([
      ['Riverside & Sons', '(937) 555-0177'],
    ])
    const [mail] = await shop.mailsTo(`hello-${shop.key}@shop.test`)
    expect(mail?.Text).toContain('Riverside & Sons (was Riverside Brewing Co.)')
    expect((await browser.submit(page, `${shop.base}/company`, { name: 'Too late', command: '' })).status).toBe(409)
  })

  it('are the shop’s alone where it does not', async () => {
    const { shop, browser } = await letting({ mayInvite: true })
    expect((await browser.post(`${shop.base}/company`, { name: 'Mine', version: '1' })).status).toBe(404)
    expect(await shop.rows('SELECT name FROM customers')).toEqual([['Riverside Brewing Co.']])
  })
})
