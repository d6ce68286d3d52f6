import { describe, expect, test } from 'vitest'
import { makeSent } from '#features/estimates/testing.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

const good = {
  name: 'Mill Street Embroidery',
  email: 'hello@mill.test',
  phone: '(937) 555-0100',
  website: 'www.mill.test',
  address: '1 Mill Street',
  timeZone: 'America/Chicago',
  currency: 'CAD',
  locale: 'en-CA',
  taxName: 'HST',
  taxPpm: '13',
  dueDays: '30',
  invoicePrefix: 'M-',
  paymentNote: 'Checks to Mill Street.',
}

async function profileOf(shop: TestShop, columns: string) {
  return (await shop.rows(`SELECT ${columns} FROM profile`))[0]
}

const sendAnInvoice = (shop: TestShop, customerId: string) =>
  shop.rows(
    `INSERT INTO invoices (id, number, customer_id, title, currency, sent_at, created_at) VALUES ('inv_1', '1', '${customerId}', 'x', 'USD', 1, 1)`,
  )

describe('the shop settings', () => {
  test('save what was typed, tidied, in one read and one write', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const page = await owner.get(`${shop.desk}/settings`)
    await libsql.resetCounters(shop.namespace)
    const saved = await owner.submit(page, `${shop.desk}/settings`, good)
    expect((await libsql.counters(shop.namespace)).requests).toBe(2)
    expect([saved.status, saved.location]).toEqual([303, `${shop.desk}/settings?did=saved`])
    expect((await owner.get(saved.location)).text).toContain('Saved.')
    expect(await profileOf(shop, 'name, website, time_zone, currency, tax_name, tax_ppm, due_days, invoice_prefix')).toEqual([
      'Mill Street Embroidery',
      'https://www.mill.test',
      'America/Chicago',
      'CAD',
      'HST',
      130_000,
      30,
      'M-',
    ])
  })

  test.each([
    ['name', '  ', 'Type the name of the shop'],
    ['email', 'nobody', 'Type a full email address'],
    ['phone', 'call me', 'Type a phone number'],
    ['website', 'javascript:alert(1)', 'Type an address like'],
    ['website', 'https://user:pass@mill.test', 'Type an address like'],
    ['timeZone', 'Mars/Olympus', 'Choose a time zone'],
    ['currency', 'XXX', 'Choose a currency'],
    ['locale', 'tlh', 'Choose how dates'],
    ['taxPpm', '130', 'Type a percentage'],
    ['dueDays', '366', 'Type a number of days'],
    ['dueDays', '-1', 'Type a number of days'],
    ['invoicePrefix', 'A B', 'Up to 12 letters'],
  ])('refuse %s as %j with the reason beside it, and keep the rest as typed', async (field, value, sentence) => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const page = await owner.get(`${shop.desk}/settings`)
    const answer = await owner.submit(page, `${shop.desk}/settings`, { ...good, taxName: 'Canary tax', [field]: value })
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(new RegExp(`id="f-${field}-wrong"[\\s\\S]*?${sentence}`))
    expect(answer.text).toContain('value="Canary tax"')
    expect(await profileOf(shop, 'tax_name, version')).toEqual(['Tax', 1])
  })

  test('keep the currency once an invoice was sent', async () => {
    const shop = await makeShop()
    const { customerId } = await shop.customer()
    const owner = await shop.staff()
    const before = await owner.get(`${shop.desk}/settings`)
    expect(before.text).toMatch(/<select[^>]*name="currency"/)
    await sendAnInvoice(shop, customerId)
    const after = await owner.get(`${shop.desk}/settings`)
    expect(after.text).toContain('An estimate or invoice was sent in it, so it stays.')
    const answer = await owner.submit(before, `${shop.desk}/settings`, good)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('An estimate or invoice was sent, so the currency stays as it is.')
    const { currency: _, ...rest } = good
    expect((await owner.submit(after, `${shop.desk}/settings`, rest)).status).toBe(303)
    expect(await profileOf(shop, 'currency, tax_name')).toEqual(['USD', 'HST'])
  })

  test('keep the currency once an estimate was sent', async () => {
    const { shop, desk } = await makeSent()
    const page = await desk.get(`${shop.desk}/settings`)
    expect(page.text).not.toMatch(/<select[^>]*name="currency"/)
    expect((await desk.submit(page, `${shop.desk}/settings`, good)).status).toBe(422)
    expect(await profileOf(shop, 'currency')).toEqual(['USD'])
  })

  test('answer a form that saw an older version with 409 and change nothing', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const [one, other] = [await owner.get(`${shop.desk}/settings`), await owner.get(`${shop.desk}/settings`)]
    expect((await owner.submit(one, `${shop.desk}/settings`, good)).status).toBe(303)
    expect((await owner.submit(other, `${shop.desk}/settings`, { ...good, name: 'Late' })).status).toBe(409)
    expect(await profileOf(shop, 'name, version')).toEqual(['Mill Street Embroidery', 2])
  })

  test('do a form that is sent twice once', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const page = await owner.get(`${shop.desk}/settings`)
    for (const _ of [1, 2]) expect((await owner.submit(page, `${shop.desk}/settings`, good)).status).toBe(303)
    expect(await profileOf(shop, 'version')).toEqual([2])
    expect(await shop.rows(`SELECT count(*) FROM events WHERE kind = 'shop.changed'`)).toEqual([[1]])
  })
})

describe('settings', () => {
  const pages = ['', '/branding', '/branding/preview?color=123456', '/portal', '/statuses', '/automations', '/team']

  test.each(['advisor', 'production'] as const)('are closed to %s: every page and every form', async (role) => {
    const shop = await makeShop()
    const browser = await shop.staff(role)
    const status = shop.statuses[0]?.id ?? ''
    const posts = ['', '/branding', '/portal', '/statuses', `/statuses/${status}`, `/statuses/${status}/removal`, '/automations']
    const more = [`/automations/${status}`, '/team', `/team/${shop.ownerId}`, `/team/${shop.ownerId}/removal`]
    const fields = {
      ...good,
      version: '1',
      color: '#000000',
      isOn: 'on',
      role: 'owner',
      move: 'down',
      jobsLabel: 'x',
      invoicesLabel: 'x',
    }
    for (const path of [...pages, `/automations/${status}/preview`, `/team/${shop.ownerId}`]) {
      expect((await browser.get(`${shop.desk}/settings${path}`)).status, path).toBe(403)
    }
    for (const path of [...posts, ...more])
      expect((await browser.post(`${shop.desk}/settings${path}`, fields)).status, path).toBe(403)
    expect(await shop.rows(`SELECT count(*) FROM events WHERE actor_id = '${browser.staffId}'`)).toEqual([[0]])
  })

  test('are open to managers, each page with the way to all others', async () => {
    const shop = await makeShop()
    const manager = await shop.staff('manager')
    for (const path of pages.filter((one) => !one.includes('preview'))) {
      const page = await manager.get(`${shop.desk}/settings${path}`)
      expect(page.status, path).toBe(200)
      for (const label of ['Shop', 'Branding', 'Portal', 'Payments', 'Statuses', 'Automations', 'Team'])
        expect(page.text, path).toContain(`>${label}</a>`)
    }
  })

  test('of one shop are nothing to the staff of another', async () => {
    const [mine, other] = [await makeShop(), await makeShop()]
    const owner = await mine.staff()
    for (const path of pages) expect((await owner.get(`${other.desk}/settings${path}`)).status, path).toBe(303)
  })
})
