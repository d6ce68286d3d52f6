import { describe, expect, it } from 'vitest'
import { newId } from '#lib/id.ts'
import type { Browser } from '#testing/browser.ts'
import { testEnv } from '#testing/outside.ts'
import { bytesOf, joined, pngOf } from '#testing/pictures.ts'
import type { TestShop } from '#testing/world.ts'
import { makeScene } from '#testing/writes/scene.ts'

const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW'
type Part = readonly [head: string, body: Uint8Array | string]
const field = (name: string, value: string): Part => [`form-data; name="${name}"`, value]
const file = (fileName: string, body: Uint8Array | string, name = 'file[]'): Part => [
  `form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: application/octet-stream`,
  body,
]
const bodyOf = (parts: readonly Part[], end = `--${boundary}--\r\n`) =>
  joined([
    ...parts.flatMap(([head, body]) => [
      new TextEncoder().encode(`--${boundary}\r\nContent-Disposition: ${head}\r\n\r\n`),
      typeof body === 'string' ? new TextEncoder().encode(body) : body,
      bytesOf('\r\n'),
    ]),
    bytesOf(end),
  ])

/** Sends a form as a browser without script does; `type` and `length` may say something else about it. */
async function send(browser: Browser, to: string, body: Uint8Array<ArrayBuffer>, said: { type?: string; length?: number } = {}) {
  const response = await browser.fetch(to, {
    method: 'POST',
    body,
    headers: {
      'content-type': said.type ?? `multipart/form-data; boundary=${boundary}`,
      'content-length': String(said.length ?? body.length),
      origin: browser.origin,
      'sec-fetch-site': 'same-origin',
    },
  })
  return { status: response.status, text: await response.text() }
}
const stored = async (shop: TestShop) => (await testEnv.FILES.list({ prefix: `${shop.key}/` })).objects.length
const count = async (shop: TestShop, table: string) => (await shop.rows(`SELECT count(*) FROM ${table}`))[0]?.[0]

async function makePlace() {
  const { shop, desk, contact, job } = await makeScene()
  const browser = await shop.signedIn(contact)
  return { shop, desk, contact, browser, page: `${shop.base}/messages/${job}`, before: await stored(shop) }
}
const withWords = (...parts: readonly Part[]) => [field('command', newId('cmd')), field('body', 'Straps'), ...parts]

describe('a form with files, sent without a script', () => {
  it('brings them along with a message, and sent twice brings them once', async () => {
    const { shop, browser, page, before } = await makePlace()
    const body = bodyOf(withWords(file('straps ü "a".png'.replaceAll('"', '%22'), await pngOf(8, 4)), file('', '')))
    expect((await send(browser, page, body)).status).toBe(303)
    expect((await send(browser, page, body)).status).toBe(303)
    expect([await count(shop, 'messages'), await count(shop, 'message_files'), await stored(shop)]).toEqual([1, 1, before + 1])
    const [[id, name, type, loose] = []] = await shop.rows(
      'SELECT id, name, type, is_loose FROM files ORDER BY rowid DESC LIMIT 1',
    )
    expect([name, type, loose]).toEqual(['straps ü "a".png', 'image/png', 0])
    expect((await browser.fetch(`${shop.base}/files/${id}`)).status).toBe(200)
    expect((await browser.get(page)).text).toContain('Straps')
  })

  it('brings logos into a customer’s branding', async () => {
    const { shop, browser } = await makePlace()
    const eps = '%!PS-Adobe-3.0 EPSF-3.0\nshowpage\n%%EOF\n'
    const parts = [
      field('command', newId('cmd')),
      file('badge.eps', eps),
      file('badge.png', await pngOf(8, 4)),
      field('note', 'Cloth'),
    ]
    expect((await send(browser, `${shop.base}/branding/logos`, bodyOf(parts))).status).toBe(303)
    expect(await shop.rows('SELECT label, note FROM customer_logos')).toEqual([
      ['Badge', 'Cloth'],
      ['Badge', 'Cloth'],
    ])
  })

  it('says beside the field what could not be kept, and keeps what was typed', async () => {
    const { shop, browser, page, before } = await makePlace()
    const again = await send(browser, page, bodyOf(withWords(file('mark.svg', '<svg onload="alert(1)"/>'))))
    expect([again.status, again.text.includes('mark.svg: This is an SVG'), again.text.includes('Straps')]).toEqual([
      422,
      true,
      true,
    ])
    expect([await count(shop, 'messages'), await stored(shop)]).toEqual([0, before])
  })

  it('stores a file past one piece of the store byte by byte, and none past 50 MB', async () => {
    const { shop, browser, page } = await makePlace()
    const large = joined([bytesOf('8BPS\0\x01'), new Uint8Array(11 * 1024 * 1024).map((_, i) => i % 251)])
    expect((await send(browser, page, bodyOf(withWords(file('art.psd', large))))).status).toBe(303)
    const [[key, size] = []] = await shop.rows('SELECT key, size FROM files ORDER BY rowid DESC LIMIT 1')
    const kept = new Uint8Array((await (await testEnv.FILES.get(String(key)))?.arrayBuffer()) ?? new ArrayBuffer())
    expect([size, kept.length, kept.every((byte, i) => byte === large[i])]).toEqual([large.length, large.length, true])
    const before = await stored(shop)
    const huge = joined([bytesOf('8BPS\0\x01'), new Uint8Array(50 * 1024 * 1024)])
    const refused = await send(browser, page, bodyOf(withWords(file('art.psd', huge))))
    expect([refused.status, refused.text.includes('at most 50 MB'), await stored(shop)]).toEqual([422, true, before])
  })

  it('of half a file, or with an end that never comes, leaves nothing', async () => {
    const { shop, browser, page, before } = await makePlace()
    const png = await pngOf(64, 64)
    const half = await send(browser, page, bodyOf(withWords(file('a.png', png.slice(0, -20)))))
    expect([half.status, await stored(shop)]).toEqual([422, before])
    const cut = bodyOf(withWords(file('a.png', png)), '').slice(0, -10)
    const { status } = await send(browser, page, cut)
    expect([status >= 400 && status < 500, await stored(shop), await count(shop, 'messages')]).toEqual([true, before, 0])
  })

  it.each([
    ['no boundary', { type: 'multipart/form-data' }],
    ['another boundary', { type: 'multipart/form-data; boundary=x' }],
    ['no length that is a number', { length: Number.NaN }],
    ['a length past the limit', { length: 55 * 1024 * 1024 }],
  ])('that states %s is refused and leaves nothing', async (_, said) => {
    const { shop, browser, page, before } = await makePlace()
    const { status } = await send(browser, page, bodyOf(withWords(file('a.png', await pngOf(8, 4)))), said)
    expect([status >= 400 && status < 500, await stored(shop), await count(shop, 'messages')]).toEqual([true, before, 0])
  })

  it.each<readonly [string, readonly Part[]]>([
    ['lines without end', [[`form-data; name="a"\r\nX-Y: ${'y'.repeat(9_000)}`, '']]],
    ['a name said twice', [['form-data; name="body"; name="file[]"; filename="a.png"', '8BPS']]],
    ['a hundred fields', Array.from({ length: 100 }, (_, n) => field(`f${n}`, ''))],
    ['a field past all measure', [field('body', 'x'.repeat(100_000))]],
  ])('with %s is refused and leaves nothing', async (_, parts) => {
    const { shop, browser, page, before } = await makePlace()
    const { status } = await send(browser, page, bodyOf(withWords(...parts)))
    expect([status >= 400 && status < 500, await stored(shop), await count(shop, 'messages')]).toEqual([true, before, 0])
  })

  it('takes ten files at once and no eleventh', async () => {
    const { shop, browser, page, before } = await makePlace()
    const png = await pngOf(1, 1)
    const twenty = Array.from({ length: 20 }, (_, n) => file(`${n}.png`, png))
    const again = await send(browser, page, bodyOf(withWords(...twenty)))
    expect([again.status, again.text.includes('at most 10 files'), await count(shop, 'messages')]).toEqual([422, true, 0])
    expect((await stored(shop)) - before).toBe(10)
  })

  it('names its files without a way out: no path, no line, no end that lies', async () => {
    const { shop, browser, page } = await makePlace()
    const tricks = ['../../etc/passwd', 'C:\\x\\y.exe', 'a%0D%0Ab.png', '<script>.png', '\u202egnp.exe']
    for (const name of tricks) await send(browser, page, bodyOf(withWords(file(name, await pngOf(1, 1)))))
    const names = (await shop.rows(`SELECT name FROM files WHERE type = 'image/png'`)).map(([name]) => String(name))
    expect(names.filter((name) => /[/\\\r\n\u202e]/.test(name) || !/\.png$/.test(name))).toEqual([])
  })

  it('is taken from nobody signed out, and not while the portal is closed', async () => {
    const { shop, browser, page, before } = await makePlace()
    const body = bodyOf(withWords(file('a.png', await pngOf(8, 4))))
    await send(shop.visitor(), page, body)
    await shop.rows('UPDATE profile SET is_portal_on = 0')
    expect((await send(browser, page, body)).status).toBe(503)
    expect(await stored(shop)).toBe(before)
  })

  it('goes to no other address: there a form stays below 4 MB', async () => {
    const { shop, browser } = await makePlace()
    const large = bodyOf(withWords(file('art.psd', new Uint8Array(5 * 1024 * 1024))))
    expect((await send(browser, `${shop.base}/branding/notes`, large)).status).toBe(413)
  })
})
