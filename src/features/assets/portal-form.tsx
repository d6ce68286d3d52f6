import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { Refused } from '#database/write.ts'
import { conflict, forbidden, notFound } from '#errors.ts'
import { versionSeen } from '#features/customers/rules.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { viewOf } from '#features/jobs/view.ts'
import { changesSince, type FormState, readFields, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Note } from '#ui/block.tsx'
import { firstReading } from './first-reading.ts'
import { depotsForCustomer } from './fleet-queries.ts'
import { labelsOf, readAsset, valuesOf } from './form.ts'
import { assetForCustomer } from './page-queries.ts'
import { addAsset, changeAsset } from './save-actions.ts'
import { assetSettings } from './settings.ts'
import { usualKind } from './view.ts'
import { AssetForm } from './views-form.tsx'
import { assetWords as words } from './words.ts'

type C = Context<Envs['customer']>
const routes = paths.portal.assets
const at = 'jobs'

/** The form of something of theirs that the shop does not know, where the shop takes it. */
export async function showOwnNew(c: C, failed?: FormState) {
  const { ctx } = c.var
  const [depots] = await ctx.read([depotsForCustomer])
  if (!assetSettings(ctx.shop).customersAdd) throw forbidden(words.askShop)
  const view = viewOf(ctx)
  const list = href(ctx.base, routes.list)
  const page = (
    <>
      <Back href={list} label={words.list.titles[usualKind(view)]} />
      <h1>{words.adding}</h1>
      <AssetForm
        shop={ctx.shop}
        by="customer"
        action={href(ctx.base, routes.create)}
        cancel={list}
        button={words.addButton}
        depots={depots}
        form={failed ?? { errors: {}, values: { kind: usualKind(view), state: 'in_service' } }}
      />
    </>
  )
  return show(c, page, { title: words.adding, at, status: failed ? 422 : 200 })
}

export async function createOwn(c: C) {
  const { ctx } = c.var
  const raw = await readFields(c)
  await ctx.read([])
  if (!assetSettings(ctx.shop).customersAdd) throw forbidden(words.askShop)
  const form = readAsset(raw, ctx.shop, 'customer')
  const first = firstReading(raw)
  const values = textsOf(raw)
  if (!form.ok || first.error) return showOwnNew(c, { values, errors: { ...(form.ok ? {} : form.errors), ...first.error } })
  try {
    const id = await addAsset(ctx, ctx.customerId, form.value, first.value)
    return c.redirect(`${href(ctx.base, routes.show, { id })}?did=added`, 303)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.reason === 'other words') return showAgain(c, values)
    if (error.reason === 'customer' || error.reason === 'too many') throw conflict(words.askShop)
    throw error
  }
}

async function showAgain(c: C, values: FormState['values']) {
  const { body, headers } = await showOwnNew(c, { errors: { form: words.again }, values })
  return new Response(body, { status: 409, headers })
}

/** The form of something of theirs; `typed` came too late, when it had been changed already. */
export async function showOwnEdit(c: C, id: string, failed?: FormState, typed?: FormState['values']) {
  const { ctx } = c.var
  const [[asset], depots] = await ctx.read([assetForCustomer, depotsForCustomer], { id })
  if (!asset) throw notFound(words.vehicle)
  if (!assetSettings(ctx.shop).customersEdit) throw forbidden(words.askShop)
  const now = valuesOf({ ...asset, own: asset.own ?? {} })
  const changes = typed && changesSince(typed, now, labelsOf(ctx.shop, 'customer'))
  const back = href(ctx.base, routes.show, { id })
  const page = (
    <>
      <Back href={back} label={asset.name} />
      <h1>{words.editing(asset.name)}</h1>
      <AssetForm
        shop={ctx.shop}
        by="customer"
        action={href(ctx.base, routes.update, { id })}
        cancel={back}
        button={words.save}
        version={typed ? asset.version : versionSeen(failed, asset)}
        depots={depots}
        form={failed ?? { errors: {}, values: typed ?? now }}
        note={changes && <Stale changes={changes} />}
      />
    </>
  )
  return show(c, page, { title: asset.name, at, status: typed ? 409 : failed ? 422 : 200 })
}

export async function updateOwn(c: C, id: string) {
  const { ctx } = c.var
  const raw = await readFields(c)
  const [[asset]] = await ctx.read([assetForCustomer], { id })
  if (!asset) throw notFound(words.vehicle)
  if (!assetSettings(ctx.shop).customersEdit) throw forbidden(words.askShop)
  const before = { ...asset, own: asset.own ?? {} }
  const form = readAsset(raw, ctx.shop, 'customer', before.own)
  if (!form.ok) return showOwnEdit(c, id, form)
  const outcome = await unlessStale(changeAsset(ctx, before, versionSeen({ values: textsOf(raw) }, { version: 0 }), form.value))
  if (outcome === 'stale') return showOwnEdit(c, id, undefined, textsOf(raw))
  return c.redirect(`${href(ctx.base, routes.show, { id })}?did=saved`, 303)
}

const Stale = ({ changes }: { changes: ReturnType<typeof changesSince> }) => (
  <Note title={words.stale} bad>
    <ul>
      {changes.map(({ label, now }) => (
        <li>{words.staleNow(label, now)}</li>
      ))}
    </ul>
    <p class="small">{words.staleText}</p>
  </Note>
)
