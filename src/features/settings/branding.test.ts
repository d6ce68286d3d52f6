import { describe, expect, test } from 'vitest'
import { bytesOf, joined, jpeg, pngOf, webp } from '#testing/pictures.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import type { BrandColors } from '#ui/theme.ts'
import { contrast } from '#ui/theme.ts'

type Staff = Awaited<ReturnType<TestShop['staff']>>

async function publish(shop: TestShop, owner: Staff, fields: Record<string, string | Blob>) {
  const address = `${shop.desk}/settings/branding`
  return owner.submit(await owner.get(address), address, fields as Record<string, string>)
}
const named = (name: string, type: string, bytes: Uint8Array<ArrayBuffer>) => new File([bytes], name, { type })
const logoOf = async (shop: TestShop) => (await shop.rows('SELECT logo_file_id, mail_logo_file_id FROM profile'))[0]

describe('a logo', () => {
  test.each([
    ['PNG', () => pngOf(600, 300), 480, 240],
    ['JPEG', () => Promise.resolve(jpeg), 8, 4],
    ['WebP', () => Promise.resolve(webp), 8, 4],
    ['PNG that is called .jpg', () => pngOf(40, 20), 40, 20],
  ])('as %s is kept, and shown as a PNG of at most 480 px', async (_, bytes, width, height) => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const sent = await bytes()
    const answer = await publish(shop, owner, { logo: named('../our mark.jpg', 'image/jpeg', sent) })
    expect([answer.status, answer.location]).toEqual([303, `${shop.desk}/settings/branding?did=saved`])
    const [logo, mailLogo] = (await logoOf(shop)) ?? []
    expect(mailLogo).toBe(logo)
    const rows = await shop.rows(
      'SELECT id, name, type, visibility, width, height, derived_from_id, key FROM files ORDER BY visibility',
    )
    const [original, shown] = rows
    expect(original?.slice(1, 4)).toEqual(['our mark.jpg', expect.stringMatching(/^image\//), 'internal'])
    expect(shown?.slice(0, 7)).toEqual([logo, 'our mark.jpg', 'image/png', 'public', width, height, original?.[0]])
    for (const row of rows) expect(row[7]).toMatch(new RegExp(`^${shop.key}/[\\w-]{43}$`))
    const picture = await shop.visitor().fetch(`${shop.base}/logo/${logo}`)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(new DataView(await picture.arrayBuffer()).getUint32(16)).toBe(width)
  })

  test.each([
    ['SVG', 'logo.png', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'PNG, JPEG or WebP'],
    ['HTML', 'logo.png', '<!doctype html><script>alert(1)</script>', 'PNG, JPEG or WebP'],
    ['GIF', 'logo.gif', 'GIF89a\x40\x01\xf0\0\xf7\0\0', 'This is a GIF'],
    ['PDF', 'logo.png', '%PDF-1.7\n', 'This is a PDF'],
    [
      'a PNG whose picture is missing',
      'logo.png',
      '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0',
      'could not be read',
    ],
    ['an empty file', 'logo.png', '', 'empty'],
  ])('as %s is refused with the reason beside the field, and nothing is kept', async (_, name, content, sentence) => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const answer = await publish(shop, owner, {
      portalName: 'Typed',
      color: '#ff0000',
      logo: named(name, 'image/png', bytesOf(content)),
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(new RegExp(`id="f-logo-wrong"[\\s\\S]*?${sentence}`))
    expect(answer.text).toContain('value="Typed"')
    expect(answer.text).toContain('value="#ff0000"')
    expect(await shop.rows('SELECT (SELECT count(*) FROM files), logo_file_id, version FROM profile')).toEqual([[0, null, 1]])
  })

  test('cut short in its middle is refused', async () => {
    const shop = await makeShop()
    const whole = await pngOf(300, 300)
    const answer = await publish(shop, await shop.staff(), {
      logo: named('logo.png', 'image/png', whole.slice(0, whole.byteLength - 400)),
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('could not be read')
  })

  test('past 2 MB is refused beside the field', async () => {
    const shop = await makeShop()
    const large = joined([await pngOf(1, 1), new Uint8Array(2 * 1024 * 1024)])
    const answer = await publish(shop, await shop.staff(), { logo: named('logo.png', 'image/png', large) })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Choose a picture of at most 2 MB')
  })

  test('that carries a page behind its picture is drawn anew: nothing but the picture is served', async () => {
    const shop = await makeShop()
    const polyglot = joined([await pngOf(20, 10), bytesOf('<script>canary()</script>')])
    expect((await publish(shop, await shop.staff(), { logo: named('logo.html', 'text/html', polyglot) })).status).toBe(303)
    const [logo] = (await logoOf(shop)) ?? []
    const response = await shop.visitor().fetch(`${shop.base}/logo/${logo}`)
    expect(await response.text()).not.toContain('canary')
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  })

  test('that is replaced stays for the mails that show it, and one that is removed leaves the initial', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    await publish(shop, owner, { logo: named('a.png', 'image/png', await pngOf(10, 10)) })
    const [first] = (await logoOf(shop)) ?? []
    await publish(shop, owner, { logo: named('b.png', 'image/png', await pngOf(12, 12)) })
    const [second] = (await logoOf(shop)) ?? []
    expect(second).not.toBe(first)
    for (const id of [first, second]) expect((await shop.visitor().get(`${shop.base}/logo/${id}`)).status).toBe(200)
    await publish(shop, owner, { removeLogo: 'on' })
    expect(await logoOf(shop)).toEqual([null, null])
    expect((await shop.visitor().get(`${shop.base}/logo/${second}`)).status).toBe(200)
  })

  test('sent twice with one form is published once', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const address = `${shop.desk}/settings/branding`
    const page = await owner.get(address)
    const logo = named('a.png', 'image/png', await pngOf(10, 10))
    for (const _ of [1, 2]) expect((await owner.submit(page, address, { logo })).status).toBe(303)
    expect(
      await shop.rows(
        `SELECT (SELECT count(*) FROM files), version, (SELECT count(*) FROM events WHERE kind = 'brand.changed') FROM profile`,
      ),
    ).toEqual([[2, 2, 1]])
  })
})

describe('a brand color', () => {
  test.each(['#F26A1B', 'ffd400', '#0af', '#7a7a7a', '#ffffff', '#000000'])(
    '%s is stored with shades that reach AA',
    async (typed) => {
      const shop = await makeShop()
      expect((await publish(shop, await shop.staff(), { color: typed })).status).toBe(303)
      const colors = JSON.parse(String((await shop.rows('SELECT colors FROM profile'))[0]?.[0])) as BrandColors
      expect(contrast(colors.onBrand, colors.fill)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(colors.inkLight, '#ffffff')).toBeGreaterThanOrEqual(4.5)
      expect(contrast(colors.inkDark, '#202020')).toBeGreaterThanOrEqual(4.5)
      const portal = await shop.visitor().get(`${shop.base}/sign-in`)
      expect(portal.text).toContain(`--brand:${colors.brand}`)
    },
  )

  test.each(['red', '#12345', '#gggggg', '</style><script>', ''])('%j is refused beside the field', async (typed) => {
    const shop = await makeShop()
    const answer = await publish(shop, await shop.staff(), { color: typed })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Type a color as #')
    expect(answer.text).not.toContain('</style><script>')
  })

  test('can be looked at before it is published', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const preview = await owner.get(`${shop.desk}/settings/branding/preview?color=%23f26a1b`)
    expect(preview.status).toBe(200)
    expect(preview.text).toContain('data-brand="#f26a1b"')
    expect(preview.text).toContain('id="brand-contrast"')
    expect((await owner.get(`${shop.desk}/settings/branding/preview?color=red`)).status).toBe(422)
    expect(await shop.rows('SELECT version FROM profile')).toEqual([[1]])
  })

  test('published from two windows is published from the first; the second is told', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const address = `${shop.desk}/settings/branding`
    const [one, other] = [await owner.get(address), await owner.get(address)]
    expect((await owner.submit(one, address, { color: '#f26a1b' })).status).toBe(303)
    const late = await owner.submit(other, address, { color: '#123456', logo: named('a.png', 'image/png', await pngOf(10, 10)) })
    expect(late.status).toBe(409)
    expect(await shop.rows('SELECT (SELECT count(*) FROM files), version FROM profile')).toEqual([[0, 2]])
  })
})
