import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs, StaffCtx } from '#context.ts'
import { remindersAhead, remindersIn } from '#features/appointments/zone.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { logoInUse } from '#features/files/queries.ts'
import { endingsAhead, endingsIn } from '#features/warranties/zone.ts'
import { portalAddress } from '#identity/item-links.ts'
import { checkForm, type FormState, fieldError, parseForm, textsOf } from '#lib/form.ts'
import { faceOf, show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { brandColors } from '#ui/theme.ts'
import { SavePortal, SaveShop, savePortal, saveShop } from './actions.ts'
import { SaveBranding, saveBranding } from './branding-actions.ts'
import { BrandingPage, Contrast, Preview } from './branding-views.tsx'
import { Color } from './fields.ts'
import { flashOf } from './flash.tsx'
import { PortalPage } from './portal-views.tsx'
import { currencyLock } from './queries.ts'
import { ShopPage } from './shop-views.tsx'
import { brandingSince, portalSince, shopSince } from './since.ts'

type C = Context<Envs['staff']>
const routes = paths.staff.settings

export const staffShopSettings = handle(routes.shop, {
  show: (c) => showShop(c),

  async save(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SaveShop)
    if (!form.ok) return showShop(c, form)
    const [reminders, endings] = await ctx.read([remindersAhead, endingsAhead])
    const mailsIn = (zone: string) => [...remindersIn(zone, reminders), ...endingsIn(zone, endings)]
    const outcome = await unlessStale(saveShop(ctx, form.value, mailsIn))
    if (outcome === 'stale') return showShop(c, undefined, await c.req.parseBody())
    if (outcome === 'currency') {
      return showShop(
        c,
        fieldError(
          textsOf(await c.req.parseBody()),
          'currency',
          'An estimate or invoice was sent, so the currency stays as it is.',
        ),
      )
    }
    return saved(c, href(ctx.base, routes.shop.show))
  },
})

async function showShop(c: C, failed?: FormState, outdated?: Record<string, unknown>) {
  const { ctx } = c.var
  const [[lock]] = await ctx.read([currencyLock])
  const stale = outdated && shopSince(outdated, ctx.house)
  const action = href(ctx.base, routes.shop.save)
  const props = { base: ctx.base, action, shop: ctx.house, isCurrencyLocked: lock?.isLocked === 1 }
  const page = <ShopPage {...props} form={failed ?? stale?.form} changes={stale?.changes} />
  return show(c, page, {
    title: 'Shop',
    at: 'settings',
    status: stale ? 409 : failed ? 422 : 200,
    flash: flashOf(c, { saved: 'Saved. Customers see it from now on.' }),
  })
}

export const staffBranding = handle(routes.branding, {
  show: (c) => showBranding(c),

  async save(c) {
    const { ctx } = c.var
    // A logo is larger than what other forms may send; the platform's own limit on a body stands before this.
    const raw = await c.req.parseBody()
    const form = checkForm(SaveBranding, raw)
    if (!form.ok) return showBranding(c, form)
    await ctx.read([])
    const { logo } = raw
    const published = await unlessStale(
      saveBranding(ctx, form.value, logo instanceof File && logo.name !== '' ? logo : undefined),
    )
    if (published === 'stale') return showBranding(c, undefined, 409, raw)
    if (!published.ok) {
      if (published.status === 503) c.header('retry-after', '30')
      return showBranding(c, fieldError(textsOf(raw), 'logo', published.problem), published.status)
    }
    return saved(c, href(ctx.base, routes.branding.show))
  },

  async preview(c) {
    const { ctx } = c.var
    await ctx.read([])
    const color = v.safeParse(Color, c.req.query('color'))
    if (!color.success) return c.text('Not a color', 422)
    const colors = brandColors(color.output)
    return c.html(
      <>
        <Preview shop={ctx.shop} face={{ ...faceOf(ctx.shop, ctx.base), colors }} />
        <Contrast colors={colors} />
      </>,
    )
  },
})

async function showBranding(
  c: C,
  failed?: FormState,
  status: 200 | 409 | 422 | 503 = failed ? 422 : 200,
  outdated?: Record<string, unknown>,
) {
  const { ctx } = c.var
  const [[logo]] = await ctx.read([logoInUse])
  const { base, shop } = ctx
  const stale = outdated && brandingSince(outdated, shop)
  const links = {
    save: href(base, routes.branding.save),
    preview: href(base, routes.branding.preview),
    emails: href(base, routes.automations.show),
  }
  const props = { base, links, shop, face: faceOf(shop, base), logo }
  const page = <BrandingPage {...props} form={failed ?? stale?.form} changes={stale?.changes} />
  const flash = flashOf(c, { saved: 'Published. Pages and emails look like this from now on.' })
  return show(c, page, {
    title: 'Branding',
    at: 'branding',
    status,
    scripts: ['brandPreview', 'upload'],
    flash,
  })
}

export const staffPortal = handle(routes.portal, {
  show: (c) => showPortal(c),

  async save(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SavePortal)
    if (!form.ok) return showPortal(c, form)
    await ctx.read([])
    const outcome = await unlessStale(savePortal(ctx, form.value))
    if (outcome === 'stale') return showPortal(c, undefined, await c.req.parseBody())
    return saved(c, href(ctx.base, routes.portal.show))
  },
})

async function showPortal(c: C, failed?: FormState, outdated?: Record<string, unknown>) {
  const { ctx } = c.var
  await ctx.read([])
  const stale = outdated && portalSince(outdated, ctx.shop)
  const action = href(ctx.base, routes.portal.save)
  const props = { base: ctx.base, action, shop: ctx.shop, addresses: addressesOf(ctx) }
  const page = <PortalPage {...props} form={failed ?? stale?.form} changes={stale?.changes} />
  const words = { saved: ctx.shop.isPortalOn ? 'Saved. The portal is on.' : 'Saved. The portal is off.' }
  const status = stale ? 409 : failed ? 422 : 200
  return show(c, page, { title: 'Portal', at: 'settings', status, flash: flashOf(c, words) })
}

/** The shop's own host first, where it has one; the address below the platform's host works for ever. */
function addressesOf({ deps, tenant }: StaffCtx): string[] {
  const own = portalAddress(deps, tenant)
  return tenant.host ? [own, portalAddress(deps, { ...tenant, host: undefined })] : [own]
}

function saved(c: C, address: string) {
  return c.redirect(`${address}?did=saved`, 303)
}
