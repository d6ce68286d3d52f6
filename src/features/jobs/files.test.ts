import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#lib/id.ts'
import type { Browser } from '#testing/browser.ts'
import { pngOf } from '#testing/pictures.ts'
import { makeShop, type TestContact, type TestShop } from '#testing/world.ts'

let shop: TestShop
let desk: Browser
let contact: TestContact
let customer: Browser
let job: string
let address: string
beforeAll(async () => {
  shop = await makeShop()
  desk = await shop.staff('advisor')
  contact = await shop.customer()
  customer = await shop.signedIn(contact)
  const page = await desk.get(`${shop.desk}/jobs/new?customer=${contact.customerId}`)
  const lines = { 'description[]': ['Front rotors'], 'quantity[]': ['2'], 'unitPrice[]': ['80'] }
  const made = await desk.submit(page, `${shop.desk}/jobs`, { title: 'Brakes', ...lines })
  job = /job_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
  address = `${shop.desk}/jobs/${job}`
})

async function put(path: string, side = 8) {
  const body = await pngOf(side, side)
  const headers = { 'content-length': String(body.byteLength), origin: desk.origin, 'sec-fetch-site': 'same-origin' }
  const response = await desk.fetch(path, { method: 'PUT', body, headers })
  return ((await response.json()) as { id: string }).id
}
async function upload(name: string) {
  const id = await put(`${shop.desk}/files?name=${name}`)
  return {
    id,
    drawn: await put(`${shop.desk}/files/${id}/previews`),
    narrow: await put(`${shop.desk}/files/${id}/previews?narrow=1`, 4),
  }
}
async function add(fields: Record<string, string | string[]>) {
  return desk.submit(await desk.get(address), `${address}/files`, fields)
}
const customersPage = async () => (await customer.get(`${shop.base}/jobs/${job}`)).text
const lineKey = async () => String((await shop.rows('SELECT line_key FROM job_lines WHERE job_id = ?', job))[0]?.[0])
const rowOf = async (file: string) => String((await shop.rows('SELECT id FROM job_files WHERE file_id = ?', file))[0]?.[0])

describe('photos and files on a job', () => {
  it('are the customer’s to see only when staff say so, before and after beside each other', async () => {
    const [before, after, internal] = [await upload('worn.png'), await upload('new.png'), await upload('secret.png')]
    const line = await lineKey()
    const told = { line, audience: 'customer' }
    for (const [file, moment] of [
      [before, 'before'],
      [after, 'after'],
    ] as const)
      expect((await add({ 'file[]': file.id, moment, fileCaption: `Seen ${moment}`, ...told })).status).toBe(303)
    expect((await add({ 'file[]': internal.id })).status).toBe(303)
    const text = await customersPage()
    expect(text).toMatch(/Photos and files.*Front rotors.*Before.*Seen before.*After.*Seen after/s)
    // Small in the list, large once opened, and not there twice.
    expect(text.match(/\/files\/fil_\w+/g)?.slice(0, 2)).toEqual([`/files/${before.narrow}`, `/files/${before.drawn}`])
    expect(text.split(before.narrow)).toHaveLength(2)
    expect(text).not.toContain(internal.id)
    expect((await desk.get(address)).text).toContain(internal.id)
    expect((await customer.fetch(`${shop.base}/files/${after.drawn}`)).status).toBe(200)
    const events = await shop.rows(`SELECT audience FROM events WHERE kind = 'job.files_added' ORDER BY rowid`)
    expect(events).toEqual([['customer'], ['customer'], ['staff']])
  })

  it('can be shown, renamed, hidden and removed, and the customer’s right ends with that', async () => {
    const file = await upload('cap.png')
    await add({ 'file[]': file.id })
    const change = `${address}/files/${await rowOf(file.id)}`
    const press = async (fields: Record<string, string>) => desk.post(change, fields)
    const status = async () => (await customer.fetch(`${shop.base}/files/${file.id}`)).status
    expect(await status()).toBe(404)
    await press({ audience: 'customer' })
    expect(await status()).toBe(200)
    await press({ fileCaption: 'Cap, side' })
    expect(await customersPage()).toContain('Cap, side')
    await press({ audience: 'staff' })
    expect(await status()).toBe(404)
    await press({ audience: 'customer' })
    await desk.post(`${change}/removal`)
    expect(await status()).toBe(404)
    expect((await desk.get(address)).text).not.toContain(change)
    expect((await press({ fileCaption: 'Too late' })).status).toBe(404)
    expect((await desk.post(`${change}/removal`)).status).toBe(303)
  })

  it('come back with the form when something is missing, still uploaded', async () => {
    const file = await upload('again.png')
    expect((await add({ fileCaption: 'x' })).text).toContain('Choose a file first')
    const refused = await add({ 'file[]': file.id, fileCaption: 'x'.repeat(201) })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(`name="file[]" value="${file.id}"`)
    const again = await desk.submit(refused, `${address}/files`, { fileCaption: 'Short' })
    expect(again.status).toBe(303)
  })

  it('are refused as a whole when one upload is gone, is another job’s, or names no line of this job', async () => {
    const [mine, used] = [await upload('mine.png'), await upload('used.png')]
    await shop.rows('UPDATE files SET is_loose = 0 WHERE id = ?', used.id)
    for (const other of [used.id, mine.drawn, newId('fil')]) {
      const page = await add({ 'file[]': [mine.id, other] })
      expect([page.status, page.text.includes('upload it again')]).toEqual([409, true])
    }
    expect((await add({ 'file[]': mine.id, line: 'lin_none' })).status).toBe(422)
    expect(await shop.rows('SELECT count(*) FROM job_files WHERE file_id = ?', mine.id)).toEqual([[0]])
    expect(await shop.rows('SELECT is_loose FROM files WHERE id = ?', mine.id)).toEqual([[1]])
  })

  it('of another job are not changed by way of this one', async () => {
    const file = await upload('here.png')
    await add({ 'file[]': file.id })
    const row = await rowOf(file.id)
    const page = await desk.get(`${shop.desk}/jobs/new?customer=${contact.customerId}`)
    const made = await desk.submit(page, `${shop.desk}/jobs`, {
      title: 'Other',
      'description[]': ['x'],
      'quantity[]': ['1'],
      'unitPrice[]': ['1'],
    })
    const other = /job_[0-9a-f]{32}/.exec(made.location)?.[0]
    expect((await desk.post(`${shop.desk}/jobs/${other}/files/${row}`, { audience: 'customer' })).status).toBe(404)
    await desk.post(`${shop.desk}/jobs/${other}/files/${row}/removal`)
    expect(await shop.rows('SELECT is_for_customer, removed_at FROM job_files WHERE id = ?', row)).toEqual([[0, null]])
  })
})
