import { describe, expect, it } from 'vitest'
import { makeShop, start, type TestShop } from '#testing/world.ts'

const invite = (shop: TestShop, ids: readonly string[]) => async () => {
  const desk = await shop.staff('advisor')
  const sent = await desk.submit(await desk.get(`${shop.desk}/customers`), `${shop.desk}/customers/invitations`, {
    'customers[]': [...ids],
  })
  return { sent, report: sent.status === 303 ? await desk.get(sent.location) : sent }
}

describe('inviting many customers at a time', () => {
  it('mails everybody with access who was not invited, and says who was left out and why', async () => {
    const shop = await makeShop()
    const fresh = await shop.customer({ customerName: 'Fresh Co.' })
    const noMail = await shop.customer({ customerName: 'Paper Co.', email: undefined })
    const off = await shop.customer({ customerName: 'Off Co.', hasAccess: false })
    const before = await shop.customer({ customerName: 'Before Co.' })
    const seen = await shop.customer({ customerName: 'Seen Co.' })
    const gone = await shop.customer({ customerName: 'Gone Co.' })
    await shop.rows('UPDATE contacts SET invited_at = ? WHERE id = ?', start - 1, before.contactId)
    await shop.rows('UPDATE contacts SET seen_at = ? WHERE id = ?', start - 1, seen.contactId)
    await shop.rows('UPDATE customers SET archived_at = ? WHERE id = ?', start - 1, gone.customerId)
    const all = [fresh, noMail, off, before, seen, gone].map(({ customerId }) => customerId)
    const { report } = await invite(shop, [...all, 'cus_of_another_shop'])()
    expect(report.text).toContain('One invitation is on its way')
    for (const words of ['No email on file', 'Access is off', 'Invited before', 'Has been in the portal', 'Archived: restore'])
      expect(report.text).toContain(words)
    for (const { customerId } of [fresh, off, before])
      expect(report.text).toContain(`<h3><a href="${shop.desk}/customers/${customerId}">`)
    expect((await shop.mailsTo(fresh.email ?? ''))[0]?.Subject).toContain('Your portal at')
    for (const { email } of [off, before, seen, gone]) expect(await shop.mailsTo(email ?? '')).toEqual([])
  })

  it('reaches as far as the mails of the day, and the rest is named', async () => {
    const shop = await makeShop()
    const people = await Promise.all(
      Array.from({ length: 12 }, (_, i) => shop.customer({ customerName: `Company ${String(i).padStart(3, '0')}` })),
    )
    const ids = people.map(({ customerId }) => customerId)
    for (let i = 0; i < 9; i++) {
      await invite(shop, ids)()
      if (i < 8) await shop.rows('UPDATE contacts SET invited_at = NULL')
    }
    await shop.rows('UPDATE contacts SET invited_at = NULL')
    const { report } = await invite(shop, ids)()
    expect(report.text).toContain('Nobody was invited')
    expect(report.text.match(/used up/g)).toHaveLength(12)
    expect(await shop.rows(`SELECT count(*) FROM events WHERE kind = 'link.sent'`)).toEqual([[100]])
  })

  it('needs somebody ticked, and a portal that is open', async () => {
    const shop = await makeShop()
    const one = await shop.customer()
    expect((await invite(shop, [])()).sent.status).toBe(422)
    await shop.rows('UPDATE profile SET is_portal_on = 0')
    expect((await invite(shop, [one.customerId])()).sent.status).toBe(409)
    expect(await shop.rows('SELECT invited_at FROM contacts')).toEqual([[null]])
  })

  it('is not for those who make things', async () => {
    const shop = await makeShop()
    const one = await shop.customer()
    const desk = await shop.staff('production')
    expect((await desk.get(`${shop.desk}/customers`)).text).not.toContain('Invite the ticked')
    expect((await desk.post(`${shop.desk}/customers/invitations`, { 'customers[]': [one.customerId] })).status).toBe(403)
  })
})

describe('the list of customers', () => {
  it('says how far each has come into the portal, and shows only those that stand there', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const [waiting, invited, active] = [
      await shop.customer({ customerName: 'Waiting Co.' }),
      await shop.customer({ customerName: 'Invited Co.' }),
      await shop.customer({ customerName: 'Active Co.' }),
    ]
    await shop.rows('UPDATE contacts SET invited_at = ? WHERE id = ?', start, invited.contactId)
    await shop.signedIn(active)
    const all = (await desk.get(`${shop.desk}/customers`)).text
    for (const words of ['Not invited', 'Invited 11:00 am', 'Active, seen 11:00 am']) expect(all).toContain(words)
    for (const [filter, name] of [
      ['waiting', 'Waiting Co.'],
      ['invited', 'Invited Co.'],
      ['active', 'Active Co.'],
    ]) {
      const { text } = await desk.get(`${shop.desk}/customers?portal=${filter}`)
      expect(
        ['Waiting Co.', 'Invited Co.', 'Active Co.'].filter((one) => text.includes(`>${one}<`)),
        filter,
      ).toEqual([name])
    }
    expect((await desk.get(`${shop.desk}/customers?portal=waiting`)).text).toContain(
      `value="${waiting.customerId}" aria-label="Invite Waiting Co." checked`,
    )
  })
})
