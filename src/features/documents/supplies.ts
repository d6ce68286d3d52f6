import type { BaseCtx, SystemCtx } from '#context.ts'
import { publicFile } from '#features/files/queries.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { farFontsOf } from '#ui/letters.ts'
import { surfacesOf } from '#ui/theme.ts'

/** What a PDF is made of beside its words: bytes alone. */
export interface Supplies {
  readonly logo?: Uint8Array | undefined
  readonly far?: readonly Uint8Array[] | undefined
}

/** What a PDF of this shop is drawn with, as `#rrggbb`. */
export function colorsOf(shop: Profile) {
  const { light } = surfacesOf(shop.colors.brand)
  return { ink: light.ink, quiet: light.ink2, line: light.line, accent: shop.colors.inkLight }
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
