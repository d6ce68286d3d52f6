import { describe, expect, it } from 'vitest'
import { libsql } from '#testing/outside.ts'
import { artwork, expectDone, keysOf, makeProofScene, save, sendDesigns, sendIt, signed, stateOf } from './testing.ts'

const yes = (keys: Record<string, string>) => ({
  'design[]': Object.values(keys),
  choice: Object.values(keys)[0] ?? '',
  edition: '1',
})

describe('a proof', () => {
  it('is made of uploads: pictures and documents become designs, production files go along', async () => {
    const scene = await makeProofScene()
    const { shop, desk, editor } = scene
    const ids = [
      await artwork(shop, 'hop_badge.png'),
      await artwork(shop, 'back-print.pdf', { type: 'application/pdf', pages: 2 }),
      await artwork(shop, 'badge.dst', { type: 'application/octet-stream' }),
    ]
    expectDone(await save(scene, { 'file[]': ids }))
    expect(Object.keys(await keysOf(scene))).toEqual(['Hop badge', 'Back print'])
    expect((await desk.get(editor)).text).toContain('badge.dst')
    expect(await shop.rows('SELECT count(*) FROM files WHERE is_loose = 1')).toEqual([[0]])
  })

  it('says what each design shows, and keeps what was typed wrong beside its sentence', async () => {
    const scene = await makeProofScene()
    expectDone(await save(scene, { 'file[]': [await artwork(scene.shop, 'badge.png')] }))
    const key = (await keysOf(scene))['Badge'] ?? ''
    const wrong = await save(scene, { [`title-${key}`]: 'Hop badge', [`sizeGrid-${key}`]: 'many' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Write sizes with their counts')
    expect(wrong.text).toContain('value="Hop badge"')
    expectDone(
      await save(scene, {
        ...{ [`title-${key}`]: 'Hop badge', [`placement-${key}`]: 'Left chest', [`size-${key}`]: '3.5 in' },
        ...{ [`swatches-${key}`]: 'Copper 1857 #C57A45\nHop green', [`sizeGrid-${key}`]: 'S 4, M 12' },
      }),
    )
    expectDone(await sendIt(scene))
    const [[content] = []] = await scene.shop.rows('SELECT content FROM editions')
    const [part] = JSON.parse(String(content)).parts
    expect(part).toMatchObject({
      ...{ key, title: 'Hop badge', placement: 'Left chest', size: '3.5 in', amountMinor: null },
      swatches: [
        { name: 'Copper 1857', hex: '#c57a45' },
        { name: 'Hop green', hex: null },
      ],
      sizeGrid: [
        { size: 'S', count: 4 },
        { size: 'M', count: 12 },
      ],
    })
    expect(part.file.preview).toBe(part.file.pictures.at(-1).sha256)
  })

  it('of which nothing can be shown is not sent', async () => {
    const scene = await makeProofScene()
    expect((await sendIt(scene)).text).toContain('Add what should be approved')
    expectDone(await save(scene, { 'file[]': [await artwork(scene.shop, 'art.pdf', { type: 'application/pdf', pages: 0 })] }))
    const refused = await sendIt(scene)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('has no picture to show yet')
    expect(await stateOf(scene)).toEqual(['draft', 0, 0, 0])
  })

  it('with pages that nobody would see is not sent, and says how many', async () => {
    const scene = await makeProofScene()
    const file = await artwork(scene.shop, 'art.pdf', { type: 'application/pdf', pages: 2 })
    await scene.shop.rows('UPDATE files SET pages = 5 WHERE id = ?', file)
    expectDone(await save(scene, { 'file[]': [file] }))
    expect((await scene.desk.get(scene.editor)).text).toContain('3 pages of its PDF could not be drawn')
    const refused = await sendIt(scene)
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('nobody approves what they cannot see')])
    await scene.shop.rows('UPDATE files SET pages = 2 WHERE id = ?', file)
    expectDone(await sendIt(scene))
  })

  it('is nothing to its customer before it was sent', async () => {
    const scene = await makeProofScene()
    const dana = await scene.shop.signedIn(scene.contact)
    expect((await dana.get(scene.page)).status).toBe(404)
    expect((await dana.get(`${scene.shop.base}/jobs/${scene.job}`)).text).not.toContain('/proofs/')
  })

  it('sent, mails each approver a link that opens it without signing in, and moves the job to its customer', async () => {
    const scene = await makeProofScene()
    const { shop, contact } = scene
    await sendDesigns(scene, ['badge'])
    const [mail] = await shop.mailsTo(contact.email ?? '')
    expect(mail?.Subject).toBe('Please look at the proof for Spring crew polos')
    const { pathname } = new URL(/http\S+\/view\/proof\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    const page = await shop.visitor().get(pathname)
    expect(page.text).toContain('Is this what we should make?')
    const picture = /src="([^"]+\/files\/fil_[^"]+)"/.exec(page.text)?.[1] ?? ''
    expect((await shop.visitor().get(picture)).status).toBe(200)
    expect(await shop.rows('SELECT s.stage FROM jobs j JOIN statuses s ON s.id = j.status_id')).toEqual([['awaiting_approval']])
  })

  it('changed after sending has to be sent again before it counts, and saving it unchanged changes nothing', async () => {
    const scene = await makeProofScene()
    await sendDesigns(scene, ['badge'])
    expectDone(await save(scene, {}))
    expect(await stateOf(scene)).toEqual(['open', 1, 1, 0])
    expectDone(await save(scene, { note: 'Mind the copper.' }))
    expect(await stateOf(scene)).toEqual(['open', 1, 1, 1])
    const dana = await scene.shop.signedIn(scene.contact)
    expect((await dana.get(scene.page)).text).not.toContain('Mind the copper.')
    expectDone(await sendIt(scene))
    expect(await stateOf(scene)).toEqual(['open', 2, 1, 0])
    expect((await dana.get(scene.page)).text).toContain('Mind the copper.')
  })

  it('keeps what was typed when somebody else saved it meanwhile', async () => {
    const scene = await makeProofScene()
    const { desk, editor } = scene
    const seen = await desk.get(editor)
    expectDone(await save(scene, { title: 'Polos, spring' }))
    const late = await desk.submit(seen, editor, { title: 'Polos, summer' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('value="Polos, summer"')
    expect(late.text).toContain('Polos, spring')
  })

  it('is reached by a fresh link once the mailed one has grown old, though it was answered', async () => {
    const scene = await makeProofScene()
    await sendDesigns(scene, ['badge'])
    const { shop, contact } = scene
    const [mail] = await shop.mailsTo(contact.email ?? '')
    const { pathname } = new URL(/http\S+\/view\/proof\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    await shop.rows('UPDATE item_links SET mailed_at = mailed_at - ?', 31 * 86_400_000)
    const anyone = shop.visitor()
    const old = await anyone.get(pathname)
    expect(old.status).toBe(410)
    await anyone.submit(old, `${pathname}/fresh`)
    const [fresh] = await shop.mailsTo(contact.email ?? '')
    expect(fresh?.Text).toContain('Here is your fresh link to the proof')
    const again = new URL(/http\S+\/view\/proof\/\S+/.exec(fresh?.Text ?? '')?.[0] ?? '').pathname
    expect(again).not.toBe(pathname)
    expect((await anyone.get(again)).status).toBe(200)
  })

  it('mails nobody about a version that was replaced, answered or taken back before the mail went', async () => {
    const scene = await makeProofScene()
    const { desk, editor, shop, contact } = scene
    await sendDesigns(scene, ['badge'])
    expectDone(await sendIt(scene))
    expectDone(await desk.submit(await desk.get(editor), `${editor}/withdrawal`))
    expect((await shop.mailsTo(contact.email ?? '')).map(({ Subject }) => Subject)).toEqual([])
  })

  it('leads whoever is signed in to the messages about its order, also once it is answered; not where the shop takes none', async () => {
    const scene = await makeProofScene()
    const { shop, contact, job, page } = scene
    await sendDesigns(scene, ['Hop'])
    const customer = await shop.signedIn(contact)
    const way = `href="${shop.base}/messages/${job}#write"`
    const asked = await customer.get(page)
    expect(asked.text).toContain(way)
    await customer.submit(asked, `${page}/answer`, { choice: Object.values(await keysOf(scene))[0] ?? '', ...signed })
    expect((await stateOf(scene))[0]).toBe('approved')
    expect((await customer.get(page)).text).toContain(way)
    await shop.rows(`UPDATE profile SET tabs = '[{"key":"messages","label":"Messages","isShown":false}]'`)
    expect((await customer.get(page)).text).not.toContain(way)
  })

  it('taken back asks nobody any more', async () => {
    const scene = await makeProofScene()
    await sendDesigns(scene, ['badge'])
    const { desk, editor, shop, contact, page } = scene
    expectDone(await desk.submit(await desk.get(editor), `${editor}/withdrawal`))
    const dana = await shop.signedIn(contact)
    const shown = await dana.get(page)
    expect(shown.status).toBe(410)
    expect(shown.text).toContain('This proof was taken back')
    expect((await dana.post(`${page}/answer`, { ...yes(await keysOf(scene)), ...signed })).status).toBe(409)
  })

  it('answers at one round trip, with thirty pins and two editions', async () => {
    const scene = await makeProofScene()
    await sendDesigns(scene, ['badge'])
    const { shop, desk, editor, proof, contact } = scene
    const [key] = Object.values(await keysOf(scene))
    for (let i = 0; i < 30; i++) {
      const pin = { edition: '1', design: key ?? '', xPpm: String(i * 30_000), yPpm: '500000', body: `Comment number ${i}` }
      expectDone(await desk.post(`${editor}/pins`, pin))
    }
    expectDone(await save(scene, { note: 'Again' }))
    expectDone(await sendIt(scene))
    const dana = await shop.signedIn(contact)
    for (const [browser, address] of [
      [dana, `${shop.base}/proofs/${proof}?version=1`],
      [dana, `${shop.base}/proofs/${proof}?compare=2`],
      [desk, editor],
      [desk, `${editor}?version=1`],
      [desk, `${editor}?compare=2`],
    ] as const) {
      await libsql.resetCounters(shop.namespace)
      const page = await browser.get(address)
      expect(page.status).toBe(200)
      expect((await libsql.counters(shop.namespace)).requests, address).toBe(1)
    }
  })
})
