import { describe, expect, it } from 'vitest'
import { mailbox } from '#testing/outside.ts'
import { setClock, start } from '#testing/world.ts'
import { answer, callOff, change, makeBooking, set, setOne, subjectsTo } from './testing.ts'

type Scene = Awaited<ReturnType<typeof makeBooking>>
const row = async ({ shop }: Scene) => (await shop.rows('SELECT state, wish, cancelled_by, sequence FROM appointments'))[0]
const day = 86_400_000
/** The start of `fitting` in testing.ts: Tue, Apr 16, 10:00 am in New York. */
const fittingAt = Date.parse('2030-04-16T14:00:00Z')
const shopMail = ({ shop }: Scene) => `hello-${shop.key}@shop.test`

describe('a customer', () => {
  it('confirms, once and for everybody of theirs, and the shop gets one mail', async () => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    const page = `${scene.shop.base}/appointments/${id}`
    const opened = await browser.get(page)
    expect((await browser.submit(opened, `${page}/confirmation`)).location).toContain('did=confirmed')
    expect((await browser.submit(opened, `${page}/confirmation`)).status).toBe(303)
    // A page of before, and one of after: a colleague was as quick.
    for (const version of ['1', '2']) expect((await browser.post(`${page}/confirmation`, { version })).status).toBe(303)
    expect(await row(scene)).toEqual(['confirmed', null, null, 0])
    expect(await subjectsTo(scene.shop, shopMail(scene))).toEqual(['Riverside Brewing Co. confirmed: Fitting'])
    expect((await browser.get(page)).text).not.toContain('/confirmation"')
  })

  it('asks for another time in words: the shop reads them at once, and the time stands until it answers', async () => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    expect((await answer(scene, id, 'wishes', { wish: '  ' })).status).toBe(422)
    expect((await answer(scene, id, 'wishes', { wish: 'Friday after 3' })).location).toContain('did=wished')
    expect(await row(scene)).toEqual(['wished', 'Friday after 3', null, 0])
    const [mail] = await scene.shop.mailsTo(shopMail(scene))
    expect(mail?.Subject).toBe('Riverside Brewing Co. asks for another time: Fitting')
    expect(mail?.Text).toContain('“Friday after 3”')
    expect((await scene.desk.get(`${scene.shop.desk}/appointments/${id}`)).text).toContain('“Friday after 3”')
  })

  it('is told when the shop moves it, and when it keeps the time, which answers the wish', async () => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    await answer(scene, id, 'wishes', { wish: 'Friday' })
    expect((await change(scene, id, {})).location).toContain('did=changed')
    expect(await row(scene)).toEqual(['planned', null, null, 1])
    await scene.shop.ring()
    await answer(scene, id, 'wishes', { wish: 'Friday, really' })
    await change(scene, id, { on: '2030-04-19' })
    expect(await subjectsTo(scene.shop, scene.contact.email)).toEqual([
      'The time stays: Fitting, Tue, Apr 16, 10:00 am EDT',
      'Moved: Fitting is now Fri, Apr 19, 10:00 am EDT',
    ])
    expect(await row(scene)).toEqual(['planned', null, null, 2])
  })

  it.each([
    ['24 hours before', null, fittingAt - day, true],
    ['a minute less than that', null, fittingAt - day + 60_000, false],
    ['until it begins, where the shop says 0', '0', fittingAt - 60_000, true],
    ['not at all, where the shop says nothing', '', fittingAt - 6 * day, false],
  ])('cancels %s', async (_, hours, at, isAllowed) => {
    const scene = await makeBooking()
    const { shop, desk } = scene
    const settings = `${shop.desk}/settings/appointments`
    if (hours !== null) await desk.submit(await desk.get(settings), settings, { cancelHours: hours })
    const id = await setOne(scene)
    const browser = await shop.signedIn(scene.contact)
    setClock(at)
    const page = `${shop.base}/appointments/${id}`
    expect((await browser.get(page)).text.includes(`${page}/cancellation"`)).toBe(isAllowed)
    const pressed = await browser.post(`${page}/cancellation`, { version: '1' })
    expect(pressed.status).toBe(isAllowed ? 303 : 409)
    expect(await row(scene)).toEqual(isAllowed ? ['cancelled', null, 'contact', 1] : ['planned', null, null, 0])
    if (!isAllowed) return
    expect((await browser.post(`${page}/cancellation`, { version: '1' })).status).toBe(303)
    expect(await subjectsTo(shop, shopMail(scene))).toEqual(['Riverside Brewing Co. cancelled: Fitting'])
  })

  it('never answers what they did not see: moved meanwhile, it is shown again', async () => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    const page = `${scene.shop.base}/appointments/${id}`
    const opened = await browser.get(page)
    await change(scene, id, { time: '15:00' })
    for (const [what, fields] of [
      ['confirmation', {}],
      ['wishes', { wish: 'Noon' }],
      ['cancellation', {}],
    ] as const) {
      const late = await browser.submit(opened, `${page}/${what}`, fields)
      expect(late.status, what).toBe(409)
      expect(late.text).toContain('3:00 pm EDT')
      expect(late.text).toContain('changed while you were looking')
    }
    expect(await row(scene)).toEqual(['planned', null, null, 1])
  })

  it('answers nothing that is over or called off', async () => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    const other = await setOne(scene, { time: '14:00' })
    const browser = await scene.shop.signedIn(scene.contact)
    await callOff(scene, id)
    setClock(fittingAt + day)
    for (const one of [id, other])
      for (const what of ['confirmation', 'wishes']) {
        const page = await browser.post(`${scene.shop.base}/appointments/${one}/${what}`, { version: '1', wish: 'x' })
        expect(page.status).toBe(409)
      }
    expect((await scene.shop.rows('SELECT state FROM appointments ORDER BY rowid')).flat()).toEqual(['cancelled', 'planned'])
  })

  it('neither sees nor answers another customer’s, nor does a preview', async () => {
    const scene = await makeBooking()
    const { shop, desk, contact } = scene
    const id = await setOne(scene)
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    const preview = `${shop.desk}/preview/${contact.contactId}`
    for (const [browser, base, status] of [
      [stranger, shop.base, 404],
      [desk, preview, 403],
    ] as const)
      for (const what of ['confirmation', 'wishes', 'cancellation'])
        expect((await browser.post(`${base}/appointments/${id}/${what}`, { version: '1', wish: 'x' })).status).toBe(status)
    expect((await stranger.get(`${shop.base}/appointments/${id}/calendar.ics`)).status).toBe(404)
    expect((await desk.get(`${preview}/appointments/${id}`)).text).toContain('Fitting')
    expect((await desk.get(`${preview}/appointments/${id}`)).text).not.toContain('/confirmation"')
    expect(await row(scene)).toEqual(['planned', null, null, 0])
  })
})

describe('reminders', () => {
  /** Rings at an instant, and how many mails an address has by then. */
  async function at({ shop, contact }: Scene, instant: string | number): Promise<number> {
    setClock(typeof instant === 'number' ? instant : Date.parse(instant))
    await shop.ring()
    return (await mailbox.to(contact.email ?? '')).filter(({ Subject }) => Subject.startsWith('Tomorrow:')).length
  }

  it('go once to everybody of theirs, at nine in the morning of the day before, on the shop’s clock', async () => {
    const scene = await makeBooking()
    const { shop, contact } = scene
    const colleague = await shop.customer({ customerId: contact.customerId, name: 'Lee' })
    await setOne(scene)
    expect(await at(scene, '2030-04-15T12:59:59Z')).toBe(0)
    expect(await at(scene, '2030-04-15T13:00:00Z')).toBe(1)
    expect(await at(scene, '2030-04-16T20:00:00Z')).toBe(1)
    expect(await at({ ...scene, contact: colleague }, '2030-04-16T21:00:00Z')).toBe(1)
  })

  it.each([
    ['clocks go forward in the night between', '2031-03-09', '2031-03-08T14:00:00Z'],
    ['clocks went forward the day before', '2031-03-10', '2031-03-09T13:00:00Z'],
    ['clocks go back in the night between', '2030-11-03', '2030-11-02T13:00:00Z'],
    ['clocks went back the day before', '2030-11-04', '2030-11-03T14:00:00Z'],
  ])('stay at nine where %s', async (_, on, due) => {
    const scene = await makeBooking()
    await setOne(scene, { on })
    expect(await at(scene, Date.parse(due) - 1_000)).toBe(0)
    expect(await at(scene, due)).toBe(1)
  })

  it('do not go for what was called off, by either side', async () => {
    for (const end of [callOff, (scene: Scene, id: string) => answer(scene, id, 'cancellation')]) {
      const scene = await makeBooking()
      await end(scene, await setOne(scene))
      expect(await at(scene, '2030-04-17T12:00:00Z')).toBe(0)
    }
  })

  it('go in the morning of the zone that the shop moves to, and those that went do not go again', async () => {
    const scene = await makeBooking()
    const { shop, desk } = scene
    await setOne(scene)
    await setOne(scene, { on: '2030-11-04', title: 'Later' })
    const page = `${shop.desk}/settings`
    const moveTo = async (timeZone: string) => desk.submit(await desk.get(page), page, { timeZone })
    expect((await moveTo('America/Los_Angeles')).status).toBe(303)
    expect(await at(scene, '2030-04-15T15:59:59Z')).toBe(0)
    expect(await at(scene, '2030-04-15T16:00:00Z')).toBe(1)
    expect((await moveTo('America/New_York')).status).toBe(303)
    expect(await at(scene, '2030-11-03T13:59:59Z')).toBe(1)
    expect(await at(scene, '2030-11-03T14:00:00Z')).toBe(2)
  })

  it('follow what was moved, and do not go for the old time', async () => {
    const scene = await makeBooking()
    const id = await setOne(scene)
    await change(scene, id, { on: '2030-04-19' })
    expect(await at(scene, '2030-04-16T14:00:00Z')).toBe(0)
    expect(await at(scene, '2030-04-18T13:00:00Z')).toBe(1)
    expect(await at(scene, '2030-04-30T13:00:00Z')).toBe(1)
  })

  it('that are due already when it is set are not caught up with: the mail that it was set just went', async () => {
    const scene = await makeBooking()
    setClock(start)
    await setOne(scene, { on: '2030-04-10', time: '08:00' })
    expect(await at(scene, '2030-04-10T18:00:00Z')).toBe(0)
  })

  it('do not go to whom access was taken from', async () => {
    const scene = await makeBooking()
    await setOne(scene)
    await scene.shop.rows('UPDATE contacts SET has_access = 0')
    expect(await at(scene, '2030-04-16T12:00:00Z')).toBe(0)
  })
})

describe('settings', () => {
  it('refuse what is no number of hours, and meet what somebody else saved', async () => {
    const { shop, desk } = await makeBooking()
    const page = `${shop.desk}/settings/appointments`
    const opened = await desk.get(page)
    for (const cancelHours of ['-1', '721', 'soon', '1.5'])
      expect((await desk.submit(opened, page, { cancelHours })).status, cancelHours).toBe(422)
    expect((await desk.submit(opened, page, { cancelHours: '48' })).status).toBe(303)
    const late = await desk.submit(await desk.get(page), page, { version: '1', cancelHours: '12' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('is now “48”')
    expect(await shop.rows('SELECT booking FROM profile')).toEqual([['{"cancelHours":48}']])
  })
})

it('an appointment moves with its customer’s record when two are merged', async () => {
  const scene = await makeBooking()
  const { shop, desk, contact } = scene
  expect((await set(scene)).status).toBe(303)
  const other = await shop.customer({ customerName: 'Riverside' })
  const page = `${shop.desk}/customers/${contact.customerId}/merge`
  const merged = await desk.post(page, { into: other.customerId, version: '1', intoVersion: '1' })
  expect(merged.status).toBe(303)
  expect(await shop.rows('SELECT customer_id FROM appointments')).toEqual([[other.customerId]])
})
