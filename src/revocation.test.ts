import { describe, expect, it } from 'vitest'
import { bodyOf } from '#lib/id.ts'
import { codeFor, makeToken } from '#lib/token.ts'
import type { Browser } from '#testing/browser.ts'
import { type Owned, ownedBy } from '#testing/owned.ts'
import { makeShop, type TestContact } from '#testing/world.ts'

/** Live pages of somebody let out end within this, ms. */
const soon = 2_000

/** A page's socket, and whether it was closed. */
async function listen(browser: Browser, path: string) {
  const response = await browser.fetch(path, { headers: { upgrade: 'websocket', origin: browser.origin } })
  expect(response.status, path).toBe(101)
  const line = { isClosed: false }
  response.webSocket?.addEventListener('close', () => {
    line.isClosed = true
  })
  response.webSocket?.accept()
  return line
}

interface Doors {
  readonly owner: Owned
  readonly here: Browser
  readonly colleague: TestContact
  /** What each door says now: open, or shut. */
  look(): Promise<Readonly<Record<string, string>>>
  readonly sockets: Readonly<Record<string, { isClosed: boolean }>>
  /** What must stay as it is: the door of somebody else. */
  readonly other: { readonly browser: Browser; readonly socket: { isClosed: boolean } }
}

/** A contact with everything open that lets them in: a page, mailed links, one they passed on, a calendar, live pages of each. */
async function opened(): Promise<Doors> {
  const owner = await ownedBy(await makeShop(), 'Plain')
  const { shop, contact, links, ids } = owner
  const here = await shop.signedIn(contact)
  const phone = await shop.signedIn(contact)
  const away = shop.visitor()
  const forward = await makeToken(shop.tenant.keys, 'job', shop.key, bodyOf(ids['forward'] ?? ''), 1)
  await here.submit(await here.get(`${shop.base}/appointments`), `${shop.base}/calendar`)
  const feed = /http[^"]*\/calendar\/[^"]*\.ics/.exec((await here.get(`${shop.base}/appointments`)).text)?.[0] ?? ''
  const colleague = await shop.customer({ customerId: contact.customerId, name: 'Carl Colleague' })
  // Of another company: what ends with a whole customer must not reach further.
  const neighbour = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
  const places = {
    page: () => phone.get(`${shop.base}/jobs/${ids['job']}`),
    'mailed link': () => away.get(`/view/invoice/${links.invoice}`),
    'link to a proof': () => away.get(`/view/proof/${links.proof}`),
    'link passed on': () => away.get(`/view/work/${forward}/lines`),
    calendar: () => away.get(new URL(feed).pathname),
  }
  const sockets = {
    page: await listen(phone, `${shop.base}/live`),
    'page of one job': await listen(phone, `${shop.base}/live?job=${ids['job']}`),
    link: await listen(away, `/view/live/${links.invoice}`),
    'link passed on': await listen(away, `/view/live/${forward}`),
  }
  return {
    ...{ owner, here, colleague, sockets },
    other: { browser: neighbour, socket: await listen(neighbour, `${shop.base}/live`) },
    async look() {
      const answers: Record<string, string> = {}
      for (const [name, ask] of Object.entries(places)) answers[name] = (await ask()).status === 200 ? 'open' : 'shut'
      return answers
    },
  }
}
const all = (state: 'open' | 'shut') => ({
  ...{ page: state, 'mailed link': state, 'link to a proof': state, 'link passed on': state, calendar: state },
})

const changes: Readonly<Record<string, (doors: Doors) => Promise<number>>> = {
  async 'the tick is taken'({ owner: { shop, contact } }) {
    return (await (await shop.staff()).post(`${shop.desk}/contacts/${contact.contactId}/access`, { version: '1' })).status
  },
  async 'the contact is removed'({ owner: { shop, contact } }) {
    return (await (await shop.staff()).post(`${shop.desk}/contacts/${contact.contactId}/removal`, { version: '1' })).status
  },
  async 'the shop gives the contact another email'({ owner: { shop, contact } }) {
    const fields = { name: 'Somebody', email: `other-${shop.key}@x.test`, canApprove: 'on', seesPrices: 'on', version: '1' }
    return (await (await shop.staff()).post(`${shop.desk}/contacts/${contact.contactId}`, fields)).status
  },
  async 'the contact takes another email'({ owner: { shop }, here }) {
    await here.post(`${shop.base}/profile/email`, { email: `mine-${shop.key}@x.test` })
    const [[id] = []] = await shop.rows(`SELECT id FROM challenges WHERE browser LIKE 'email %'`)
    const code = await codeFor(shop.tenant.keys, String(id), 1)
    return (await here.post(`${shop.base}/profile/email/code`, { code })).status
  },
  async 'the customer is put away'({ owner: { shop, contact } }) {
    return (await (await shop.staff()).post(`${shop.desk}/customers/${contact.customerId}/archive`, { version: '1' })).status
  },
  async 'a colleague takes them off'({ owner: { shop, contact }, colleague }) {
    await shop.rows(`UPDATE profile SET accounts = '{"mayInvite":true}'`)
    await shop.rows('UPDATE contacts SET is_primary = (id = ?)', colleague.contactId)
    const browser = await shop.signedIn(colleague)
    return (await browser.post(`${shop.base}/people/${contact.contactId}/removal`, { version: '1' })).status
  },
}

describe('whatever lets a contact in', () => {
  it.each(Object.entries(changes))(
    'ends with the next request, and live pages within two seconds, when %s',
    async (_, change) => {
      const doors = await opened()
      expect(await doors.look()).toEqual(all('open'))
      expect(await change(doors)).toBe(303)
      expect(await doors.look()).toEqual(all('shut'))
      for (const [name, socket] of Object.entries(doors.sockets))
        await expect.poll(() => socket.isClosed, { timeout: soon, message: name }).toBe(true)
      expect((await doors.other.browser.get(doors.owner.shop.base)).status).toBe(200)
      expect(doors.other.socket.isClosed).toBe(false)
    },
  )

  it('ends at their other customers too when they take another email: pages, and links that were mailed there', async () => {
    const doors = await opened()
    const { shop, contact } = doors.owner
    const second = await ownedBy(shop, 'Second', { person: contact })
    const away = shop.visitor()
    const page = await shop.signedIn(second.contact)
    const sockets = {
      page: await listen(page, `${shop.base}/live`),
      link: await listen(away, `/view/live/${second.links.invoice}`),
    }
    expect(await changes['the contact takes another email']?.(doors)).toBe(303)
    expect((await page.get(shop.base)).location).toContain('/sign-in')
    expect((await away.get(`/view/invoice/${second.links.invoice}`)).status).toBe(404)
    for (const [name, socket] of Object.entries(sockets))
      await expect.poll(() => socket.isClosed, { timeout: soon, message: name }).toBe(true)
    expect(doors.other.socket.isClosed).toBe(false)
    const record = await (await shop.staff()).get(`${shop.desk}/customers/${second.contact.customerId}`)
    expect(record.text).toContain('changed their email')
  })

  it('ends on every other device when somebody signs out there, and mailed links stay', async () => {
    const doors = await opened()
    const { owner, here } = doors
    expect((await here.post(`${owner.shop.base}/devices/removal`)).status).toBe(303)
    expect(await doors.look()).toEqual({ ...all('open'), page: 'shut' })
    await expect.poll(() => doors.sockets['page']?.isClosed, { timeout: soon }).toBe(true)
    expect((await here.get(owner.shop.base)).status).toBe(200)
  })

  it('ends on every other device when somebody sets a password, open pages with it', async () => {
    const doors = await opened()
    const { owner, here } = doors
    await owner.shop.rows('UPDATE profile SET are_passwords_on = 1')
    const fields = { proof_password: 'violet anvil under nine moons' }
    expect((await here.post(`${owner.shop.base}/ways/password`, fields)).status).toBe(303)
    expect(await doors.look()).toEqual({ ...all('open'), page: 'shut' })
    for (const name of ['page', 'page of one job'])
      await expect.poll(() => doors.sockets[name]?.isClosed, { timeout: soon, message: name }).toBe(true)
    // Their own page asks anew and is let in.
    await listen(here, `${owner.shop.base}/live`)
  })

  it('obeys a changed tick at the next request: without prices there are no invoices, by whatever door, and open pages ask anew', async () => {
    const doors = await opened()
    const { shop, contact, ids, links } = doors.owner
    const invoice = `${shop.base}/invoices/${ids['invoice']}`
    expect((await doors.here.get(invoice)).text).toContain('47.11')
    const fields = { name: 'Plain person', email: contact.email ?? '', canApprove: 'on', version: '1' }
    expect((await (await shop.staff()).post(`${shop.desk}/contacts/${contact.contactId}`, fields)).status).toBe(303)
    for (const page of [await doors.here.get(invoice), await shop.visitor().get(`/view/invoice/${links.invoice}`)])
      expect(page.text).not.toContain('47.11')
    for (const socket of Object.values(doors.sockets)) await expect.poll(() => socket.isClosed, { timeout: soon }).toBe(true)
    expect((await doors.here.get(shop.base)).status).toBe(200)
  })
})

describe('whatever lets staff in', () => {
  it.each([
    ['they are removed', 'removal', {}, 303],
    ['their role is lowered', '', { role: 'production' }, 403],
  ])('ends with the next request, and live pages within two seconds, when %s', async (_, end, fields, status) => {
    const shop = await makeShop()
    const [owner, manager, advisor] = [await shop.staff(), await shop.staff('manager'), await shop.staff('advisor')]
    const [socket, stays] = [await listen(manager, `${shop.desk}/live`), await listen(advisor, `${shop.desk}/live`)]
    const [[name, email] = []] = await shop.rows('SELECT name, email FROM staff WHERE id = ?', manager.staffId)
    const action = `${shop.desk}/settings/team/${manager.staffId}`
    const page = await owner.submit(await owner.get(action), end ? `${action}/${end}` : action, {
      ...(end ? {} : { name: String(name), email: String(email) }),
      ...fields,
    })
    expect(page.status).toBe(303)
    expect((await manager.get(`${shop.desk}/settings/team`)).status).toBe(status)
    await expect.poll(() => socket.isClosed, { timeout: soon }).toBe(true)
    expect(stays.isClosed).toBe(false)
  })
})
