import { type Profile, shownName } from '#features/settings/rules.ts'
import { surfacesOf } from '#ui/theme.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** The shop's initial on its colour, as an SVG: every shop has an icon from its first minute. */
export function iconOf(shop: Profile): string {
  const initial = [...shownName(shop).trim()][0]?.toUpperCase() ?? ''
  const { fill, onBrand } = shop.colors
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">' +
    `<rect width="512" height="512" rx="96" fill="${escaped(fill)}"/>` +
    `<text x="256" y="354" text-anchor="middle" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" ` +
    `font-size="280" font-weight="650" fill="${escaped(onBrand)}">${escaped(initial)}</text></svg>`
  )
}

interface Urls {
  readonly home: string
  readonly icon: string
  /** The shop's logo as a PNG, where it has one. */
  readonly logo: string | undefined
}

/** What makes the portal installable under the shop's own name. */
export function manifestOf(shop: Profile, urls: Urls) {
  const name = shownName(shop)
  return {
    id: urls.home,
    name,
    short_name: name.length > 14 ? (name.split(/\s+/)[0] ?? name) : name,
    lang: shop.locale,
    start_url: urls.home,
    scope: urls.home,
    display: 'standalone',
    background_color: surfacesOf(shop.colors.brand).light.page,
    theme_color: shop.colors.fill,
    icons: [
      { src: urls.icon, sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      ...(urls.logo ? [{ src: urls.logo, sizes: 'any', type: 'image/png', purpose: 'any' }] : []),
    ],
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
}
