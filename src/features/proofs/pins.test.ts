import { describe, expect, it } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { setClock, start } from '#testing/world.ts'
import { artwork, expectDone, keysOf, makeProofScene, save, sendDesigns, sendIt } from './testing.ts'

async function sent() {
  const scene = await makeProofScene()
  await sendDesigns(scene, ['badge'])
  const [design = ''] = Object.values(await keysOf(scene))
  const dana = await scene.shop.signedIn(scene.contact)
  return { scene, dana, design, pins: `${scene.page}/pins` }
}

describe('a comment on the artwork', () => {
  it('has a number and a place, and both sides answer in its thread', async () => {
    const { scene, dana, design, pins } = await sent()
    const { editor, desk, shop } = scene
    expectDone(await dana.post(pins, { edition: '1', design, xPpm: '250000', yPpm: '750000', body: 'A bit higher' }))
    expectDone(await desk.post(`${editor}/pins`, { edition: '1', design, xPpm: '10', yPpm: '20', body: 'Satin stitch here' }))
    expect(await shop.rows('SELECT number, x_ppm, y_ppm FROM pins ORDER BY number')).toEqual([
      [1, 250_000, 750_000],
      [2, 10, 20],
    ])
    const [[first] = []] = await shop.rows('SELECT id FROM pins WHERE number = 1')
    expectDone(await desk.post(`${editor}/pins/${first}/messages`, { body: 'Half an inch?' }))
    expectDone(await dana.post(`${pins}/${first}/messages`, { body: 'Perfect' }))
    const page = await dana.get(scene.page)
    expect(page.text.match(/A bit higher[\s\S]*Half an inch\?[\s\S]*Perfect/)).not.toBeNull()
    expect(page.text).toContain('aria-label="Comment 2"')
  })

  it('is placed without any script: on the pressed picture, or in one of nine parts', async () => {
    const { scene, dana, design, pins } = await sent()
    const page = await dana.get(scene.page)
    expectDone(await dana.submit(page, pins, { body: 'Pressed', 'at.x': '160', 'at.y': '50' }))
    expectDone(await dana.submit(page, pins, { body: 'By key', 'at.x': '0', 'at.y': '0', field: '9', command: '' }))
    expectDone(await dana.post(pins, { edition: '1', design, field: '1', body: 'Chosen' }))
    expect(await scene.shop.rows('SELECT x_ppm, y_ppm FROM pins ORDER BY number')).toEqual([
      [500_000, 250_000],
      [833_333, 833_333],
      [166_667, 166_667],
    ])
  })

  it('without words or without a place comes back with what was typed', async () => {
    const { scene, dana, design, pins } = await sent()
    const wordless = await dana.post(pins, { edition: '1', design, field: '5', body: ' ' })
    expect(wordless.status).toBe(422)
    expect(wordless.text).toContain('Type what you want to say about this place')
    const nowhere = await dana.post(pins, { edition: '1', design, body: 'Here' })
    expect(nowhere.status).toBe(422)
    expect(nowhere.text).toContain('>Here</textarea>')
    expect(await scene.shop.rows('SELECT count(*) FROM pins')).toEqual([[0]])
  })

  it.each([
    ['a design of nowhere', { design: 'dsg_x' }, 409],
    ['a page that is not', { page: '7' }, 409],
    ['a place outside', { xPpm: '1000001' }, 422],
    ['an older or later edition', { edition: '2' }, 409],
  ])('on %s is refused', async (_, change, status) => {
    const { scene, dana, design, pins } = await sent()
    const fields = { edition: '1', design, xPpm: '1', yPpm: '1', body: 'Here', ...change }
    expect((await dana.post(pins, fields)).status).toBe(status)
    expect(await scene.shop.rows('SELECT count(*) FROM pins')).toEqual([[0]])
  })

  it('stands on a page of a document', async () => {
    const scene = await makeProofScene()
    expectDone(await save(scene, { 'file[]': [await artwork(scene.shop, 'set.pdf', { type: 'application/pdf', pages: 2 })] }))
    expectDone(await sendIt(scene))
    const [design = ''] = Object.values(await keysOf(scene))
    const dana = await scene.shop.signedIn(scene.contact)
    expectDone(await dana.post(`${scene.page}/pins`, { edition: '1', design, page: '2', field: '5', body: 'On the back' }))
    const page = await dana.get(scene.page)
    expect(page.text).toContain('Page 2 of 2')
    expect(await scene.shop.rows('SELECT page FROM pins')).toEqual([[2]])
  })

  it('sent twice is one, and forty at once get forty numbers', async () => {
    const { scene, dana, design, pins } = await sent()
    const form = { edition: '1', design, field: '5', body: 'Once', command: `cmd_${'a'.repeat(32)}` }
    await Promise.all([dana.post(pins, form), dana.post(pins, form)])
    expect(await scene.shop.rows('SELECT count(*) FROM pins')).toEqual([[1]])
    const all = Array.from({ length: 40 }, (_, i) => dana.post(pins, { edition: '1', design, field: '5', body: `No ${i}` }))
    for (const page of await Promise.all(all)) expectDone(page)
    expect(await scene.shop.rows('SELECT count(DISTINCT number), max(number) FROM pins')).toEqual([[41, 41]])
  })

  it('of another company’s proof is not there to be answered', async () => {
    const { scene, dana, design, pins } = await sent()
    expectDone(await dana.post(pins, { edition: '1', design, field: '5', body: 'Mine' }))
    const [[id] = []] = await scene.shop.rows('SELECT id FROM pins')
    const stranger = await scene.shop.signedIn(await scene.shop.customer({ customerName: 'Other Co.' }))
    expect((await stranger.post(`${pins}/${id}/messages`, { body: 'Hi' })).status).toBe(404)
    expect(await scene.shop.rows('SELECT count(*) FROM messages')).toEqual([[1]])
  })
})

describe('what is said on one edition', () => {
  it('ends at 500 comments and answers', async () => {
    const { scene, dana, design, pins } = await sent()
    const { shop } = scene
    expectDone(await dana.post(pins, { edition: '1', design, xPpm: '1', yPpm: '1', body: 'Higher' }))
    const [[pin, thread] = []] = await shop.rows('SELECT id, thread_id FROM pins')
    const fill = (count: number) =>
      shop.rows(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
        INSERT INTO messages (id, thread_id, author_kind, author_id, author_name, body, at)
        SELECT 'msg_' || (SELECT count(*) FROM messages) || '_' || i, '${thread}', 'staff', 'stf_1', 'Ray', 'Yes', 1 FROM n`,
      )
    await fill(498)
    expectDone(await dana.post(`${pins}/${pin}/messages`, { body: 'The last one' }))
    const over = await dana.post(`${pins}/${pin}/messages`, { body: 'One too many' })
    expect([over.status, over.text]).toEqual([409, expect.stringContaining('Call the shop to talk it through')])
  })
})

describe('a comment while its edition closes', () => {
  it.each([
    ['a newer one is sent', 'UPDATE approval_requests SET edition = 2'],
    ['it is answered', "UPDATE approval_requests SET state = 'approved'"],
    ['it is taken back', "UPDATE approval_requests SET state = 'withdrawn'"],
  ])('because %s is refused and leaves nothing', async (_, change) => {
    const { scene, dana, design, pins } = await sent()
    await libsql.meanwhile(scene.shop.namespace, change)
    const page = await dana.post(pins, { edition: '1', design, xPpm: '1', yPpm: '1', body: 'Higher' })
    expect(page.status).toBe(409)
    expect(await scene.shop.rows('SELECT (SELECT count(*) FROM pins) + (SELECT count(*) FROM messages)')).toEqual([[0]])
  })
})

describe('what is said on the artwork', () => {
  const minute = 60_000
  const comment = (design: string, body: string) => ({ edition: '1', design, xPpm: '250000', yPpm: '750000', body })

  it('is mailed to the shop five minutes after the last word, all of one sitting in one mail, and never twice', async () => {
    const { scene, dana, design, pins } = await sent()
    const { shop } = scene
    const inbox = async () => (await shop.mailsTo(shop.ownerEmail)).filter(({ Subject }) => /comment/.test(Subject))
    expectDone(await dana.post(pins, comment(design, 'A bit higher')))
    setClock(start + 3 * minute)
    expectDone(await dana.post(pins, comment(design, 'And "softer" <green>')))
    setClock(start + 7 * minute)
    expect(await inbox()).toEqual([])
    setClock(start + 9 * minute)
    const [first, ...others] = await inbox()
    expect(others).toEqual([])
    expect(first?.Subject).toBe('Dana Whitfield: 2 comments on the proof for Spring crew polos')
    expect(first?.Text).toMatch(/A bit higher[\s\S]*And "softer" <green>[\s\S]*\/admin\/[^/]+\/proofs\/prf_\w+\?version=1/)

    expectDone(await dana.post(pins, comment(design, 'One more')))
    setClock(start + 30 * minute)
    const [, second, ...more] = (await inbox()).sort((a, b) => a.Subject.length - b.Subject.length).reverse()
    expect(more).toEqual([])
    expect(second?.Subject).toBe('Dana Whitfield commented on the proof for Spring crew polos')
    expect(second?.Text).not.toContain('A bit higher')
  })

  it('is quoted twenty times at most, and the rest counted', async () => {
    const { scene, dana, design, pins } = await sent()
    for (let i = 1; i <= 22; i++) expectDone(await dana.post(pins, comment(design, `Remark ${i}.`)))
    setClock(start + 6 * minute)
    const mail = (await scene.shop.mailsTo(scene.shop.ownerEmail)).find(({ Subject }) => /22 comments/.test(Subject))
    expect(mail?.Text).toContain('Remark 20.')
    expect(mail?.Text).not.toContain('Remark 21.')
    expect(mail?.Text).toContain('2 more on the page.')
  })

  it('on one edition is mailed by itself, whatever is said on the next', async () => {
    const { scene, dana, design, pins } = await sent()
    const { shop } = scene
    expectDone(await dana.post(pins, comment(design, 'A bit higher')))
    expectDone(await save(scene, { note: 'Moved' }))
    expectDone(await sendIt(scene))
    setClock(start + 2 * minute)
    expectDone(await dana.post(pins, { ...comment(design, 'Better so'), edition: '2' }))
    setClock(start + 20 * minute)
    const texts = (await shop.mailsTo(shop.ownerEmail)).filter(({ Subject }) => /comment/.test(Subject)).map(({ Text }) => Text)
    setClock(start)
    expect(texts.map((text) => [text.includes('A bit higher'), text.includes('Better so')]).sort()).toEqual([
      [false, true],
      [true, false],
    ])
  })

  it.each([
    ['is mailed to whom the settings name', '{}', 1],
    ['is not mailed to a shop that wants no mail', '{"mailsShop":false}', 0],
    ['is not mailed to an address the shop names no more', '{"recipients":[]}', 0],
  ])('%s', async (_, patch, count) => {
    const { scene, dana, design, pins } = await sent()
    const { shop } = scene
    const address = `proofs-${shop.key}@shop.test`
    const change = (json: string) => shop.rows('UPDATE profile SET approvals = json_patch(approvals, ?)', json)
    await change(JSON.stringify({ recipients: [address] }))
    if (patch.includes('mailsShop')) await change(patch)
    expectDone(await dana.post(pins, comment(design, 'Higher')))
    await change(patch)
    setClock(start + 6 * minute)
    expect((await shop.mailsTo(address)).filter(({ Subject }) => /comment/.test(Subject))).toHaveLength(count)
  })

  it('by the shop is mailed to who approves, with a link that opens the proof, and not once that edition is closed', async () => {
    const { scene, design } = await sent()
    const { shop, desk, editor, contact } = scene
    expectDone(await desk.post(`${editor}/pins`, comment(design, 'Satin stitch here')))
    setClock(start + 6 * minute)
    const about = async () => (await shop.mailsTo(contact.email ?? '')).filter(({ Subject }) => /comment/.test(Subject))
    const [mail] = await about()
    expect(mail?.Subject).toMatch(/ commented on the proof for Spring crew polos$/)
    expect(mail?.Text).toContain('Satin stitch here')
    const link = /https?:\/\/\S+\/view\/proof\/\S+/.exec(mail?.Text ?? '')?.[0] ?? ''
    expect((await shop.visitor().get(new URL(link).pathname)).text).toContain('Satin stitch here')

    expectDone(await desk.post(`${editor}/pins`, comment(design, 'Too late')))
    await shop.rows("UPDATE approval_requests SET state = 'withdrawn'")
    setClock(start + 12 * minute)
    expect(await about()).toHaveLength(1)
    setClock(start)
  })

  it.each([
    ['goes nowhere while the portal is off', 'UPDATE profile SET is_portal_on = 0', 0],
    ['goes to nobody who may approve no more', 'UPDATE contacts SET can_approve = 0', 0],
    ['goes by no link that was passed on', "UPDATE item_links SET forwarded_to = 'Lena'", 1],
    ['goes by no link that was taken back', 'UPDATE item_links SET revoked_at = 1', 1],
  ])('by the shop %s', async (_, change, count) => {
    const { scene, design } = await sent()
    const { shop, desk, editor, contact, page } = scene
    expectDone(await desk.post(`${editor}/pins`, comment(design, 'Satin stitch here')))
    await shop.rows(change)
    setClock(start + 6 * minute)
    const mails = (await shop.mailsTo(contact.email ?? '')).filter(({ Subject }) => /comment/.test(Subject))
    expect(mails).toHaveLength(count)
    // Without a link of their own they come in by the front door.
    for (const { Text } of mails) expect(Text).toMatch(new RegExp(`http\\S+${page}\\b`))
    setClock(start)
  })
})
