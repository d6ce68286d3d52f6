import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { assets } from '#generated/assets.ts'
import { type BrandColors, brandStyle } from './theme.ts'

interface DocumentProps {
  title: string
  shopName?: string | undefined
  locale: string
  nonce: string
  children: Child
  theme?: 'light' | 'dark' | undefined
  colors?: BrandColors | undefined
  iconUrl?: string | undefined
  /** A PNG, for phones that take no other icon. */
  touchIconUrl?: string | undefined
  manifestUrl?: string | undefined
  robots?: string | undefined
  desk?: boolean | undefined
  scripts?: readonly string[] | undefined
  /** Where the page keeps the socket that tells it to look again. */
  live?: string | undefined
}

/** The whole page from `<html>` down; the caller sends the doctype and the policy that carries the same nonce. */
export const Document = ({ desk, live, children, ...head }: DocumentProps) => (
  <html lang={head.locale} data-theme={head.theme}>
    <Head {...head} />
    <body class={desk ? 'desk' : undefined} data-live={live}>
      {children}
    </body>
  </html>
)

const Head = ({
  title,
  shopName,
  nonce,
  colors,
  iconUrl,
  touchIconUrl,
  manifestUrl,
  robots,
  scripts = [],
}: Omit<DocumentProps, 'children' | 'desk' | 'live'>) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <meta name="color-scheme" content="light dark" />
    <meta name="format-detection" content="telephone=no" />
    {robots && <meta name="robots" content={robots} />}
    <title>{shopName && shopName !== title ? `${title} · ${shopName}` : title}</title>
    <link rel="icon" href={iconUrl ?? 'data:,'} />
    {touchIconUrl && <link rel="apple-touch-icon" href={touchIconUrl} />}
    {manifestUrl && <link rel="manifest" href={manifestUrl} />}
    {manifestUrl && colors && <meta name="theme-color" content={colors.fill} />}
    <link rel="stylesheet" href={assets.css} />
    {colors && <style nonce={nonce}>{raw(brandStyle(colors))}</style>}
    {[assets.scripts.base, ...scripts].map((src) => (
      <script type="module" nonce={nonce} src={src} />
    ))}
  </head>
)
