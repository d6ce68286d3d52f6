import { describe, expect, test } from 'vitest'
import { invoiceIn } from '#features/payments/testing.ts'
import { answer, columns, makeEstimate, makeSent } from './testing.ts'

/** Each race is run so often: without what keeps two apart, one of them falls otherwise. */
const rounds = Array.from({ length: 6 }, (_, round) => round)
const yes = { answer: 'approved', tier: 'a', signedName: 'Joanne Mercer' }

describe('in one moment', () => {
  test('an estimate sent twice goes out once', async () => {
    for (const _ of rounds) {
      const { shop, desk, record, contact } = await makeEstimate()
      const tabs = [await desk.get(record), await desk.get(record)]
      const sent = await Promise.all(tabs.map((tab) => desk.submit(tab, /sending$/)))
      expect(sent.map(({ status }) => status).sort()).toEqual([303, 409])
      expect(await shop.rows('SELECT edition FROM estimates')).toEqual([[1]])
      expect(await shop.mailsTo(contact.email ?? '')).toHaveLength(1)
    }
  })

  test('a newer version that is sent twice goes out once', async () => {
    for (const _ of rounds) {
      const { shop, desk, id, record, contact } = await makeSent()
      await desk.submit(await desk.get(`${record}/edit`), new RegExp(`${id}$`), { title: 'Brakes alone' })
      const tabs = [await desk.get(record), await desk.get(record)]
      const sent = await Promise.all(tabs.map((tab) => desk.submit(tab, /sending$/)))
      expect(sent.map(({ status }) => status).sort()).toEqual([303, 409])
      expect(await shop.rows('SELECT edition FROM estimates')).toEqual([[2]])
      expect(await shop.mailsTo(contact.email ?? '')).toHaveLength(1)
    }
  })

  test('two estimates that are sent have a number each', async () => {
    for (const _ of rounds) {
      const { shop, desk, record, contact } = await makeEstimate()
      const form = {
        customer: contact.customerId,
        title: 'Tires',
        validUntilOn: '2030-04-30',
        ...columns([{ name: 'Tire', price: '90' }]),
      }
      const made = await desk.post(`${shop.desk}/estimates`, form)
      const both = [await desk.get(record), await desk.get(made.location.replace(/\?.*/, ''))]
      const sent = await Promise.all(both.map((page) => desk.submit(page, /sending$/)))
      for (const { status } of sent) expect([303, 409]).toContain(status)
      const numbers = (await shop.rows('SELECT number FROM estimates WHERE number IS NOT NULL')).flat()
      expect(numbers.length).toBeGreaterThan(0)
      expect(new Set(numbers).size).toBe(numbers.length)
    }
  })

  test('a yes and its taking back leave one of the two', async () => {
    for (const _ of rounds) {
      const { shop, desk, customer, record, page } = await makeSent()
      const [form, ours] = [await customer.get(page), await desk.get(record)]
      await Promise.all([desk.submit(ours, /withdrawal$/), customer.submit(form, /answer$/, yes)])
      const [[jobs], [state]] = [
        (await shop.rows('SELECT count(*) FROM jobs'))[0] ?? [],
        (await shop.rows(`SELECT state FROM approval_requests WHERE kind = 'estimate'`))[0] ?? [],
      ]
      expect([jobs, state]).toEqual(state === 'withdrawn' ? [0, 'withdrawn'] : [1, 'approved'])
    }
  })

  test('a yes to the old one and the sending of what takes its place end with the yes first, or without it', async () => {
    for (const _ of rounds) {
      const { shop, desk, customer, record, page } = await makeSent()
      const form = await customer.get(page)
      const copied = await desk.submit(await desk.get(record), /copies$/, { replaces: 'on' })
      const ready = await desk.get(copied.location.replace(/\?.*/, ''))
      await Promise.all([desk.submit(ready, /sending$/), customer.submit(form, /answer$/, yes)])
      const kinds = await shop.rows(`SELECT kind FROM events WHERE kind LIKE 'approval.%' ORDER BY rowid`)
      expect(kinds.flat().join(' ')).not.toBe('approval.asked approval.asked approval.given')
    }
  })

  test('going to pay the deposit and the bill for its work leave one of the two', async () => {
    for (const _ of rounds) {
      const { shop, desk, customer, page } = await makeSent({ isPayable: true, fields: { deposit: '100' } })
      await answer(customer, page)
      const before = await customer.get(page)
      await shop.rows(`UPDATE payments SET state = 'expired'`)
      const [[job] = []] = await shop.rows('SELECT id FROM jobs')
      const invoice = invoiceIn((await desk.post(`${shop.desk}/jobs/${job}/invoices`)).location)
      const record = await desk.get(`${shop.desk}/invoices/${invoice}`)
      await Promise.all([desk.submit(record, /sending$/), customer.submit(before, /deposit$/)])
      const both = `SELECT count(*) FROM payments p, invoices i WHERE p.state = 'open' AND i.sent_at IS NOT NULL`
      expect(await shop.rows(both)).toEqual([[0]])
    }
  })
})
