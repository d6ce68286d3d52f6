import { describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestContact, type TestShop } from '#testing/world.ts'

const idOf = (location: string) => /jobs\/(job_[0-9a-f]{32})/.exec(location)?.[1] ?? ''
const statusOf = (shop: TestShop, stage: string) => shop.statuses.find((status) => status.stage === stage)?.id ?? ''
const line = {
  'description[]': ['Polo, navy', 'Digitizing'],
  'quantity[]': ['48', '1'],
  'unitPrice[]': ['18.40', '45'],
  'discount[]': ['', '10'],
  'tax[]': ['0', '0'],
}

const formFor = (shop: TestShop, contact: TestContact, fields: Record<string, string | string[]> = {}) => ({
  customer: contact.customerId,
  title: 'Spring crew polos',
  status: statusOf(shop, 'requested'),
  dueOn: '2030-04-24',
  pieces: '48',
  advisor: shop.ownerId,
  poNumber: 'RB-0331',
  publicNote: 'Thread 1857',
  internalNote: 'They pay late',
  ...line,
  ...fields,
})

async function started(shop: TestShop, staff: Browser, contact: TestContact, fields: Record<string, string | string[]> = {}) {
  const done = await staff.post(`${shop.desk}/jobs`, formFor(shop, contact, fields))
  expect(done.status).toBe(303)
  return idOf(done.location)
}

describe('starting a job', () => {
  test('in a shop without customers the form begins with the way to the first one, as that of an invoice does', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    for (const form of ['/jobs/new', '/invoices/new']) {
      const { text } = await owner.get(shop.desk + form)
      expect(text).toContain('You have no customers yet')
      expect(text).toContain(`href="${shop.desk}/customers/new"`)
    }
  })

  test('keeps what was typed, and shows it to staff and to the customer', async () => {
    const shop = await makeShop()
    const staff = await shop.staff('advisor')
    const contact = await shop.customer()
    const id = await started(shop, staff, contact)

    const page = await staff.get(`${shop.desk}/jobs/${id}?did=created`)
    for (const text of [
      'Spring crew polos',
      'Order 1001',
      '$883.20',
      '$40.50',
      '$923.70',
      'They pay late',
      'PO RB-0331',
      'It is on the board',
    ])
      expect(page.text).toContain(text)

    const portal = await (await shop.signedIn(contact)).get(`${shop.base}/jobs/${id}`)
    for (const text of [
      'Spring crew polos',
      'Wed, Apr 24',
      '$923.70',
      'Thread 1857',
      'Olive Owner',
      'tel:9375550143',
      'RB-0331',
      'Tue, Apr 9, 11:00 am',
    ])
      expect(portal.text).toContain(text)
    expect(portal.text).not.toContain('They pay late')
  })

  test('with a double click starts one', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const contact = await shop.customer()
    const form = await staff.get(`${shop.desk}/jobs/new?customer=${contact.customerId}`)
    expect(form.text).toMatch(new RegExp(`<option value="${contact.customerId}" selected`))
    const fields = formFor(shop, contact)
    const [first, second] = [
      await staff.submit(form, `${shop.desk}/jobs`, fields),
      await staff.submit(form, `${shop.desk}/jobs`, fields),
    ]
    expect(second.location).toBe(first.location)
    expect(await shop.rows('SELECT number FROM jobs')).toEqual([[1001]])
    expect(await shop.rows('SELECT next_job_number FROM profile')).toEqual([[1002]])
  })

  test('comes back with what was typed and a sentence beside each wrong field', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const contact = await shop.customer()
    const wrong = {
      title: '',
      pieces: 'many',
      'description[]': ['', 'Polo', ''],
      'quantity[]': ['1', '0', '1'],
      'unitPrice[]': ['', 'a lot', '5'],
    }
    const page = await staff.post(`${shop.desk}/jobs`, formFor(shop, contact, wrong))
    expect(page.status).toBe(422)
    for (const text of [
      'Give it a name',
      'Type a whole number',
      'Type a number above 0',
      'Type a price',
      'Say what this line is',
      'value="many"',
      'value="a lot"',
    ])
      expect(page.text).toContain(text)
    expect(page.text).toContain('id="f-quantity-0-wrong"')
    expect(await shop.rows('SELECT id FROM jobs')).toEqual([])
  })

  test('takes no customer, status, advisor or amount the shop does not have', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const contact = await shop.customer()
    const tries: [Record<string, string | string[]>, string][] = [
      [{ customer: 'cus_0' }, 'Choose a customer'],
      [{ status: 'sts_0' }, 'Choose a status'],
      [{ advisor: 'stf_0' }, 'Choose somebody who works here'],
      [{ 'quantity[]': ['1000000', '1'], 'unitPrice[]': ['9999999999', '1'] }, 'One line can be at most'],
    ]
    for (const [fields, sentence] of tries) {
      const page = await staff.post(`${shop.desk}/jobs`, formFor(shop, contact, fields))
      expect([page.status, page.text.includes(sentence)]).toEqual([422, true])
    }
    expect(await shop.rows('SELECT id FROM jobs')).toEqual([])
  })
})

describe('changing a job', () => {
  test('keeps the keys of its lines, reworded ones too', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const contact = await shop.customer()
    const id = await started(shop, staff, contact)
    const before = await shop.rows('SELECT name, line_key FROM job_lines ORDER BY position')
    const edit = await staff.get(`${shop.desk}/jobs/${id}/edit`)
    expect(edit.text).toContain('value="18.40"')
    const lines = { ...line, 'description[]': ['Polo, black', 'Digitizing'] }
    const saved = await staff.submit(edit, `${shop.desk}/jobs/${id}`, formFor(shop, contact, lines))
    expect(saved.status).toBe(303)
    const after = await shop.rows('SELECT name, line_key FROM job_lines ORDER BY position')
    expect(after.map(([name]) => name)).toEqual(['Polo, black', 'Digitizing'])
    expect(after.map(([, key]) => key)).toEqual(before.map(([, key]) => key))
  })

  test('from an old page is refused and changes nothing', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const contact = await shop.customer()
    const id = await started(shop, staff, contact)
    const old = await staff.get(`${shop.desk}/jobs/${id}/edit`)
    await staff.post(`${shop.desk}/jobs/${id}/notes`, { version: '1', publicNote: 'New', internalNote: '' })
    const refused = await staff.submit(old, `${shop.desk}/jobs/${id}`, formFor(shop, contact, { title: 'Late words' }))
    expect(refused.status).toBe(409)
    expect(await shop.rows('SELECT title, public_note FROM jobs')).toEqual([['Spring crew polos', 'New']])
  })

  test('gives it to another customer only while no invoice names the first, and ends the first one’s links', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const [first, second] = [await shop.customer(), await shop.customer({ customerName: 'Harbor Coffee' })]
    const id = await started(shop, staff, first)
    await shop.rows(
      "INSERT INTO item_links (id, purpose, subject_id, contact_id, mailed_at, created_at) VALUES ('lnk_1', 'work', ?, ?, 1, 1)",
      id,
      first.contactId,
    )
    const moved = await staff.post(`${shop.desk}/jobs/${id}`, { ...formFor(shop, second), version: '1' })
    expect(moved.status).toBe(303)
    expect(await shop.rows('SELECT revoked_at IS NOT NULL FROM item_links')).toEqual([[1]])
    expect((await (await shop.signedIn(first)).get(`${shop.base}/jobs/${id}`)).status).toBe(404)

    await shop.rows(
      "INSERT INTO invoices (id, customer_id, job_id, title, currency, created_at) VALUES ('inv_1', ?, ?, 'x', 'USD', 1)",
      second.customerId,
      id,
    )
    const kept = await staff.post(`${shop.desk}/jobs/${id}`, { ...formFor(shop, first), version: '2' })
    expect([kept.status, kept.text.includes('There is an invoice for this already')]).toEqual([422, true])
  })

  test('takes its drafts along to another customer, and stays with whoever was asked to approve it', async () => {
    const shop = await makeShop()
    const [first, second] = [await shop.customer(), await shop.customer({ customerName: 'Northside Clinic' })]
    const staff = await shop.staff()
    const id = await started(shop, staff, first)
    await shop.rows(
      "INSERT INTO approval_requests (id, kind, subject_id, job_id, customer_id, title, state) VALUES ('apr_1', 'proof', 'prf_1', ?, ?, 'Polo', 'draft')",
      id,
      first.customerId,
    )
    const change = (to: TestContact, version: string) => staff.post(`${shop.desk}/jobs/${id}`, { ...formFor(shop, to), version })
    expect((await change(second, '1')).status).toBe(303)
    expect(await shop.rows('SELECT customer_id FROM approval_requests')).toEqual([[second.customerId]])

    await libsql.meanwhile(shop.namespace, "UPDATE approval_requests SET state = 'open', edition = 1")
    expect((await change(first, '2')).status).toBe(409)
    for (const state of ['open', 'withdrawn']) {
      await shop.rows('UPDATE approval_requests SET state = ?', state)
      const kept = await change(first, '2')
      expect([kept.status, kept.text.includes('Its customer was asked to approve it already')]).toEqual([422, true])
    }
    expect(await shop.rows('SELECT customer_id FROM jobs')).toEqual([[second.customerId]])
  })

  test('is for those who meet customers: production sees it without prices', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const id = await started(shop, await shop.staff(), contact)
    const maker = await shop.staff('production')
    const page = await maker.get(`${shop.desk}/jobs/${id}`)
    expect(page.text).toContain('Polo, navy')
    expect(page.text).not.toContain('$')
    expect((await maker.get(`${shop.desk}/jobs/${id}/edit`)).status).toBe(403)
    expect((await maker.post(`${shop.desk}/jobs/${id}`, formFor(shop, contact))).status).toBe(403)
  })
})

describe('tracking', () => {
  test('is a link to the carrier for the customer, until it is removed', async () => {
    const shop = await makeShop()
    const staff = await shop.staff('production')
    const contact = await shop.customer()
    const id = await started(shop, await shop.staff(), contact)
    const customer = await shop.signedIn(contact)
    const added = await staff.post(`${shop.desk}/jobs/${id}/shipments`, {
      carrier: 'ups',
      number: '1Z 999 AA1 01 2345 6784',
      shipmentNote: 'Size set',
    })
    expect(added.status).toBe(303)
    const page = await customer.get(`${shop.base}/jobs/${id}`)
    expect(page.text).toContain('https://www.ups.com/track?tracknum=1Z999AA10123456784')
    expect(page.text).toContain('Size set')

    const desk = await staff.get(`${shop.desk}/jobs/${id}`)
    await staff.submit(desk, /removal$/)
    expect((await customer.get(`${shop.base}/jobs/${id}`)).text).not.toContain('ups.com')
  })

  test('of the wrong shape is refused with the reason, and what was typed stays', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const id = await started(shop, staff, await shop.customer())
    for (const [carrier, number] of [
      ['ups', '12'],
      ['other', 'javascript:alert(1)'],
    ] as const) {
      const page = await staff.post(`${shop.desk}/jobs/${id}/shipments`, { carrier, number, shipmentNote: '' })
      expect(page.status).toBe(422)
      expect(page.text).toContain('This is no number of that carrier')
      expect(page.text).toContain(`value="${number}"`)
    }
    expect(await shop.rows('SELECT id FROM shipments')).toEqual([])
  })

  test('removed twice, or from another job, is nothing', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const contact = await shop.customer()
    const [id, other] = [await started(shop, staff, contact), await started(shop, staff, contact)]
    await staff.post(`${shop.desk}/jobs/${id}/shipments`, { carrier: 'ups', number: '1Z999AA10123456784', shipmentNote: '' })
    const [[shipment]] = (await shop.rows('SELECT id FROM shipments')) as [[string]]
    expect((await staff.post(`${shop.desk}/jobs/${other}/shipments/${shipment}/removal`)).status).toBe(303)
    expect(await shop.rows('SELECT removed_at FROM shipments')).toEqual([[null]])
    for (let i = 0; i < 2; i++)
      expect((await staff.post(`${shop.desk}/jobs/${id}/shipments/${shipment}/removal`)).status).toBe(303)
    expect(await shop.rows("SELECT count(*) FROM events WHERE kind = 'job.unshipped'")).toEqual([[1]])
  })
})

describe('the work of a fleet', () => {
  test('names the vehicle, a new one once and its own again', async () => {
    const shop = await makeShop({ trade: 'fleet' })
    const staff = await shop.staff()
    const contact = await shop.customer()
    const vehicle = {
      asset: 'new',
      vehicleName: '14',
      vehiclePlate: 'CX 4471',
      vehicleVin: '1ftbr1y80mka12345',
      vehicleYear: '2021',
      vehicleMake: 'Ford',
      vehicleModel: 'Transit',
    }
    const id = await started(shop, staff, contact, vehicle)
    expect(await shop.rows('SELECT vin, year FROM assets')).toEqual([['1FTBR1Y80MKA12345', 2021]])
    const page = await (await shop.signedIn(contact)).get(`${shop.base}/jobs/${id}`)
    for (const text of ['14, 2021 Ford Transit', 'CX 4471', '1FTBR1Y80MKA12345', 'Work order']) expect(page.text).toContain(text)
    expect((await (await shop.signedIn(contact)).get(`${shop.base}/jobs?q=4471`)).text).toContain('Work order 1001, 14')

    const [[asset]] = (await shop.rows('SELECT id FROM assets')) as [[string]]
    await started(shop, staff, contact, { asset })
    expect(await shop.rows('SELECT count(*) FROM assets')).toEqual([[1]])
    expect(await shop.rows('SELECT count(*) FROM job_assets')).toEqual([[2]])
    expect((await staff.get(`${shop.desk}/jobs?q=CX+4471`)).text).toContain('14, Spring crew polos')
  })

  test('is never done on somebody else’s vehicle, nor on one without a name', async () => {
    const shop = await makeShop({ trade: 'fleet' })
    const staff = await shop.staff()
    const [owner, other] = [await shop.customer(), await shop.customer({ customerName: 'Harbor Coffee' })]
    await started(shop, staff, owner, { asset: 'new', vehicleName: '14' })
    const [[asset]] = (await shop.rows('SELECT id FROM assets')) as [[string]]
    const theirs = await staff.post(`${shop.desk}/jobs`, formFor(shop, other, { asset }))
    expect([theirs.status, theirs.text.includes('Choose a vehicle of this customer')]).toEqual([422, true])
    const nameless = await staff.post(`${shop.desk}/jobs`, formFor(shop, other, { asset: 'new', vehicleVin: 'IOQ' }))
    expect(nameless.status).toBe(422)
    expect(nameless.text).toContain('Type the VIN as on the door')
    expect((await staff.post(`${shop.desk}/jobs`, formFor(shop, other, { asset: 'new' }))).text).toContain(
      'Type its name or unit number',
    )
  })
})

describe('the shop’s list and board', () => {
  test('show open work by due day, late marked, and find it by what people remember', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const contact = await shop.customer()
    await started(shop, staff, contact, { title: 'Late caps', dueOn: '2030-04-07' })
    await started(shop, staff, contact, { title: 'Aprons today', dueOn: '2030-04-09', advisor: '' })
    await started(shop, staff, contact, { title: 'Old towels', status: statusOf(shop, 'done'), dueOn: '2030-04-01' })

    const board = await staff.get(`${shop.desk}/jobs`)
    expect(board.text).toContain('2 open. 1 promised today, 1 late.')
    expect(board.text).toContain('2 days late')
    expect(board.text).not.toContain('Old towels')

    const list = async (query: string) => (await staff.get(`${shop.desk}/jobs?as=list&${query}`)).text
    const titles = async (query: string) => {
      const text = await list(query)
      return ['Late caps', 'Aprons today', 'Old towels'].filter((title) => text.includes(title))
    }
    expect(await titles('')).toEqual(['Late caps', 'Aprons today'])
    expect(await titles('show=late')).toEqual(['Late caps'])
    expect(await titles('show=closed')).toEqual(['Old towels'])
    expect(await titles('show=all')).toHaveLength(3)
    expect(await titles(`advisor=${shop.ownerId}`)).toEqual(['Late caps'])
    expect(await titles(`status=${statusOf(shop, 'artwork')}`)).toEqual([])
    expect(await titles('q=1002')).toEqual(['Aprons today'])
    expect(await titles('q=riverside')).toHaveLength(2)
    expect(await titles('q=%25')).toEqual([])
    expect(await list('q=%25')).toContain('Nothing found')
  })

  test('have 50 on a page', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const contact = await shop.customer()
    await shop.rows(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 51)
       INSERT INTO jobs (id, number, customer_id, title, status_id, status_at, due_on, created_at)
       SELECT printf('job_%032d', i), i, ?, printf('Batch %03d', i), ?, 1, printf('2030-05-%02d', i % 28 + 1), i FROM n`,
      contact.customerId,
      statusOf(shop, 'requested'),
    )
    const count = (text: string) => text.match(/Batch \d{3}/g)?.length
    const first = await staff.get(`${shop.desk}/jobs?as=list`)
    expect([count(first.text), first.text.includes('Page 1 of 2')]).toEqual([50, true])
    expect(count((await staff.get(`${shop.desk}/jobs?as=list&page=2`)).text)).toBe(1)
    expect((await staff.get(`${shop.desk}/jobs?as=list&page=x`)).status).toBe(200)
  })
})

describe('a customer’s own list', () => {
  test('has what is under way and what is past, 20 on a page, and a search', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const customer = await shop.signedIn(contact)
    expect((await customer.get(`${shop.base}/jobs`)).text).toContain('No orders in the works')
    await shop.rows(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 42)
       INSERT INTO jobs (id, number, customer_id, title, status_id, is_closed, status_at, pieces, created_at)
       SELECT printf('job_%032d', i), i, ?, printf('Batch %03d', i), iif(i % 2, ?, ?), i % 2, 1, i, i FROM n`,
      contact.customerId,
      statusOf(shop, 'done'),
      statusOf(shop, 'in_production'),
    )
    const titles = (text: string) => text.match(/Batch \d{3}/g) ?? []
    const first = await customer.get(`${shop.base}/jobs`)
    expect(titles(first.text)).toHaveLength(20)
    expect(titles(first.text)[0]).toBe('Batch 042')
    expect(first.text).toContain('42 pieces')
    expect(first.text).toContain('In production')
    expect(titles((await customer.get(`${shop.base}/jobs?page=2`)).text)).toEqual(['Batch 002'])
    expect(titles((await customer.get(`${shop.base}/jobs?past=1`)).text)[0]).toBe('Batch 041')
    expect(titles((await customer.get(`${shop.base}/jobs?past=1&q=007`)).text)).toEqual(['Batch 007'])
    expect((await customer.get(`${shop.base}/jobs?q=nothing`)).text).toContain('Nothing found')
  })

  test('never holds another customer’s job, whose page is not there', async () => {
    const shop = await makeShop()
    const staff = await shop.staff()
    const [mine, theirs] = [await shop.customer(), await shop.customer({ customerName: 'Harbor Coffee' })]
    const id = await started(shop, staff, mine)
    const stranger = await shop.signedIn(theirs)
    const page = await stranger.get(`${shop.base}/jobs/${id}`)
    const nowhere = await stranger.get(`${shop.base}/jobs/job_${'0'.repeat(32)}`)
    expect([page.status, nowhere.status]).toEqual([404, 404])
    expect((await stranger.get(`${shop.base}/jobs?q=polos`)).text).not.toContain('Spring crew')
  })

  test('shows no amount to a contact who sees no prices', async () => {
    const shop = await makeShop()
    const mine = await shop.customer()
    const viewer = await shop.customer({ customerId: mine.customerId, seesPrices: false, canPay: false })
    const id = await started(shop, await shop.staff(), mine)
    await shop.rows(
      `INSERT INTO invoices (id, number, customer_id, job_id, title, currency, total_minor, balance_minor, sent_at, created_at)
       VALUES ('inv_1', 'INV-77', ?, ?, 'x', 'USD', 92370, 92370, 1, 1), ('inv_2', NULL, ?, ?, 'Draft one', 'USD', 1, 1, NULL, 1)`,
      ...[mine.customerId, id, mine.customerId, id],
    )
    const page = await (await shop.signedIn(viewer)).get(`${shop.base}/jobs/${id}`)
    expect(page.text).toContain('Polo, navy')
    expect(page.text).not.toContain('$')
    expect(page.text).not.toContain('INV-77')
    await shop.rows("UPDATE profile SET stripe_state = 'ready', stripe_account = 'acct_1'")
    const full = await (await shop.signedIn(mine)).get(`${shop.base}/jobs/${id}`)
    expect(full.text).toContain('Pay $923.70')
    expect(full.text).toContain(`${shop.base}/invoices/inv_1`)
    expect(full.text).not.toContain('Draft one')
  })

  test('says how late it is by the shop’s own day', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const id = await started(shop, await shop.staff(), contact, { dueOn: '2030-04-09' })
    const customer = await shop.signedIn(contact)
    setClock(start + 12 * 3_600_000)
    expect((await customer.get(`${shop.base}/jobs/${id}`)).text).not.toContain('late')
    setClock(start + 14 * 3_600_000)
    expect((await customer.get(`${shop.base}/jobs/${id}`)).text).toContain('1 day late')
  })
})
