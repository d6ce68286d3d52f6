import { describe, expect, test } from 'vitest'
import { pngOf } from '#testing/pictures.ts'
import { makeShop, type TestShop } from '#testing/world.ts'

async function logoOf(shop: TestShop): Promise<{ shown: string; original: string }> {
  const owner = await shop.staff()
  const address = `${shop.desk}/settings/branding`
  const logo = new File([await pngOf(20, 10)], 'a.png', { type: 'image/png' })
  expect((await owner.submit(await owner.get(address), address, { logo })).status).toBe(303)
  const [row] = await shop.rows('SELECT id, derived_from_id FROM files WHERE derived_from_id IS NOT NULL')
  return { shown: String(row?.[0]), original: String(row?.[1]) }
}

describe('the logo', () => {
  test('is served to anybody on the shop’s addresses, sealed, and may be kept for a year', async () => {
    const shop = await makeShop({ hasHost: true })
    const { shown } = await logoOf(shop)
    const owner = await shop.staff()
    for (const response of [
      await shop.visitor().fetch(`${shop.base}/logo/${shown}`),
      await shop.visitor('host').fetch(`/portal/logo/${shown}`),
      await owner.fetch(`${shop.desk}/logo/${shown}`),
    ]) {
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
      expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
      expect(response.headers.get('set-cookie')).toBeNull()
      expect((await response.arrayBuffer()).byteLength).toBe(Number(response.headers.get('content-length')))
    }
  })

  test('is served while the portal is off, because the page that says so shows it', async () => {
    const shop = await makeShop({ isPortalOn: false })
    const { shown } = await logoOf(shop)
    expect((await shop.visitor().fetch(`${shop.base}/logo/${shown}`)).status).toBe(200)
    expect((await shop.visitor().get(shop.base)).text).not.toContain('Something went wrong')
  })

  test('is all of a shop’s files that anybody sees: not the original, not an internal file, not another shop’s', async () => {
    const [shop, other] = [await makeShop(), await makeShop()]
    const { shown, original } = await logoOf(shop)
    await shop.rows(
      `INSERT INTO files (id, key, name, type, size, sha256, visibility, created_at) SELECT 'fil_internal', key, name, type, size, sha256, 'customer', 1 FROM files WHERE id = '${shown}'`,
    )
    for (const id of [original, 'fil_internal', 'fil_none', '..%2F..%2Fx']) {
      expect((await shop.visitor().get(`${shop.base}/logo/${id}`)).status, id).toBe(404)
    }
    expect((await shop.visitor().get(`${other.base}/logo/${shown}`)).status).toBe(404)
  })
})

describe('the portal on a phone’s home screen', () => {
  test('carries the shop’s name and colours, and opens at its base', async () => {
    const shop = await makeShop({ name: 'Mill & Sons', hasHost: true })
    for (const [browser, base] of [
      [shop.visitor(), shop.base],
      [shop.visitor('host'), '/portal'],
    ] as const) {
      const page = await browser.get(`${base}/manifest.webmanifest`)
      expect(page.headers.get('content-type')).toBe('application/manifest+json')
      expect(JSON.parse(page.text)).toMatchObject({
        name: 'Mill & Sons',
        start_url: base,
        scope: base,
        display: 'standalone',
        theme_color: '#1f5a3d',
        icons: [{ src: `${base}/icon.svg`, sizes: 'any', type: 'image/svg+xml' }],
      })
    }
  })

  test('has the logo as a PNG for its icon, where there is one', async () => {
    const shop = await makeShop()
    expect((await shop.visitor().get(`${shop.base}/sign-in`)).text).not.toContain('apple-touch-icon')
    const { shown } = await logoOf(shop)
    const logo = `${shop.base}/logo/${shown}`
    expect((await shop.visitor().get(`${shop.base}/sign-in`)).text).toContain(`<link rel="apple-touch-icon" href="${logo}"`)
    const { icons } = JSON.parse((await shop.visitor().get(`${shop.base}/manifest.webmanifest`)).text)
    expect(icons).toContainEqual({ src: logo, sizes: 'any', type: 'image/png', purpose: 'any' })
    expect((await shop.visitor().fetch(logo)).headers.get('content-type')).toBe('image/png')
  })

  test('has an icon without any logo, and a name with markup in it stays text', async () => {
    const shop = await makeShop({ name: '<script>' })
    const page = await shop.visitor().get(`${shop.base}/icon.svg`)
    expect(page.headers.get('content-type')).toBe('image/svg+xml')
    expect(page.text).toContain('>&lt;</text>')
    expect(page.text).toContain('fill="#1f5a3d"')
  })
})
