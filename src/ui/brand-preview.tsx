import { ShopName } from './letterhead.tsx'
import type { ShopFace } from './shop-face.ts'
import { Status, Stitch } from './status.tsx'

export interface PreviewWords {
  readonly light: string
  readonly dark: string
  readonly title: string
  readonly text: string
  readonly status: string
  readonly link: string
  readonly primary: string
  readonly secondary: string
}

interface BrandPreviewProps {
  shop: Pick<ShopFace, 'name' | 'logoUrl' | 'colors'>
  words: PreviewWords
}

/** The portal in small, in both themes. The script puts the colours of a fetched one in place; the page's own style carries the published ones. */
export const BrandPreview = ({ shop, words }: BrandPreviewProps) => {
  const { brand, fill, onBrand, inkLight, inkDark } = shop.colors
  return (
    <div
      class="previews"
      id="brand-preview"
      data-brand={brand}
      data-fill={fill}
      data-on-brand={onBrand}
      data-ink-light={inkLight}
      data-ink-dark={inkDark}
    >
      <Side theme="light" shop={shop} words={words} />
      <Side theme="dark" shop={shop} words={words} />
    </div>
  )
}

const Side = ({ theme, shop, words }: BrandPreviewProps & { theme: 'light' | 'dark' }) => (
  <div>
    <p class="small quiet">{words[theme]}</p>
    <div class={`preview themed ${theme}`} inert>
      <div class="top">
        <ShopName shop={shop} />
      </div>
      <div class="in stack">
        <h3>{words.title}</h3>
        <p class="quiet">{words.text}</p>
        <p>
          <Status ring="todo" label={words.status} you />
        </p>
        <Stitch steps={5} at={3} label={words.status} />
        <p>
          <a href="#main">{words.link}</a>
        </p>
        <p class="ends">
          <span class="btn primary">{words.primary}</span>
          <span class="btn">{words.secondary}</span>
        </p>
      </div>
    </div>
  </div>
)
