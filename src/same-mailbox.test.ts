import { beforeAll, describe, expect, it } from 'vitest'
import { composeForShop } from '#clock/compose.ts'
import { depsOf } from '#env.ts'
import { newId } from '#lib/id.ts'
import { paths } from '#paths.ts'
import { type Route, walk } from '#routes.ts'
import { type Browser, putTo } from '#testing/browser.ts'
import { mailbox, testEnv } from '#testing/outside.ts'
import { addressOf, type Owned, ownedBy } from '#testing/owned.ts'
import { makeShop, start } from '#testing/world.ts'

/** Changing over, from the menu or by a private link, which is their right, and signing out come into no matrix: they end what it looks at. */
const isLeft = ({ path }: Route) => /^\/(accounts|c|sign-out|devices)(\/|$)/.test(path)

/** What every route says to this browser when it is asked with these ids. */
async function answers(browser: Browser, base: string, owner: Owned) {
  const all: { where: string; text: string }[] = []
  for (const route of walk(paths.portal)) {
    if (isLeft(route)) continue
    const path = addressOf(route, owner)
    const address = base + (path === '/' ? '' : path)
    const page =
      route.method === 'GET'
        ? await browser.get(address)
        : route.method === 'PUT'
          ? await putTo(browser, address)
          : await browser.post(address, { version: '1', email: 'x@nowhere.test', code: '1' })
    all.push({ where: `${route.method} ${route.path}`, text: page.text + [...page.headers].join() })
  }
  expect(all.length).toBeGreaterThan(80)
  return all
}
/** Their other customer stands in the menu that changes over, by its name alone. */
const withoutMenu = (text: string) => text.replaceAll(/<form method="post" action="[^"]*\/accounts\/[^"]*">[\s\S]*?<\/form>/g, '')
const telling = (all: readonly { where: string; text: string }[], secret: RegExp) =>
  all.filter(({ text }) => secret.test(withoutMenu(text))).map(({ where }) => where)

describe('two customers of a shop with the same mailbox', () => {
  let first: Owned
  let second: Owned
  beforeAll(async () => {
    const shop = await makeShop()
    first = await ownedBy(shop, 'FIRSTc4n4ry')
    second = await ownedBy(shop, 'SECONDc4n4ry', { person: first.contact })
  })

  it('get mails of their own: none names the other customer', async () => {
    for (const [mine, secret] of [
      [first, /SECONDc4n4ry/],
      [second, /FIRSTc4n4ry/],
    ] as const)
      for (const mail of await mailsOf(mine)) expect(secret.test(JSON.stringify(mail)), mail.subject).toBe(false)
  })

  it.each([
    ['the first', () => first, () => second, /SECONDc4n4ry/],
    ['the second', () => second, () => first, /FIRSTc4n4ry/],
  ] as const)(
    'see each their own: whoever stands for %s reads nothing of the other, on no route, with whatever ids',
    async (_, mine, other, secret) => {
      const { shop, contact } = mine()
      const browser = await shop.signedIn(contact)
      expect((await browser.get(shop.base)).text).toContain(
        secret.source === 'SECONDc4n4ry' ? 'FIRSTc4n4ry job' : 'SECONDc4n4ry job',
      )
      expect(telling(await answers(browser, shop.base, other()), secret)).toEqual([])
      expect(telling(await answers(await shop.signedIn(contact), shop.base, mine()), secret)).toEqual([])
    },
  )

  it('are told apart by the links that are mailed: each opens its own, and says no word of the other', async () => {
    for (const [mine, secret] of [
      [first, /SECONDc4n4ry/],
      [second, /FIRSTc4n4ry/],
    ] as const)
      for (const [kind, token] of Object.entries(mine.links)) {
        // Whoever stands for the other one on this device reads the linked item, and nothing beside it.
        const browser = await mine.shop.signedIn(mine === first ? second.contact : first.contact)
        const page = await browser.get(`/view/${kind}/${token}`)
        expect([page.status, secret.test(page.text)], kind).toEqual([200, false])
      }
  })

  it('are kept apart at the desk’s preview', async () => {
    const staff = await first.shop.staff()
    for (const path of ['', '/jobs', '/invoices', '/messages'])
      expect((await staff.get(`${first.shop.desk}/preview/${first.contact.contactId}${path}`)).text).not.toContain('SECONDc4n4ry')
  })
})

/** The mails about what is owned that go to its contact. */
async function mailsOf({ shop, contact, ids, links: _ }: Owned) {
  const rows = await shop.rows(
    'SELECT purpose, id FROM item_links WHERE contact_id = ? AND forwarded_to IS NULL',
    contact.contactId,
  )
  await shop.rows('UPDATE contacts SET invited_at = ?', start)
  const link = (purpose: string) => String(rows.find(([one]) => one === purpose)?.[1])
  const base = { contact: contact.contactId, edition: '1', sequence: '0', days: '1' }
  const about = {
    job: ids['job'] ?? '',
    status: ids['status'] ?? '',
    invoice: ids['invoice'] ?? '',
    appointment: ids['appointment'] ?? '',
  }
  const kinds = {
    'job.status': 'work',
    'invoice.ready': 'invoice',
    'invoice.reminder': 'invoice',
    'appointment.set': 'work',
    invitation: 'work',
  }
  const compose = composeForShop(depsOf(testEnv), shop.tenant)
  const mails = await Promise.all(
    Object.entries(kinds).map(([kind, purpose]) => {
      const id = newId('out')
      const row = { id, key: id, kind, topic: null, customerId: null, dueAt: start, tries: 0, sentAt: null, failedAt: null }
      const rest = { failure: null, recipient: null, subject: null, providerId: null, createdAt: start }
      return compose({ ...row, ...rest, payload: { ...base, ...about, link: link(purpose) } })
    }),
  )
  const sent = mails.flatMap((mail) => (mail && 'to' in mail ? [mail] : []))
  expect(sent.length).toBe(Object.keys(kinds).length)
  return sent
}

describe('two shops with the same customer', () => {
  let here: Owned
  let there: Owned
  const secret = () => new RegExp(`THEREc4n4ry|${there.shop.slug}|${there.shop.key}|Hilltop Wraps`)
  beforeAll(async () => {
    const email = 'both@customer.test'
    here = await ownedBy(await makeShop({ hasHost: true }), 'HEREc4n4ry', { email })
    there = await ownedBy(await makeShop({ name: 'Hilltop Wraps' }), 'THEREc4n4ry', { email })
  })

  it('mail each in its own name: no mail of one names the other', async () => {
    for (const mail of await mailsOf(here)) expect(secret().test(JSON.stringify(mail)), mail.subject).toBe(false)
    await here.shop.visitor().post(`${here.shop.base}/sign-in`, { email: 'both@customer.test' })
    await here.shop.ring()
    const got = await mailbox.to('both@customer.test')
    expect(got.length).toBeGreaterThan(0)
    for (const mail of got) expect(JSON.stringify(mail)).not.toMatch(secret())
  })

  it('are two worlds: no page of one tells of the other, with whatever ids, on the portal’s host or the shop’s own', async () => {
    const { shop, contact } = here
    // A device that is signed in at both.
    const browser = await shop.signedIn(contact)
    for (const [name, value] of (await there.shop.signedIn(there.contact)).cookies) browser.cookies.set(name, value)
    // What was asked for stands in the address that leads on after signing in, which is no word of ours.
    const asked = (text: string) => text.replaceAll(/(?:con|cus|job|inv|est|prf)_[0-9a-f]{32}/g, '')
    for (const owner of [here, there])
      for (const [visitor, base] of [
        [browser, shop.base],
        [await shop.signedIn(contact, 'host'), '/portal'],
      ] as const) {
        const all = (await answers(visitor, base, owner)).map(({ where, text }) => ({ where, text: asked(text) }))
        expect(telling(all, secret())).toEqual([])
      }
    expect((await browser.get(shop.base)).text).toContain('HEREc4n4ry')
  })

  it('offer no way over from one to the other', async () => {
    const browser = await here.shop.signedIn(here.contact)
    expect((await browser.get(`${here.shop.base}/accounts`)).text).not.toMatch(secret())
    expect((await browser.post(`${here.shop.base}/accounts/${there.contact.contactId}`)).status).toBe(404)
    await browser.get(`${here.shop.base}/c/${there.contact.linkKey}`)
    expect((await browser.get(here.shop.base)).text).toContain('HEREc4n4ry')
  })

  it('answer a mailbox that only the other knows as one that nobody knows', async () => {
    const third = await makeShop()
    const masked = (text: string, email: string) =>
      text.replaceAll(email, 'EMAIL').replaceAll(/nonce(?:="|-)[\w-]+|cmd_[0-9a-f]{32}|"[\w-]{22,}"/g, '')
    const answer = async (email: string) => {
      const browser = third.visitor()
      const asked = await browser.post(`${third.base}/sign-in`, { email })
      const page = await browser.get(asked.location)
      return [asked.status, asked.location, page.status, masked(page.text, email)]
    }
    expect(await answer('both@customer.test')).toEqual(await answer('none@customer.test'))
    await third.ring()
    const mails = await mailbox.to('both@customer.test')
    expect(mails.filter(({ Subject }) => Subject.includes(third.key))).toEqual([])
  })
})
