import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { Refused } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { customerById } from '#features/customers/queries.ts'
import { versionSeen } from '#features/customers/rules.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { viewOf } from '#features/jobs/view.ts'
import { changesSince, type FormState, readFields, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Head } from '#ui/block.tsx'
import { StaleNote } from '#ui/stale-note.tsx'
import { desk } from './desk-words.ts'
import { firstReading } from './first-reading.ts'
import { labelsOf, readAsset, valuesOf } from './form.ts'
import { assetById, depotsBeside, depotsOfOwner } from './page-queries.ts'
import { addAsset, changeAsset } from './save-actions.ts'
import { usualKind } from './view.ts'
import { AssetForm } from './views-form.tsx'

type C = Context<Envs['staff']>
const at = 'assets'
const routes = paths.staff.assets

/** The form of something a customer owns, not on file yet. */
export async function showNew(c: C, customerId: string, failed?: FormState) {
  const { ctx } = c.var
  const [[customer], depots] = await ctx.read([customerById, depotsOfOwner], { id: customerId, owner: customerId })
  if (!customer) throw notFound('Customer')
  const back = href(ctx.base, paths.staff.customers.show, { id: customerId })
  const fresh = { kind: usualKind(viewOf(ctx)), state: 'in_service' }
  const content = (
    <>
      <Back href={back} label={customer.name} />
      <Head title={desk.new} detail={desk.newFor(customer.name)} />
      <AssetForm
        shop={ctx.shop}
        by="staff"
        action={href(ctx.base, routes.create, { id: customerId })}
        cancel={back}
        button={desk.add}
        depots={depots}
        form={failed ?? { errors: {}, values: fresh }}
      />
    </>
  )
  return show(c, content, { title: desk.new, at, status: failed ? 422 : 200 })
}

export async function createFromForm(c: C, customerId: string) {
  const { ctx } = c.var
  const raw = await readFields(c)
  const [[customer]] = await ctx.read([customerById], { id: customerId })
  if (!customer) throw notFound('Customer')
  if (customer.archivedAt) throw conflict('This customer is archived. Restore it first.')
  const form = readAsset(raw, ctx.shop, 'staff')
  const first = firstReading(raw)
  if (!form.ok || first.error)
    return showNew(c, customerId, { values: textsOf(raw), errors: { ...(form.ok ? {} : form.errors), ...first.error } })
  const add = async () => {
    const id = await unlessRefused(addAsset(ctx, customerId, form.value, first.value))
    return c.redirect(`${href(ctx.base, routes.show, { id })}?did=added`, 303)
  }
  return unlessSentBefore(c, add, (again) => showNew(c, customerId, again))
}

async function unlessRefused(adding: Promise<string>): Promise<string> {
  try {
    return await adding
  } catch (error) {
    if (!(error instanceof Refused) || error.reason === 'other words') throw error
    throw conflict(
      error.reason === 'customer'
        ? 'This customer was archived meanwhile.'
        : 'This customer has more on file than there is room for.',
    )
  }
}

/** The form of one on file; `typed` came too late, when it had been changed already. */
export async function showEdit(c: C, id: string, failed?: FormState, typed?: FormState['values']) {
  const { ctx } = c.var
  const [[asset], depots] = await ctx.read([assetById, depotsBeside], { id })
  if (!asset) throw notFound('Vehicle')
  const now = valuesOf({ ...asset, own: asset.own ?? {} })
  const changes = typed && changesSince(typed, now, labelsOf(ctx.shop, 'staff'))
  const page = href(ctx.base, routes.show, { id })
  const content = (
    <>
      <Back href={page} label={asset.name} />
      <Head title={asset.name} detail={desk.newFor(asset.ownerName)} />
      <AssetForm
        shop={ctx.shop}
        by="staff"
        action={href(ctx.base, routes.update, { id })}
        cancel={page}
        button={desk.save}
        version={typed ? asset.version : versionSeen(failed, asset)}
        depots={depots}
        form={failed ?? { errors: {}, values: typed ?? now }}
        note={changes && <StaleNote changes={changes} />}
      />
    </>
  )
  return show(c, content, { title: asset.name, at, status: typed ? 409 : failed ? 422 : 200 })
}

export async function updateFromForm(c: C, id: string) {
  const { ctx } = c.var
  const raw = await readFields(c)
  const [[asset]] = await ctx.read([assetById], { id })
  if (!asset) throw notFound('Vehicle')
  const before = { ...asset, own: asset.own ?? {} }
  const form = readAsset(raw, ctx.shop, 'staff', before.own)
  if (!form.ok) return showEdit(c, id, form)
  const outcome = await unlessStale(changeAsset(ctx, before, versionSeen({ values: textsOf(raw) }, { version: 0 }), form.value))
  if (outcome === 'stale') return showEdit(c, id, undefined, textsOf(raw))
  return c.redirect(`${href(ctx.base, routes.show, { id })}?did=saved`, 303)
}
