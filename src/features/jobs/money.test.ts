import { expect, test } from 'vitest'
import { makeShop } from '#testing/world.ts'

const canary = /7,?654|\$/

test('production meets no amount on any page of work or customers, put away or not', async () => {
  const shop = await makeShop()
  const contact = await shop.customer()
  const owner = await shop.staff()
  const made = await owner.post(`${shop.desk}/jobs`, {
    customer: contact.customerId,
    title: 'Spring crew polos',
    status: shop.statuses[0]?.id ?? '',
    'description[]': ['Polo', 'Setup'],
    'quantity[]': ['1', '1'],
    'unitPrice[]': ['7654.00', '0'],
    'discount[]': ['', ''],
    'tax[]': ['0', '0'],
  })
  const job = /job_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
  await shop.rows(
    `INSERT INTO invoices (id, number, customer_id, job_id, title, currency, total_minor, balance_minor, due_on, sent_at, created_at)
     VALUES ('inv_1', 'INV-77', ?, ?, 'Polos', 'USD', 765400, 765400, '2030-04-01', 1, 1)`,
    ...[contact.customerId, job],
  )
  const pages = [
    ...['/jobs', '/jobs?as=list&show=all', `/jobs/${job}`],
    ...['/customers', '/customers?q=river', '/customers?shelf=archived', `/customers/${contact.customerId}`],
  ]
  const maker = await shop.staff('production')
  const main = ({ text }: { text: string }) => /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? ''
  const look = async () => {
    for (const path of pages) {
      const page = await maker.get(shop.desk + path)
      expect([path, page.status, canary.exec(main(page))?.[0]]).toEqual([path, 200, undefined])
    }
  }
  for (const path of [`/jobs/${job}`, '/customers', `/customers/${contact.customerId}`])
    expect(main(await owner.get(shop.desk + path))).toMatch(canary)
  await look()
  for (const path of ['/jobs/new', `/jobs/${job}/edit`]) expect((await maker.get(shop.desk + path)).status).toBe(403)

  // A form that came too late shows the page of the job once more.
  const old = await maker.get(`${shop.desk}/jobs/${job}`)
  await owner.submit(await owner.get(`${shop.desk}/jobs/${job}`), /\/notes$/, { publicNote: 'Thread', internalNote: '' })
  const late = await maker.submit(old, /\/notes$/, { publicNote: 'Mine', internalNote: '' })
  expect([late.status, canary.test(main(late))]).toEqual([409, false])

  await shop.rows('UPDATE customers SET archived_at = 1')
  await look()
})
