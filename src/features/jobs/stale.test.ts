import { describe, expect, test } from 'vitest'
import { makeShop, type TestShop } from '#testing/world.ts'

const title = 'Somebody changed this while you were typing'

async function scene() {
  const shop = await makeShop()
  const staff = await shop.staff('advisor')
  const contact = await shop.customer()
  const fields = {
    customer: contact.customerId,
    title: 'Spring crew polos',
    status: shop.statuses[0]?.id ?? '',
    dueOn: '2030-04-24',
    'description[]': ['Polo'],
    'quantity[]': ['48'],
    'unitPrice[]': ['18.40'],
    'discount[]': [''],
    'tax[]': ['0'],
  }
  const made = await staff.post(`${shop.desk}/jobs`, fields)
  const path = `${shop.desk}/jobs/${/job_[0-9a-f]{32}/.exec(made.location)?.[0]}`
  return { shop, staff, fields, path }
}
const titleIn = async (shop: TestShop) => (await shop.rows('SELECT title FROM jobs'))[0]?.[0]

describe('a job form that comes too late', () => {
  test('keeps what was typed, says what changed, and saved again overwrites it', async () => {
    const { shop, staff, fields, path } = await scene()
    const old = await staff.get(`${path}/edit`)
    const theirs = { ...fields, title: 'Aprons', advisor: shop.ownerId, dueOn: '2030-04-25', 'quantity[]': ['50'] }
    expect((await staff.submit(await staff.get(`${path}/edit`), path, theirs)).status).toBe(303)

    const mine = { ...fields, title: 'Late polos', 'unitPrice[]': ['18.4'] }
    const late = await staff.submit(old, path, mine)
    expect(late.status).toBe(409)
    for (const text of [
      title,
      'Name is now “Aprons”',
      'Advisor is now “Olive Owner”',
      'Due is now “Thu, Apr 25”',
      '50 × Polo, 18.40',
    ])
      expect(late.text).toContain(text)
    expect(late.text).not.toContain('Customer is now')
    expect(late.text).toContain('value="Late polos"')
    expect(await titleIn(shop)).toBe('Aprons')

    expect((await staff.submit(late, path)).status).toBe(303)
    expect(await titleIn(shop)).toBe('Late polos')
    expect(await shop.rows('SELECT quantity, unit_price_minor FROM job_lines')).toEqual([[48_000, 1840]])
  })

  test('is noticed though the form came back with a mistake before', async () => {
    const { shop, staff, fields, path } = await scene()
    const old = await staff.get(`${path}/edit`)
    await staff.submit(await staff.get(`${path}/edit`), path, { ...fields, title: 'Aprons' })
    const again = await staff.submit(old, path, { ...fields, title: '' })
    expect(again.status).toBe(422)
    expect((await staff.submit(again, path, { title: 'Late polos' })).status).toBe(409)
    expect(await titleIn(shop)).toBe('Aprons')
  })
})

describe('notes that come too late', () => {
  test('stay typed beside what changed, and saved again overwrite it', async () => {
    const { shop, staff, path } = await scene()
    const old = await staff.get(path)
    await staff.submit(await staff.get(path), /\/notes$/, { publicNote: 'Thread 1857', internalNote: '' })
    const late = await staff.submit(old, /\/notes$/, { publicNote: 'Thread 1900', internalNote: '' })
    expect(late.status).toBe(409)
    for (const text of [title, 'The note for the customer is now “Thread 1857”', '>Thread 1900<'])
      expect(late.text).toContain(text)
    expect(late.text).not.toContain('The note for staff is now')
    expect(await shop.rows('SELECT public_note FROM jobs')).toEqual([['Thread 1857']])
    expect((await staff.submit(late, /\/notes$/)).status).toBe(303)
    expect(await shop.rows('SELECT public_note FROM jobs')).toEqual([['Thread 1900']])
  })
})
