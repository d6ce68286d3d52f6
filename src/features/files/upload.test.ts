import { beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { libsql, testEnv } from '#testing/outside.ts'
import { bytesOf, joined, jpeg, pngOf } from '#testing/pictures.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { corpus, pdf, place, tagged } from './testing.ts'

type Answer = { readonly status: number; readonly id: string; readonly problem: string; readonly [field: string]: unknown }

/** Sends bytes as the picker does; `headers` may say something else about them. */
async function put(browser: Browser, address: string, body: BodyInit, size: number, headers: Record<string, string> = {}) {
  const response = await browser.fetch(address, {
    method: 'PUT',
    body,
    headers: { 'content-length': String(size), origin: browser.origin, 'sec-fetch-site': 'same-origin', ...headers },
  })
  return { status: response.status, ...((await response.json()) as object) } as Answer
}
const upload = (shop: TestShop, browser: Browser, name: string, bytes: Uint8Array<ArrayBuffer>) =>
  put(browser, `${shop.desk}/files?name=${encodeURIComponent(name)}`, bytes, bytes.byteLength)

const stored = async (shop: TestShop) => (await testEnv.FILES.list({ prefix: `${shop.key}/` })).objects
const rows = (shop: TestShop) =>
  shop.rows('SELECT id, key, type, size, width, height, sha256, is_loose FROM files ORDER BY rowid')
const bytesIn = async (key: unknown) =>
  new Uint8Array((await (await testEnv.FILES.get(String(key)))?.arrayBuffer()) ?? new ArrayBuffer())
const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
const hex = async (bytes: Uint8Array<ArrayBuffer>) =>
  Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('')

let shop: TestShop
let desk: Browser & { readonly staffId: string }
beforeAll(async () => {
  shop = await makeShop()
  desk = await shop.staff('production')
})

describe('an upload', () => {
  it('is kept by what it is, with its size and its hash, until something uses it', async () => {
    const fresh = await makeShop()
    const owner = await fresh.staff()
    const bytes = await pngOf(320, 240)
    const answer = await upload(fresh, owner, '../Hop badge.png', bytes)
    expect(answer).toEqual({
      status: 201,
      id: expect.stringMatching(/^fil_/),
      name: 'Hop badge.png',
      type: 'image/png',
      width: 320,
      height: 240,
      size: bytes.byteLength,
    })
    const [row] = await rows(fresh)
    expect(row).toEqual([
      answer.id,
      expect.stringMatching(`^${fresh.key}/`),
      'image/png',
      bytes.byteLength,
      320,
      240,
      await hex(bytes),
      1,
    ])
    expect(await bytesIn(row?.[1])).toEqual(bytes)
    expect(await fresh.rows('SELECT uploaded_by_id, visibility FROM files')).toEqual([[owner.staffId, 'internal']])
  })

  it('of everything people try is kept as what it is, or refused with a sentence, and then leaves nothing', async () => {
    const samples = await corpus()
    expect(samples.length).toBeGreaterThanOrEqual(60)
    const wrong: string[] = []
    for (const [name, bytes, kept] of samples) {
      const before = (await stored(shop)).length
      const answer = await upload(shop, desk, name, bytes)
      const left = (await stored(shop)).length - before
      const isAsMeant = kept
        ? answer.status === 201 && answer['type'] === kept && left === 1
        : answer.status === 422 && /\. ?[A-Z].*\.$/.test(answer.problem) && left === 0
      if (!isAsMeant) wrong.push(`${name}: ${JSON.stringify(answer)}, ${left} left`)
    }
    expect(wrong).toEqual([])
    for (const [, key] of await rows(shop)) {
      expect(latin(await bytesIn(key)), String(key)).not.toMatch(/<script|<html/i)
    }
  })

  it('gets a name whose end tells the truth', async () => {
    const plain = await pngOf(1, 1)
    for (const [given, kept] of [
      ['page.html', 'page.html.png'],
      ['badge.PNG', 'badge.PNG'],
      ['', 'file.png'],
      ['a\u202egnp.exe', 'agnp.exe.png'],
    ] as const)
      expect((await upload(shop, desk, given, plain))['name']).toBe(kept)
    expect((await upload(shop, desk, 'badge.ai', pdf))['name']).toBe('badge.ai')
  })

  it('loses the place a photo was taken at, keeps which way is up, and is hashed as it is stored', async () => {
    const answer = await upload(shop, desk, 'phone.jpg', tagged)
    expect([answer['width'], answer['height'], answer['size']]).toEqual([4, 8, tagged.byteLength])
    const [[key, sha256] = []] = await shop.rows('SELECT key, sha256 FROM files WHERE id = ?', answer.id)
    const bytes = await bytesIn(key)
    expect(latin(tagged)).toContain(place)
    expect(latin(bytes)).not.toContain('GPS')
    expect(sha256).toBe(await hex(new Uint8Array(bytes)))
  })

  it('longer or shorter than it said is refused, and nothing is left', async () => {
    const fresh = await makeShop()
    const owner = await fresh.staff()
    const bytes = joined([await pngOf(4, 4), new Uint8Array(300_000)])
    for (const stated of [bytes.byteLength - 1, bytes.byteLength + 1, 40, 2_000_000]) {
      const body = new Blob([bytes]).stream()
      const answer = await put(owner, `${fresh.desk}/files?name=a.png`, body, stated)
      expect([answer.status, answer.problem], String(stated)).toEqual([422, expect.stringMatching(/whole|damaged/)])
    }
    expect(await stored(fresh)).toEqual([])
    expect(await rows(fresh)).toEqual([])
  })

  it('past 50 MB is refused before a byte is read, as is a form of that size', async () => {
    const small = await pngOf(1, 1)
    const tooLarge = await put(desk, `${shop.desk}/files?name=a.png`, small, 50 * 1024 * 1024 + 1)
    expect([tooLarge.status, tooLarge.problem]).toEqual([413, 'Send at most 50 MB at once.'])
    const form = await desk.post(`${shop.desk}/jobs`, {}, { 'content-length': String(5 * 1024 * 1024) })
    expect(form.status).toBe(413)
    const drawn = await put(desk, `${shop.desk}/files/fil_0/previews`, small, 5 * 1024 * 1024)
    expect(drawn.status).toBe(413)
  })

  it('without a session, from another site, or without a length is refused, and nothing is left', async () => {
    const fresh = await makeShop()
    const bytes = await pngOf(1, 1)
    const address = `${fresh.desk}/files?name=a.png`
    const stranger = { ...fresh.visitor(), ...(await fresh.staff()) }
    const owner = await fresh.staff()
    stranger.cookies.clear()
    expect((await put(stranger, address, bytes, bytes.byteLength)).status).toBe(401)
    expect((await put(owner, address, bytes, bytes.byteLength, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await put(owner, address, bytes, bytes.byteLength, { origin: 'https://evil.test' })).status).toBe(403)
    expect((await put(owner, address, bytes, bytes.byteLength, { 'content-length': 'many' })).status).toBe(422)
    await fresh.rows('UPDATE staff_sessions SET ended_at = 1')
    expect((await put(owner, address, bytes, bytes.byteLength)).status).toBe(401)
    expect(await stored(fresh)).toEqual([])
  })

  it('whose row is refused leaves no bytes', async () => {
    const fresh = await makeShop()
    const owner = await fresh.staff()
    await libsql.meanwhile(fresh.namespace, 'UPDATE staff_sessions SET ended_at = 1')
    expect((await upload(fresh, owner, 'a.png', await pngOf(1, 1))).status).toBe(401)
    expect([await rows(fresh), await stored(fresh)]).toEqual([[], []])
  })

  it('of whose row nobody knows keeps its bytes for it, and one whose answer was lost is there once', async () => {
    const fresh = await makeShop()
    const owner = await fresh.staff()
    const bytes = await pngOf(1, 1)
    await libsql.fault(fresh.namespace, [{ kind: 'drop', match: 'write', times: 9 }])
    expect((await upload(fresh, owner, 'a.png', bytes)).status).toBe(503)
    await libsql.heal(fresh.namespace)
    const [[id] = []] = await fresh.rows('SELECT id FROM files')
    expect((await owner.fetch(`${fresh.desk}/files/${id}`)).status).toBe(200)
    await fresh.rows('DELETE FROM files')
    for (const { key } of (await testEnv.FILES.list({ prefix: fresh.key })).objects) await testEnv.FILES.delete(key)

    await libsql.fault(fresh.namespace, [{ kind: 'drop', match: 'write', times: 1 }])
    const kept = await upload(fresh, owner, 'a.png', bytes)
    await libsql.heal(fresh.namespace)
    expect(kept.status).toBe(201)
    expect(await rows(fresh)).toHaveLength(1)
    expect(await stored(fresh)).toHaveLength(1)
  })

  it('goes through twenty at once', async () => {
    const fresh = await makeShop()
    const owner = await fresh.staff()
    // More than both runs of memory hold, and little enough that a busy machine keeps the database's time: the bench sends 50 MB each.
    const bytes = joined([jpeg, new Uint8Array(160 * 1024)])
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => upload(fresh, owner, `${i}.jpg`, bytes)))
    expect(answers.map(({ status, problem }) => problem ?? status)).toEqual(Array(20).fill(201))
    expect(new Set((await rows(fresh)).map(([, , , , , , sha256]) => sha256))).toEqual(new Set([await hex(bytes)]))
    expect(await stored(fresh)).toHaveLength(20)
  })
})

describe('what a browser draws of an upload', () => {
  const draw = (id: string, bytes: Uint8Array<ArrayBuffer>, query = '') =>
    put(desk, `${shop.desk}/files/${id}/previews${query}`, bytes, bytes.byteLength)

  it('is one preview of a picture or one of each page of a PDF, and the first one stays', async () => {
    const picture = await upload(shop, desk, 'a.png', await pngOf(9, 9))
    const document = await upload(shop, desk, 'a.pdf', pdf)
    const preview = await draw(picture.id, await pngOf(3, 3))
    expect(preview.status).toBe(201)
    expect((await draw(picture.id, await pngOf(4, 4))).id).toBe(preview.id)
    for (const page of [1, 2, 20])
      expect((await draw(document.id, await pngOf(3, 3), `?page=${page}&pages=${page === 20 ? 20 : 25}`)).status).toBe(201)
    expect(await shop.rows('SELECT pages FROM files WHERE id = ?', document.id)).toEqual([[25]])
    expect(
      await shop.rows('SELECT variant, page FROM files WHERE derived_from_id IN (?, ?) ORDER BY rowid', picture.id, document.id),
    ).toEqual([
      ['preview', null],
      ['page', 1],
      ['page', 2],
      ['page', 20],
    ])
  })

  it('is drawn once more for a phone, no wider than that, and the first one stays', async () => {
    const picture = await upload(shop, desk, 'n.png', await pngOf(9, 9))
    const document = await upload(shop, desk, 'n.pdf', pdf)
    const wide = await draw(picture.id, await pngOf(721, 3))
    const narrow = await draw(picture.id, await pngOf(720, 3), '?narrow=1')
    expect([wide.status, narrow.status]).toEqual([201, 201])
    expect((await draw(picture.id, await pngOf(4, 4), '?narrow=1')).id).toBe(narrow.id)
    expect((await draw(document.id, await pngOf(721, 1), '?page=1&pages=1&narrow=1')).problem).toMatch(/at most 720 px/)
    expect((await draw(document.id, await pngOf(3, 721), '?page=1&pages=1&narrow=1')).status).toBe(422)
    expect((await draw(document.id, await pngOf(3, 3), '?page=1&pages=1&narrow=1')).status).toBe(201)
    expect(
      await shop.rows(
        'SELECT variant, page, width FROM files WHERE derived_from_id IN (?, ?) ORDER BY rowid',
        picture.id,
        document.id,
      ),
    ).toEqual([
      ['preview', null, 721],
      ['narrow', null, 720],
      ['narrow', 1, 3],
    ])
  })

  it('is refused where it does not fit, is too wide, or is no picture', async () => {
    const picture = await upload(shop, desk, 'b.png', await pngOf(9, 9))
    const document = await upload(shop, desk, 'b.pdf', pdf)
    const machine = await upload(shop, desk, 'b.pes', bytesOf(`#PES0001${'\0'.repeat(40)}`))
    const small = await pngOf(3, 3)
    for (const query of ['?page=1&pages=1', '?pages=5']) expect((await draw(picture.id, small, query)).status).toBe(422)
    for (const query of ['', '?page=0&pages=1', '?page=21&pages=21', '?page=x', '?page=1.5', '?page=1', '?page=5&pages=3'])
      expect((await draw(document.id, small, query)).status, query).toBe(422)
    expect((await draw(machine.id, small)).status).toBe(422)
    expect((await draw(picture.id, await pngOf(2_001, 1))).problem).toMatch(/2001 × 1 px/)
    expect((await draw(picture.id, pdf)).status).toBe(422)
    expect((await draw(picture.id, bytesOf('<svg/>'))).status).toBe(422)
    expect((await draw(picture.id, joined([small, new Uint8Array(2 * 1024 * 1024)]))).status).toBe(413)
    const preview = await draw(picture.id, small)
    expect((await draw(preview.id, small)).status).toBe(404)
    expect((await draw('fil_none', small)).status).toBe(404)
  })

  it('is refused once the file is in use', async () => {
    const picture = await upload(shop, desk, 'c.png', await pngOf(9, 9))
    await shop.rows('UPDATE files SET is_loose = 0 WHERE id = ?', picture.id)
    const answer = await draw(picture.id, await pngOf(3, 3))
    expect([answer.status, answer.problem]).toEqual([409, expect.stringContaining('in use')])

    // Also when the form is sent while the drawing is on its way.
    const late = await upload(shop, desk, 'd.png', await pngOf(9, 9))
    await libsql.meanwhile(shop.namespace, `UPDATE files SET is_loose = 0 WHERE id = '${late.id}'`)
    expect((await draw(late.id, await pngOf(3, 3))).status).toBe(409)
    expect(await shop.rows('SELECT id FROM files WHERE derived_from_id = ?', late.id)).toEqual([])
  })

  it('is there once, however many come at the same moment', async () => {
    const picture = await upload(shop, desk, 'e.png', await pngOf(9, 9))
    const bytes = await pngOf(3, 3)
    const answers = await Promise.all([1, 2, 3, 4].map(() => draw(picture.id, bytes)))
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0)
    expect(await shop.rows('SELECT variant FROM files WHERE derived_from_id = ?', picture.id)).toEqual([['preview']])
  })
})
