import { describe, expect, it } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { setClock, start } from '#testing/world.ts'
import { answer, callOff, change, fitting, makeBooking, set, setOne, subjectsTo } from './testing.ts'

const row = async ({ shop }: Awaited<ReturnType<typeof makeBooking>>, columns: string) =>
  (await shop.rows(`SELECT ${columns} FROM appointments ORDER BY rowid`))[0]
const utc = (iso: string) => Date.parse(iso)

describe('setting an appointment', () => {
  it('keeps it on the shop’s clock, shows it everywhere and mails everybody of theirs who has access', async () => {
    const scene = await makeBooking()
    const { shop, contact } = scene
    const { customerId } = contact
    const out = await shop.customer({ customerId, name: 'Lee', hasAccess: false })
    const id = await setOne(scene)
    expect(await row(scene, 'customer_id, starts_at, minutes, resource, state')).toEqual([
      ...[customerId, utc('2030-04-16T14:00:00Z'), 45, 'Bay 2', 'planned'],
    ])
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Subject).toBe('Fitting: Tue, Apr 16, 10:00 am EDT')
    expect(mail?.Text).toContain(`/appointments/${id}`)
    expect(await shop.mailsTo(out.email ?? '')).toEqual([])
    const browser = await shop.signedIn(contact)
    for (const page of ['', '/appointments', `/appointments/${id}`])
      expect((await browser.get(shop.base + page)).text, page).toContain('Tue, Apr 16, 10:00 am EDT')
    for (const page of ['/appointments', `/appointments/${id}`, `/customers/${customerId}`])
      expect((await scene.desk.get(shop.desk + page)).text, page).toMatch(/10:00 am EDT/)
  })

  it('is possible about a job, and shows on its page on both sides', async () => {
    const scene = await makeBooking()
    const { shop, desk, contact } = scene
    const started = await desk.submit(
      await desk.get(`${shop.desk}/jobs/new?customer=${contact.customerId}`),
      `${shop.desk}/jobs`,
      {
        ...{ title: 'Crew polos', 'description[]': ['Polo'], 'quantity[]': ['4'], 'unitPrice[]': ['18'] },
      },
    )
    const job = /job_[0-9a-f]{32}/.exec(started.location)?.[0] ?? ''
    const page = await desk.get(`${shop.desk}/appointments/new?job=${job}`)
    expect((await desk.submit(page, `${shop.desk}/appointments`, fitting)).status).toBe(303)
    expect(await row(scene, 'job_id, customer_id')).toEqual([job, contact.customerId])
    expect((await desk.get(`${shop.desk}/jobs/${job}`)).text).toContain('Tue, Apr 16, 10:00 am EDT')
    expect((await (await shop.signedIn(contact)).get(`${shop.base}/jobs/${job}`)).text).toContain('Tue, Apr 16, 10:00 am EDT')
  })

  it('refuses another customer’s job, a customer who is archived or unknown, and says so beside the field', async () => {
    const scene = await makeBooking()
    const { shop } = scene
    const other = await shop.customer({ customerName: 'Other Co.' })
    await shop.rows(
      `INSERT INTO jobs (id, number, title, customer_id, status_id, status_at, created_at) VALUES ('job_x', 9, 'x', ?, ?, 0, 0)`,
      ...[other.customerId, shop.statuses[0]?.id],
    )
    expect((await set(scene, { job: 'job_x' })).text).toContain('not this customer’s')
    expect((await set(scene, { customer: 'cus_x' })).status).toBe(422)
    await shop.rows('UPDATE customers SET archived_at = 1')
    expect((await set(scene, { customer: other.customerId }).catch(() => ({ status: 422 }))).status).toBe(422)
    expect(await row(scene, 'id')).toBeUndefined()
  })

  it.each([
    ['title', { title: '' }, 'Type what it is for'],
    ['on', { on: '2030-02-30' }, 'Choose a day'],
    ['time', { time: '25:00' }, 'Type the time'],
    ['minutes', { minutes: '0' }, 'from 5 to 1440'],
    ['minutes', { minutes: '1441' }, 'from 5 to 1440'],
    ['on', { on: '2030-04-08' }, 'That time has passed'],
    ['time', { on: '2030-04-09', time: '10:59' }, 'That time has passed'],
  ])('refuses a wrong %s of %o', async (field, fields, text) => {
    const scene = await makeBooking()
    const refused = await set(scene, fields)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(text)
    expect(refused.text).toMatch(new RegExp(`id="f-${field}"[^>]*aria-invalid="true"`))
    expect(await row(scene, 'id')).toBeUndefined()
  })
})

describe('daylight saving', () => {
  it('has no time that clocks leave out: it is refused in words, and the one after the change is taken', async () => {
    const scene = await makeBooking()
    const refused = await set(scene, { on: '2031-03-09', time: '02:30' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Clocks go forward on Sun, Mar 9, 2031')
    await setOne(scene, { on: '2031-03-09', time: '03:00' })
    expect(await row(scene, 'starts_at')).toEqual([utc('2031-03-09T07:00:00Z')])
  })

  it('has a time twice when clocks go back: which is asked, each is kept, shown by its zone, and edited without moving', async () => {
    const scene = await makeBooking()
    const asked = await set(scene, { on: '2030-11-03', time: '01:30' })
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('this time comes twice')
    expect(asked.text).toMatch(/2030, 1:30 am EDT, before clocks go back[\s\S]*1:30 am EST, after clocks go back/)
    const first = await setOne(scene, { on: '2030-11-03', time: '01:30', which: 'first', minutes: '30' })
    const second = await setOne(scene, { on: '2030-11-03', time: '01:30', which: 'second', minutes: '30' })
    expect(await scene.shop.rows('SELECT id, starts_at FROM appointments ORDER BY starts_at')).toEqual([
      [first, utc('2030-11-03T05:30:00Z')],
      [second, utc('2030-11-03T06:30:00Z')],
    ])
    await change(scene, second, { title: 'Late fitting' })
    expect(await scene.shop.rows('SELECT title, starts_at FROM appointments WHERE id = ?', second)).toEqual([
      ['Late fitting', utc('2030-11-03T06:30:00Z')],
    ])
  })
})

describe('one resource', () => {
  it.each([
    ['10:00', '45', 422],
    ['09:30', '31', 422],
    ['10:44', '5', 422],
    ['09:00', '240', 422],
    ['09:30', '30', 303],
    ['10:45', '30', 303],
  ])('is not taken twice: at %s for %s minutes', async (time, minutes, status) => {
    const scene = await makeBooking()
    await setOne(scene)
    const page = await set(scene, { time, minutes, resource: 'bay 2', title: 'Wrap' })
    expect(page.status).toBe(status)
    if (status === 422)
      expect(page.text).toContain('Bay 2 is taken: Fitting for Riverside Brewing Co., Tue, Apr 16, 10:00 am EDT')
  })

  it('is free again once what had it is called off or moved, and nothing without a resource is in the way', async () => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    await setOne(scene, { resource: '' })
    await setOne(scene, { resource: '' })
    const other = await setOne(scene, { time: '12:00' })
    expect((await change(scene, other, { time: '10:15' })).status).toBe(422)
    await callOff(scene, id)
    expect((await change(scene, other, { time: '10:15' })).status).toBe(303)
    expect((await change(scene, other, { time: '10:20' })).status).toBe(303)
  })

  it('is given to one of two forms that come in the same moment', async () => {
    const scene = await makeBooking()
    const pages = await Promise.all([set(scene), set(scene)])
    expect(pages.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(await scene.shop.rows('SELECT count(*) FROM appointments')).toEqual([[1]])
  })
})

describe('changing an appointment', () => {
  it('mails that it moved, from when to when, and asks for a new yes', async () => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    await answer(scene, id, 'confirmation')
    await change(scene, id, { time: '11:30' })
    expect(await row(scene, 'state, sequence, version')).toEqual(['planned', 1, 3])
    const [mail] = await scene.shop.mailsTo(scene.contact.email ?? '')
    expect(mail?.Subject).toBe('Moved: Fitting is now Tue, Apr 16, 11:30 am EDT')
    expect(mail?.Text).toContain('It was Tue, Apr 16, 10:00 am EDT')
  })

  it('keeps the yes where the time is the same, and mails nothing where nothing is different', async () => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    await scene.shop.ring()
    await answer(scene, id, 'confirmation')
    await change(scene, id, { note: 'Bring the old sign' })
    expect(await row(scene, 'state, note, sequence')).toEqual(['confirmed', 'Bring the old sign', 1])
    expect((await change(scene, id, {})).location).toContain('did=same')
    expect(await subjectsTo(scene.shop, scene.contact.email)).toEqual([
      'Fitting: Tue, Apr 16, 10:00 am EDT',
      'Changed: Fitting, Tue, Apr 16, 10:00 am EDT',
    ])
  })

  it('meets what somebody else changed meanwhile with both, and saves nothing', async () => {
    const scene = await makeBooking()
    const { shop, desk } = scene
    const id = await setOne(scene)
    const page = `${shop.desk}/appointments/${id}`
    const opened = await desk.get(`${page}/edit`)
    await change(scene, id, { place: 'At theirs' })
    const late = await desk.submit(opened, page, { title: 'Second fitting' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Place is now “At theirs”')
    expect(late.text).toContain('value="Second fitting"')
    expect(await row(scene, 'title, place')).toEqual(['Fitting', 'At theirs'])
    expect((await desk.submit(late, page)).status).toBe(303)
    expect(await row(scene, 'title, place')).toEqual(['Second fitting', 'Our shop'])
  })

  it('is called off once, from however many pages: the second finds it done', async () => {
    const scene = await makeBooking()
    const { shop, desk } = scene
    const page = `${shop.desk}/appointments/${await setOne(scene)}`
    const opened = [await desk.get(page), await desk.get(page)]
    for (const one of opened) expect((await desk.submit(one, `${page}/cancellation`)).status).toBe(303)
    expect((await shop.rows(`SELECT count(*) FROM events WHERE kind = 'appointment.cancelled'`))[0]).toEqual([1])
  })

  it('is not put on a job that goes to another customer in that moment', async () => {
    const scene = await makeBooking()
    const { shop, desk, contact } = scene
    const other = await shop.customer({ customerName: 'Other Co.' })
    await shop.rows(
      `INSERT INTO jobs (id, number, title, customer_id, status_id, status_at, created_at) VALUES ('job_x', 9, 'x', ?, ?, 0, 0)`,
      ...[contact.customerId, shop.statuses[0]?.id],
    )
    const page = `${shop.desk}/appointments/${await setOne(scene)}`
    const opened = await desk.get(`${page}/edit`)
    await libsql.meanwhile(shop.namespace, `UPDATE jobs SET customer_id = '${other.customerId}'`)
    expect((await desk.submit(opened, page, { job: 'job_x' })).text).toContain('not this customer’s')
    expect(await row(scene, 'job_id')).toEqual([null])
  })

  it('is over once it has begun', async () => {
    const scene = await makeBooking()
    const { shop, desk } = scene
    const id = await setOne(scene)
    const page = `${shop.desk}/appointments/${id}`
    const opened = await desk.get(`${page}/edit`)
    const own = await desk.get(page)
    setClock(utc('2030-04-16T14:00:00Z'))
    expect((await desk.submit(opened, page, { title: 'Other' })).status).not.toBe(303)
    expect((await desk.submit(own, `${page}/cancellation`)).status).not.toBe(303)
    expect(await row(scene, 'title, state')).toEqual(['Fitting', 'planned'])
  })

  it('is not for production, who sees it', async () => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    const member = await scene.shop.staff('production')
    const page = await member.get(`${scene.shop.desk}/appointments/${id}`)
    expect(page.text).toContain('Fitting')
    expect(page.text).not.toContain('/edit')
    expect((await member.get(`${scene.shop.desk}/appointments/${id}/edit`)).status).toBe(403)
  })
})

describe('the desk’s list', () => {
  it('has what is to come by day, what waits for an answer, what is over and what was called off, and finds', async () => {
    const scene = await makeBooking()
    const { shop, desk } = scene
    const list = async (query = '') => (await desk.get(`${shop.desk}/appointments${query}`)).text
    expect(await list()).toContain('No appointments ahead')
    const wished = await setOne(scene)
    await setOne(scene, { title: 'Drop-off', on: '2030-04-09', time: '12:00', resource: 'Bay 1' })
    await callOff(scene, await setOne(scene, { title: 'Visit', on: '2030-04-17' }))
    await answer(scene, wished, 'wishes', { wish: 'Later, please' })
    expect(await list()).toMatch(/Tue, Apr 9[\s\S]*Drop-off[\s\S]*Tue, Apr 16[\s\S]*Fitting/)
    expect(await list()).not.toContain('Visit')
    expect(await list('?show=wished')).not.toContain('Drop-off')
    expect(await list('?show=cancelled')).toContain('Visit')
    expect(await list('?q=bay+1')).not.toContain('Fitting')
    const today = (await desk.get(shop.desk)).text
    expect(today).toMatch(/Appointments today[\s\S]*12:00 pm EDT, Drop-off/)
    expect(today).toContain('Another time for Fitting')
    setClock(start + 2 * 86_400_000)
    expect(await list('?show=past')).toContain('Drop-off')
    expect(await list()).not.toContain('Drop-off')
  })
})
