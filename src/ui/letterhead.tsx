import type { Child } from 'hono/jsx'
import { telHref } from '#lib/phone.ts'
import type { FrameWords } from './frame-words.ts'
import type { ShopFace } from './shop-face.ts'

type Face = Pick<ShopFace, 'name' | 'logoUrl'>

/** The shop's logo, or its initial in its colour; decoration, for the name always stands beside it. */
export const ShopMark = ({ shop }: { shop: Face }) =>
  shop.logoUrl ? (
    <img src={shop.logoUrl} alt="" height="32" />
  ) : (
    <span class="mark" aria-hidden="true">
      {[...shop.name.trim()][0]?.toUpperCase() ?? ''}
    </span>
  )

export const ShopName = ({ shop, href }: { shop: Face; href?: string | undefined }) => {
  const inside = [<ShopMark shop={shop} />, <b>{shop.name}</b>]
  return href ? (
    <a class="shop" href={href}>
      {inside}
    </a>
  ) : (
    <p class="shop">{inside}</p>
  )
}

export const Skip = ({ words }: { words: FrameWords }) => (
  <a class="skip" href="#main">
    {words.skip}
  </a>
)

export const Reach = ({ shop }: { shop: ShopFace }) =>
  shop.phone || shop.email ? (
    <p class="reach">
      {shop.phone && <a href={telHref(shop.phone)}>{shop.phone}</a>}
      {shop.email && <a href={`mailto:${shop.email}`}>{shop.email}</a>}
    </p>
  ) : null

export const Foot = ({ shop, children }: { shop: ShopFace; children?: Child }) => (
  <footer class="foot no-paper">
    <span>{[shop.name, shop.address].filter(Boolean).join(', ')}</span>
    {shop.phone && <a href={telHref(shop.phone)}>{shop.phone}</a>}
    {shop.email && <a href={`mailto:${shop.email}`}>{shop.email}</a>}
    {children}
  </footer>
)
