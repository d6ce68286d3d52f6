import { afterEach, describe, expect, test } from 'vitest'
import { codeFor, openKept, totalMinor } from '#features/payments/testing.ts'
import { makeShop, setClock, start } from '#testing/world.ts'

const minute = 60_000
const late = start + 11 * minute

afterEach(() => setClock(start))

/** A contact who keeps a card and proved their mailbox eleven minutes ago; `ask` has them sent a code to pay with it. */
async function openLate() {
  const shop = await makeShop()
  const { contact, customer, invoice, way } = await openKept(shop)
  setClock(late)
  const chosen = { 'invoices[]': invoice, total: String(totalMinor), method: way, again: 'on' }
  const charges = `${shop.base}/payments/charges`
  const ask = (browser = customer, headers: Record<string, string> = {}) => browser.post(charges, chosen, headers)
  return { shop, contact, invoice, way, ask }
}

const codes = "SELECT count(*) FROM challenges WHERE browser LIKE 'session %'"

describe('a code for whoever is signed in', () => {
  test('is mailed three times in a quarter of an hour', async () => {
    const { shop, ask } = await openLate()
    for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(303)
    const refused = await ask()
    expect([refused.status, refused.text.includes('Wait a quarter of an hour')]).toEqual([429, true])
    expect(await shop.rows(codes)).toEqual([[3]])
    setClock(late + 15 * minute)
    expect((await ask()).status).toBe(303)
  })

  test('is mailed twenty times on one day, in whatever sessions', async () => {
    const { shop, contact, ask } = await openLate()
    const answers: Awaited<ReturnType<typeof ask>>[] = []
    for (let i = 0; i < 7; i++) {
      const session = await shop.signedIn(contact)
      await shop.rows('UPDATE sessions SET proved_at = ?', start)
      for (let n = 0; n < 3; n++) answers.push(await ask(session))
    }
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 20 }, () => 303), 429])
    expect(answers.at(-1)?.text).toContain('Try again tomorrow')
  })

  test('comes however often strangers on the same network asked to sign in', async () => {
    const { shop, contact, ask } = await openLate()
    const network = { 'cf-connecting-ip': `198.19.${shop.key.charCodeAt(1)}.${shop.key.charCodeAt(2)}` }
    const sign = () => shop.visitor().post(`${shop.base}/sign-in`, { email: 'stranger@nowhere.test' }, network)
    for (let i = 0; i < 20; i++) await sign()
    expect((await sign()).status).toBe(429)
    expect((await ask(undefined, network)).status).toBe(303)
    expect(await codeFor(shop, contact.email ?? '')).not.toBe('')
  })

  test('is mailed to nobody who may not pay any more', async () => {
    const { shop, contact, ask } = await openLate()
    await shop.rows('UPDATE contacts SET can_pay = 0 WHERE id = ?', contact.contactId)
    expect((await ask()).status).toBe(403)
    expect(await shop.rows(codes)).toEqual([[0]])
  })

  test('is asked for on a page that staff who look on do not see', async () => {
    const { shop, contact, invoice, way } = await openLate()
    const page = `/payments/charges/new?invoice=${invoice}&method=${way}`
    expect((await (await shop.signedIn(contact)).get(shop.base + page)).text).toContain('Visa ending 4242')
    const seen = await (await shop.staff()).get(`${shop.desk}/preview/${contact.contactId}${page}`)
    expect([seen.status, seen.text.includes('4242')]).toEqual([404, false])
  })
})
