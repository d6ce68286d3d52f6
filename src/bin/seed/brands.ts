import type { CustomerCtx, Tenant } from '#context.ts'
import type { Deps } from '#env.ts'
import { addColor, addLogos, markBrandSeen, saveNotes } from '#features/branding/actions.ts'
import { brandForCustomer, logosForCustomer } from '#features/branding/queries.ts'
import type { Cast } from './cast.ts'
import { createCalendar } from './days.ts'
import { atPortal, type Browsing, upload } from './desk.ts'
import { badge } from './pictures.ts'
import { door } from './proof-art.ts'
import type { BrandScript } from './script-brand.ts'

/** What the demo can draw, by the name of its file. A stitch file is drawn by nobody: it begins as one does. */
const drawn: Readonly<Record<string, () => Buffer>> = {
  'hop-badge.png': badge,
  'door-lettering.png': () => door(true),
  'hop-badge-left-chest.dst': () =>
    Buffer.from(`LA:hop badge       \rST:   8412\rCO:  2\r${' '.repeat(470)}\x00\x00\xf3`, 'latin1'),
}

/** Lets customers bring their logos, colors and notes. Who has brought some already keeps those. */
export async function keepBrands(deps: Deps, tenant: Tenant, cast: Cast, brands: readonly BrandScript[]): Promise<void> {
  for (const brand of brands) {
    const calendar = createCalendar(deps.now(), cast.timeZone)
    const at = calendar.at(brand.day, 6)
    const ctx = await cast.customerAt(brand.by, at)
    const [logos] = await ctx.read([logosForCustomer])
    if (logos.length > 0) continue
    await atPortal(deps, tenant, brand.by, (portal) => bring(ctx, portal, brand))
    if (brand.seen !== undefined) await markBrandSeen(cast.staffAt(calendar.at(brand.seen, 1)), ctx.customerId)
  }
}

async function bring(ctx: CustomerCtx, portal: Browsing, { logos, colors, notes }: BrandScript): Promise<void> {
  for (const { file, note } of logos) {
    const draw = drawn[file]
    if (!draw) throw new Error(`The demo cannot draw ${file}`)
    await addLogos(ctx, ctx.customerId, { file: [await upload(portal, file, draw())], note })
  }
  for (const [label, hex, pantone] of colors) await addColor(ctx, ctx.customerId, { label, hex, pantone })
  const [[brand]] = await ctx.read([brandForCustomer])
  await saveNotes(ctx, ctx.customerId, { version: brand?.version ?? 1, notes })
}
