import type { BaseCtx, SystemCtx } from '#context.ts'
import { publicFile } from '#features/files/queries.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { openPaper, type Paper } from '#lib/paper.ts'
import { farFontsOf, printable } from '#ui/letters.ts'
import { surfacesOf } from '#ui/theme.ts'

const lettersOfAmerica = /-(US|CA|MX)$/

/** What a PDF is made of beside its words: bytes alone. */
export interface Supplies {
  readonly logo?: Uint8Array | undefined
  readonly far?: readonly Uint8Array[] | undefined
}

/** A PDF in the shop's name and colours, with its logo where the bytes of one are given, and its address at the foot. */
export async function openShopPaper(shop: Profile, title: string, { logo, far = [] }: Supplies = {}): Promise<Paper> {
  const { pdfFonts } = await import('#generated/pdf-fonts.ts')
  const { ink, quiet, accent } = colorsOf(shop)
  const [name] = printable([shownName(shop), shop.name, shop.email])
  const paper = await openPaper({
    title,
    author: shownName(shop),
    language: shop.locale,
    size: lettersOfAmerica.test(shop.locale) ? 'letter' : 'a4',
    ...{ ink, quiet },
    fonts: { regular: Uint8Array.fromBase64(pdfFonts.regular), bold: Uint8Array.fromBase64(pdfFonts.bold), far },
    foot: printable([shownName(shop), shop.address?.replace(/\n+/g, ', '), shop.phone, shop.email]).join('  ·  '),
  })
  if (logo) paper.sign(logo, shownName(shop))
  if (name) paper.text(name, { size: 12, isBold: true, color: accent })
  paper.rule(accent, 2)
  paper.space(10)
  return paper
}

/** What a PDF of this shop is drawn with, as `#rrggbb`. */
export function colorsOf(shop: Profile) {
  const { light } = surfacesOf(shop.colors.brand)
  return { ink: light.ink, quiet: light.ink2, line: light.line, accent: shop.colors.inkLight }
}

/** A heading inside a PDF, with a line below. */
export function heading(paper: Paper, title: string, line: string): void {
  paper.ensure(60)
  paper.space(16)
  paper.text(title, { size: 13, isBold: true, role: 'H2' })
  paper.rule(line)
}

/** The logo of pages and mails, a small PNG; nothing where the shop has none. */
async function logoFor(ctx: BaseCtx | SystemCtx): Promise<Uint8Array | undefined> {
  if (!ctx.shop.logoFileId) return undefined
  const [[file]] = await ctx.read([publicFile], { file: ctx.shop.logoFileId })
  const body = file?.type === 'image/png' ? await ctx.deps.files.get(file.key) : undefined
  return body && new Uint8Array(await new Response(body).arrayBuffer())
}

/** The fonts that these words, or the shop's own, need beside those every PDF carries. Throws FilesUnavailable. */
export function farFontsFor({ shop, deps }: BaseCtx | SystemCtx, words: unknown): Promise<Uint8Array[]> {
  const own = [shownName(shop), shop.name, shop.address, shop.email]
  return Promise.all(farFontsOf(JSON.stringify([words, own])).map((name) => deps.fonts.get(name)))
}

/** The logo, and the fonts for these words. Throws FilesUnavailable. */
export async function suppliesFor(ctx: BaseCtx | SystemCtx, words: unknown): Promise<Supplies> {
  return { logo: await logoFor(ctx), far: await farFontsFor(ctx, words) }
}
