import { describe, expect, it } from 'vitest'
import type { Browser, Fields } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { pointing } from './undo.ts'

const day = 86_400_000

async function desk() {
  const shop = await makeShop()
  return { shop, staff: await shop.staff('manager') }
}
/** Hands a list over, and returns where it is looked at. */
async function bring({ shop, staff }: { shop: TestShop; staff: Browser }, fields: Fields) {
  const page = await staff.submit(await staff.get(`${shop.desk}/imports`), `${shop.desk}/imports`, fields)
  return page.status === 303 ? { to: page.location, page: await staff.get(page.location) } : { to: '', page }
}
async function run(shop: TestShop, staff: Browser, to: string) {
  await staff.submit(await staff.get(to), `${to}/run`)
  for (let i = 0; i < 30; i++) {
    const [[state] = []] = await shop.rows('SELECT state FROM imports')
    if (state !== 'running') break
    await shop.ring()
  }
  return staff.get(to)
}
const imported = async (shop: TestShop) =>
  shop.rows(`SELECT k.name, c.name, p.email, c.has_access, c.is_primary FROM contacts c JOIN customers k ON k.id = c.customer_id
    LEFT JOIN people p ON p.id = c.person_id ORDER BY k.name, c.created_at, c.id`)

const list = `Company;First name;Last name;E-Mail;Phone;Street;City;Notes
Hilltop Roasters;Ada;Byron;Ada@Hilltop.test;(937) 555-0101;1 Hill Rd;Dayton;Likes navy
Hilltop Roasters;Ben;Okri;ben@hilltop.test;;;;
"Mill; Sons";Cy;Mill;;937-555-0102;;;
`

/** Something that happened to each of these. */
const event = (customer: string, table: string) =>
  `INSERT INTO events (id, kind, subject_id, customer_id, audience, actor_kind, actor_name, facts, request_id, at)
    SELECT 'evt_x', 'x.happened', id, ${customer}, 'staff', 'system', 'X', '{}', 'r', 1 FROM ${table}`

describe('a list of customers', () => {
  it('is looked at first: columns are guessed, and nothing is made', async () => {
    const at = await desk()
    const { page } = await bring(at, { pasted: list })
    expect(page.text).toContain('2 new customers, 1 more contact')
    expect(page.text).toContain('Import 3 rows')
    expect(page.text).toMatch(/<option value="email" selected[^>]*>/)
    expect(await at.shop.rows('SELECT count(*) FROM customers')).toEqual([[0]])
  })

  it('is brought in, with access and without a mail', async () => {
    const at = await desk()
    const { to } = await bring(at, { pasted: list })
    const page = await run(at.shop, at.staff, to)
    expect(page.text).toContain('2 new customers, 1 more contact')
    expect(await imported(at.shop)).toEqual([
      ['Hilltop Roasters', 'Ada Byron', 'ada@hilltop.test', 1, 1],
      ['Hilltop Roasters', 'Ben Okri', 'ben@hilltop.test', 1, 0],
      ['Mill; Sons', 'Cy Mill', null, 0, 1],
    ])
    expect(await at.shop.rows('SELECT name, phone, address, notes FROM customers WHERE phone LIKE ?', '(%')).toEqual([
      ['Hilltop Roasters', '(937) 555-0101', '1 Hill Rd, Dayton', 'Likes navy'],
    ])
    expect(await at.shop.mailsTo('ada@hilltop.test')).toEqual([])
    expect(await at.shop.rows(`SELECT count(DISTINCT link_key) FROM customers`)).toEqual([[2]])
  })

  it('meets whom the shop has already, and adds what is new there', async () => {
    const at = await desk()
    const hill = await at.shop.customer({ customerName: 'HILLTOP roasters', name: 'Ada Byron', email: 'ada@hilltop.test' })
    const { to, page } = await bring(at, { pasted: list })
    expect(page.text).toContain('1 new customer, 1 more contact')
    await run(at.shop, at.staff, to)
    expect(await at.shop.rows('SELECT name FROM contacts WHERE customer_id = ? ORDER BY name', hill.customerId)).toEqual([
      ['Ada Byron'],
      ['Ben Okri'],
    ])
    const again = await bring(at, { pasted: list })
    expect(again.page.text).toContain('0 new customers, 0 more contacts')
    expect(again.page.text).not.toContain('Import 3 rows')
  })

  it('names every row that does not fit, and why, and brings in the others', async () => {
    const at = await desk()
    await at.shop.customer({ customerName: 'Twins Ltd.' })
    await at.shop.customer({ customerName: 'Twins Ltd.' })
    const pasted = [
      'Customer,Email,Phone',
      'Good Co.,a@good.test,',
      'Bad Co.,nobody@,',
      'Ring Co.,,call me',
      'Twins Ltd.,x@twins.test,',
      ',,',
    ]
      .concat(',,937-555-0109')
      .join('\n')
    const { to, page } = await bring(at, { pasted })
    for (const words of [
      '“nobody@” is no email address',
      '“call me” is no phone number',
      'Two customers are called Twins',
      'No name and no email',
    ])
      expect(page.text).toContain(words)
    expect(page.text).toContain('Row 3')
    // The button counts what comes in, and nothing that is left out.
    expect(page.text).toContain('Import 1 row')
    const after = await run(at.shop, at.staff, to)
    expect(after.text).toContain('1 new customer, 0 more contacts')
    expect(after.text).toContain('“nobody@” is no email address')
    expect(await at.shop.rows(`SELECT name FROM customers WHERE name NOT LIKE 'Twins%'`)).toEqual([['Good Co.']])
  })

  it('may be a file of another program, in Windows-1252', async () => {
    const at = await desk()
    const file = new File(
      [new Uint8Array([...'Firma,Mail\nM'].map((c) => c.charCodeAt(0))), new Uint8Array([0xfc]), 'ller,m@m.test\n'],
      'kunden.csv',
    )
    const { to, page } = await bring(at, { file })
    expect(page.text).toContain('kunden.csv')
    await at.staff.submit(page, to, { 'columns[]': ['customer', 'email'] })
    await run(at.shop, at.staff, to)
    expect(await at.shop.rows('SELECT name FROM customers')).toEqual([['Müller']])
  })

  it.each([
    ['nothing', '', 'Choose a file'],
    ['an open quote', 'a,b\n"x', 'line 2'],
    ['too many columns', Array.from({ length: 41 }, () => 'a').join(','), 'more than 40 columns'],
    ['too many rows', 'a@b.test\n'.repeat(10_002), 'more than 10,000 rows'],
  ])('of %s is refused beside its field', async (_, pasted, words) => {
    const { page } = await bring(await desk(), { pasted })
    expect([page.status, page.text.includes(words)]).toEqual([422, true])
  })

  it('of 5,000 rows comes in by itself, each row once, also when an answer is lost on the way', async () => {
    const at = await desk()
    const rows = Array.from({ length: 5_000 }, (_, i) => `Company ${i % 4_000},Person ${i},p${i}@list.test`)
    const file = new File([['Company,Name,Email', ...rows].join('\n')], 'all.csv')
    const { to, page } = await bring(at, { file })
    expect(page.text).toContain('4000 new customers, 1000 more contacts')
    await libsql.fault(at.shop.namespace, [{ kind: 'drop', match: 'write', times: 1 }])
    const done = await run(at.shop, at.staff, to)
    expect(done.text).toContain('4000 new customers, 1000 more contacts')
    expect(
      await at.shop.rows(
        'SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM contacts), (SELECT count(*) FROM people)',
      ),
    ).toEqual([[4_000, 5_000, 5_000]])
    await at.staff.submit(done, `${to}/undoing`)
    expect(
      await at.shop.rows(
        'SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM contacts), (SELECT count(*) FROM people)',
      ),
    ).toEqual([[0, 0, 0]])
  })

  it('cannot be begun twice, changed after it began, or seen by those who may not', async () => {
    const at = await desk()
    const { to } = await bring(at, { pasted: list })
    const page = await at.staff.get(to)
    await run(at.shop, at.staff, to)
    expect((await at.staff.submit(page, `${to}/run`)).status).toBe(409)
    expect((await at.staff.submit(page, to)).status).toBe(409)
    for (const role of ['advisor', 'production'] as const) expect((await (await at.shop.staff(role)).get(to)).status).toBe(403)
  })
})

describe('an import that is taken back', () => {
  it('removes whom nobody touched since, and leaves the others with what they have', async () => {
    const at = await desk()
    const kept = await at.shop.customer({ customerName: 'Mill; Sons', name: 'Old Mill' })
    const { to } = await bring(at, { pasted: `${list}Worked Co.;W;W;w@w.test;;;;\nInvited Co.;I;I;i@i.test;;;;\n` })
    const done = await run(at.shop, at.staff, to)
    const [[worked] = []] = await at.shop.rows(`SELECT id FROM customers WHERE name = 'Worked Co.'`)
    const form = await at.staff.get(`${at.shop.desk}/customers/${worked}/edit`)
    await at.staff.submit(form, `${at.shop.desk}/customers/${worked}`, { phone: '(937) 555-0103' })
    const [[invited] = []] = await at.shop.rows(`SELECT id FROM customers WHERE name = 'Invited Co.'`)
    await at.staff.submit(await at.staff.get(`${at.shop.desk}/customers`), `${at.shop.desk}/customers/invitations`, {
      'customers[]': [String(invited)],
    })
    await at.staff.submit(done, `${to}/undoing`)
    expect((await imported(at.shop)).map(([company, person]) => [company, person])).toEqual([
      ['Invited Co.', 'I I'],
      ['Mill; Sons', 'Old Mill'],
      ['Worked Co.', 'W W'],
    ])
    const page = await at.staff.get(to)
    expect(page.text).toContain('Taken back: 3 rows')
    expect(page.text).toContain('2 rows stayed')
    expect(await at.shop.rows('SELECT count(*) FROM people')).toEqual([[3]])
    expect(kept.contactId).toBeTruthy()
  })

  it.each([
    ['the customer was changed', 'UPDATE customers SET version = 2'],
    ['the customer was put away', 'UPDATE customers SET archived_at = 1'],
    ['something happened to the customer', event('id', 'customers')],
    ['something belongs to the customer', 'INSERT INTO customer_brands (customer_id) SELECT id FROM customers'],
    ['the contact was changed', 'UPDATE contacts SET version = 2'],
    ['the contact was removed', 'UPDATE contacts SET removed_at = 1'],
    ['the contact was invited', 'UPDATE contacts SET invited_at = 1'],
    ['the contact came in', 'UPDATE contacts SET seen_at = 1'],
    ['something happened to the contact', event('NULL', 'contacts')],
    [
      'the contact is signed in',
      `INSERT INTO sessions (id, person_id, contact_id, host, device, created_at, proved_at, seen_at, expires_at)
        SELECT 'ses_x', person_id, id, 'h', '', 1, 1, 1, 1 FROM contacts`,
    ],
  ])('leaves a customer of whom %s', async (_, sql) => {
    const at = await desk()
    const { to } = await bring(at, { pasted: 'Company,Email\nHilltop Roasters,ada@hilltop.test\n' })
    const done = await run(at.shop, at.staff, to)
    await at.shop.rows(sql)
    expect((await at.staff.submit(done, `${to}/undoing`)).status).toBe(303)
    const counts = '(SELECT count(*) FROM customers), (SELECT count(*) FROM contacts), (SELECT count(*) FROM people)'
    expect(await at.shop.rows(`SELECT ${counts}`)).toEqual([[1, 1, 1]])
  })

  it('removes nobody when a colleague takes it back in that moment', async () => {
    const at = await desk()
    const { to } = await bring(at, { pasted: list })
    const done = await run(at.shop, at.staff, to)
    await libsql.meanwhile(at.shop.namespace, 'UPDATE imports SET version = version + 1')
    expect((await at.staff.submit(done, `${to}/undoing`)).status).toBe(409)
    expect(await at.shop.rows('SELECT count(*) FROM customers')).toEqual([[2]])
  })

  it('is offered for seven days', async () => {
    const at = await desk()
    const { to } = await bring(at, { pasted: list })
    const done = await run(at.shop, at.staff, to)
    setClock(start + 7 * day)
    const later = await at.shop.staff('manager')
    expect((await later.get(to)).text).not.toContain('Take it back')
    expect((await later.submit(done, `${to}/undoing`, { command: '' })).status).toBe(409)
    expect(await at.shop.rows('SELECT count(*) FROM customers')).toEqual([[2]])
    setClock(start)
  })

  it('knows every table that points at what it removes', async () => {
    const { shop } = await desk()
    for (const [table, column] of [
      ['customers', 'customer_id'],
      ['contacts', 'contact_id'],
      ['people', 'person_id'],
    ] as const) {
      const rows = await shop.rows(`SELECT m.name, f."from" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
        WHERE m.type = 'table' AND f."table" = '${table}' AND m.name <> 'contacts' ORDER BY m.name`)
      const known: readonly string[] = pointing[column]
      expect(
        rows.filter(([name, from]) => from !== column || !known.includes(String(name))),
        table,
      ).toEqual([])
    }
  })
})
