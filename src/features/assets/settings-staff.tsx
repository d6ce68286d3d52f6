import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { changeProfile, differences } from '#features/settings/actions.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { staleOf } from '#features/settings/since.ts'
import { type FormState, readFields } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { desk } from './desk-words.ts'
import { assetSettings } from './settings.ts'
import { readSettings } from './settings-form.ts'
import { AssetSettingsPage } from './settings-views.tsx'

type C = Context<Envs['staff']>
const routes = paths.staff.settings.assets
const words = desk.settings
const switches = ['customersAdd', 'customersEdit', 'takesOddVins', 'mailsWarranties'] as const

/** What this shop keeps of what its customers own, and what they may do themselves. */
export const staffAssetSettings = handle(routes, {
  async show(c) {
    await c.var.ctx.read([])
    return showSettings(c)
  },

  async save(c) {
    const { ctx } = c.var
    const raw = await readFields(c)
    await ctx.read([])
    const form = readSettings(raw, assetSettings(ctx.shop))
    if (!form.ok) return showSettings(c, form, raw)
    const { version, settings } = form.value
    const change = { assetSettings: settings }
    const action = { kind: 'asset_settings.changed', subjectId: ctx.tenant.key, details: differences(ctx, change) }
    if ((await unlessStale(ctx.write(action, changeProfile(version, change)))) === 'stale') {
      await ctx.read([])
      return showSettings(c, undefined, raw)
    }
    return c.redirect(`${href(ctx.base, routes.show)}?did=saved`, 303)
  },
})

function showSettings(c: C, failed?: FormState, typed?: Record<string, unknown>) {
  const { base, shop } = c.var.ctx
  const settings = assetSettings(shop)
  const now = Object.fromEntries(switches.map((key) => [key, settings[key] ? 'on' : '']))
  const stale = typed && !failed ? staleOf(typed, now, Object.fromEntries(switches.map((key) => [key, words[key]]))) : undefined
  const page = (
    <AssetSettingsPage
      {...{ base, shop, settings }}
      action={href(base, routes.save)}
      form={failed ?? stale?.form}
      typed={typed}
      changes={stale?.changes.map((change) => ({ ...change, now: change.now ? 'on' : 'off' }))}
    />
  )
  const status = stale ? 409 : failed ? 422 : 200
  return show(c, page, { title: words.title, at: 'settings', status, flash: flashOf(c, { saved: words.saved }) })
}
