import { describe, expect, it } from 'vitest'
import { setClock, start } from '#testing/world.ts'
import { makeSent } from './testing.ts'

const said = { saidBy: 'Joanne Mercer', how: 'phone', saidOn: '2030-04-09', saidTime: '11:00', note: 'Go ahead, she said' }
const yes = { ...said, answer: 'approved', tier: 'b' }

async function makeScene(options: Parameters<typeof makeSent>[0] = {}) {
  const scene = await makeSent(options)
  const { shop, desk, record } = scene
  const form = () => desk.get(`${record}/answers/new`)
  const put = async (fields: Record<string, string | string[]>) => desk.submit(await form(), `${record}/answers`, fields)
  const [[addOn] = []] = await shop.rows("SELECT line_key FROM estimate_lines WHERE name = 'Alignment'")
  return { ...scene, form, put, addOn: String(addOn) }
}

describe('an answer to an estimate by phone, text or in person, put down at the desk', () => {
  it('is a yes to the choice that was named, with who said it and who put it down, and becomes a job', async () => {
    const { shop, desk, record, page, customer, contact, put, addOn } = await makeScene({ fields: { deposit: '25%' } })
    expect((await desk.get(record)).text).toContain(`href="${record}/answers/new"`)
    expect((await put({ ...yes, 'addOns[]': [addOn] })).location).toBe(`${record}?did=putDown`)
    const [[body, payload] = []] = await shop.rows(
      'SELECT a.body, p.payload FROM approvals a JOIN approval_payloads p ON p.approval_id = a.id',
    )
    expect(JSON.parse(String(body))).toMatchObject({
      ...{ kind: 'estimate', door: 'phone', outcome: 'approved', terms: null, checklist: [], approvedMinor: 188_900 },
      ...{ consent: 'Said by phone and put down by the shop.', proof: { method: 'staff_word', at: null } },
    })
    expect(JSON.parse(String(payload))).toMatchObject({ name: 'Joanne Mercer', saidAt: '2030-04-09T15:00:00.000Z', email: null })
    expect(await shop.rows('SELECT name FROM job_lines ORDER BY position')).toEqual([
      ['Road test'],
      ['New rotors and pads'],
      ['Alignment'],
    ])
    const [[name] = []] = await shop.rows('SELECT name FROM staff WHERE id = ?', desk.staffId)
    expect((await desk.get(record)).text).toContain(`Put down by ${name}.`)
    const theirs = await customer.get(page)
    expect(theirs.text).toContain('Joanne Mercer approved this estimate')
    expect(theirs.text).toContain(`${name} put this down after Joanne Mercer said it to us.`)
    expect(theirs.text).toContain('Deposit to pay: $472.25')
    const mails = await shop.mailsTo(contact.email ?? '')
    expect(mails.map(({ Text }) => Text).join()).toContain('3 lines approved: Brakes and suspension, by phone.')
  })

  it('is a no to the whole, with their words, and the customer reads who put it down', async () => {
    const { shop, desk, record, page, customer, put } = await makeScene()
    expect((await put({ ...said, answer: 'declined' })).status).toBe(303)
    expect(await shop.rows('SELECT outcome FROM approvals')).toEqual([['declined']])
    expect((await desk.get(record)).text).toContain('“Go ahead, she said”')
    expect((await customer.get(page)).text).toContain('put this down after Joanne Mercer said it to us')
  })

  it.each([
    ['no answer', { answer: '' }, 'Choose what they said'],
    ['no way chosen', { tier: '' }, 'Choose one of the ways first'],
    ['a way that is not offered', { tier: 'z' }, 'Choose one of the ways first'],
    ['nobody named', { saidBy: '' }, 'Type who said it'],
    ['no way of saying it', { how: '' }, 'Choose how they said it'],
    ['a day to come', { saidOn: '2030-04-10' }, 'That day has not come yet'],
    ['a time before it was sent', { saidTime: '10:59' }, 'That was before this version was sent'],
  ])('is not kept with %s, and what was typed stays', async (_, wrong, sentence) => {
    const { shop, put, addOn } = await makeScene()
    const page = await put({ ...yes, 'addOns[]': [addOn], ...wrong })
    expect([page.status, page.text.includes(sentence)]).toEqual([422, true])
    expect(page.text).toContain('Go ahead, she said')
    expect(page.text).toMatch(new RegExp(`value="${addOn}"[^>]* checked`))
    expect(await shop.rows('SELECT count(*) FROM approvals')).toEqual([[0]])
  })

  it('is not kept for a draft, a version that was replaced, a day that is over, or what the customer answered', async () => {
    const { shop, desk, record, id, form, put } = await makeScene({ fields: { validUntilOn: '2030-04-09' } })
    const old = await form()
    await desk.submit(await desk.get(record), `${record}/sending`)
    expect((await desk.submit(old, `${record}/answers`, yes)).status).toBe(409)
    const copy = (await desk.submit(await desk.get(record), `${record}/copies`)).location.replace(/\?.*/, '')
    expect((await desk.get(`${copy}/answers/new`)).status).toBe(404)
    const open = await form()
    setClock(start + 86_400_000)
    expect((await put(yes)).status).toBe(409)
    expect((await desk.get(record)).text).not.toContain('/answers/new')
    setClock(start)
    expect((await desk.submit(open, `${record}/answers`, { ...said, answer: 'declined' })).status).toBe(303)
    expect((await put(yes)).status).toBe(409)
    expect(await shop.rows('SELECT count(*) FROM jobs WHERE estimate_id = ?', id)).toEqual([[0]])
  })

  it('is for those who meet customers', async () => {
    const { shop, record } = await makeScene()
    const production = await shop.staff('production')
    expect((await production.get(`${record}/answers/new`)).status).toBe(403)
    expect((await production.post(`${record}/answers`, { ...yes, edition: '1' })).status).toBe(403)
  })
})
