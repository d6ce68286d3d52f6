import { describe, expect, it } from 'vitest'
import { defaultApprovals } from '#features/approvals/rules.ts'
import { approveConsent, refusalConsent } from '#features/approvals/words.ts'
import type { Fields } from '#testing/browser.ts'
import { libsql } from '#testing/outside.ts'
import {
  artwork,
  expectDone,
  keysOf,
  makeProofScene,
  type ProofScene,
  save,
  sendDesigns,
  sendIt,
  signed,
  stateOf,
} from './testing.ts'

const answer = `/answer`
const count = async ({ shop }: ProofScene, table: string) => (await shop.rows(`SELECT count(*) FROM ${table}`))[0]?.[0]
const stageOf = async ({ shop }: ProofScene) =>
  (await shop.rows('SELECT s.stage FROM jobs j JOIN statuses s ON s.id = j.status_id'))[0]?.[0]

async function sceneWith(names: readonly string[], rule = 'all', contact: Parameters<typeof makeProofScene>[0] = {}) {
  const scene = await makeProofScene(contact)
  await sendDesigns(scene, names, rule)
  const dana = await scene.shop.signedIn(scene.contact)
  const keys = await keysOf(scene)
  const all = Object.values(keys)
  const base = { edition: '1', 'design[]': all }
  return { scene, dana, keys, all, base, say: (fields: Fields) => dana.post(scene.page + answer, { ...base, ...fields }) }
}

describe('a customer', () => {
  it('approves the one design with name and checklist, and the job moves to Art approved', async () => {
    const { scene, dana, all, say } = await sceneWith(['badge'])
    const done = await say({ choice: all[0] ?? '', ...signed })
    expect(done.location).toBe(`${scene.page}?did=approved`)
    expect(await stateOf(scene)).toEqual(['approved', 1, 0, 0])
    expect(await stageOf(scene)).toBe('approved')
    const answered = await dana.get(done.location)
    expect(answered.text).toContain('Approved. We make it just like this')
    const [, record = ''] = /href="([^"]+)">Record and receipt of /.exec(answered.text) ?? []
    expect((await dana.get(record)).text).toContain('Receipt, PDF')
  })

  it('agrees to nothing and ticks nothing by saying no or asking for changes: the record says just that', async () => {
    for (const choice of ['declined', 'changes'] as const) {
      const { scene, say } = await sceneWith(['badge'])
      expectDone(await say({ choice, note: 'Smaller, please' }))
      const [[body] = []] = await scene.shop.rows('SELECT body FROM approvals')
      const { consent, checklist, terms } = JSON.parse(String(body))
      expect([consent, checklist, terms]).toEqual([refusalConsent[choice], [], null])
    }
    const { scene, all, say } = await sceneWith(['badge'])
    expectDone(await say({ choice: all[0] ?? '', ...signed }))
    const [[body] = []] = await scene.shop.rows('SELECT body FROM approvals')
    expect(JSON.parse(String(body))).toMatchObject({
      consent: approveConsent.proof,
      checklist: expect.arrayContaining([expect.any(String)]),
    })
  })

  it('presses the form of the page itself, through a mailed link as well', async () => {
    const { scene, keys } = await sceneWith(['badge'])
    const { shop, contact } = scene
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/proof\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    const anyone = shop.visitor()
    const page = await anyone.get(pathname)
    expectDone(await anyone.submit(page, pathname + answer, { choice: keys['Badge'] ?? '', ...signed }))
    const [, record = ''] = /href="([^"]+)">Record and receipt of /.exec((await anyone.get(pathname)).text) ?? []
    expect(record).toMatch(/^\/view\/proof\//)
    expect((await anyone.get(record)).text).toContain('Receipt, PDF')
    const [[body] = []] = await shop.rows('SELECT body FROM approvals')
    expect(JSON.parse(String(body))).toMatchObject({ door: 'link', proof: { method: 'mailed_link' } })
  })

  it('asks for changes with notes: back to the shop, and the notes are on record', async () => {
    const { scene, say } = await sceneWith(['badge'])
    const silent = await say({ choice: 'changes' })
    expect(silent.status).toBe(422)
    expect(silent.text).toContain('Say what should change')
    expectDone(await say({ choice: 'changes', note: 'Make the hop greener.' }))
    expect(await stateOf(scene)).toEqual(['changes_requested', 1, 0, 0])
    expect(await stageOf(scene)).toBe('artwork')
    expect((await scene.desk.get(`${scene.editor}?version=1`)).text).toContain('Make the hop greener.')
    const editor = await scene.desk.get(scene.editor)
    expect(editor.text).toContain('Dana Whitfield asked for changes Tue, Apr 9, 11:00 am')
    expect(editor.text).toContain('Make the hop greener.')
  })

  it.each(['changes', 'declined'])('who said “%s” is not asked the very same again, unless the shop says why', async (choice) => {
    const { scene, say } = await sceneWith(['badge'])
    expectDone(await say({ choice, note: 'Greener' }))
    const before = await stateOf(scene)
    const same = await sendIt(scene)
    expect([same.status, same.text]).toEqual([409, expect.stringContaining('Nothing changed since it was answered')])
    expect(await stateOf(scene)).toEqual(before)
    expectDone(await sendIt(scene, { note: 'As agreed by phone, it stays as it was' }))
    expect(await stateOf(scene)).toEqual(['open', 2, 1, 0])
  })

  it('declines without signing, and the job goes on hold', async () => {
    const { scene, say } = await sceneWith(['badge'])
    expectDone(await say({ choice: 'declined' }))
    expect(await stateOf(scene)).toEqual(['declined', 1, 0, 0])
    expect(await stageOf(scene)).toBe('on_hold')
  })

  it('gets back what was typed where something is missing', async () => {
    const { scene, all, say } = await sceneWith(['badge'])
    const missing = await say({ choice: all[0] ?? '', signedName: '', note: 'Thread as on the caps.', 'checked[]': ['0'] })
    expect(missing.status).toBe(422)
    expect(missing.text).toContain('Thread as on the caps.')
    expect(missing.text).toContain('Tick each point once you have checked it')
    expect(await count(scene, 'approvals')).toBe(0)
  })
})

describe('the outcome under each rule', () => {
  it.each<[string, string, Record<string, string>, string, string]>([
    ['all', 'all approved', { 'answer-a': 'approved', 'answer-b': 'approved' }, 'approved', 'approved'],
    ['all', 'one to change', { 'answer-a': 'approved', 'answer-b': 'changes' }, 'changes_requested', 'artwork'],
    ['all', 'one declined', { 'answer-a': 'approved', 'answer-b': 'declined' }, 'declined', 'on_hold'],
    ['any', 'one approved, one declined', { 'answer-a': 'approved', 'answer-b': 'declined' }, 'approved', 'approved'],
    ['any', 'none approved', { 'answer-a': 'declined', 'answer-b': 'declined' }, 'declined', 'on_hold'],
    ['one', 'the second chosen', { choice: 'b' }, 'approved', 'approved'],
    ['one', 'none chosen', { choice: 'declined' }, 'declined', 'on_hold'],
    ['one', 'something else wanted', { choice: 'changes' }, 'changes_requested', 'artwork'],
  ])('%s of them: %s', async (rule, _, words, state, stage) => {
    const { scene, keys, say } = await sceneWith(['a', 'b'], rule)
    const named = Object.entries(words).map(([name, value]) => [
      name.replace(/^answer-(.)$/, (_all, title: string) => `answer-${keys[title.toUpperCase()]}`),
      keys[value.toUpperCase()] ?? value,
    ])
    expectDone(await say({ ...Object.fromEntries(named), note: 'So be it.', ...signed }))
    expect((await stateOf(scene))[0]).toBe(state)
    expect(await stageOf(scene)).toBe(stage)
  })

  it('leaves no second choice where one was chosen', async () => {
    const { scene, keys, say } = await sceneWith(['a', 'b'], 'one')
    expectDone(await say({ choice: keys['A'] ?? '', ...signed }))
    const second = await say({ choice: keys['B'] ?? '', ...signed })
    expect(second.status).toBe(409)
    expect(second.text).toContain('approved already')
    expect(await scene.shop.rows('SELECT part_key FROM decisions')).toEqual([[keys['A']]])
  })
})

describe('a new edition', () => {
  it('locks the one before with its comments, and an answer to that one is refused', async () => {
    const { scene, dana, all, say } = await sceneWith(['badge'])
    const { page, editor, desk } = scene
    const pin = { edition: '1', design: all[0] ?? '', xPpm: '500000', yPpm: '500000', body: 'Bigger here' }
    expectDone(await dana.post(`${page}/pins`, pin))
    expectDone(await save(scene, { note: 'Bigger now.' }))
    expectDone(await sendIt(scene))
    const refused = await say({ choice: all[0] ?? '', ...signed })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('newer version')
    expect(await count(scene, 'approvals')).toBe(0)
    const [[id] = []] = await scene.shop.rows('SELECT id FROM pins')
    for (const browser of [dana, desk]) {
      const base = browser === desk ? editor : page
      expect((await browser.post(`${base}/pins`, pin)).status).toBe(409)
      expect((await browser.post(`${base}/pins/${id}/messages`, { body: 'Late' })).status).toBe(409)
    }
    expect(await count(scene, 'messages')).toBe(1)
    const old = await dana.get(`${page}?version=1`)
    expect(old.text).toContain('Bigger here')
    expect(old.text).toContain('can no longer be approved')
    expect(old.text).not.toContain('name="choice"')
    expect((await dana.get(page)).text).not.toContain('Bigger here')
  })

  it('keeps the decision on a design whose files did not change, even when the same bytes are uploaded again', async () => {
    const { scene, keys, dana, say } = await sceneWith(['a', 'b'])
    expectDone(await say({ [`answer-${keys['A']}`]: 'approved', [`answer-${keys['B']}`]: 'changes', note: 'Greener', ...signed }))
    const twin = await artwork(scene.shop, 'a.png')
    await scene.shop.rows(
      `UPDATE files SET sha256 = (SELECT f.sha256 FROM files f JOIN designs d ON d.file_id = f.id WHERE d.design_key = ?) WHERE id = ?`,
      keys['A'],
      twin,
    )
    const fresh = await artwork(scene.shop, 'b2.png')
    expectDone(await save(scene, { [`artwork-${keys['A']}[]`]: [twin], [`artwork-${keys['B']}[]`]: [fresh] }))
    expectDone(await sendIt(scene))
    expect(await stateOf(scene)).toEqual(['open', 2, 1, 0])
    const page = await dana.get(scene.page)
    expect(page.text).toContain('It did not change, so the approval stands.')
    expectDone(
      await dana.post(scene.page + answer, { edition: '2', 'design[]': [keys['B'] ?? ''], choice: keys['B'] ?? '', ...signed }),
    )
    expect(await stateOf(scene)).toEqual(['approved', 2, 0, 0])
  })

  it('under “one of them” asks anew once any design changed, and not when none did', async () => {
    const { scene, keys, say } = await sceneWith(['a', 'b'], 'one')
    expectDone(await say({ choice: keys['A'] ?? '', ...signed }))
    expectDone(await sendIt(scene, { note: 'The same two, for your files' }))
    expect((await stateOf(scene)).slice(0, 2)).toEqual(['approved', 2])
    expectDone(await save(scene, { [`note-${keys['B']}`]: 'A little lighter' }))
    expectDone(await sendIt(scene))
    expect(await stateOf(scene)).toEqual(['open', 3, 2, 0])
  })
})

describe('the right to decide', () => {
  it('is the contact’s tick: without it no door lets a decision through', async () => {
    const { scene, dana, say, all } = await sceneWith(['badge'])
    const { shop, contact, page } = scene
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/proof\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    await shop.rows('UPDATE contacts SET can_approve = 0')
    const fields = { edition: '1', 'design[]': all, choice: all[0] ?? '', ...signed }
    for (const word of [all[0] ?? '', 'changes', 'declined']) {
      expect((await say({ choice: word, note: 'x', ...signed })).status).toBe(403)
      expect((await shop.visitor().post(pathname + answer, { ...fields, choice: word })).status).toBe(403)
    }
    for (const shown of [await dana.get(page), await shop.visitor().get(pathname)])
      expect(shown.text).not.toContain('name="choice"')
    expect(await count(scene, 'approvals')).toBe(0)
  })

  it('counts at the moment of writing: un-ticked between look and write, nothing is decided', async () => {
    const { scene, all, say } = await sceneWith(['badge'])
    await libsql.exec(
      scene.shop.namespace,
      `CREATE TRIGGER unticked AFTER INSERT ON commands BEGIN UPDATE contacts SET can_approve = 0; END`,
    )
    const refused = await say({ choice: all[0] ?? '', ...signed })
    expect(refused.status).toBe(409)
    expect(await count(scene, 'approvals')).toBe(0)
  })

  it('ends with the access: link and session open nothing more', async () => {
    const { scene, say, all } = await sceneWith(['badge'])
    const { shop, contact } = scene
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/proof\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    await shop.rows('UPDATE contacts SET has_access = 0')
    expect((await shop.visitor().get(pathname)).status).toBe(404)
    expect((await say({ choice: all[0] ?? '', ...signed })).location).toContain('/sign-in')
    expect(await count(scene, 'approvals')).toBe(0)
  })

  it('is not another company’s, nor does a proof show them anything', async () => {
    const { scene, all, base } = await sceneWith(['badge'])
    const stranger = await scene.shop.signedIn(await scene.shop.customer({ customerName: 'Other Co.' }))
    expect((await stranger.get(scene.page)).status).toBe(404)
    expect((await stranger.post(scene.page + answer, { ...base, choice: all[0] ?? '', ...signed })).status).toBe(404)
    expect(
      (await stranger.post(`${scene.page}/pins`, { edition: '1', design: all[0] ?? '', field: '5', body: 'Hi' })).status,
    ).toBe(404)
    expect(await count(scene, 'approvals')).toBe(0)
  })

  it('of a link passed on needs a name, and one to look only decides and says nothing', async () => {
    const { scene, all } = await sceneWith(['badge'])
    const { shop, contact } = scene
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/proof\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    const fields = { edition: '1', 'design[]': all, choice: all[0] ?? '', ...signed }
    await shop.rows(`UPDATE item_links SET forwarded_to = 'Sam', may_decide = 0`)
    expect((await shop.visitor().post(pathname + answer, fields)).status).toBe(403)
    const pin = { edition: '1', design: all[0] ?? '', field: '5', body: 'Hi' }
    expect((await shop.visitor().post(`${pathname}/pins`, pin)).status).toBe(403)
    await shop.rows('UPDATE item_links SET may_decide = 1')
    expect((await shop.visitor().post(pathname + answer, { ...fields, signedName: '' })).status).toBe(422)
    expectDone(await shop.visitor().post(pathname + answer, { ...fields, signedName: 'Sam Ortiz' }))
    const [[payload, body] = []] = await shop.rows(
      'SELECT p.payload, a.body FROM approvals a JOIN approval_payloads p ON p.approval_id = a.id',
    )
    expect(JSON.parse(String(payload))).toMatchObject({ name: 'Sam Ortiz', forwardedTo: 'Sam', forwardedBy: 'Dana Whitfield' })
    expect(JSON.parse(String(body))).toMatchObject({ door: 'forward', proof: { method: 'none', at: null } })
  })
})

describe('tampering with the form', () => {
  it.each<[string, Fields, number]>([
    ['an edition that is not', { edition: '2' }, 409],
    ['no edition', { edition: '' }, 422],
    ['a design of nowhere', { 'design[]': ['dsg_x'], choice: 'dsg_x' }, 422],
    [
      'a design beside the ones asked',
      { 'design[]': ['KEY', 'dsg_x'], choice: '', 'answer-KEY': 'approved', 'answer-dsg_x': 'approved' },
      409,
    ],
    ['no design', { 'design[]': [], choice: 'approved' }, 422],
    ['a word that is none', { choice: 'overridden' }, 422],
    ['a checklist that is not', { 'checked[]': ['0', '0', '0', '0', '9'] }, 422],
    ['a name of one letter', { signedName: 'D' }, 422],
    ['a drawing that is none', { drawn: '{"strokes":"x"}' }, 422],
  ])('%s gives nothing', async (_, fields, status) => {
    const { scene, all, say } = await sceneWith(['badge'])
    const real = (text: string) => text.replaceAll('KEY', all[0] ?? '')
    const filled = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        real(name),
        typeof value === 'string' ? real(value) : Array.isArray(value) ? value.map(real) : '',
      ]),
    )
    expect((await say({ choice: all[0] ?? '', ...signed, ...filled })).status).toBe(status)
    expect(await count(scene, 'approvals')).toBe(0)
  })

  it('with words of the record changes no record: consent, total, state and time are the shop’s', async () => {
    const { scene, all, say } = await sceneWith(['badge'])
    const forged = {
      consent: 'I owe nothing',
      approvedMinor: '1',
      outcome: 'declined',
      at: '2000',
      door: 'phone',
      amountMinor: '5',
    }
    expectDone(await say({ choice: all[0] ?? '', ...signed, ...forged }))
    const [[text] = []] = await scene.shop.rows('SELECT body FROM approvals')
    expect(JSON.parse(String(text))).toMatchObject({
      ...{ consent: 'I have looked at exactly this version and approve it for production.', approvedMinor: null, door: 'portal' },
      ...{ outcome: 'approved', at: '2030-04-09T15:00:00.000Z' },
    })
  })
})

describe('an answer while the shop works on', () => {
  const forty = 40
  it('is one record however many press, and all are told the same', async () => {
    const { scene, all, say } = await sceneWith(['badge'])
    const pages = await Promise.all(Array.from({ length: forty }, () => say({ choice: all[0] ?? '', ...signed })))
    expect(new Set(pages.map(({ status, location }) => `${status} ${location}`)).size).toBe(1)
    expect(await count(scene, 'approvals')).toBe(1)
  })

  it('of which one says yes and one says no stands for the first, and the other is told so', async () => {
    const { scene, all, say } = await sceneWith(['badge'])
    const pages = await Promise.all([say({ choice: all[0] ?? '', ...signed }), say({ choice: 'declined' })])
    expect(pages.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await count(scene, 'approvals')).toBe(1)
  })

  it('that came by a mailed link after another stood leads back to what stands', async () => {
    const { scene, all, say } = await sceneWith(['badge'])
    const { shop, contact } = scene
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/proof\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    const visitor = shop.visitor()
    const opened = await visitor.get(pathname)
    expectDone(await say({ choice: all[0] ?? '', ...signed }))
    const late = await visitor.submit(opened, `${pathname}/answer`, { choice: 'declined', note: 'No' })
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('This was approved already.')])
    expect(late.text).toContain(`href="${pathname}"`)
    expect((await visitor.get(pathname)).text).toContain('Approved. We make it just like this')
  })

  it.each([
    ['the look', String.raw`threads\".\"customer_id\" = `],
    ['the writing', String.raw`insert into \"approval_payloads\"`],
  ])('never approves what was not shown, though a new edition is sent at the await before %s', async (_, match) => {
    const { scene, all, say } = await sceneWith(['badge'])
    expectDone(await save(scene, { note: 'Moved by an inch' }))
    await libsql.resetCounters(scene.shop.namespace)
    await libsql.fault(scene.shop.namespace, [{ kind: 'hold', match }])
    const pressed = say({ choice: all[0] ?? '', ...signed })
    await libsql.untilAsked(scene.shop.namespace, match)
    expectDone(await sendIt(scene))
    await libsql.heal(scene.shop.namespace)
    expect((await pressed).status).toBe(409)
    expect(await count(scene, 'approvals')).toBe(0)
    expect(await stateOf(scene)).toEqual(['open', 2, 1, 0])
  })
})

describe('prices', () => {
  it('stand on no proof, whoever looks', async () => {
    const { scene, dana } = await sceneWith(['badge'], 'all', { seesPrices: false })
    await scene.shop.rows(`INSERT INTO job_lines (id, job_id, line_key, position, name, quantity, unit_price_minor)
      VALUES ('lin_1', '${scene.job}', 'lin_1', 0, 'Polo', 48000, 4711)`)
    expect((await dana.get(scene.page)).text).not.toMatch(/47\.11|\$/)
    expect((await dana.get(`${scene.page}?version=1`)).text).not.toMatch(/47\.11|\$/)
  })
})

describe('a shop that asks for a code', () => {
  it('records an answer through a mailed link only once the mailbox was proven', async () => {
    const { scene, all } = await sceneWith(['badge'])
    const { shop, contact } = scene
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/proof\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    await shop.rows('UPDATE profile SET approvals = ?', JSON.stringify({ ...defaultApprovals('decoration'), linkCode: 'always' }))
    const anyone = shop.visitor()
    const fields = { edition: '1', 'design[]': all, choice: 'declined' }
    const asked = await anyone.post(pathname + answer, fields)
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('name="code"')
    expect(await count(scene, 'approvals')).toBe(0)
    const [coded] = await shop.mailsTo(contact.email ?? '')
    const [, first = '', second = ''] = /\b(\d{4}) ?(\d{4})\b/.exec(coded?.Text ?? '') ?? []
    expectDone(await anyone.post(pathname + answer, { ...fields, code: first + second }))
    const [[body] = []] = await shop.rows('SELECT body FROM approvals')
    expect(JSON.parse(String(body))).toMatchObject({ door: 'link', proof: { method: 'mailed_code' } })
  })
})
