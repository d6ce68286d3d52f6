import { describe, expect, test } from 'vitest'
import {
  act,
  books,
  connect,
  creditRows,
  draft,
  invoiceIn,
  openTill,
  sent,
  sessionIn,
  totalMinor,
} from '#features/payments/testing.ts'
import { newId } from '#lib/id.ts'
import { stripe } from '#testing/outside.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

const one = async (shop: TestShop, query: string, ...params: unknown[]) => (await shop.rows(query, ...params))[0]

/** What somebody else does after an action has read and before it writes. */
const meanwhile = (when: string, change: string) => `CREATE TRIGGER meanwhile ${when} BEGIN ${change}; END`

describe('a draft', () => {
  test('keeps its lines with discount and tax, and its total follows the one rounding rule', async () => {
    const shop = await makeShop()
    const desk = await shop.staff('advisor')
    const contact = await shop.customer()
    const id = await draft(shop, desk, contact, {
      'description[]': ['Caps', '', 'Patch'],
      'quantity[]': ['2.5', '1', '3'],
      'unitPrice[]': ['18.40', '', '1,000.05'],
      'discount[]': ['10', '', ''],
      'tax[]': ['7.5%', '0', '7.5'],
      poNumber: 'RB-0298',
    })
    const rows = await shop.rows(
      'SELECT name, quantity, unit_price_minor, discount_ppm, tax_ppm FROM invoice_lines WHERE invoice_id = ? ORDER BY position',
      id,
    )
    expect(rows).toEqual([
      ['Caps', 2500, 1840, 100_000, 75_000],
      ['Patch', 3000, 100_005, 0, 75_000],
    ])
    expect(await one(shop, 'SELECT total_minor, number, sent_at, po_number FROM invoices WHERE id = ?', id)).toEqual([
      4140 + 300_015 + 22_812,
      null,
      null,
      'RB-0298',
    ])
    const page = await desk.get(`${shop.desk}/invoices/${id}`)
    expect(page.text).toContain('Draft invoice')
    expect(page.text).toContain('$3,269.67')
  })

  test('comes back with a sentence beside each wrong field and what was typed', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const page = await desk.post(`${shop.desk}/invoices`, {
      ...{ customerId: '', title: '', dueOn: '2030-02-31', note: 'Keep <this>' },
      ...{ 'description[]': ['Caps', '', 'Patch'], 'quantity[]': ['0', '1', '1'], 'unitPrice[]': ['abc', '5', '99999999999'] },
      ...{ 'discount[]': ['101', '', ''], 'tax[]': ['', '', ''] },
    })
    expect(page.status).toBe(422)
    for (const sentence of [
      ...['Say what this invoice is for', 'Choose a customer', 'Choose a day, or leave it empty', 'Type a number above 0'],
      ...['Type a price, like 18.40', 'Type a percentage from 0 to 100', 'Say what this line is'],
    ]) {
      expect(page.text).toContain(sentence)
    }
    expect(page.text).toContain('Keep &lt;this&gt;')
    expect(page.text).toMatch(/id="f-unitPrice-0"[^>]*value="abc"|value="abc"[^>]*id="f-unitPrice-0"/)
    expect(await one(shop, 'SELECT count(*) FROM invoices')).toEqual([0])
  })

  test('cannot be sent without a price, nor made for an archived customer', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await draft(shop, desk, contact, { 'description[]': ['Free'], 'quantity[]': ['1'], 'unitPrice[]': ['0'] })
    expect((await desk.post(`${shop.desk}/invoices/${id}/sending`, { version: '1' })).status).toBe(409)
    await shop.rows('UPDATE customers SET archived_at = 1 WHERE id = ?', contact.customerId)
    const page = await desk.post(`${shop.desk}/invoices`, {
      customerId: contact.customerId,
      title: 'Late',
      'description[]': ['x'],
      'quantity[]': ['1'],
      'unitPrice[]': ['5'],
    })
    expect([page.status, page.text.includes('This customer is archived')]).toEqual([422, true])
  })

  test('can be discarded with all its lines, twice the same as once; a sent one cannot', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await draft(shop, desk, contact)
    const form = { version: '1', command: newId('cmd') }
    expect((await desk.post(`${shop.desk}/invoices/${id}/discarding`, form)).status).toBe(303)
    expect((await desk.post(`${shop.desk}/invoices/${id}/discarding`, form)).status).toBe(303)
    expect(await one(shop, 'SELECT (SELECT count(*) FROM invoices) + (SELECT count(*) FROM invoice_lines)')).toEqual([0])
    const kept = await sent(shop, desk, contact)
    expect((await desk.post(`${shop.desk}/invoices/${kept}/discarding`, { version: '2' })).status).toBe(409)
  })

  test('from a job takes its lines under their own keys, once however often it is pressed', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const { customerId } = await shop.customer()
    const job = newId('job')
    const status = shop.statuses[0]?.id
    await shop.rows(
      `INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, created_at) VALUES (?, 2409, ?, 'Caps', ?, 1, 1)`,
      job,
      customerId,
      status,
    )
    await shop.rows(
      `INSERT INTO job_lines (id, job_id, line_key, position, name, detail, quantity, unit_price_minor) VALUES ('jln_1', ?, 'lin_a', 0, 'Cap', 'black', 2000, 985)`,
      job,
    )
    const pressed = await Promise.all([1, 2, 3].map(() => desk.post(`${shop.desk}/jobs/${job}/invoices`)))
    const ids = new Set(pressed.map(({ location }) => invoiceIn(location)))
    expect(ids.size).toBe(1)
    expect(await shop.rows('SELECT line_key, name, detail, quantity, unit_price_minor FROM invoice_lines')).toEqual([
      ['lin_a', 'Cap', 'black', 2000, 985],
    ])
    const [id = ''] = ids
    await act(shop, desk, id, 'sending')
    const next = await desk.post(`${shop.desk}/jobs/${job}/invoices`)
    expect(invoiceIn(next.location)).not.toBe(id)
  })

  test('from a job is made neither for an archived customer nor for one who has the job no more', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const { customerId } = await shop.customer()
    const other = await shop.customer()
    const job = newId('job')
    await shop.rows(
      `INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, created_at) VALUES (?, 2409, ?, 'Caps', ?, 1, 1)`,
      ...[job, customerId, shop.statuses[0]?.id],
    )
    const bill = () => desk.post(`${shop.desk}/jobs/${job}/invoices`)
    await shop.rows('UPDATE customers SET archived_at = 1 WHERE id = ?', customerId)
    const archived = await bill()
    expect([archived.status, archived.text.includes('The customer of this job is archived')]).toEqual([409, true])
    await shop.rows('UPDATE customers SET archived_at = NULL')
    await shop.rows(meanwhile('AFTER INSERT ON commands', `UPDATE jobs SET customer_id = '${other.customerId}'`))
    expect((await bill()).status).toBe(409)
    expect(await one(shop, 'SELECT count(*) FROM invoices')).toEqual([0])
  })
})

describe('sending', () => {
  test('gives numbers without a gap, also ten at once', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const ids: string[] = []
    for (let i = 0; i < 10; i++) ids.push(await draft(shop, desk, contact))
    const refused = await draft(shop, desk, contact)
    const answers = await Promise.all([
      ...ids.map((id) => desk.post(`${shop.desk}/invoices/${id}/sending`, { version: '1' })),
      desk.post(`${shop.desk}/invoices/${refused}/sending`, { version: '7' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([...ids.map(() => 303), 409])
    const numbers = (await shop.rows('SELECT number FROM invoices WHERE number IS NOT NULL ORDER BY number')).flat()
    expect(numbers).toEqual(Array.from({ length: 10 }, (_, i) => `INV-${1001 + i}`))
    expect(await one(shop, 'SELECT next_invoice_number FROM profile')).toEqual([1011])
  })

  test('keeps exactly what was sent, with its hash, and owes its total', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await sent(shop, desk, await shop.customer())
    const [content, sha256] = (await one(shop, 'SELECT content, sha256 FROM editions WHERE subject_id = ?', id)) ?? []
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(String(content))))
    expect([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(sha256)
    expect(JSON.parse(String(content))).toMatchObject({
      id,
      totalMinor,
      currency: 'USD',
      issuedOn: '2030-04-09',
      dueOn: '2030-04-23',
    })
    expect(await books(shop, id)).toEqual({ balance: totalMinor, ledger: [`invoice ${totalMinor}`] })
    await expect(shop.rows("UPDATE editions SET content = 'x'")).rejects.toThrow()
    await expect(shop.rows('UPDATE ledger SET amount_minor = 1')).rejects.toThrow()
  })

  test('mails each contact who reads invoices, and nobody else, each with a link that opens it', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const also = await shop.customer({ customerId: contact.customerId, canPay: false })
    const priceless = await shop.customer({ customerId: contact.customerId, canPay: false, seesPrices: false })
    const outside = await shop.customer({ customerId: contact.customerId, hasAccess: false })
    await sent(shop, desk, contact)
    const links = new Set<string>()
    for (const { email } of [contact, also]) {
      const [mail, ...more] = await shop.mailsTo(email ?? '')
      expect(more).toEqual([])
      const link = /http:\/\/localhost:8787(\/view\/invoice\/\S+)/.exec(mail?.Text ?? '')?.[1] ?? ''
      links.add(link)
      expect((await shop.visitor().get(link)).status).toBe(200)
    }
    expect(links.size).toBe(2)
    for (const { email } of [priceless, outside]) expect(await shop.mailsTo(email ?? '')).toEqual([])
  })

  test('to a customer without an email says so, and works with the tick', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer({ email: undefined })
    const id = await draft(shop, desk, contact)
    const refused = await act(shop, desk, id, 'sending')
    expect([refused.status, refused.text.includes('Nobody at this customer can be mailed')]).toEqual([422, true])
    expect((await act(shop, desk, id, 'sending', { isQuiet: 'on' })).status).toBe(303)
    expect(await one(shop, 'SELECT number FROM invoices')).toEqual(['INV-1001'])
    expect(await shop.rows(`SELECT kind FROM outbox WHERE kind <> 'invoice.paper'`)).toEqual([])
  })

  test('pressed twice sends once', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await draft(shop, desk, await shop.customer())
    const form = { version: '1', command: newId('cmd') }
    const answers = await Promise.all([1, 2].map(() => desk.post(`${shop.desk}/invoices/${id}/sending`, form)))
    const again = await desk.post(`${shop.desk}/invoices/${id}/sending`, form)
    expect([...answers, again].map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await shop.rows("SELECT count(*) FROM outbox WHERE kind = 'invoice.ready'")).toEqual([[1]])
    expect(await one(shop, 'SELECT next_invoice_number FROM profile')).toEqual([1002])
  })
})

describe('a draft in a currency the shop gave up', () => {
  const sentence = 'This draft is in a currency your shop no longer uses'

  test.each([
    ['before', `UPDATE profile SET currency = 'EUR'`],
    ['while', meanwhile('AFTER UPDATE OF next_invoice_number ON profile', `UPDATE profile SET currency = 'EUR'`)],
  ])('is not sent: %s it is sent', async (_, change) => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await draft(shop, desk, await shop.customer())
    const page = await desk.get(`${shop.desk}/invoices/${id}`)
    await shop.rows(change)
    const refused = await desk.submit(page, `${shop.desk}/invoices/${id}/sending`)
    expect([refused.status, refused.text.includes(sentence)]).toEqual([409, true])
    expect(await one(shop, 'SELECT sent_at, number FROM invoices')).toEqual([null, null])
    expect(await one(shop, 'SELECT next_invoice_number FROM profile')).toEqual([1001])
  })
})

describe('after sending', () => {
  test('a change makes a new version, closes the open payment page, and asks for the difference', async () => {
    const shop = await makeShop()
    const { desk, contact, invoice, customer, pay, path } = await openTill(shop)
    await shop.mailsTo(contact.email ?? '')
    const old = sessionIn((await pay()).location)
    const form = await desk.get(`${shop.desk}/invoices/${invoice}/edit`)
    const lines = {
      'description[]': ['Trucker caps'],
      'quantity[]': ['72'],
      'unitPrice[]': ['10.00'],
      'discount[]': [''],
      'tax[]': [''],
    }
    const done = await desk.submit(form, `${shop.desk}/invoices/${invoice}`, { ...lines, note: '' })
    expect(done.status).toBe(303)
    expect(await books(shop, invoice)).toEqual({
      balance: 72_000,
      ledger: [`invoice ${totalMinor}`, `revision ${72_000 - totalMinor}`],
    })
    expect(await shop.rows('SELECT number FROM editions ORDER BY number')).toEqual([[1], [2]])
    await expect(stripe.pay(old)).rejects.toThrow()
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Subject).toContain('has changed')
    expect((await customer.get(path)).text).toContain('Pay $720.00')
    expect(sessionIn((await pay()).location)).not.toBe(old)
  })

  test('nothing is changed or voided once money came in, nor with an old version', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await sent(shop, desk, await shop.customer())
    const body = { title: 'New', note: '', 'description[]': ['x'], 'quantity[]': ['1'], 'unitPrice[]': ['5'] }
    expect((await desk.post(`${shop.desk}/invoices/${id}`, { ...body, version: '1' })).status).toBe(409)
    expect((await desk.post(`${shop.desk}/invoices/${id}/void`, { version: '1' })).status).toBe(409)
    await act(shop, desk, id, 'payments', { amount: '10', method: 'cash', receivedOn: '2030-04-09' })
    expect((await desk.post(`${shop.desk}/invoices/${id}`, { ...body, version: '3' })).status).toBe(409)
    expect((await desk.post(`${shop.desk}/invoices/${id}/void`, { version: '3' })).status).toBe(409)
    expect(await books(shop, id)).toEqual({ balance: totalMinor - 1000, ledger: [`invoice ${totalMinor}`, 'payment -1000'] })
  })

  test('void, it is owed no more, its links say so, the page says so, and its payment page is closed', async () => {
    const shop = await makeShop()
    const { desk, contact, invoice, customer, pay, path } = await openTill(shop)
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const link = /http:\/\/localhost:8787(\/view\/invoice\/\S+)/.exec(mail?.Text ?? '')?.[1] ?? ''
    const session = sessionIn((await pay()).location)
    expect((await act(shop, desk, invoice, 'void')).status).toBe(303)
    expect(await books(shop, invoice)).toEqual({ balance: 0, ledger: [`invoice ${totalMinor}`, `void -${totalMinor}`] })
    const page = await customer.get(path)
    expect(page.text).toContain('This invoice is void')
    expect(page.text).not.toContain('Pay $')
    expect((await shop.visitor().get(link)).status).toBe(410)
    await expect(stripe.pay(session)).rejects.toThrow()
    expect((await pay()).location).toContain(path)
  })

  test('an advisor cannot void, and production sees no invoices', async () => {
    const shop = await makeShop()
    const id = await sent(shop, await shop.staff(), await shop.customer())
    const advisor = await shop.staff('advisor')
    expect((await advisor.post(`${shop.desk}/invoices/${id}/void`, { version: '2' })).status).toBe(403)
    expect((await advisor.get(`${shop.desk}/invoices/${id}`)).text).not.toContain('Void this invoice')
    const production = await shop.staff('production')
    expect((await production.get(`${shop.desk}/invoices`)).status).toBe(403)
    expect((await production.get(`${shop.desk}/invoices/${id}`)).status).toBe(403)
  })
})

describe('a payment made outside', () => {
  const cash = { amount: '100', method: 'check', receivedOn: '2030-04-08', note: 'Check 1042' }

  test('lowers what is left, shows to the customer without the shop’s note, and mails a receipt if asked', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await sent(shop, desk, contact)
    await shop.mailsTo(contact.email ?? '')
    expect((await act(shop, desk, id, 'payments', { ...cash, receipt: 'on' })).status).toBe(303)
    expect((await books(shop, id)).balance).toBe(totalMinor - 10_000)
    const page = await (await shop.signedIn(contact)).get(`${shop.base}/invoices/${id}`)
    expect(page.text).toContain('Check')
    expect(page.text).toContain('−$100.00')
    expect(page.text).not.toContain('Check 1042')
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Subject).toBe(`Receipt from Shop ${shop.key}: $100.00`)
  })

  test('of more than is left needs a tick, and the rest is credit', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await sent(shop, desk, await shop.customer())
    const much = { ...cash, amount: '800' }
    const asked = await act(shop, desk, id, 'payments', much)
    expect([asked.status, asked.text.includes('Only $754.20 is left to pay')]).toEqual([422, true])
    expect((await desk.submit(asked, `${shop.desk}/invoices/${id}/payments`, { ...much, keepRest: 'on' })).status).toBe(303)
    expect((await books(shop, id)).balance).toBe(0)
    expect(await creditRows(shop)).toEqual([`credit ${totalMinor - 80_000}`])
    expect((await desk.get(`${shop.desk}/invoices/${id}`)).text).toContain('$45.80 came in beyond what was due')
  })

  test('with a wrong amount, day or way comes back with sentences; of a draft it is refused', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const id = await sent(shop, desk, contact)
    const page = await desk.post(`${shop.desk}/invoices/${id}/payments`, {
      amount: '-5',
      method: 'stripe',
      receivedOn: '2030-04-10',
      version: '2',
    })
    expect(page.status).toBe(422)
    for (const sentence of ['Type an amount above 0', 'Choose how it was paid', 'This day is still to come'])
      expect(page.text).toContain(sentence)
    const waiting = await draft(shop, desk, contact)
    expect((await desk.post(`${shop.desk}/invoices/${waiting}/payments`, { ...cash, version: '1' })).status).toBe(409)
    expect((await books(shop, id)).ledger).toEqual([`invoice ${totalMinor}`])
  })

  test('is refused when a customer opens the payment page in that moment', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await sent(shop, desk, await shop.customer())
    await shop.rows(
      `INSERT INTO payments (id, customer_id, method, state, amount_minor, currency, created_at)
       SELECT 'pay_open', customer_id, 'stripe', 'open', total_minor, currency, 1 FROM invoices WHERE id = ?`,
      id,
    )
    const opened = `INSERT INTO payment_parts (id, payment_id, invoice_id, amount_minor) VALUES ('prt_open', 'pay_open', '${id}', 1)`
    await shop.rows(meanwhile('AFTER UPDATE OF version ON invoices', opened))
    const refused = await act(shop, desk, id, 'payments', cash)
    expect([refused.status, refused.text.includes('A customer is paying this right now')]).toEqual([409, true])
    expect(await books(shop, id)).toEqual({ balance: totalMinor, ledger: [`invoice ${totalMinor}`] })
  })

  test('pressed twice is recorded once', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const id = await sent(shop, desk, await shop.customer())
    const form = { ...cash, amount: '700', version: '2', command: newId('cmd') }
    for (let i = 0; i < 3; i++) expect((await desk.post(`${shop.desk}/invoices/${id}/payments`, form)).status).toBe(303)
    expect((await books(shop, id)).balance).toBe(totalMinor - 70_000)
  })
})

describe('the list', () => {
  test('finds by number, title and customer, filters by state, and adds up what is open and late', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer({ customerName: 'Riverside' })
    const other = await shop.customer({ customerName: 'Hillside' })
    await sent(shop, desk, contact, { title: 'Late caps', dueOn: '2030-04-01' })
    await sent(shop, desk, other, { title: 'Aprons' })
    await draft(shop, desk, other, { title: 'Jackets' })
    const list = async (query = '') => (await desk.get(`${shop.desk}/invoices${query}`)).text
    const all = await list()
    for (const text of ['Late caps', 'Aprons', 'Jackets', '$1,508.40', 'Open, 2', 'Late, 1', '$754.20'])
      expect(all).toContain(text)
    const found = async (query: string) => {
      const text = await list(query)
      return ['Late caps', 'Aprons', 'Jackets'].filter((title) => text.includes(title))
    }
    expect(await found('?q=INV-1002')).toEqual(['Aprons'])
    expect(await found('?q=riverside')).toEqual(['Late caps'])
    expect(await found('?q=jack')).toEqual(['Jackets'])
    expect(await found('?state=late')).toEqual(['Late caps'])
    expect(await found('?state=draft')).toEqual(['Jackets'])
    expect(await found('?state=open')).toEqual(['Late caps', 'Aprons'])
    expect(await found('?state=paid')).toEqual([])
    expect(await found(`?customer=${other.customerId}`)).toEqual(['Aprons', 'Jackets'])
    expect(await found('?q=100%25')).toEqual([])
  })

  test('for a customer shows what is due first, then what is past, never a draft', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const customer = await shop.signedIn(contact)
    expect((await customer.get(`${shop.base}/invoices`)).text).toContain('No invoices yet')
    const paid = await sent(shop, desk, contact, { title: 'Hoodies' })
    await act(shop, desk, paid, 'payments', { amount: '754.20', method: 'cash', receivedOn: '2030-04-09' })
    await sent(shop, desk, contact, { title: 'Polos', dueOn: '2030-04-30' })
    await sent(shop, desk, contact, { title: 'Caps', dueOn: '2030-04-15' })
    await draft(shop, desk, contact, { title: 'Secret' })
    const { text } = await customer.get(`${shop.base}/invoices`)
    expect(text).toContain('Two invoices to pay')
    expect(text).toContain('INV-1003 · Apr 15')
    expect(text).toContain('INV-1001 · Paid Apr 9')
    expect(text).not.toContain('Secret')
    expect(['Caps', 'Polos', 'Hoodies'].map((title) => text.indexOf(`>${title}<`))).toSatisfy((at: number[]) =>
      at.every((x, i) => x > (at[i - 1] ?? 0)),
    )
  })
})

test('connecting Stripe again takes up the same account, and the page says where it stands', async () => {
  const shop = await makeShop()
  const desk = await shop.staff()
  const settings = `${shop.desk}/settings/payments`
  expect((await desk.get(settings)).text).toContain('Not connected')
  const first = await desk.post(`${settings}/connection`)
  const second = await desk.post(`${settings}/connection`)
  const accountOf = (location: string) => /acct_\w+/.exec(location)?.[0]
  expect(accountOf(second.location)).toBe(accountOf(first.location))
  expect((await desk.get(settings)).text).toContain('Stripe still needs some answers')
  expect((await desk.get(`${settings}/connection/again`)).location).toContain(accountOf(first.location))
  await connect(shop, desk)
  expect((await desk.get(`${settings}/connection`)).location).toContain('did=connected')
  expect((await desk.get(settings)).text).toContain('Customers can pay online')
  expect((await (await shop.staff('advisor')).get(settings)).status).toBe(403)
})
