import { describe, expect, it } from 'vitest'
import { add, addOne, makeFleet, setAssets, textOf, van } from './testing.ts'

describe('what a customer owns, at the desk', () => {
  it('is added, shown with all that is known, found in the list and on the customer’s record', async () => {
    const scene = await makeFleet()
    const { shop, desk, contact } = scene
    const id = await addOne(scene, { serviceDueOn: '2030-04-20' })
    const page = textOf((await desk.get(`${shop.desk}/assets/${id}`)).text)
    for (const said of ['Van 14', '2021 Ford Transit', 'CX 4471', '1M8GDM9AXKP042788', 'Dayton', '82,000 mi', 'Service due soon'])
      expect(page).toContain(said)
    expect(page).not.toContain('check digit')
    expect((await desk.get(`${shop.desk}/assets?q=4471`)).text).toContain(`/assets/${id}"`)
    expect((await desk.get(`${shop.desk}/assets?show=due`)).text).toContain(`/assets/${id}"`)
    expect((await desk.get(`${shop.desk}/assets?q=nothing`)).text).not.toContain(`/assets/${id}"`)
    expect((await desk.get(`${shop.desk}/customers/${contact.customerId}`)).text).toContain(`/assets/${id}"`)
    expect(await shop.rows('SELECT owner_id FROM assets')).toEqual([[contact.customerId]])
  })

  it.each([
    ['1M8GDM9AXKP04278', '2021', 422],
    ['IM8GDM9AXKP042788', '2021', 422],
    ['IM8GDM9AXKP042788', '', 422],
    ['1m8-gdm9ax kp042788', '2021', 303],
    ['1M8GDM9A0KP042788', '2021', 303],
    ['9BG 5501', '1968', 303],
    ['', '2021', 303],
  ])('VIN %s of a %s car answers %i', async (vin, year, status) => {
    expect((await add(await makeFleet(), { vin, year })).status).toBe(status)
  })

  it('keeps an odd VIN where somebody says that it is right and the shop takes that, and only hints at a check digit', async () => {
    const scene = await makeFleet()
    const refused = await add(scene, { vin: 'IM8GDM9AXKP042788' })
    expect(refused.text).toContain('vinAnyway')
    await addOne(scene, { vin: 'IM8GDM9AXKP042788', vinAnyway: 'on' })
    const id = await addOne(scene, { vin: '1M8GDM9A0KP042788' })
    expect((await scene.desk.get(`${scene.shop.desk}/assets/${id}`)).text).toContain('check digit does not fit')
    await setAssets(scene, { takesOddVins: false })
    expect((await add(scene, { vin: 'IM8GDM9AXKP042788', vinAnyway: 'on' })).status).toBe(422)
  })

  it('is changed by its version: who comes second sees what stands there now, and nothing is lost', async () => {
    const scene = await makeFleet()
    const { shop, desk } = scene
    const page = `${shop.desk}/assets/${await addOne(scene)}`
    const opened = await desk.get(`${page}/edit`)
    expect((await desk.submit(await desk.get(`${page}/edit`), page, { depot: 'Xenia' })).status).toBe(303)
    const late = await desk.submit(opened, page, { depot: 'Troy' })
    expect([late.status, textOf(late.text)]).toEqual([409, expect.stringContaining('Depot is now “Xenia”')])
    expect((await desk.submit(late, page, { depot: 'Troy' })).status).toBe(303)
    expect(await shop.rows('SELECT depot FROM assets')).toEqual([['Troy']])
  })

  it('keeps what an odometer showed, and asks before it goes backwards', async () => {
    const scene = await makeFleet()
    const { shop, desk } = scene
    const page = `${shop.desk}/assets/${await addOne(scene, { serviceDueAt: '85000' })}`
    expect((await desk.submit(await desk.get(page), `${page}/readings`, { odometer: '85,100' })).status).toBe(303)
    expect((await desk.get(page)).text).toContain('Service is overdue')
    const lower = await desk.submit(await desk.get(page), `${page}/readings`, { odometer: '120' })
    expect([lower.status, textOf(lower.text)]).toEqual([422, expect.stringContaining('It showed 85,100 mi before')])
    expect((await desk.submit(lower, `${page}/readings`, { odometer: '120', lower: 'on' })).status).toBe(303)
    expect(await shop.rows('SELECT value FROM asset_readings ORDER BY rowid')).toEqual([[82_000], [85_100], [120]])
    expect(await shop.rows('SELECT odometer, odometer_unit FROM assets')).toEqual([[120, 'mi']])
  })

  it('counts kilometers where the shop’s country does', async () => {
    const scene = await makeFleet()
    const id = await addOne(scene)
    await scene.shop.rows(`UPDATE profile SET locale = 'en-CA'`)
    expect((await scene.desk.get(`${scene.shop.desk}/assets/${id}`)).text).toContain('131,966 km')
  })

  it('is put away and taken out again, and offered for no work meanwhile', async () => {
    const scene = await makeFleet()
    const { shop, desk, contact } = scene
    const id = await addOne(scene)
    const page = `${shop.desk}/assets/${id}`
    const form = `${shop.desk}/jobs/new?customer=${contact.customerId}`
    expect((await desk.get(form)).text).toContain(id)
    expect((await desk.submit(await desk.get(page), `${page}/archive`)).status).toBe(303)
    expect((await desk.get(form)).text).not.toContain(id)
    expect((await desk.get(`${shop.desk}/assets`)).text).not.toContain(id)
    expect((await desk.get(`${shop.desk}/assets?show=archived`)).text).toContain(id)
    expect((await (await shop.signedIn(contact)).get(`${shop.base}/assets/${id}`)).status).toBe(404)
    await desk.submit(await desk.get(page), `${page}/restoration`)
    expect((await desk.get(`${shop.desk}/assets`)).text).toContain(id)
  })

  it('is chosen for a job from its own page', async () => {
    const scene = await makeFleet()
    const { shop, desk } = scene
    const id = await addOne(scene)
    const [, address = ''] = /href="([^"]+\/jobs\/new[^"]+)"/.exec((await desk.get(`${shop.desk}/assets/${id}`)).text) ?? []
    const form = await desk.get(address.replaceAll('&amp;', '&'))
    await desk.submit(form, `${shop.desk}/jobs`, {
      title: 'Brakes',
      'description[]': ['Pads'],
      'quantity[]': ['1'],
      'unitPrice[]': ['9'],
    })
    expect(await shop.rows('SELECT asset_id FROM job_assets')).toEqual([[id]])
  })

  it('is no production hand’s to change', async () => {
    const scene = await makeFleet()
    const { shop } = scene
    const id = await addOne(scene)
    const hand = await shop.staff('production')
    const page = await hand.get(`${shop.desk}/assets/${id}`)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('/archive"')
    expect((await hand.get(`${shop.desk}/assets/${id}/edit`)).status).toBe(403)
    expect((await hand.post(`${shop.desk}/assets/${id}`, { ...van, version: '1', kind: 'vehicle', state: 'sold' })).status).toBe(
      403,
    )
  })
})

describe('the shop’s own fields', () => {
  const fields = {
    'key[]': ['', ''],
    'called[]': ['Tire size', 'Fuel'],
    'holds[]': ['text', 'choice'],
    'place[]': ['all', 'vehicle'],
  }
  const rest = { 'options[]': ['', 'Diesel, Petrol'], 'audience[]': ['staff', 'customer'] }

  it('are set, filled in, and read by whom they are for', async () => {
    const scene = await makeFleet()
    const { shop, desk, contact } = scene
    const page = `${shop.desk}/settings/assets`
    expect((await desk.submit(await desk.get(page), page, { ...fields, ...rest })).status).toBe(303)
    const [[saved] = []] = await shop.rows(`SELECT asset_settings ->> '$.fields' FROM profile`)
    const [tire, fuel] = JSON.parse(String(saved)) as { key: string }[]
    expect((await add(scene, { [`own_${fuel?.key}`]: 'Coal' })).status).toBe(422)
    const id = await addOne(scene, { [`own_${fuel?.key}`]: 'Diesel', [`own_${tire?.key}`]: '205/75 R16' })
    expect(textOf((await desk.get(`${shop.desk}/assets/${id}`)).text)).toMatch(/Tire size 205\/75 R16 Fuel Diesel/)
    const own = textOf((await (await shop.signedIn(contact)).get(`${shop.base}/assets/${id}`)).text)
    expect(own).toContain('Fuel Diesel')
    expect(own).not.toContain('Tire size')
  })

  it('keep what was typed under another name, and say what is wrong with them', async () => {
    const scene = await makeFleet()
    const { shop, desk } = scene
    const page = `${shop.desk}/settings/assets`
    await desk.submit(await desk.get(page), page, { ...fields, ...rest })
    const opened = await desk.get(page)
    const [before] = await shop.rows(`SELECT asset_settings ->> '$.fields[0].key' FROM profile`)
    const named = { 'called[]': ['Size of the tires', 'Fuel', ''] }
    expect((await desk.submit(opened, page, named)).status).toBe(303)
    expect(await shop.rows(`SELECT asset_settings ->> '$.fields[0].key' FROM profile`)).toEqual([before])
    const wrong = await desk.submit(await desk.get(page), page, { 'called[]': ['Fuel', 'fuel', ''], 'options[]': ['', '', ''] })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Two fields are called fuel')
  })
})
