import { describe, expect, it } from 'vitest'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { draft, sent } from '#features/payments/testing.ts'
import { itemLinks } from '#identity/schema.ts'
import { bodyOf, newId } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { openBrowser } from '#testing/browser.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestContact, type TestShop } from '#testing/world.ts'

const hour = 3_600_000

async function linkTo(shop: TestShop, contact: TestContact, subjectId: string, revokedAt: number | null = null) {
  const id = newId('lnk')
  const row = {
    id,
    purpose: 'invoice' as const,
    subjectId,
    contactId: contact.contactId,
    mailedAt: start,
    createdAt: start,
    revokedAt,
  }
  await write(shop.tenant.database, [sql.insert(itemLinks).values(row)])
  return `/view/invoice/${await makeToken(shop.tenant.keys, 'inv', shop.key, bodyOf(id), 1)}`
}

/** Asks for a code and returns the mailed link's path. */
async function askedLink(shop: TestShop, email: string) {
  await shop.visitor().post(`${shop.base}/sign-in`, { email })
  const [mail] = await shop.mailsTo(email)
  return new URL(/http\S+\/sign-in\/link\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '').pathname
}

describe('a mailed sign-in link', () => {
  it('is worth nothing with another’s half of the proof in the cookie', async () => {
    const shop = await makeShop()
    const { email = '' } = await shop.customer()
    const link = await askedLink(shop, email)
    const [[id] = []] = await shop.rows('SELECT id FROM challenges')
    const thief = shop.visitor()
    thief.cookies.set(`__Host-${shop.key}-door`, `${id}.${'A'.repeat(43)}`)
    expect((await thief.get(link)).text).not.toContain('Continue as')
    expect((await thief.post(link)).status).toBe(422)
    expect(await shop.rows('SELECT count(*) FROM sessions')).toEqual([[0]])
  })

  it('that was altered is not there', async () => {
    const shop = await makeShop()
    const { email = '' } = await shop.customer()
    const link = await askedLink(shop, email)
    const altered = link.slice(0, -2) + (link.endsWith('AA') ? 'BB' : 'AA')
    expect((await shop.visitor().get(altered)).status).toBe(404)
    expect((await shop.visitor().post(altered)).status).toBe(404)
  })
})

describe('a database', () => {
  it('that is another shop’s gives no page, whatever the directory says', async () => {
    const [mine, other] = [await makeShop(), await makeShop({ name: 'Canary Stitchers' })]
    const browser = await mine.signedIn(await mine.customer())
    await libsql.exec('directory', `UPDATE shops SET database = 'sqld:${other.namespace}' WHERE key = '${mine.key}'`)
    setClock(start + 60_000)
    for (const path of ['', '/sign-in']) {
      const page = await browser.get(mine.base + path)
      expect(page.status).toBe(500)
      expect(page.text).not.toContain('Canary')
    }
  })
})

describe('a member of staff', () => {
  it('is signed out after eight hours without a click, and after seven days in any case', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    await shop.rows('UPDATE staff_sessions SET expires_at = ?', start + 8 * hour)
    setClock(start + 8 * hour - 1)
    expect((await desk.get(shop.desk)).status).toBe(200)
    await expect.poll(async () => (await shop.rows('SELECT expires_at FROM staff_sessions'))[0]?.[0]).toBe(start + 16 * hour - 1)
    setClock(start + 16 * hour)
    expect((await desk.get(shop.desk)).location).toContain('/sign-in')
    await shop.rows('UPDATE staff_sessions SET expires_at = ?', start + 1_000 * hour)
    setClock(start + 7 * 24 * hour + 1_000)
    expect((await desk.get(shop.desk)).location).toContain('/sign-in')
  })
})

describe('a contact', () => {
  it('whose email became another’s is signed out at the next request', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await shop.signedIn(contact)
    const another = await shop.customer({ customerName: 'Other Co.' })
    await shop.rows('UPDATE contacts SET person_id = ? WHERE id = ?', another.personId, contact.contactId)
    expect((await browser.get(shop.base)).status).toBe(303)
  })

  it('of an archived customer gets neither pages nor links', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const browser = await shop.signedIn(contact)
    const link = await linkTo(shop, contact, await sent(shop, await shop.staff(), contact))
    expect((await shop.visitor().get(link)).status).toBe(200)
    await shop.rows('UPDATE customers SET archived_at = 1 WHERE id = ?', contact.customerId)
    expect((await browser.get(shop.base)).status).toBe(303)
    expect((await shop.visitor().get(link)).status).toBe(404)
  })
})

describe('an item link', () => {
  it('to a draft shows nothing of it', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const link = await linkTo(shop, contact, await draft(shop, await shop.staff(), contact))
    const page = await shop.visitor().get(link)
    expect(page.status).toBe(404)
    expect(page.text).not.toContain('Trucker')
  })

  it('that was revoked is not renewed', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const link = await linkTo(shop, contact, await sent(shop, await shop.staff(), contact), start)
    expect((await shop.visitor().get(link)).status).toBe(404)
    expect((await shop.visitor().post(`${link}/fresh`)).status).toBe(404)
  })

  it('opens on no other shop’s own host', async () => {
    const [shop, other] = [await makeShop({ hasHost: true }), await makeShop({ hasHost: true })]
    const contact = await shop.customer()
    const link = await linkTo(shop, contact, await sent(shop, await shop.staff(), contact))
    expect((await shop.visitor('host').get(link)).status).toBe(200)
    expect((await other.visitor('host').get(link)).status).toBe(404)
  })
})

describe('what cannot be counted', () => {
  it('sends no mail and checks no secret: sign-in stays closed while the directory is down', async () => {
    const shop = await makeShop()
    const { email = '' } = await shop.customer()
    expect((await shop.visitor().get(`${shop.base}/sign-in`)).status).toBe(200)
    await libsql.fault('directory', [{ kind: 'status', status: 502, times: 'always' }])
    const page = await shop.visitor().post(`${shop.base}/sign-in`, { email })
    await libsql.heal('directory')
    expect(page.status).toBe(503)
    expect(await shop.mailsTo(email)).toEqual([])
  })
})

describe('a shop', () => {
  it('mails at most 100 people a day who did not ask', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const contact = await shop.customer()
    const record = `${shop.desk}/customers/${contact.customerId}`
    const today = start - (start % 86_400_000)
    const spent = (count: number) =>
      libsql.exec(
        'directory',
        `INSERT OR REPLACE INTO rate_counters VALUES ('unasked:${shop.key}', ${today}, ${count}, ${today + 86_400_000})`,
      )
    await spent(99)
    expect((await desk.submit(await desk.get(record), `${record}/link/mails`)).status).toBe(303)
    const refused = await desk.submit(await desk.get(record), `${record}/link/mails`)
    expect(refused.status).toBe(429)
    expect(await shop.rows(`SELECT count(*) FROM events WHERE kind = 'link.sent'`)).toEqual([[1]])
  })
})

describe('a body', () => {
  it.each([
    ['past 4 MB', { 'content-length': String(4 * 1024 * 1024 + 1) }, 413],
    ['of no stated length', {}, 422],
  ])('%s is refused before it is read', async (_, headers, status) => {
    const shop = await makeShop()
    const response = await openBrowser(testEnv.PORTAL_ORIGIN).fetch(`${shop.base}/sign-in`, {
      method: 'POST',
      body: new Uint8Array(16),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
    })
    expect(response.status).toBe(status)
    await response.body?.cancel()
  })
})
