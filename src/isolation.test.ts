import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import type { EditionContent } from '#features/approvals/editions.ts'
import { approvalRequests, editions } from '#features/approvals/schema.ts'
import { files, jobFiles } from '#features/files/schema.ts'
import { invoiceLines, invoices } from '#features/invoices/schema.ts'
import { jobLines, jobs, shipments } from '#features/jobs/schema.ts'
import { ledger } from '#features/payments/schema.ts'
import { proofSaying } from '#features/proofs/testing.ts'
import { answer } from '#features/receipts/testing.ts'
import { type Role, roles } from '#features/team/rules.ts'
import { itemLinks } from '#identity/schema.ts'
import { bodyOf, newId } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { type Route, walk } from '#routes.ts'
import { type Browser, openBrowser } from '#testing/browser.ts'
import { testEnv } from '#testing/outside.ts'
import { makeShop, start, type TestContact, type TestShop } from '#testing/world.ts'

const canary = 'CANARY7f3'

interface Owned {
  readonly shop: TestShop
  readonly contact: TestContact
  readonly ids: Readonly<Record<string, string>>
  readonly links: { readonly invoice: string; readonly work: string; readonly proof: string }
}

/** A customer whose every text is a canary, with a job, an invoice and links to both. */
async function ownedBy(shop: TestShop): Promise<Owned> {
  const contact = await shop.customer({ name: `${canary} person`, customerName: `${canary} company` })
  const [job, invoice, shipment] = [newId('job'), newId('inv'), newId('shp')]
  const [file, jobFile] = [newId('fil'), newId('jbf')]
  await depsOf(testEnv).files.put(`${shop.key}/${file}`, new TextEncoder().encode(canary), 'image/png')
  const statusId = shop.statuses.find(({ stage }) => stage === 'in_production')?.id ?? ''
  const line = {
    lineKey: newId('lin'),
    position: 0,
    name: `${canary} line`,
    detail: `${canary} detail`,
    quantity: 1000,
    unitPriceMinor: 4711,
  }
  const request = newId('apr')
  const forward = newId('lnk')
  const made = { customerId: contact.customerId, createdAt: start }
  const links = { invoice: newId('lnk'), work: newId('lnk'), proof: newId('lnk') }
  const sent = proofSaying(canary, { job, customer: contact.customerId, file })
  await write(shop.tenant.database, [
    sql.insert(jobs).values({
      ...{
        id: job,
        number: 7001,
        title: `${canary} job`,
        statusId,
        statusAt: start,
        publicNote: `${canary} note`,
        internalNote: `${canary} internal`,
      },
      ...made,
    }),
    sql.insert(jobLines).values({ id: newId('lin'), jobId: job, ...line }),
    sql.insert(approvalRequests).values({
      ...{ id: request, kind: 'work', subjectId: job, jobId: job, title: `${canary} lines`, state: 'open', edition: 1 },
      ...{ parts: 1, openParts: 1, totalMinor: 4711, sentAt: start, customerId: contact.customerId },
    }),
    sql.insert(editions).values({
      ...{ id: newId('edn'), subjectId: job, number: 1, sha256: '', createdAt: start },
      content: JSON.stringify(workEdition(job, contact.customerId, line)),
    }),
    sql.insert(shipments).values({
      id: shipment,
      jobId: job,
      carrier: 'ups',
      number: '1Z999AA10123456784',
      note: `${canary} box`,
      createdAt: start,
    }),
    sql.insert(invoices).values({
      ...{
        id: invoice,
        number: `${canary}-1`,
        jobId: job,
        title: `${canary} invoice`,
        currency: 'USD',
        totalMinor: 4711,
        note: `${canary} remark`,
      },
      ...{ sentAt: start, issuedOn: '2030-04-09', dueOn: '2030-04-23', edition: 1, ...made },
    }),
    sql.insert(invoiceLines).values({ id: newId('lin'), invoiceId: invoice, ...line }),
    sql.insert(ledger).values({
      ...{
        id: newId('led'),
        kind: 'invoice',
        amountMinor: 4711,
        currency: 'USD',
        customerId: contact.customerId,
        invoiceId: invoice,
      },
      ...{ source: `${invoice}:1`, at: start },
    }),
    sql.insert(files).values({
      ...{ id: file, key: `${shop.key}/${file}`, name: `${canary}.png`, type: 'image/png', size: canary.length, sha256: file },
      ...{ visibility: 'internal' as const, createdAt: start },
    }),
    sql.insert(jobFiles).values({
      ...{ id: jobFile, jobId: job, fileId: file, stage: 'artwork', caption: `${canary} caption`, isForCustomer: true },
      ...{ addedById: 'stf_0', createdAt: start },
    }),
    sql.insert(itemLinks).values({
      ...{ id: forward, purpose: 'work', subjectId: job, contactId: contact.contactId, forwardedTo: `${canary} boss` },
      ...{ expiresAt: start + 7 * 86_400_000, mailedAt: start, createdAt: start },
    }),
    sql.insert(itemLinks).values({
      id: links.invoice,
      purpose: 'invoice',
      subjectId: invoice,
      contactId: contact.contactId,
      mailedAt: start,
      createdAt: start,
    }),
    sql.insert(itemLinks).values({
      id: links.work,
      purpose: 'work',
      subjectId: job,
      contactId: contact.contactId,
      mailedAt: start,
      createdAt: start,
    }),
    ...sent.changes,
    sql.insert(itemLinks).values({
      ...{ id: links.proof, purpose: 'proof', subjectId: sent.ids.proof, contactId: contact.contactId },
      ...{ mailedAt: start, createdAt: start },
    }),
  ])
  const { approvalId } = await answer({ shop, contact, job }, { [line.lineKey]: 'approved' }, { name: `${canary} signer` })
  const { keys } = shop.tenant
  return {
    shop,
    contact,
    ids: {
      job,
      invoice,
      shipment,
      request,
      forward,
      ...sent.ids,
      file,
      jobFile,
      customer: contact.customerId,
      contact: contact.contactId,
      status: statusId,
      approval: approvalId,
      member: (await shop.staff('production')).staffId,
    },
    links: {
      invoice: await makeToken(keys, 'inv', shop.key, bodyOf(links.invoice), 1),
      work: await makeToken(keys, 'job', shop.key, bodyOf(links.work), 1),
      proof: await makeToken(keys, 'prf', shop.key, bodyOf(links.proof), 1),
    },
  }
}

/** The canary's lines as they were sent for approval. */
function workEdition(job: string, customer: string, line: { readonly lineKey: string; readonly name: string }): EditionContent {
  const more = { detail: '', quantity: 1000, unitPriceMinor: 4711, discountPpm: 0, taxPpm: 0, taxName: '' }
  const part = { key: line.lineKey, title: line.name, amountMinor: 4711, ...more, partsMinor: 4711, laborMilli: null, photos: [] }
  return {
    ...{
      kind: 'work',
      subject: job,
      job,
      customer,
      number: 1,
      title: `${canary} lines`,
      note: '',
      rule: 'each',
      currency: 'USD',
    },
    ...{ totalMinor: 4711, parts: [part], terms: null, checklist: [], needsSignature: false, po: 'no' },
  }
}

/** The address of a route with the owner's ids in it. */
function addressOf(route: Route, { ids, contact }: Owned): string {
  const kind =
    /^\/(jobs|files|invoices|requests|approvals|proofs|forwards|customers|contacts|settings\/statuses|settings\/automations|settings\/team)\//.exec(
      route.path,
    )?.[1] ?? ''
  const noun =
    {
      jobs: 'job',
      files: 'file',
      invoices: 'invoice',
      requests: 'request',
      approvals: 'approval',
      proofs: 'proof',
      forwards: 'forward',
      customers: 'customer',
      contacts: 'contact',
      'settings/team': 'member',
    }[kind] ?? 'status'
  return route.path
    .replace(':key', contact.linkKey)
    .replace(':file/', `${ids['jobFile']}/`)
    .replace(/:file$/, ids['jobFile'] ?? '')
    .replace(':pin', ids['pin'] ?? '')
    .replace(':design', ids['design'] ?? '')
    .replace(':shipment', ids['shipment'] ?? '')
    .replace(':customer', ids['customer'] ?? '')
    .replace(':id', ids[noun] ?? '')
    .replace(/:\w+/g, 'x')
}

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

async function putTo(browser: Browser, address: string) {
  const headers = { 'content-length': '4', origin: browser.origin, 'sec-fetch-site': 'same-origin' }
  const response = await browser.fetch(address, { method: 'PUT', body: 'wrng', headers })
  return { status: response.status, text: await response.text(), headers: response.headers, location: '' }
}

const leaks = (answers: readonly { where: string; text: string }[]) =>
  answers.filter(({ text }) => text.includes(canary)).map(({ where }) => where)

let owner: Owned
let neighbour: Owned
beforeAll(async () => {
  owner = await ownedBy(await makeShop())
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
      `/files/${owner.ids['file']}`,
      ...['', '/edition', '/receipt.json'].map((end) => record + end),
      `/jobs/${owner.ids['job']}/lines`,
      `/jobs/${owner.ids['job']}/lines/forwards`,
      '/lines',
    ]) {
      expect((await browser.get(owner.shop.base + path)).text, path).toContain(canary)
    }
    for (const [kind, token] of [...Object.entries(owner.links), ['work', `${owner.links.work}${record}`]])
      expect((await owner.shop.visitor().get(`/view/${kind}/${token}`)).text).toContain(canary)
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
    const mine = await ownedBy(shop)
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

describe('a role', () => {
  const refused = [403, 303, 422]
  it.each(roles.map((role) => [role]))('%s is let in exactly where the route table says so', async (role: Role) => {
    const shop = await makeShop()
    const mine = await ownedBy(shop)
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
    const mine = await ownedBy(shop)
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
    const mine = await ownedBy(shop)
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
