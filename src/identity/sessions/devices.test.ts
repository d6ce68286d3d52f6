import { describe, expect, it } from 'vitest'
import { makeShop } from '#testing/world.ts'

const atPhone = `UPDATE sessions SET device = 'Safari on iPhone' WHERE id = ?`

/** A contact signed in here and on a phone. */
async function onTwo() {
  const shop = await makeShop()
  const contact = await shop.customer()
  const phone = await shop.signedIn(contact)
  const [[id] = []] = await shop.rows('SELECT id FROM sessions')
  await shop.rows(atPhone, id)
  const here = await shop.signedIn(contact)
  const [[own] = []] = await shop.rows('SELECT id FROM sessions WHERE id <> ?', id)
  return { shop, contact, phone, here, id: String(id), own: String(own) }
}

describe('where somebody is signed in', () => {
  it('is listed by device, this one marked, what ended left out', async () => {
    const { shop, contact, here } = await onTwo()
    await shop.signedIn(contact)
    await shop.rows(`UPDATE sessions SET ended_at = 1 WHERE id = (SELECT max(id) FROM sessions)`)
    const page = await here.get(`${shop.base}/devices`)
    expect(page.text).toContain('You are signed in on 2 devices')
    expect(page.text).toContain('Safari on iPhone')
    expect(page.text.match(/This device/g)).toHaveLength(1)
  })

  it('ends on one device, and nowhere else', async () => {
    const { shop, phone, here, id } = await onTwo()
    const page = await here.submit(await here.get(`${shop.base}/devices`), `${shop.base}/devices/${id}/removal`)
    expect(page.location).toContain('?did=one')
    expect((await phone.get(shop.base)).location).toContain('/sign-in')
    expect((await here.get(shop.base)).status).toBe(200)
  })

  it('ends everywhere else at once', async () => {
    const { shop, phone, here } = await onTwo()
    await here.submit(await here.get(`${shop.base}/devices`), `${shop.base}/devices/removal`)
    expect((await phone.get(shop.base)).location).toContain('/sign-in')
    expect((await here.get(`${shop.base}/devices`)).text).toContain('You are signed in here alone')
  })

  it('ends here too, which is signing out', async () => {
    const { shop, here, own } = await onTwo()
    const page = await here.post(`${shop.base}/devices/${own}/removal`)
    expect(page.location).toContain('/sign-in')
    expect(here.cookies.has(`__Host-${shop.key}`)).toBe(false)
  })

  it('is nobody else’s to see or to end, of the same company neither', async () => {
    const { shop, contact, phone, id } = await onTwo()
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId, name: 'Carl Colleague' }))
    expect((await colleague.get(`${shop.base}/devices`)).text).not.toContain('iPhone')
    expect((await colleague.post(`${shop.base}/devices/${id}/removal`)).status).toBe(404)
    await colleague.post(`${shop.base}/devices/removal`)
    expect((await phone.get(shop.base)).status).toBe(200)
  })
})

describe('signing out', () => {
  it('ends this session alone, and forgets its cookie', async () => {
    const { shop, phone, here } = await onTwo()
    expect((await here.post(`${shop.base}/sign-out`)).location).toContain('/sign-in')
    expect(here.cookies.has(`__Host-${shop.key}`)).toBe(false)
    expect((await phone.get(shop.base)).status).toBe(200)
    expect(await shop.rows('SELECT count(*) FROM sessions WHERE ended_at IS NOT NULL')).toEqual([[1]])
  })

  it('everywhere ends what is theirs, and nobody else’s', async () => {
    const { shop, contact, phone, here } = await onTwo()
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId, name: 'Carl Colleague' }))
    await here.post(`${shop.base}/sign-out/everywhere`)
    expect(here.cookies.has(`__Host-${shop.key}`)).toBe(false)
    expect((await phone.get(shop.base)).location).toContain('/sign-in')
    expect((await colleague.get(shop.base)).status).toBe(200)
  })

  it('at the desk ends the same: this session, or all of this member, and no other’s', async () => {
    const shop = await makeShop()
    const [manager, advisor] = [await shop.staff('manager'), await shop.staff('advisor')]
    const desk = async () => [(await manager.get(shop.desk)).status, (await advisor.get(shop.desk)).status]
    expect((await manager.post(`${shop.desk}/sign-out`)).location).toContain('/sign-in')
    expect(await desk()).toEqual([303, 200])
    const owner = await shop.staff()
    await owner.post(`${shop.desk}/sign-out/everywhere`)
    expect((await owner.get(shop.desk)).status).toBe(303)
    expect(await desk()).toEqual([303, 200])
  })

  it('a session that ran out is on no list', async () => {
    const { shop, here, id } = await onTwo()
    await shop.rows('UPDATE sessions SET expires_at = 1 WHERE id = ?', id)
    expect((await here.get(`${shop.base}/devices`)).text).toContain('You are signed in here alone')
  })
})
