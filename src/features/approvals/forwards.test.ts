import { describe, expect, it } from 'vitest'
import { depsOf } from '#env.ts'
import { linkContext } from '#identity/link-context.ts'
import { newId } from '#lib/id.ts'
import { readToken } from '#lib/token.ts'
import { type Browser, formsOf } from '#testing/browser.ts'
import { libsql, mailbox, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestContact, type TestShop } from '#testing/world.ts'
import { makeJob, sendParts, twoLines } from './testing.ts'

const day = 86_400_000
const boss = { name: 'Lena Ortiz', may: 'approve', days: '7' }

/** Lines as the page of lines shows them. */
const lines = twoLines.map((part) => ({
  ...part,
  ...{
    detail: '',
    quantity: 1000,
    unitPriceMinor: part.amountMinor,
    discountPpm: 0,
    partsMinor: null,
    laborMilli: null,
    photos: [],
  },
}))

/** Lines that wait for an approver, who is signed in. */
async function asked(who: Parameters<TestShop['customer']>[0] = {}) {
  const shop = await makeShop({ trade: 'fleet' })
  const maker = await shop.customer({ name: 'Ray Diaz', ...who })
  const job = await makeJob(shop, maker)
  await sendParts(shop, maker, job, lines)
  const browser = await shop.signedIn(maker)
  const page = `${shop.base}/jobs/${job}/lines/forwards`
  return { shop, maker, job, browser, page }
}
/** Fills in the form of a page that passes something on. */
async function pass(browser: Browser, page: string, fields: Readonly<Record<string, string>> = {}) {
  return browser.submit(await browser.get(page), page, { ...boss, ...fields })
}
const addressIn = (text: string) => new URL(/http\S+\/view\/\w+\/[\w-]+/.exec(text)?.[0] ?? '').pathname
/** The address of the newest link on the page of its maker. */
const addressOn = async (browser: Browser, page: string) => addressIn((await browser.get(page)).text)
const linksOf = (shop: TestShop) =>
  shop.rows(
    'SELECT forwarded_to, forwarded_email, may_decide, expires_at, revoked_at FROM item_links WHERE forwarded_to IS NOT NULL',
  )

/** What the holder of a link may do at this moment, as every page of the link asks. */
async function rightsOf(shop: TestShop, address: string, now = Date.now()) {
  const text = address.split('/').at(-1) ?? ''
  const token = readToken(text)
  if (!token) throw new Error(`${address} holds no token`)
  const nowhere = { base: '', host: '', network: '', device: '', requestId: 'req_0', command: undefined }
  const ctx = await linkContext({ ...nowhere, tenant: shop.tenant, deps: depsOf(testEnv), now }, text, token)
  await ctx.read([])
  return { ...ctx.viewer, ...ctx.identity }
}

describe('forwarding one item to somebody', () => {
  it('makes a link with a name, a right and an end, ready to copy', async () => {
    const { shop, browser, page } = await asked()
    const made = await pass(browser, page)
    expect(made.status).toBe(303)
    const { text } = await browser.get(made.location)
    expect(text).toContain('The link for Lena Ortiz is made. Copy it below.')
    expect(text).toContain('May answer for you, opens until Tue, Apr 16, 11:00 am')
    expect(text).toContain('Hi Lena,')
    expect(await linksOf(shop)).toEqual([['Lena Ortiz', null, 1, start + 7 * day, null]])
  })

  it.each([
    ['ends', () => 'UPDATE contacts SET can_approve = 0'],
    ['no longer covers it', (other: string) => `UPDATE approval_requests SET customer_id = '${other}'`],
    ['is for nothing, since it was taken back', () => "UPDATE approval_requests SET state = 'withdrawn'"],
  ])('makes no link when the right to %s while the button is pressed', async (_, change) => {
    const { shop, browser, page } = await asked()
    const other = await shop.customer({ customerName: 'Northside Clinic' })
    const opened = await browser.get(page)
    await libsql.meanwhile(shop.namespace, change(other.customerId))
    expect((await browser.submit(opened, page, boss)).status).toBe(409)
    expect(await linksOf(shop)).toEqual([])
  })

  it('tells the shop who passed it on, to whom and to do what', async () => {
    const { shop, job, browser, page } = await asked()
    await pass(browser, page)
    expect((await (await shop.staff()).get(`${shop.desk}/jobs/${job}`)).text).toContain(
      'Unit 14 passed on to Lena Ortiz, to approve',
    )
  })

  it('mails it where an address was given, and says so', async () => {
    const { shop, browser, page } = await asked()
    const email = `boss-${shop.key}@riverside.test`
    const made = await pass(browser, page, { email })
    expect((await browser.get(made.location)).text).toContain('a mail with it is on its way')
    const [mail] = await shop.mailsTo(email)
    expect(mail?.Subject).toBe('Ray Diaz asks you to answer: Unit 14')
    expect(mail?.Text).toContain('opens until Tue, Apr 16, 11:00 am')
    expect(addressIn(mail?.Text ?? '')).toBe(await addressOn(browser, page))
  })

  it.each([
    ['no name', { name: ' ' }, 'Type for whom the link is'],
    ['half an address', { email: 'lena@' }, 'Type a full email address'],
    ['no right chosen', { may: '' }, 'Choose what they may do'],
    ['a right there is not', { may: 'own' }, 'Choose what they may do'],
    ['no day', { days: '0' }, 'Type a number of days from 1 to 30'],
    ['more than 30 days', { days: '31' }, 'Type a number of days from 1 to 30'],
    ['half a day', { days: '1.5' }, 'Type a number of days from 1 to 30'],
  ])('keeps what was typed and says what to do when it says %s', async (_, fields, sentence) => {
    const { shop, browser, page } = await asked()
    const again = await pass(browser, page, fields)
    expect(again.status).toBe(422)
    expect(again.text).toContain(sentence)
    if (!('name' in fields)) expect(again.text).toContain('value="Lena Ortiz"')
    expect(await linksOf(shop)).toEqual([])
  })

  it('is for approvers alone, whatever form is sent', async () => {
    const { shop, job, page } = await asked({ canApprove: true })
    const viewer = await shop.signedIn(await shop.customer({ customerId: await ownerOf(shop, job), canApprove: false }))
    expect((await viewer.get(page)).status).toBe(403)
    expect((await viewer.post(page, boss)).status).toBe(403)
    expect(await linksOf(shop)).toEqual([])
  })

  it('passes on nothing of another customer, nothing unsent and nothing taken back', async () => {
    const { shop, browser, page } = await asked()
    const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
    expect([(await stranger.get(page)).status, (await stranger.post(page, boss)).status]).toEqual([404, 404])
    for (const state of ['draft', 'withdrawn']) {
      await shop.rows('UPDATE approval_requests SET state = ?', state)
      expect([(await browser.get(page)).status, (await browser.post(page, boss)).status]).toEqual([404, 404])
    }
    expect(await linksOf(shop)).toEqual([])
  })

  it('lets look at, but not answer, what was answered already', async () => {
    const { shop, browser, page } = await asked()
    await shop.rows(`UPDATE approval_requests SET state = 'approved'`)
    expect((await browser.get(page)).text).toContain('It was answered already')
    expect((await browser.post(page, boss)).status).toBe(422)
    expect((await browser.post(page, { ...boss, may: 'view' })).status).toBe(303)
  })

  it('stops at 20 links a day', async () => {
    const { shop, browser, page } = await asked()
    for (let i = 0; i < 20; i++) await browser.post(page, boss)
    expect((await browser.post(page, boss)).status).toBe(429)
    expect(await linksOf(shop)).toHaveLength(20)
  })
})

const ownerOf = async (shop: TestShop, job: string) =>
  String((await shop.rows('SELECT customer_id FROM jobs WHERE id = ?', job))[0]?.[0])

describe('a link that was passed on', () => {
  /** Made, with what its holder may do now. */
  async function passed(fields: Readonly<Record<string, string>> = {}, who: Parameters<TestShop['customer']>[0] = {}) {
    const scene = await asked(who)
    await pass(scene.browser, scene.page, fields)
    return { ...scene, address: await addressOn(scene.browser, scene.page) }
  }

  it('carries its maker’s rights, proves nobody’s mailbox, and pays nothing', async () => {
    const { shop, address } = await passed()
    const expected = { contactName: 'Lena Ortiz', canApprove: true, canPay: false, seesPrices: true, method: 'none' }
    expect(await rightsOf(shop, address)).toMatchObject({ ...expected, forwardedTo: 'Lena Ortiz', forwardedBy: 'Ray Diaz' })
  })

  it.each([
    ['to view only', { may: 'view' }, '', { canApprove: false }],
    ['once its maker may not approve', {}, 'UPDATE contacts SET can_approve = 0', { canApprove: false }],
    ['once its maker sees no prices', {}, 'UPDATE contacts SET sees_prices = 0', { seesPrices: false }],
  ])('does less %s', async (_, fields, change, expected) => {
    const { shop, address } = await passed(fields)
    if (change) await shop.rows(change)
    expect(await rightsOf(shop, address)).toMatchObject(expected)
  })

  it.each([
    ['its maker’s access ended', 'UPDATE contacts SET has_access = 0'],
    ['its maker was removed', 'UPDATE contacts SET removed_at = 1'],
    ['its customer was archived', 'UPDATE customers SET archived_at = 1'],
  ])('opens nothing once %s', async (_, change) => {
    const { shop, address } = await passed()
    await shop.rows(change)
    await expect(rightsOf(shop, address)).rejects.toMatchObject({ code: 'not_found' })
  })

  it.each(['1', '30'])(
    'opens for the %s days it was made for, to the millisecond, and offers no fresh one after',
    async (days) => {
      const { shop, address } = await passed({ days })
      const end = start + Number(days) * day
      expect(await rightsOf(shop, address, end - 1)).toMatchObject({ canApprove: true })
      setClock(end)
      for (const at of [end, end + 1, end + 40 * day]) {
        setClock(at)
        const page = await shop.visitor().get(address)
        expect(page.status).toBe(404)
        expect(page.text).not.toContain('fresh')
      }
    },
  )

  const answered = (shop: TestShop) =>
    shop.rows(`SELECT json_extract(a.body, '$.door'), json_extract(a.body, '$.proof.method'), json_extract(p.payload, '$.name'),
      json_extract(p.payload, '$.forwardedBy'), json_extract(p.payload, '$.forwardedTo'), json_extract(p.payload, '$.email')
      FROM approvals a JOIN approval_payloads p ON p.approval_id = a.id`)
  const yes = { 'answer-lin_pads': 'approved', 'answer-lin_flush': 'declined' }

  it('answers once its holder typed a name, and the record says who passed it to whom and that nobody proved a mailbox', async () => {
    const { shop, address } = await passed()
    const holder = shop.visitor()
    const page = await holder.get(`${address}/lines`)
    const nameless = await holder.submit(page, /answer$/, yes)
    expect([nameless.status, nameless.text]).toEqual([422, expect.stringContaining('Type your full name')])
    expect((await holder.submit(page, /answer$/, { ...yes, signedName: 'Lena M. Ortiz' })).status).toBe(303)
    expect(await answered(shop)).toEqual([['forward', 'none', 'Lena M. Ortiz', 'Ray Diaz', 'Lena Ortiz', null]])
  })

  it.each([
    ['ends', 'UPDATE item_links SET expires_at = 1'],
    ['is taken back', 'UPDATE item_links SET revoked_at = 1'],
  ])('that %s while its button is pressed decides nothing', async (_, meanwhile) => {
    const { shop, address } = await passed()
    const holder = shop.visitor()
    const page = await holder.get(`${address}/lines`)
    await libsql.meanwhile(shop.namespace, meanwhile)
    expect((await holder.submit(page, /answer$/, { ...yes, signedName: 'Lena M. Ortiz' })).status).toBeGreaterThanOrEqual(400)
    expect(await answered(shop)).toEqual([])
  })

  it('opens no record but its holder’s own: mailbox, address and signature of others are none of theirs', async () => {
    const { shop, browser, job, page, address } = await passed({ may: 'view' })
    const holder = shop.visitor()
    const read = async (at: string) => {
      const [[id] = []] = await shop.rows('SELECT id FROM approvals')
      const paths = ['', '/receipt.json', '/receipt.pdf'].map((end) => `${at}/approvals/${id}${end}`)
      return Promise.all(paths.map(async (path) => (await holder.fetch(path)).status))
    }
    await pass(browser, page, { name: 'Sam Reed' })
    const lines = await browser.get(`${shop.base}/jobs/${job}/lines`)
    expect((await browser.submit(lines, /answer$/, { ...yes, signedName: 'Ray Diaz' })).status).toBe(303)
    expect(await read(address)).toEqual([404, 404, 404])

    const other = await passed()
    const opened = await other.shop.visitor().get(`${other.address}/lines`)
    expect((await other.shop.visitor().submit(opened, /answer$/, { ...yes, signedName: 'Lena M. Ortiz' })).status).toBe(303)
    const [[own] = []] = await other.shop.rows('SELECT id FROM approvals')
    expect((await other.shop.visitor().get(`${other.address}/approvals/${own}`)).status).toBe(200)
  })

  it('to look at shows nothing to answer with, and takes no answer whatever form is sent', async () => {
    const { shop, address } = await passed({ may: 'view' })
    const holder = shop.visitor()
    const page = await holder.get(`${address}/lines`)
    expect(page.text).toContain('Front brake pads')
    expect(page.text).not.toContain('name="answer')
    const forced = await holder.post(`${address}/lines/answer`, { ...yes, edition: '1', signedName: 'Lena Ortiz' })
    expect(forced.status).toBeGreaterThanOrEqual(400)
    expect(await answered(shop)).toEqual([])
  })

  it.each([
    ['its maker may not approve any more', 'UPDATE contacts SET can_approve = 0'],
    ['its maker’s access ended', 'UPDATE contacts SET has_access = 0'],
    ['it was taken back', 'UPDATE item_links SET revoked_at = 1'],
  ])('takes no answer once %s, though its page is still open', async (_, change) => {
    const { shop, address } = await passed()
    const holder = shop.visitor()
    const page = await holder.get(`${address}/lines`)
    await shop.rows(change)
    expect((await holder.submit(page, /answer$/, { ...yes, signedName: 'Lena Ortiz' })).status).toBeGreaterThanOrEqual(400)
    expect(await answered(shop)).toEqual([])
  })

  it('is not made without saying what they may do, in a sentence of ours', async () => {
    const { shop, browser, page } = await passed()
    const form = await browser.get(page)
    const refused = await browser.post(page, {
      ...formsOf(form).find(({ action }) => action === page)?.fields,
      name: 'Lee',
      may: '',
    })
    expect(refused.status).toBe(422)
    const { may: _, ...without } = { may: '', name: 'Lee', days: '7', email: '' }
    const again = await browser.post(page, without)
    expect(again.status).toBe(422)
    expect(again.text).not.toMatch(/Invalid (key|type)|Expected/)
    expect(await linksOf(shop)).toHaveLength(1)
  })

  it('shows no amount where its maker sees none', async () => {
    const { shop, address } = await passed({}, { seesPrices: false })
    const { text } = await shop.visitor().get(`${address}/lines`)
    expect(text).toContain('Front brake pads')
    expect(text).not.toMatch(/\$|\b(412|118|530)\b/)
  })

  it('cannot be passed on again', async () => {
    const { shop, job, address } = await passed()
    const { text } = await shop.visitor().get(`${address}/lines`)
    expect(text).not.toContain('Pass it on')
    const again = await shop.visitor().post(`${shop.base}/jobs/${job}/lines/forwards`, boss)
    expect(again.location).toContain('/sign-in')
    expect(await linksOf(shop)).toHaveLength(1)
  })

  it('is never the whole job, its invoices or its files', async () => {
    const { shop, job, address } = await passed()
    await shop.rows(
      `INSERT INTO files (id, key, name, type, size, sha256, visibility, created_at) VALUES ('fil_1', 'k', 'a.png', 'image/png', 1, 'x', 'internal', 1)`,
    )
    await shop.rows(
      `INSERT INTO job_files (id, job_id, file_id, stage, caption, is_for_customer, added_by_id, created_at) VALUES ('jbf_1', ?, 'fil_1', 'artwork', '', 1, 'stf_0', 1)`,
      job,
    )
    const page = await shop.visitor().get(address)
    expect([page.status, page.location]).toEqual([303, `${address}/lines`])
    expect((await shop.visitor().get(`${address}/lines`)).text).not.toMatch(/Progress|See everything else/)
    expect((await shop.visitor().get(`${address}/files/fil_1`)).status).toBe(404)
    expect((await shop.visitor().get(address.replace('/work/', '/invoice/'))).status).toBe(404)
  })

  it('is taken back by its maker: it opens nothing from that moment, and a second press leads on', async () => {
    const { shop, browser, page, address } = await passed()
    const list = await browser.get(page)
    const taken = await browser.submit(list, /forwards\/lnk_\w+\/removal/)
    expect(taken.status).toBe(303)
    expect((await browser.get(taken.location)).text).toContain('Taken back. The link opens nothing any more.')
    expect((await browser.submit(list, /forwards\/lnk_\w+\/removal/)).status).toBe(303)
    await expect(rightsOf(shop, address)).rejects.toMatchObject({ code: 'not_found' })
    expect((await browser.get(page)).text).toContain('No link yet')
  })

  it('is seen and taken back by nobody else', async () => {
    const { shop, job, page, maker } = await passed()
    const [[id] = []] = await shop.rows('SELECT id FROM item_links WHERE forwarded_to IS NOT NULL')
    const colleague = await shop.customer({ customerId: await ownerOf(shop, job), name: 'Dana' })
    const others: TestContact[] = [colleague, await shop.customer({ customerName: 'Other Co.' })]
    for (const other of others) {
      const browser = await shop.signedIn(other)
      expect((await browser.get(page)).text).not.toContain('Lena Ortiz')
      expect((await browser.post(`${shop.base}/forwards/${id}/removal`, {})).status).toBe(404)
    }
    // A link that was mailed, and not made by anybody, is nobody's to take back.
    const [[mailed] = []] = await shop.rows('SELECT id FROM item_links WHERE forwarded_to IS NULL')
    expect((await (await shop.signedIn(maker)).post(`${shop.base}/forwards/${mailed}/removal`, {})).status).toBe(404)
    expect(await shop.rows('SELECT id FROM item_links WHERE revoked_at IS NOT NULL')).toEqual([])
  })

  it('is mailed afresh to its own address, and to no other', async () => {
    const email = `lena-${newId('mbx')}@riverside.test`
    const { shop, address, maker } = await passed({ email })
    await shop.ring()
    expect((await shop.visitor().post(`${address}/fresh`, {})).status).toBe(200)
    const [first, second] = (await shop.mailsTo(email)).map(({ Text }) => addressIn(Text))
    expect([first, second]).toContain(address)
    expect(first).not.toBe(second)
    expect(await mailbox.to(maker.email ?? '')).toHaveLength(1)
  })

  it('that was handed over is mailed afresh to nobody', async () => {
    const { shop, address, maker } = await passed()
    expect((await shop.visitor().post(`${address}/fresh`, {})).status).toBe(404)
    expect(await shop.mailsTo(maker.email ?? '')).toHaveLength(1)
    expect(await rightsOf(shop, address)).toMatchObject({ canApprove: true })
  })

  it.each([
    ['was taken back', 'UPDATE item_links SET revoked_at = 1'],
    ['lost its maker’s access', 'UPDATE contacts SET has_access = 0'],
    ['leads to what was taken back', `UPDATE approval_requests SET state = 'withdrawn'`],
    ['leads to a portal that is off', 'UPDATE profile SET is_portal_on = 0'],
  ])('is not mailed once it %s', async (_, change) => {
    const email = `lena-${newId('mbx')}@riverside.test`
    const { shop } = await passed({ email })
    await shop.rows(change)
    expect(await shop.mailsTo(email)).toHaveLength(0)
  })
})
