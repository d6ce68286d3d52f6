import { describe, expect, it } from 'vitest'
import { makeShop } from '#testing/world.ts'
import { defaultApprovals } from './rules.ts'
import { makeJob, sendParts } from './testing.ts'

async function makeScene() {
  const shop = await makeShop({ trade: 'fleet', needs: ['work'] })
  const contact = await shop.customer()
  const job = await makeJob(shop, contact)
  const answers = `${shop.desk}/approval-requests/${await sendParts(shop, contact, job)}/answers`
  const desk = await shop.staff('advisor')
  const said = { saidBy: 'Joanne Mercer', how: 'phone', saidOn: '2030-04-09', saidTime: '11:00', note: 'Go ahead, she said' }
  const record = async (fields: Record<string, string>) => desk.submit(await desk.get(`${answers}/new`), answers, fields)
  return { shop, contact, job, desk, answers, said, record }
}
const yes = { 'answer-lin_pads': 'approved', 'answer-lin_flush': 'approved' }

describe('4.10: staff record an answer given by phone, text or in person', () => {
  it.each(['phone', 'text', 'in_person'])('by %s, marked so, with who said it, when, and who put it down', async (how) => {
    const { shop, job, desk, said, record } = await makeScene()
    expect((await record({ ...said, ...yes, how })).location).toContain(`/jobs/${job}?did=answered`)
    const [[body, payload] = []] = await shop.rows(
      'SELECT a.body, p.payload FROM approvals a JOIN approval_payloads p ON p.approval_id = a.id',
    )
    expect(JSON.parse(String(body))).toMatchObject({ door: how, outcome: 'approved', proof: { method: 'staff_word', at: null } })
    expect(JSON.parse(String(payload))).toMatchObject({
      ...{ name: 'Joanne Mercer', saidAt: '2030-04-09T15:00:00.000Z', email: null, note: 'Go ahead, she said' },
      recordedBy: expect.stringContaining('advisor'),
    })
    expect((await desk.get(`${shop.desk}/jobs/${job}`)).text).toContain('The lines of Unit 14 answered by Joanne Mercer')
    expect((await desk.get(`${shop.desk}/jobs/${job}`)).text).toContain('Approved by Joanne Mercer, ')
    expect((await desk.get(`${shop.desk}/jobs/${job}`)).text).toContain(': the lines of Unit 14')
  })

  it('and says so where the form lacks how they said it', async () => {
    const { desk, said, answers } = await makeScene()
    const { how, ...rest } = said
    const wrong = await desk.submit(await desk.get(`${answers}/new`), answers, { ...rest, ...yes })
    expect([how, wrong.status, wrong.text]).toEqual(['phone', 422, expect.stringContaining('Choose how they said it')])
    expect(wrong.text).not.toContain('Invalid')
  })

  it('and the job may go on with it', async () => {
    const { shop, job, desk, said, record } = await makeScene()
    await record({ ...said, ...yes })
    const page = `${shop.desk}/jobs/${job}`
    const to = shop.statuses.find(({ stage }) => stage === 'in_production')?.id ?? ''
    expect((await desk.submit(await desk.get(page), `${page}/moves`, { to })).status).toBe(303)
  })

  it.each([
    ['nobody named', { saidBy: '' }, 'Type who said it'],
    ['no way chosen', { how: '' }, 'Choose how they said it'],
    ['a day to come', { saidOn: '2030-04-10' }, 'has not come yet'],
    ['a time before it was sent', { saidTime: '10:59' }, 'That was before this version was sent'],
    ['a time to come', { saidTime: '23:00' }, 'That time has not come yet'],
    ['no time', { saidTime: '' }, 'Type the time'],
    ['an unknown way', { how: 'pigeon' }, 'Choose how they said it'],
  ])('but not with %s, and what was typed stays', async (_, wrong, sentence) => {
    const { shop, said, record } = await makeScene()
    const page = await record({ ...said, ...yes, ...wrong })
    expect(page.status).toBe(422)
    expect(page.text).toContain(sentence)
    expect(page.text).toContain('Go ahead, she said')
    expect(await shop.rows('SELECT count(*) FROM approvals')).toEqual([[0]])
  })

  it('but not without their PO number where the shop demands one: all that is missing is said at once', async () => {
    const { shop, contact, job, record } = await makeScene()
    await shop.rows('UPDATE profile SET approvals = ?', JSON.stringify({ ...defaultApprovals('fleet'), po: 'demanded' }))
    await sendParts(shop, contact, job, [{ key: 'lin_pads', title: 'Front brake pads', amountMinor: 50_000 }])
    const page = await record({ 'answer-lin_pads': 'approved', saidBy: '', how: '', saidOn: '2030-04-09', saidTime: '23:00' })
    for (const sentence of ['Type who said it', 'Choose how they said it', 'That time has not come yet', 'Type their PO number'])
      expect(page.text).toContain(sentence)
    const fields = { saidBy: 'Joanne', how: 'phone', saidOn: '2030-04-09', saidTime: '11:00', poNumber: 'BP-9' }
    expect((await record({ 'answer-lin_pads': 'approved', ...fields })).status).toBe(303)
  })

  it('but not without an answer, nor to a version that was replaced', async () => {
    const { shop, contact, job, desk, answers, said, record } = await makeScene()
    expect((await record(said)).text).toContain('Choose what they said to at least one')
    const old = await desk.get(`${answers}/new`)
    await sendParts(shop, contact, job, [{ key: 'lin_pads', title: 'Front brake pads', amountMinor: 50_000 }])
    expect((await desk.submit(old, answers, { ...said, ...yes })).status).toBe(409)
    expect(await shop.rows('SELECT count(*) FROM approvals')).toEqual([[0]])
  })

  it('is for those who meet customers', async () => {
    const { shop, answers, said } = await makeScene()
    const production = await shop.staff('production')
    expect((await production.get(`${answers}/new`)).status).toBe(403)
    expect((await production.post(answers, { ...said, ...yes, edition: '1' })).status).toBe(403)
  })
})
