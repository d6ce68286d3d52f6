import { describe, expect, it } from 'vitest'
import { addJob } from '#features/work/testing.ts'
import { setClock } from '#testing/world.ts'
import { answer, callOff, makeBooking, setOne } from './testing.ts'

describe('what is over', () => {
  it('is read page by page, the latest first, and the way on is there only while there is more', async () => {
    const scene = await makeBooking()
    const { shop, contact } = scene
    const first = await setOne(scene)
    for (let i = 1; i < 41; i++)
      await shop.rows(
        `INSERT INTO appointments (id, customer_id, title, starts_at, minutes, place, resource, note, state, state_at, created_at)
        SELECT 'apt_' || printf('%032x', ?), customer_id, 'Fitting ' || ?, starts_at - ? * 86400000, 45, '', '', '', 'planned', 0, 0 FROM appointments WHERE id = ?`,
        ...[i, i, i, first],
      )
    setClock(Date.parse('2030-04-17T12:00:00Z'))
    const browser = await shop.signedIn(contact)
    const pages = await Promise.all([1, 2, 3].map((page) => browser.get(`${shop.base}/appointments?page=${page}`)))
    const titles = pages.map(({ text }) => [...text.matchAll(/>(Fitting(?: \d+)?)<\/a>/g)].map(([, title]) => title))
    expect(titles.map((page) => page.length)).toEqual([20, 20, 1])
    expect(titles.map(([title]) => title)).toEqual(['Fitting', 'Fitting 20', 'Fitting 40'])
    expect(pages.map(({ text }) => [text.includes('?page=2#past'), text.includes('?page=3#past')])).toEqual([
      [true, false],
      [false, true],
      [true, false],
    ])
  })
})

describe('at the desk', () => {
  const waiting = /Appointments[\s\S]{0,200}?(\d+)<span class="sr"> to answer/

  it('wishes are counted in the navigation, on every page, until they are answered, called off or too late', async () => {
    const scene = await makeBooking()
    const { shop, desk } = scene
    const count = async () => waiting.exec((await desk.get(`${shop.desk}/customers`)).text)?.[1] ?? '0'
    const [one, two] = [await setOne(scene), await setOne(scene, { time: '14:00' })]
    expect(await count()).toBe('0')
    await answer(scene, one, 'wishes', { wish: 'Later, please' })
    await answer(scene, two, 'wishes', { wish: 'Another day' })
    expect(await count()).toBe('2')
    await callOff(scene, one)
    expect(await count()).toBe('1')
    await shop.rows('UPDATE appointments SET starts_at = 1')
    expect(await count()).toBe('0')
  })

  it('an appointment about a job that goes to another customer stays with whoever was told of it, and says nothing of the job', async () => {
    const scene = await makeBooking()
    const { shop, desk, contact } = scene
    const other = await shop.customer({ customerName: 'Harbor Coffee' })
    const job = await addJob(scene, 'Secret jackets', [{ name: 'Jacket', price: '100' }])
    const id = await setOne(scene, { job })
    const page = `${shop.desk}/jobs/${job}`
    expect((await desk.submit(await desk.get(`${page}/edit`), page, { customer: other.customerId })).status).toBe(303)
    expect(await shop.rows('SELECT customer_id, job_id FROM appointments')).toEqual([[contact.customerId, null]])
    const seen = await (await shop.signedIn(contact)).get(`${shop.base}/appointments/${id}`)
    expect([seen.status, seen.text.includes('Secret jackets')]).toEqual([200, false])
    expect((await (await shop.signedIn(other)).get(`${shop.base}/jobs/${job}`)).text).not.toContain('Fitting')
  })
})
