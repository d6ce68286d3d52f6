import { describe, expect, test } from 'vitest'
import { act, books, draft, sent } from '#features/payments/testing.ts'
import { makeShop, type TestContact, type TestShop } from '#testing/world.ts'

const lines = { 'description[]': ['Caps', 'Bread'], 'quantity[]': ['1', '1'], 'unitPrice[]': ['100', '50'] }
const bills = (shop: TestShop, billing: object) => shop.rows('UPDATE profile SET billing = ?', JSON.stringify(billing))
const one = async (shop: TestShop, query: string, ...params: unknown[]) => (await shop.rows(query, ...params))[0]

async function jobFor(shop: TestShop, { customerId }: TestContact): Promise<string> {
  const desk = await shop.staff()
  const page = await desk.get(`${shop.desk}/jobs/new?customer=${customerId}`)
  const made = await desk.submit(page, `${shop.desk}/jobs`, { title: 'Polos', dueOn: '2030-04-24', ...lines })
  return /job_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
}

describe('a discount on the whole', () => {
  test('is a percentage or an amount, comes off before tax, and is the same on page, in mail and in the books', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await sent(shop, desk, contact, { ...lines, 'tax[]': ['10', '10'], wholeDiscount: '10%' })
    expect(await books(shop, id)).toEqual({ balance: 14_850, ledger: ['invoice 14850'] })
    const page = await (await shop.signedIn(contact)).get(`${shop.base}/invoices/${id}`)
    expect(page.text).toContain('Discount, 10% off the whole')
    expect(page.text).toContain('−$15.00')
    expect(page.text).toContain('$148.50')
    const print = await (await shop.signedIn(contact)).fetch(`${shop.base}/invoices/${id}/invoice.pdf`)
    expect(print.status).toBe(200)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Text).toContain('Discount on the whole')
    expect(mail?.Text).toContain('$148.50')
    const other = await sent(shop, desk, contact, { ...lines, wholeDiscount: '25.50' })
    expect((await books(shop, other)).balance).toBe(12_450)
  })

  test('that is neither is refused beside its field, and what was typed stays', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const page = await desk.post(`${shop.desk}/invoices`, {
      ...{ customerId: contact.customerId, title: 'Caps', ...lines, wholeDiscount: '101%' },
    })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Type a percentage like 10%')
    expect(page.text).toContain('value="101%"')
  })

  test('changes with a new version, which keeps it in its edition', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await sent(shop, desk, contact, lines)
    const page = await desk.get(`${shop.desk}/invoices/${id}/edit`)
    await desk.submit(page, `${shop.desk}/invoices/${id}`, { ...lines, wholeDiscount: '50' })
    expect(await books(shop, id)).toEqual({ balance: 10_000, ledger: ['invoice 15000', 'revision -5000'] })
    const query = `SELECT content ->> 'discountMinor', content ->> 'totalMinor' FROM editions WHERE subject_id = ? ORDER BY number`
    expect(await shop.rows(query, id)).toEqual([
      [0, 15_000],
      [5_000, 10_000],
    ])
  })

  test('of a job goes over to its invoice', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const job = await jobFor(shop, contact)
    await shop.rows('UPDATE jobs SET discount_ppm = 100000, is_tax_inclusive = 1 WHERE id = ?', job)
    await desk.post(`${shop.desk}/jobs/${job}/invoices`)
    expect(await one(shop, 'SELECT discount_ppm, is_tax_inclusive, total_minor FROM invoices')).toEqual([100_000, 1, 13_500])
  })
})

describe('several rates', () => {
  test('are chosen on a line by name, and each stands on the invoice with its own base', async () => {
    const shop = await makeShop()
    await shop.rows('UPDATE profile SET tax_ppm = 100000')
    await bills(shop, { rates: [{ name: 'Food', ppm: 50_000 }] })
    const desk = await shop.staff()
    const contact = await shop.customer()
    const form = await desk.get(`${shop.desk}/invoices/new`)
    expect(form.text).toContain('<option value="5">Food 5%</option>')
    const id = await sent(shop, desk, contact, { ...lines, 'tax[]': ['10', '5'] })
    const page = await (await shop.signedIn(contact)).get(`${shop.base}/invoices/${id}`)
    expect(page.text).toContain('Tax, 10% of $100.00')
    expect(page.text).toContain('Food, 5% of $50.00')
    expect((await books(shop, id)).balance).toBe(16_250)
  })
})

describe('prices that include their tax', () => {
  test('are what is paid, with the tax that is in them below; an invoice stays as it was made when the shop changes its way', async () => {
    const shop = await makeShop()
    await bills(shop, { isTaxInclusive: true })
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await draft(shop, desk, contact, { ...lines, 'tax[]': ['25', '25'] })
    await bills(shop, { isTaxInclusive: false })
    await act(shop, desk, id, 'sending')
    expect((await books(shop, id)).balance).toBe(15_000)
    const page = await (await shop.signedIn(contact)).get(`${shop.base}/invoices/${id}`)
    expect(page.text).toContain('In it Tax, 25% of $120.00')
    expect(page.text).toContain('$30.00')
    expect(page.text).not.toContain('Subtotal')
  })
})

describe('a customer who pays no tax', () => {
  async function exempt() {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const edit = `${shop.desk}/customers/${contact.customerId}`
    await desk.submit(await desk.get(`${edit}/edit`), edit, { taxExemption: 'Resale OH-88812' })
    return { shop, desk, contact, edit }
  }

  test('is billed without it, and the reason stands on page, paper and mail, and stays there', async () => {
    const { shop, desk, contact, edit } = await exempt()
    const id = await sent(shop, desk, contact, { ...lines, 'tax[]': ['10', '10'] })
    expect((await books(shop, id)).balance).toBe(15_000)
    await desk.submit(await desk.get(`${edit}/edit`), edit, { taxExemption: '' })
    const browser = await shop.signedIn(contact)
    expect((await browser.get(`${shop.base}/invoices/${id}`)).text).toContain('No tax: Resale OH-88812')
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Text).toContain('None: Resale OH-88812')
  })

  test('gets no draft that was made with tax before: it is refused in words until it is saved again', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await draft(shop, desk, contact, { ...lines, 'tax[]': ['10', '10'] })
    await shop.rows(`UPDATE customers SET tax_exemption = 'Charity'`)
    expect((await desk.get(`${shop.desk}/invoices/${id}`)).text).toContain('This customer pays no tax now')
    const refused = await desk.post(`${shop.desk}/invoices/${id}/sending`, { version: '1' })
    expect([refused.status, refused.text.includes('pays no tax now')]).toEqual([409, true])
    const page = await desk.get(`${shop.desk}/invoices/${id}/edit`)
    await desk.submit(page, `${shop.desk}/invoices/${id}`)
    await act(shop, desk, id, 'sending')
    expect((await books(shop, id)).balance).toBe(15_000)
  })

  test('on a job is billed without tax too', async () => {
    const { shop, desk, contact } = await exempt()
    await shop.rows('UPDATE profile SET tax_ppm = 100000')
    await desk.post(`${shop.desk}/jobs/${await jobFor(shop, contact)}/invoices`)
    expect(await one(shop, 'SELECT total_minor FROM invoices')).toEqual([15_000])
  })
})

describe('settings › Billing', () => {
  const form = { version: '1', po: 'no', lateFee: 'none', feeAfter: '7', validDays: '30' }
  test('keeps what is typed, shows it again, and only for managers', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const at = `${shop.desk}/settings/billing`
    const saved = await desk.submit(await desk.get(at), at, {
      ...{ isTaxInclusive: 'on', rates: 'Food 5%\nState tax: 6.25', po: 'demanded', takesPartial: 'on', least: '50' },
      ...{ lateFee: 'percent', feePercent: '1.5', feeAfter: '10', remindBefore: '7, 1', remindAfter: '14 3', validDays: '45' },
      ...{ deposit: '50', keepsMethods: 'on' },
    })
    expect(saved.location).toBe(`${at}?did=saved`)
    const [[kept] = []] = await shop.rows('SELECT billing FROM profile')
    expect(JSON.parse(String(kept))).toEqual({
      ...{ isTaxInclusive: true, po: 'demanded', takesPartial: true, leastMinor: 5_000, keepsMethods: true },
      rates: [
        { name: 'Food', ppm: 50_000 },
        { name: 'State tax', ppm: 62_500 },
      ],
      lateFee: { kind: 'percent', amountMinor: 0, ppm: 15_000, afterDays: 10 },
      ...{ remindBeforeDays: [1, 7], remindAfterDays: [3, 14], validDays: 45, depositPpm: 500_000 },
    })
    const page = await desk.get(at)
    expect(page.text).toContain('State tax 6.25%')
    expect((await (await shop.staff('advisor')).get(at)).status).toBe(403)
  })

  test.each([
    [{ rates: 'Food' }, 'Type a name and its percentage'],
    [{ rates: 'A 5%\nB 5%' }, 'Give each rate a percentage of its own'],
    [{ lateFee: 'amount' }, 'Type how much is added'],
    [{ lateFee: 'percent', feePercent: '0' }, 'Type a percentage above 0'],
    [{ remindAfter: '0' }, 'Type up to five numbers of days'],
    [{ validDays: '0' }, 'Type a number of days from 1 to 365'],
    [{ least: 'x' }, 'Type an amount'],
  ])('refuses %o beside its field', async (fields, sentence) => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const page = await desk.post(`${shop.desk}/settings/billing`, { ...form, ...fields })
    expect([page.status, page.text.includes(sentence)]).toEqual([422, true])
  })

  test('that somebody else saved meanwhile says what they changed', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const at = `${shop.desk}/settings/billing`
    const page = await desk.get(at)
    await desk.submit(await desk.get(at), at, { po: 'allowed' })
    const stale = await desk.submit(page, at, { validDays: '9' })
    expect(stale.status).toBe(409)
    expect(stale.text).toContain('PO numbers')
  })
})
