import { describe, expect, it } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { plansOfLast } from '#testing/plans.ts'
import { type AssetScene, add, addOne, idIn, makeFleet, setAssets, textOf, van } from './testing.ts'

/** Puts many vans on file, by their number. */
async function many({ shop, contact }: AssetScene, count: number) {
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`
  const id = `'ast_' || printf('%032x', i)`
  await shop.rows(`${numbers} INSERT INTO assets (id, name, plate, depot, state, service_due_on, created_at)
    SELECT ${id}, printf('Van %04d', i), 'P' || i, CASE WHEN i % 2 THEN 'Dayton' ELSE 'Xenia' END,
      CASE WHEN i = 3 THEN 'out_of_service' ELSE 'in_service' END, CASE WHEN i = 5 THEN '2030-04-01' END, 1 FROM n`)
  await shop.rows(
    `${numbers} INSERT INTO ownerships (id, asset_id, customer_id, from_at) SELECT 'own_' || i, ${id}, ?, 1 FROM n`,
    contact.customerId,
  )
}

describe('what a customer owns, in the portal', () => {
  it('is theirs to add and change only where the shop lets them, and the shop sees what they changed', async () => {
    const scene = await makeFleet()
    const { shop, desk, contact } = scene
    const browser = await shop.signedIn(contact)
    const page = `${shop.base}/assets/${await addOne(scene)}`
    const typed = { ...van, kind: 'vehicle', state: 'in_service', version: '1' }
    expect((await browser.get(page)).text).not.toContain(`${page}/edit`)
    for (const address of [`${shop.base}/assets/new`, `${page}/edit`]) expect((await browser.get(address)).status).toBe(403)
    for (const address of [`${shop.base}/assets`, page, `${page}/readings`])
      expect((await browser.post(address, typed)).status).toBe(403)
    expect(await shop.rows('SELECT version FROM assets')).toEqual([[1]])

    await setAssets(scene, { customersAdd: true, customersEdit: true })
    const made = await browser.submit(await browser.get(`${shop.base}/assets/new`), `${shop.base}/assets`, {
      ...van,
      assetName: 'Truck 2',
    })
    expect((await browser.get(made.location)).text).toContain('Truck 2')
    expect((await browser.submit(await browser.get(`${page}/edit`), page, { depot: 'Xenia' })).status).toBe(303)
    expect((await browser.submit(await browser.get(page), `${page}/readings`, { odometer: '83000' })).status).toBe(303)
    const odd = await browser.submit(await browser.get(`${page}/edit`), page, { vin: '1M8GDM9AXKP042789' })
    expect([odd.status, (await browser.get(page)).text.includes('The check digit does not fit')]).toEqual([303, true])
    await setAssets(scene, { customersAdd: true, customersEdit: false })
    expect((await browser.get(page)).text).not.toContain('check digit')
    const record = textOf((await desk.get(`${shop.desk}/customers/${contact.customerId}`)).text)
    expect(record).toContain('Dana Whitfield changed Van 14')
    expect(record).toContain('Dana Whitfield added Truck 2')
  })

  it('a customer says nothing of the next service or of fields that are the desk’s alone', async () => {
    const scene = await makeFleet()
    const field = { key: 'k1', label: 'Note', kind: 'text', place: 'all', options: [], isForCustomer: false }
    await setAssets(scene, { customersEdit: true, fields: [field] })
    const id = await addOne(scene, { own_k1: 'Slow payer', serviceDueOn: '2030-06-01' })
    const browser = await scene.shop.signedIn(scene.contact)
    const page = `${scene.shop.base}/assets/${id}`
    const form = await browser.get(`${page}/edit`)
    expect(form.text).not.toContain('Slow payer')
    await browser.submit(form, page, { own_k1: 'x', serviceDueOn: '2031-01-01', depot: 'Xenia' })
    expect(await scene.shop.rows(`SELECT own ->> '$.k1', service_due_on, depot FROM assets`)).toEqual([
      ['Slow payer', '2030-06-01', 'Xenia'],
    ])
    // Nor does the page that tells of a change that came before theirs.
    const late = await browser.submit(form, page, { depot: 'Troy' })
    expect([late.status, /Slow payer|Note|Next service/.test(textOf(late.text))]).toEqual([409, false])
  })

  it('a change that came second is shown beside what stands there now', async () => {
    const scene = await makeFleet()
    await setAssets(scene, { customersEdit: true })
    const page = `${scene.shop.base}/assets/${await addOne(scene)}`
    const browser = await scene.shop.signedIn(scene.contact)
    const opened = await browser.get(`${page}/edit`)
    await browser.submit(await browser.get(`${page}/edit`), page, { depot: 'Xenia' })
    const late = await browser.submit(opened, page, { depot: 'Troy' })
    expect([late.status, textOf(late.text)]).toEqual([409, expect.stringContaining('Depot is now “Xenia”')])
  })

  it('is nobody else’s to read or change', async () => {
    const scene = await makeFleet()
    await setAssets(scene, { customersAdd: true, customersEdit: true })
    const id = await addOne(scene)
    const other = await scene.shop.signedIn(await scene.shop.customer({ customerName: 'Riverside' }))
    const page = `${scene.shop.base}/assets/${id}`
    expect((await other.get(page)).status).toBe(404)
    expect((await other.get(`${page}/edit`)).status).toBe(404)
    expect((await other.post(page, { ...van, kind: 'vehicle', state: 'sold', version: '1' })).status).toBe(404)
    expect((await other.post(`${page}/readings`, { odometer: '99999' })).status).toBe(404)
    expect((await other.get(`${scene.shop.base}/assets`)).text).not.toContain('Van 14')
    expect((await other.get(`${scene.shop.base}/assets/vehicles.csv`)).text).not.toContain('Van 14')
    expect(await scene.shop.rows('SELECT state, odometer FROM assets')).toEqual([['in_service', 82_000]])
  })
})

describe('a customer with 2,000 vehicles', () => {
  it('opens them page by page, at one round trip', async () => {
    const scene = await makeFleet()
    const { shop, contact } = scene
    await many(scene, 2_000)
    const browser = await shop.signedIn(contact)
    await libsql.resetCounters(shop.namespace)
    const first = await browser.get(`${shop.base}/assets`)
    expect((await libsql.counters(shop.namespace)).requests).toBe(1)
    const scans = async () =>
      (await plansOfLast(shop)).flatMap(({ steps }) => steps.filter((step) => /SCAN (a|assets)\b/.test(step)))
    expect(await scans()).toEqual([])
    expect(first.text.match(/>Van \d{4}</g)?.length).toBe(50)
    expect(textOf(first.text)).toMatch(/2000 vehicles .* Page 1 of 40/)
    expect((await browser.get(`${shop.base}/assets?page=40`)).text).toContain('Van 2000')
    expect((await browser.get(`${shop.base}/assets`)).text.match(/<option[^>]*>(Dayton|Xenia)</g)?.length).toBe(2)
    for (const list of ['assets', `customers/${contact.customerId}/assets`]) {
      await libsql.resetCounters(shop.namespace)
      const page = await scene.desk.get(`${shop.desk}/${list}`)
      expect((await libsql.counters(shop.namespace)).requests, list).toBe(1)
      expect(await scans(), list).toEqual([])
      expect(page.text.match(/>Van \d{4}</g)?.length, list).toBe(50)
    }
  })

  it('reads one page of them by an index, not all', async () => {
    const scene = await makeFleet()
    await many(scene, 50)
    const plan = await scene.shop.rows(
      `EXPLAIN QUERY PLAN SELECT id FROM assets WHERE owner_id = 'x' AND archived_at IS NULL ORDER BY name, id LIMIT 50`,
    )
    const steps = plan.map((row) => String(row[3]))
    expect(steps.join('; ')).toMatch(/INDEX assets_owner/)
    expect(steps.join('; ')).not.toMatch(/TEMP B-TREE/)
  })

  it('filters by status, depot, service and words, and takes the same along as a table', async () => {
    const scene = await makeFleet()
    const { shop, contact } = scene
    await many(scene, 12)
    const browser = await shop.signedIn(contact)
    const found = async (query: string) =>
      ((await browser.get(`${shop.base}/assets?${query}`)).text.match(/>Van \d{4}</g) ?? []).map((name) =>
        Number(name.slice(5, 9)),
      )
    expect(await found('state=out_of_service')).toEqual([3])
    expect(await found('depot=Xenia')).toEqual([2, 4, 6, 8, 10, 12])
    expect(await found('due=1')).toEqual([5])
    expect(await found('q=P11')).toEqual([11])
    expect(await found('depot=Xenia&q=P1')).toEqual([10, 12])
    const csv = await browser.get(`${shop.base}/assets/vehicles.csv?depot=Xenia&q=P1`)
    expect(csv.headers.get('content-type')).toContain('text/csv')
    expect(
      csv.text
        .trim()
        .split('\r\n')
        .map((line) => line.split(',')[0]),
    ).toEqual(['Name', 'Van 0010', 'Van 0012'])
  })

  it('takes no formula along', async () => {
    const scene = await makeFleet()
    await addOne(scene, { assetName: '=HYPERLINK("http://evil.test")' })
    const csv = await (await scene.shop.signedIn(scene.contact)).get(`${scene.shop.base}/assets/vehicles.csv`)
    expect(csv.text).toContain(`"'=HYPERLINK(""http://evil.test"")"`)
  })

  it('asks for service for one that no list of choices would reach', async () => {
    const scene = await makeFleet()
    await many(scene, 300)
    const browser = await scene.shop.signedIn(scene.contact)
    const id = `ast_${(299).toString(16).padStart(32, '0')}`
    const asked = await browser.get(`${scene.shop.base}/drafts/new?kind=service&asset=${id}`)
    expect(asked.text).toMatch(new RegExp(`value="${id}" checked|checked[^>]*value="${id}"`))
    const kept = await browser.submit(asked, `${scene.shop.base}/drafts`, { what: 'Brakes', 'asset[]': [id] })
    const draft = kept.location.split('?')[0] ?? ''
    await browser.submit(await browser.get(`${draft}?step=contact`), `${draft}/sending`)
    expect(await scene.shop.rows('SELECT asset_id FROM request_assets')).toEqual([[id]])
  })
})

describe('spend by month', () => {
  /** One invoice of $110 for work on the van, issued in March 2030. */
  async function billed(seesPrices: boolean) {
    const scene = await makeFleet({ seesPrices, canPay: false })
    const { shop, contact } = scene
    const id = idIn(await add(scene))
    const [[statusId] = []] = await shop.rows('SELECT id FROM statuses LIMIT 1')
    await shop.rows(
      `INSERT INTO jobs (id, number, title, status_id, status_at, customer_id, created_at) VALUES ('job_1', 1, 'Brakes', ?, 1, ?, 1)`,
      statusId,
      contact.customerId,
    )
    await shop.rows(`INSERT INTO job_assets (job_id, asset_id) VALUES ('job_1', ?)`, id)
    const invoice = (name: string, job: string | null, minor: number) =>
      shop.rows(
        `INSERT INTO invoices (id, customer_id, job_id, title, currency, total_minor, issued_on, sent_at, created_at) VALUES (?, ?, ?, 'x', 'USD', ?, '2030-03-05', ?, 1)`,
        ...[name, contact.customerId, job, minor, Date.parse('2030-03-05T15:00:00Z')],
      )
    await invoice('inv_1', 'job_1', 11_000)
    await invoice('inv_2', null, 7_700)
    return { ...scene, browser: await shop.signedIn(contact) }
  }

  it('is what was billed for work on their vehicles, as a chart with the same in numbers', async () => {
    const { shop, browser } = await billed(true)
    const page = await browser.get(`${shop.base}/assets/spend`)
    expect(page.text).toMatch(/<svg class="bars"[^>]*role="img"[^>]*aria-label="[^"]*\$110\.00 in all/)
    expect(textOf(page.text)).toMatch(/Mar 2030 \$110\.00 Feb 2030 \$0\.00/)
    expect(page.text).not.toContain('187.00')
    expect((await browser.get(`${shop.base}/assets/spend?depot=Xenia`)).text).toContain('Nothing was billed')
  })

  it('is shown to nobody who sees no prices', async () => {
    const { shop, browser } = await billed(false)
    const page = await browser.get(`${shop.base}/assets/spend`)
    expect([page.status, page.text.includes('110')]).toEqual([403, false])
    expect((await browser.get(`${shop.base}/assets`)).text).not.toContain('/assets/spend')
  })
})
