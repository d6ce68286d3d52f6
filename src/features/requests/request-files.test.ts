import { describe, expect, it } from 'vitest'
import { newId } from '#lib/id.ts'
import { sendWithFiles, upload } from '#testing/bringing.ts'
import { type Browser, formsOf } from '#testing/browser.ts'
import { testEnv } from '#testing/outside.ts'
import { bytesOf, pngOf } from '#testing/pictures.ts'
import { makeShop, setClock, start } from '#testing/world.ts'

const day = 86_400_000

/** A customer at the second step of a request, and somebody of another company. */
async function begin() {
  const shop = await makeShop()
  const contact = await shop.customer()
  const browser = await shop.signedIn(contact)
  const stranger = await shop.signedIn(await shop.customer({ customerName: 'Other Co.' }))
  const first = { what: 'Soft-shell jackets', pieces: '36', sizes: '' }
  const { location } = await browser.submit(await browser.get(`${shop.base}/drafts/new?kind=quote`), `${shop.base}/drafts`, first)
  const draft = location.split('?')[0] ?? ''
  const bring = async (by: Browser, name: string) => (await upload(by, `${shop.base}/files?name=${name}`, await pngOf(8, 4))).id
  const file = (by: Browser, id: string) => by.fetch(`${shop.base}/files/${id}`)
  return { shop, contact, browser, stranger, draft, details: `${draft}?step=details`, bring, file }
}
type Scene = Awaited<ReturnType<typeof begin>>

const keep = async ({ browser, draft, details }: Scene, ids: readonly string[], go = 'next') =>
  browser.submit(await browser.get(details), draft, { notes: 'Copper thread', 'file[]': ids, go })
async function send({ browser, draft, shop }: Scene) {
  const { location } = await browser.submit(await browser.get(`${draft}?step=contact`), `${draft}/sending`, { go: 'next' })
  const id = /req_[0-9a-f]{32}/.exec(location)?.[0] ?? ''
  return { id, page: `${shop.base}/requests/${id}`, desk: `${shop.desk}/requests/${id}` }
}
const looseOf = async ({ shop }: Scene, id: string) => (await shop.rows('SELECT is_loose FROM files WHERE id = ?', id))[0]?.[0]

describe('files of a request', () => {
  it('are kept with its draft, and read by who writes it alone until it is sent', async () => {
    const scene = await begin()
    const { shop, contact, browser, stranger, details, file } = scene
    const id = await scene.bring(browser, 'sketch.png')
    expect((await keep(scene, [id])).status).toBe(303)
    const again = await browser.get(details)
    expect(again.text).toMatch(new RegExp(`value="${id}" checked`))
    expect((await file(browser, id)).status).toBe(200)
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    expect([(await file(colleague, id)).status, (await file(stranger, id)).status]).toEqual([404, 404])
    expect(await looseOf(scene, id)).toBe(0)
  })

  it('go to the shop with it, where both sides find them and nobody else does', async () => {
    const scene = await begin()
    const { shop, contact, browser, stranger, file } = scene
    const id = await scene.bring(browser, 'sketch.png')
    await keep(scene, [id])
    const { page, desk } = await send(scene)
    const owner = await shop.staff()
    expect((await browser.get(page)).text).toContain('sketch.png')
    expect((await owner.get(desk)).text).toContain('sketch.png')
    expect((await owner.fetch(`${shop.desk}/files/${id}`)).status).toBe(200)
    const colleague = await shop.signedIn(await shop.customer({ customerId: contact.customerId }))
    expect((await file(colleague, id)).status).toBe(200)
    expect([(await file(stranger, id)).status, (await stranger.get(page)).status]).toEqual([404, 404])
  })

  it('come inside of the form where there is no script, and are told about where they cannot be kept', async () => {
    const scene = await begin()
    const { browser, draft, details, shop } = scene
    const fields = { ...formsOf(await browser.get(details)).find(({ action }) => action === draft)?.fields, go: 'next' }
    const texts = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
    const wrong = await sendWithFiles(browser, draft, { ...texts, notes: 'Copper' }, [
      { name: 'sketch.png', bytes: await pngOf(8, 4) },
      { name: 'mark.svg', bytes: bytesOf('<svg/>') },
    ])
    expect([wrong.status, wrong.text.includes('mark.svg: This is an SVG'), wrong.text.includes('Copper')]).toEqual([
      422,
      true,
      true,
    ])
    // What could be kept needs no second choosing.
    const [[found] = []] = await shop.rows('SELECT id FROM files WHERE name = ?', 'sketch.png')
    expect(wrong.text).toContain(`value="${found}" checked`)
    const next = await sendWithFiles(browser, draft, { ...texts, command: newId('cmd'), 'file[]': String(found) }, [])
    expect([next.status, next.location]).toEqual([303, `${draft}?step=contact`])
    await send(scene)
    expect(await shop.rows('SELECT file_id FROM request_files')).toEqual([[found]])
  })

  it('that are unticked, or whose draft is thrown away or forgotten, are swept', async () => {
    const scene = await begin()
    const { shop, browser, draft, stranger } = scene
    const [one, other] = [await scene.bring(browser, 'a.png'), await scene.bring(browser, 'b.png')]
    await keep(scene, [one, other])
    await keep(scene, [other])
    expect([await looseOf(scene, one), await looseOf(scene, other)]).toEqual([1, 0])
    await stranger.post(`${draft}/removal`)
    expect(await looseOf(scene, other)).toBe(0)
    await browser.submit(await browser.get(`${shop.base}/requests`), `${draft}/removal`)
    expect(await looseOf(scene, other)).toBe(1)

    const old = await begin()
    const kept = await old.bring(old.browser, 'c.png')
    await keep(old, [kept])
    setClock(start + 366 * day)
    await testEnv.CLOCK.getByName(old.shop.key).arm(start + 366 * day)
    await old.shop.ring()
    await old.shop.ring()
    expect(await old.shop.rows('SELECT count(*) FROM request_drafts')).toEqual([[0]])
    // Let go, and swept at once: it is a year old.
    expect(await looseOf(old, kept)).not.toBe(0)
  })

  it('of somebody else are taken into nobody’s draft, nor more than ten', async () => {
    const scene = await begin()
    const theirs = await scene.bring(scene.stranger, 'a.png')
    expect((await keep(scene, [theirs])).status).toBe(409)
    const many = await Promise.all(Array.from({ length: 11 }, (_, i) => scene.bring(scene.browser, `${i}.png`)))
    const refused = await keep(scene, many)
    expect([refused.status, refused.text.includes('Attach at most 10 files')]).toEqual([422, true])
    expect(await scene.shop.rows('SELECT count(*) FROM files WHERE is_loose = 0')).toEqual([[0]])
  })

  it('are lost to no other tab', async () => {
    const scene = await begin()
    const { browser, draft, details } = scene
    const [one, other] = [await browser.get(details), await browser.get(details)]
    const [a, b] = [await scene.bring(browser, 'a.png'), await scene.bring(browser, 'b.png')]
    await browser.submit(one, draft, { 'file[]': [a], go: 'next' })
    const late = await browser.submit(other, draft, { 'file[]': [b], go: 'next' })
    expect([late.status, late.text.includes('a.png'), late.text.includes('b.png')]).toEqual([409, true, true])
    expect((await browser.submit(late, draft, { 'file[]': [a, b], go: 'next' })).status).toBe(303)
  })
})

describe('what a request becomes', () => {
  it('as a job has its files, for the customer as well', async () => {
    const scene = await begin()
    const { shop, browser } = scene
    const id = await scene.bring(browser, 'sketch.png')
    await keep(scene, [id])
    const { desk } = await send(scene)
    const owner = await shop.staff()
    const version = /name="version" value="(\d+)"/.exec((await owner.get(desk)).text)?.[1] ?? ''
    await owner.post(`${desk}/jobs`, { version })
    const [[job] = []] = await shop.rows('SELECT id FROM jobs')
    expect((await owner.get(`${shop.desk}/jobs/${job}`)).text).toContain('sketch.png')
    expect((await browser.get(`${shop.base}/jobs/${job}`)).text).toContain(id)
  })

  it('as an estimate shows its pictures, and the job after it has every file', async () => {
    const scene = await begin()
    const { shop, browser } = scene
    const picture = await scene.bring(browser, 'sketch.png')
    const art = (await upload(browser, `${shop.base}/files?name=logo.eps`, bytesOf('%!PS-Adobe-3.0 EPSF-3.0\n%%EOF\n'))).id
    await keep(scene, [picture, art])
    const { desk } = await send(scene)
    const owner = await shop.staff()
    await owner.submit(await owner.get(desk), `${desk}/estimates`)
    expect(await shop.rows('SELECT file_id FROM estimate_files')).toEqual([[picture]])
    const [[estimate] = []] = await shop.rows('SELECT id FROM estimates')
    const record = `${shop.desk}/estimates/${estimate}`
    await shop.rows('UPDATE estimate_lines SET unit_price_minor = 1000')
    await owner.submit(await owner.get(record), `${record}/sending`)
    const page = `${shop.base}/estimates/${estimate}`
    const answered = await browser.submit(await browser.get(page), `${page}/answer`, {
      answer: 'approved',
      signedName: 'Joanne Mercer',
    })
    expect(answered.status, answered.text.slice(0, 3000)).toBe(303)
    expect(await shop.rows('SELECT f.file_id, f.is_for_customer FROM job_files f ORDER BY f.rowid')).toEqual([
      [picture, 1],
      [art, 1],
    ])
  })
})

describe('files in the conversation about a request', () => {
  it('go either way, without words too, and to nobody else', async () => {
    const scene = await begin()
    const { shop, contact, browser, stranger, file } = scene
    const { page, desk } = await send(scene)
    const id = await scene.bring(browser, 'fabric.png')
    expect((await browser.submit(await browser.get(page), `${page}/messages`, { body: '', 'file[]': [id] })).status).toBe(303)
    const owner = await shop.staff()
    expect((await owner.get(desk)).text).toContain('fabric.png')
    setClock(start + 3 * 60_000)
    expect(JSON.stringify(await shop.mailsTo(`hello-${shop.key}@shop.test`))).toContain('Attached: fabric.png')
    const answer = (await upload(owner, `${shop.desk}/files?name=layout.png`, await pngOf(8, 4))).id
    await owner.submit(await owner.get(desk), `${desk}/messages`, { body: 'Like this?', 'file[]': [answer] })
    expect((await browser.get(page)).text).toContain('layout.png')
    expect([(await file(browser, answer)).status, (await file(stranger, answer)).status]).toEqual([200, 404])
    const nothing = await browser.submit(await browser.get(page), `${page}/messages`, { body: ' ' })
    expect([nothing.status, nothing.text.includes('Type your message first')]).toEqual([422, true])
    const theirs = await scene.bring(stranger, 'a.png')
    expect((await browser.submit(await browser.get(page), `${page}/messages`, { body: 'x', 'file[]': [theirs] })).status).toBe(
      409,
    )
    expect(contact.email).toBeTruthy()
  })
})
