import { describe, expect, it } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { answer, brakes, editLines, keysOf, linesPage, mailedLink, makeWork, sendLines, type WorkScene } from './testing.ts'

const count = async ({ shop }: WorkScene) => Number((await shop.rows('SELECT count(*) FROM approvals'))[0]?.[0])
const recorded = async ({ shop }: WorkScene) => JSON.parse(String((await shop.rows('SELECT body FROM approvals'))[0]?.[0]))

describe('without “sees prices”', () => {
  it('no amount is in the HTML or in the mail, also when it is sent again, and the lines can be approved', async () => {
    const lines = [{ name: 'Sensor', price: '47.11', parts: '86.13', labor: '0.5', quantity: '3', discount: '10' }, ...brakes]
    const scene = await makeWork(lines, { seesPrices: false })
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    const amounts = /\b(47[.,]?11|86[.,]?13|141[.,]?33|12[.,]?720|127[.,]20|412[.,]?00|41200)\b|\$/
    const first = await browser.get(linesPage(scene))
    expect(first.text).toContain('Six lines need your answer')
    expect(first.text).not.toMatch(amounts)
    await answer(scene, browser, { Sensor: 'approved', Front: 'declined' })
    await editLines(scene, (all) => all.map((line) => ({ ...line, price: String(Number(line.price) + 1) })))
    await sendLines(scene)
    const again = await browser.get(linesPage(scene))
    expect(again.text).toContain('6 prices changed')
    expect(again.text).not.toMatch(amounts)
    const link = await mailedLink(scene)
    expect((await scene.shop.visitor().get(link)).text).not.toMatch(amounts)
    const [mail] = await scene.shop.mailsTo(scene.contact.email ?? '')
    expect(mail?.Text).toContain('Sensor')
    expect(`${mail?.Text}${mail?.Subject}`).not.toMatch(/47\.11|48\.11|413\.00|\$/)
    expect((await recorded(scene)).consent).not.toContain('price')
  })
})

describe('without “approves”', () => {
  it('nothing can be answered, signed in or through a link, and the page says who can', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const link = await mailedLink(scene)
    const looker = await scene.shop.customer({ customerId: scene.contact.customerId, name: 'Lee', canApprove: false })
    const browser = await scene.shop.signedIn(looker)
    const page = await browser.get(linesPage(scene))
    expect(page.text).toContain('Joanne Mercer can answer this for your company')
    expect(page.text).not.toContain('type="radio"')
    const keyOf = await keysOf(scene)
    const yes = { edition: '1', [`answer-${keyOf('Front')}`]: 'approved' }
    expect((await browser.post(`${linesPage(scene)}/answer`, yes)).status).toBe(403)
    const sitting = { [`edition-${scene.job}`]: '1', [`answer-${scene.job}.${keyOf('Front')}`]: 'approved' }
    expect((await browser.post(`${scene.shop.base}/lines/answer`, sitting)).status).toBe(403)
    await scene.shop.rows('UPDATE contacts SET can_approve = 0')
    expect((await scene.shop.visitor().post(`${link}/answer`, yes)).status).toBe(403)
    expect(await count(scene)).toBe(0)
  })

  it.each([
    ['the portal is closed', 'UPDATE profile SET is_portal_on = 0'],
    ['the company is archived', 'UPDATE customers SET archived_at = 1'],
  ])('nothing is decided when %s while the button is pressed, in the portal or by a link', async (_, meanwhile) => {
    const scene = await makeWork()
    await sendLines(scene)
    const link = await mailedLink(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    const inPortal = await between(scene, 'approval.given', () => answer(scene, browser, { Front: 'approved' }), meanwhile)
    await scene.shop.rows('UPDATE profile SET is_portal_on = 1')
    await scene.shop.rows('UPDATE customers SET archived_at = NULL')
    const visitor = scene.shop.visitor()
    const opened = await visitor.get(link)
    const fields = { [`answer-${(await keysOf(scene))('Front')}`]: 'approved', signedName: 'Joanne Mercer' }
    const byLink = await between(scene, 'approval.given', () => visitor.submit(opened, `${link}/answer`, fields), meanwhile)
    expect([inPortal.location, byLink.location].join()).not.toContain('answered')
    expect(await count(scene)).toBe(0)
  })

  it('a right that is taken away while the button is pressed is gone', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    const meanwhile = 'UPDATE contacts SET can_approve = 0'
    const page = await between(scene, 'approval.given', () => answer(scene, browser, { Front: 'approved' }), meanwhile)
    expect(page.status).toBe(409)
    expect(await count(scene)).toBe(0)
  })
})

/** Lets SQL run after the action's read and before its write, which stands in the batch with this event. */
async function between<T>({ shop }: WorkScene, event: string, act: () => Promise<T>, meanwhile: string): Promise<T> {
  await libsql.fault(shop.namespace, [{ kind: 'before', match: event, body: meanwhile }])
  return act()
}

describe('lines that change between showing and pressing', () => {
  const changed = (scene: WorkScene) =>
    editLines(scene, (lines) => lines.map((line, i) => (i === 0 ? { ...line, price: '999' } : line)))

  it('and were sent again are refused at the old price', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    const shown = await browser.get(linesPage(scene))
    await changed(scene)
    await sendLines(scene)
    const keyOf = await keysOf(scene)
    const page = await browser.submit(shown, `${linesPage(scene)}/answer`, { [`answer-${keyOf('Front')}`]: 'approved' })
    expect(page.status).toBe(409)
    expect(page.text).toContain('newer version')
    expect(await count(scene)).toBe(0)
  })

  it('and were not sent yet: exactly what was shown is recorded, and the job stays out of production', async () => {
    const scene = await makeWork([brakes[0] ?? { name: 'Pads', price: '1' }])
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    const shown = await browser.get(linesPage(scene))
    await changed(scene)
    const keyOf = await keysOf(scene)
    const sent = await browser.submit(shown, `${linesPage(scene)}/answer`, { [`answer-${keyOf('Front')}`]: 'approved' })
    expect(sent.status).toBe(303)
    expect((await recorded(scene)).approvedMinor).toBe(41_200)
    const { shop, desk, job } = scene
    await shop.rows(`UPDATE jobs SET needs = '["work"]'`)
    const to = shop.statuses.find(({ stage }) => stage === 'in_production')?.id ?? ''
    const moved = await desk.submit(await desk.get(`${shop.desk}/jobs/${job}`), `${shop.desk}/jobs/${job}/moves`, { to })
    expect(moved.status).toBe(409)
  })

  it('after the answer was read and before it is written are refused too', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    const meanwhile = 'UPDATE approval_requests SET edition = 2, version = version + 1'
    const page = await between(scene, 'approval.given', () => answer(scene, browser, { Front: 'approved' }), meanwhile)
    expect([404, 409]).toContain(page.status)
    expect(await count(scene)).toBe(0)
  })

  it('while the shop sends them are refused to the shop', async () => {
    const scene = await makeWork()
    const meanwhile = 'UPDATE jobs SET version = version + 1'
    expect((await between(scene, 'approval.asked', () => sendLines(scene), meanwhile)).status).toBe(409)
    expect(await scene.shop.rows('SELECT count(*) FROM editions')).toEqual([[0]])
  })
})

describe('prices and totals', () => {
  it.each([
    [
      'an amount beside the answer',
      { 'amount-x': '1', amountMinor: '1', totalMinor: '1', approvedMinor: '1', 'unitPrice[]': '0' },
    ],
    ['another currency', { currency: 'JPY' }],
    ['another consent', { consent: 'I authorize nothing.' }],
    ['another door and actor', { door: 'phone', actor: 'staff', contact: 'con_x', customer: 'cus_x' }],
    ['a request of somebody else', { request: 'apr_x', subject: 'job_x', id: 'job_x' }],
  ])('come from the edition: %s changes nothing', async (_, fields) => {
    const scene = await makeWork()
    await sendLines(scene)
    expect((await answer(scene, await scene.shop.signedIn(scene.contact), { Front: 'approved' }, fields)).status).toBe(303)
    expect(await recorded(scene)).toMatchObject({
      ...{ approvedMinor: 41_200, currency: 'USD', door: 'portal', job: scene.job, customer: scene.contact.customerId },
      actor: { kind: 'contact', id: scene.contact.contactId },
      consent: expect.stringContaining('I authorize the work'),
    })
  })

  it.each([
    ['an edition to come', { edition: '2' }, 409],
    ['an edition that was never', { edition: '0' }, 409],
    ['no edition', { edition: '' }, 422],
    ['an edition that is no number', { edition: '1e0' }, 422],
    ['a line that is not asked', { 'answer-key_nobody': 'approved' }, 409],
    ['an answer that is none', { 'answer-key_nobody': 'yes' }, 422],
    ['two answers to a line that is not asked', { 'answer-key_nobody': ['approved', 'declined'] }, 409],
    ['a comment without end', { 'why-key_nobody': 'x'.repeat(1_001) }, 422],
    ['a PO number without end', { poNumber: 'x'.repeat(61) }, 422],
  ])('%s is refused, and nothing is recorded', async (_, fields, status) => {
    const scene = await makeWork()
    await sendLines(scene)
    const page = await answer(scene, await scene.shop.signedIn(scene.contact), { Front: 'approved' }, fields)
    expect(page.status).toBe(status)
    expect(await count(scene)).toBe(0)
  })

  it('another customer finds neither the page nor its answer', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    const stranger = await scene.shop.signedIn(await scene.shop.customer({ customerName: 'Other Co.' }))
    expect((await stranger.get(linesPage(scene))).status).toBe(404)
    const keyOf = await keysOf(scene)
    const yes = { edition: '1', [`answer-${keyOf('Front')}`]: 'approved' }
    expect((await stranger.post(`${linesPage(scene)}/answer`, yes)).status).toBe(404)
    const sitting = { [`edition-${scene.job}`]: '1', [`answer-${scene.job}.${keyOf('Front')}`]: 'approved' }
    expect((await stranger.post(`${scene.shop.base}/lines/answer`, sitting)).status).toBe(409)
    expect(await count(scene)).toBe(0)
  })
})

describe('signing', () => {
  const signing = (signature: string) =>
    JSON.stringify({
      ...{ needs: ['work'], po: 'demanded', mailsShop: true, recipients: [], remindAfterDays: [], remindBeforeHours: 0 },
      ...{ workingDays: [1, 2, 3, 4, 5], linkCode: 'never', linkCodeAboveMinor: 0 },
      ...Object.fromEntries(
        ['proof', 'work', 'estimate'].map((kind) => [
          kind,
          { signature, signatureAboveMinor: 0, checklist: ['The unit is right'] },
        ]),
      ),
    })

  it('asks for terms, checklist, name and PO number before a yes, and for none of it before a no', async () => {
    const scene = await makeWork()
    await scene.shop.rows('UPDATE profile SET approvals = ?', signing('always'))
    await scene.shop.rows(
      `INSERT INTO terms (id, number, text, sha256, created_by_id, created_at) VALUES ('trm_1', 1, 'We stand behind our work.', 'abc', 'stf_1', 1)`,
    )
    await sendLines(scene)
    const browser = await scene.shop.signedIn(scene.contact)
    const missing = await answer(scene, browser, { Front: 'approved' })
    expect(missing.status).toBe(422)
    expect(missing.text).toContain('We stand behind our work.')
    for (const sentence of ['Read the terms', 'Tick each point', 'PO number']) expect(missing.text).toContain(sentence)
    expect(missing.text).toMatch(/name="answer-[^"]*"[^>]*value="approved" checked/)
    expect((await answer(scene, browser, { Cabin: 'declined' })).status).toBe(303)
    const signed = { agrees: 'on', checked: '0', signedName: 'Joanne Mercer', poNumber: 'PO-9' }
    expect((await answer(scene, browser, { Front: 'approved' }, signed)).status).toBe(303)
    const [[payload] = []] = await scene.shop.rows(
      'SELECT p.payload FROM approval_payloads p JOIN approvals a ON a.id = p.approval_id ORDER BY a.sequence DESC',
    )
    expect(JSON.parse(String(payload)).signature).toEqual({ kind: 'typed', name: 'Joanne Mercer' })
  })
})
