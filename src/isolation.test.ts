import { beforeAll, describe, expect, it } from 'vitest'
import { type Role, roles } from '#features/team/rules.ts'
import { bodyOf } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { walk } from '#routes.ts'
import { type Browser, openBrowser, putTo } from '#testing/browser.ts'
import { addressOf, type Owned, ownedBy } from '#testing/owned.ts'
import { makeShop } from '#testing/world.ts'

const canary = 'CANARY7f3'

async function answersOf(browser: Browser, base: string, table: object, owner: Owned) {
  const answers: { where: string; status: number; text: string }[] = []
  for (const route of walk(table)) {
    const path = addressOf(route, owner)
    const address = base + (path === '/' ? '' : path)
    const page =
      route.method === 'GET'
        ? await browser.get(address)
        : route.method === 'PUT'
          ? await putTo(browser, address)
          : await browser.post(address, { version: '1', email: 'x@nowhere.test', code: '1' })
    answers.push({ where: `${route.method} ${route.path}`, status: page.status, text: page.text + [...page.headers].join() })
  }
  return answers
}

const leaks = (answers: readonly { where: string; text: string }[]) =>
  answers.filter(({ text }) => text.includes(canary)).map(({ where }) => where)

let owner: Owned
let neighbour: Owned
beforeAll(async () => {
  owner = await ownedBy(await makeShop(), canary)
  const other = await makeShop()
  neighbour = { ...owner, shop: other, contact: await other.customer() }
})

describe('nothing of a customer’s comes out', () => {
  it('but does for the customer, so that the canary would be seen', async () => {
    const browser = await owner.shop.signedIn(owner.contact)
    const record = `/approvals/${owner.ids['approval']}`
    for (const path of [
      '',
      '/jobs',
      `/jobs/${owner.ids['job']}`,
      '/invoices',
      `/invoices/${owner.ids['invoice']}`,
      `/payments/${owner.ids['payment']}`,
      `/files/${owner.ids['file']}`,
      ...['', '/edition', '/receipt.json'].map((end) => record + end),
      `/jobs/${owner.ids['job']}/lines`,
      `/assets/${owner.ids['asset']}`,
      '/appointments',
      ...['', '/calendar.ics'].map((end) => `/appointments/${owner.ids['appointment']}${end}`),
      `/limits/${owner.ids['limit']}`,
      '/requests',
      `/requests/${owner.ids['request']}`,
      `/drafts/${owner.ids['draft']}`,
      `/jobs/${owner.ids['job']}/lines/forwards`,
      '/lines',
      '/messages',
      `/messages/${owner.ids['job']}`,
      `/messages/${owner.ids['ownership']}`,
    ]) {
      expect((await browser.get(owner.shop.base + path)).text, path).toContain(canary)
    }
    for (const [kind, token] of [...Object.entries(owner.links), ['work', `${owner.links.work}${record}`]])
      expect((await owner.shop.visitor().get(`/view/${kind}/${token}`)).text).toContain(canary)
  })

  it('of what is said and taken back of an invoice neither, though its customer reads it', async () => {
    const { shop, ids, links, contact } = owner
    const pages = [
      await (await shop.signedIn(contact)).get(`${shop.base}/invoices/${ids['invoice']}`),
      await shop.visitor().get(`/view/invoice/${links.invoice}`),
    ]
    for (const { text } of pages)
      for (const said of ['question', 'reason', 'CN-1']) expect(text).toMatch(new RegExp(`${canary}[ -]${said}`))
    const paper = `/invoices/${ids['invoice']}/credit-notes/${ids['note']}/credit-note.pdf`
    expect((await (await shop.signedIn(contact)).fetch(shop.base + paper)).status).toBe(200)
    const other = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    expect((await other.fetch(shop.base + paper)).status).toBe(404)
    expect((await shop.visitor().fetch(shop.base + paper)).status).not.toBe(200)
  })

  it('to anybody who is not signed in', async () => {
    const answers = await answersOf(owner.shop.visitor(), owner.shop.base, paths.portal, owner)
    expect(leaks(answers)).toEqual([])
    expect(leaks(await answersOf(openBrowser('http://admin.localhost:8787'), owner.shop.desk, paths.staff, owner))).toEqual([])
  })

  it('to another customer of the same shop', async () => {
    const stranger = await owner.shop.signedIn(await owner.shop.customer({ customerName: 'Other Co.' }))
    expect(leaks(await answersOf(stranger, owner.shop.base, paths.portal, owner))).toEqual([])
  })

  it('to a customer of another shop, at either shop', async () => {
    for (const base of [owner.shop.base, neighbour.shop.base]) {
      const stranger = await neighbour.shop.signedIn(neighbour.contact)
      const mine = stranger.cookies.get(`__Host-${neighbour.shop.key}`) ?? ''
      stranger.cookies.set(`__Host-${owner.shop.key}`, mine)
      expect(leaks(await answersOf(stranger, base, paths.portal, owner))).toEqual([])
    }
  })

  it('to anybody on the shop’s own host but the customer', async () => {
    const shop = await makeShop({ hasHost: true })
    const mine = await ownedBy(shop, canary)
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }), 'host')
    expect(leaks(await answersOf(stranger, '/portal', paths.portal, mine))).toEqual([])
    expect(leaks(await answersOf(shop.visitor('host'), '/portal', paths.portal, mine))).toEqual([])
    expect(leaks(await answersOf(await neighbour.shop.signedIn(neighbour.contact), '/portal', paths.portal, mine))).toEqual([])
  })

  it('to staff of another shop, at either shop, in any role', async () => {
    for (const role of roles) {
      for (const base of [owner.shop.desk, neighbour.shop.desk]) {
        const stranger = await neighbour.shop.staff(role)
        const mine = stranger.cookies.get(`__Host-${neighbour.shop.key}`) ?? ''
        stranger.cookies.set(`__Host-${owner.shop.key}`, mine)
        expect(leaks(await answersOf(stranger, base, paths.staff, owner)), role).toEqual([])
      }
    }
  })

  it('through a link of another shop, a link of another kind, or one that was altered', async () => {
    const { invoice, work, proof } = owner.links
    const altered = `${invoice.slice(0, -2)}${invoice.endsWith('AA') ? 'BB' : 'AA'}`
    const moved = invoice.replace(owner.shop.key, neighbour.shop.key)
    const record = `approvals/${owner.ids['approval']}`
    for (const path of [
      `work/${altered}/files/${owner.ids['file']}`,
      `work/${invoice}/files/${owner.ids['file']}`,
      `invoice/${work}`,
      `work/${invoice}`,
      `proof/${work}`,
      `work/${proof}`,
      `proof/${invoice}/files/${owner.ids['file']}`,
      `invoice/${altered}`,
      `invoice/${moved}`,
      `work/${invoice}/${record}`,
      `proof/${work}/${record}`,
      `proof/${work}/${record}/receipt.json`,
    ]) {
      const page = await owner.shop.visitor().get(`/view/${path}`)
      expect(page.status, path).toBe(404)
      expect(page.text).not.toContain(canary)
    }
  })
})

describe('a link that was passed on', () => {
  it('shows its lines, now and as they were sent, and on no other route of links anything of its maker’s', async () => {
    const { shop, ids } = owner
    const token = await makeToken(shop.tenant.keys, 'job', shop.key, bodyOf(ids['forward'] ?? ''), 1)
    const here = Object.fromEntries([...walk(paths.link)].map((route) => [route.path, route]))
    const table = Object.fromEntries(
      Object.entries(here).map(([path, route]) => [path, { ...route, path: path.replace(':token', token) }]),
    )
    const shown = leaks(await answersOf(shop.visitor(), '/view', table, owner))
    expect(shown.map((where) => where.replace(token, ':token'))).toEqual([
      'GET /work/:token/lines',
      'POST /work/:token/lines/answer',
      'GET /work/:token/approvals/:id/edition',
    ])
  })
})

describe('what staff note beside a conversation', () => {
  it('is read at the desk, and by the customer nowhere: on no route of theirs, of their links or of a preview', async () => {
    const { shop, contact, ids, links } = owner
    const secret = `${canary} secret`
    const staff = await shop.staff('advisor')
    expect((await staff.get(`${shop.desk}/inbox/${ids['job']}`)).text).toContain(secret)
    const mine = await shop.signedIn(contact)
    const preview = `${shop.desk}/preview/${contact.contactId}`
    const answers = [
      ...(await answersOf(mine, shop.base, { ...paths.portal, sessions: {} }, owner)),
      ...(await answersOf(staff, preview, paths.preview, owner)),
      ...(await Promise.all(
        Object.entries(links).map(async ([kind, token]) => ({
          where: kind,
          text: (await shop.visitor().get(`/view/${kind}/${token}`)).text,
        })),
      )),
    ]
    expect(answers.length).toBeGreaterThan(40)
    expect(answers.filter(({ text }) => text.includes(secret)).map(({ where }) => where)).toEqual([])
  })
})

describe('a role', () => {
  const refused = [403, 303, 422]
  it.each(roles.map((role) => [role]))('%s is let in exactly where the route table says so', async (role: Role) => {
    const shop = await makeShop()
    const mine = await ownedBy(shop, canary)
    const member = await shop.staff(role)
    for (const route of walk(paths.staff)) {
      if (route.audience !== 'staff' || route.path.startsWith('/sign-out')) continue
      const allowed = route.needs as readonly Role[]
      const address = shop.desk + (route.path === '/' ? '' : addressOf(route, mine))
      if (allowed.includes(role)) {
        if (route.method === 'GET') expect((await member.get(address)).status, `${role} ${address}`).not.toBe(403)
      } else {
        const page =
          route.method === 'GET'
            ? await member.get(address)
            : route.method === 'PUT'
              ? await putTo(member, address)
              : await member.post(address, { version: '1' })
        expect(refused, `${role} ${route.method} ${address} ${page.status}`).toContain(page.status)
        if (page.status === 303) expect(page.location).toContain('/sign-in')
      }
    }
  })
})

describe('money', () => {
  const price = '47.11'
  it('is seen by no member of production, at the desk or by way of a preview', async () => {
    const shop = await makeShop()
    const mine = await ownedBy(shop, canary)
    const advisor = await shop.staff('advisor')
    const preview = `${shop.desk}/preview/${mine.contact.contactId}`
    expect((await advisor.get(`${preview}/invoices/${mine.ids['invoice']}`)).text).toContain(price)
    const production = await shop.staff('production')
    const answers = [
      ...(await answersOf(production, shop.desk, paths.staff, mine)),
      ...(await answersOf(production, preview, paths.preview, mine)),
    ]
    expect(answers.filter(({ text }) => text.includes(price)).map(({ where }) => where)).toEqual([])
  })

  it('is seen by no contact without prices', async () => {
    const shop = await makeShop()
    const mine = await ownedBy(shop, canary)
    await shop.rows('UPDATE contacts SET sees_prices = 0, can_pay = 0 WHERE id = ?', mine.contact.contactId)
    const viewer = await shop.signedIn(mine.contact)
    const answers = await answersOf(viewer, shop.base, { ...paths.portal, sessions: {} }, mine)
    const record = ['', '/edition', '/receipt.json'].map((end) => [
      'work',
      `${mine.links.work}/approvals/${mine.ids['approval']}${end}`,
    ])
    const links = await Promise.all(
      [...Object.entries(mine.links), ...record].map(([kind, token]) => shop.visitor().get(`/view/${kind}/${token}`)),
    )
    expect([...answers, ...links].filter(({ text }) => text.includes(price))).toEqual([])
  })
})

describe('a preview', () => {
  it('shows staff what the customer sees, and every unsafe method is refused', async () => {
    const base = `${owner.shop.desk}/preview/${owner.contact.contactId}`
    const staff = await owner.shop.staff('advisor')
    expect((await staff.get(base)).text).toContain(`${canary} job`)
    const before = await owner.shop.rows('SELECT seen_at FROM contacts WHERE id = ?', owner.contact.contactId)
    for (const route of walk(paths.portal)) {
      if (route.method === 'GET') continue
      const page = await staff.post(base + addressOf(route, owner), { email: owner.contact.email ?? '' })
      expect([403, 404], `${route.path} ${page.status}`).toContain(page.status)
    }
    expect(await owner.shop.rows('SELECT seen_at FROM contacts WHERE id = ?', owner.contact.contactId)).toEqual(before)
  })

  it('of another shop’s customer is not there', async () => {
    const stranger = await neighbour.shop.staff('owner')
    for (const desk of [owner.shop.desk, neighbour.shop.desk]) {
      const page = await stranger.get(`${desk}/preview/${owner.contact.contactId}`)
      expect(page.text).not.toContain(canary)
    }
  })
})
