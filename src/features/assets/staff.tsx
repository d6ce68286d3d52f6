import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { conflict, invalid, notFound } from '#errors.ts'
import { Versioned } from '#features/customers/actions.ts'
import { customerById } from '#features/customers/queries.ts'
import { mayOf, patternsOf } from '#features/customers/rules.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { pageNumber } from '#features/jobs/search.ts'
import { viewOf } from '#features/jobs/view.ts'
import { talksOfAsset } from '#features/messages/inbox-queries.ts'
import { DeskAssetTalks } from '#features/messages/views-subject.tsx'
import { passportOfAsset } from '#features/passports/queries.ts'
import { DeskPassport } from '#features/passports/views-desk.tsx'
import { flashOf } from '#features/settings/flash.tsx'
import { warrantiesOfAsset } from '#features/warranties/queries.ts'
import { DeskWarranties } from '#features/warranties/views-desk.tsx'
import { parseForm, readFields } from '#lib/form.ts'
import { addDays, dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { desk } from './desk-words.ts'
import { filters, listQueries, pageSize } from './list-queries.ts'
import { assetById, declinedOnAsset, jobsOfAsset, ownersOfAsset, readingsOfAsset } from './page-queries.ts'
import { type ReadingAgain, readFromForm } from './read-form.ts'
import { soonDays } from './rules.ts'
import { archiveAsset } from './save-actions.ts'
import { createFromForm, showEdit, showNew, updateFromForm } from './staff-form.tsx'
import { DeskAssetPage } from './views-desk.tsx'
import { AssetsPage } from './views-list.tsx'

type C = Context<Envs['staff']>
const at = 'assets'
const routes = paths.staff.assets

export const staffAssets = handle(routes, {
  list: (c) => showList(c),
  ofCustomer: (c) => showList(c, c.req.param('id')),

  new: (c) => showNew(c, c.req.param('id')),
  create: (c) => createFromForm(c, c.req.param('id')),
  show: (c) => showOne(c, c.req.param('id')),
  edit: (c) => showEdit(c, c.req.param('id')),
  update: (c) => updateFromForm(c, c.req.param('id')),

  async read(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const raw = await readFields(c)
    const outcome = await readFromForm(ctx, await getAsset(c, id), raw)
    return outcome === 'read' ? done(c, id, 'read') : showOne(c, id, outcome)
  },

  archive: (c) => put(c, c.req.param('id'), true),
  restore: (c) => put(c, c.req.param('id'), false),
})

async function showList(c: C, customerId?: string) {
  const { ctx } = c.var
  const search = (c.req.query('q') ?? '').trim().slice(0, 100)
  const filter = filters.find((one) => one === c.req.query('show')) ?? 'all'
  const page = pageNumber(c.req.query('page'))
  const like = search ? patternsOf(search).like : undefined
  // The shop's own day is known only after the read: the world's is at most a day away.
  const soonOn = addDays(dayOf(ctx.now, 'UTC'), soonDays)
  const queries = [...listQueries({ filter, like, page, owner: customerId, soonOn }), customerById] as const
  const [rows, [counted], [owner]] = await ctx.read(queries, { id: customerId ?? '' })
  if (customerId && !owner) throw notFound('Customer')
  const pages = Math.max(1, Math.ceil((counted?.count ?? 0) / pageSize))
  const { edit: mayAdd } = mayOf(ctx.me.role)
  const content = <AssetsPage view={viewOf(ctx)} {...{ rows, filter, search, page, pages, owner, mayAdd }} />
  return show(c, content, { title: desk.title, at: owner ? 'customers' : at, live: owner ? { customerId: owner.id } : {} })
}

async function getAsset(c: C, id: string) {
  const [[asset]] = await c.var.ctx.read([assetById], { id })
  if (!asset) throw notFound('Vehicle')
  return asset
}

async function showOne(c: C, id: string, again?: ReadingAgain) {
  const { ctx } = c.var
  const queries = [
    assetById,
    jobsOfAsset,
    declinedOnAsset,
    ownersOfAsset,
    readingsOfAsset,
    warrantiesOfAsset,
    talksOfAsset,
    passportOfAsset,
  ] as const
  const [[asset], jobs, declined, owners, readings, warranties, talks, [passport]] = await ctx.read(queries, { id })
  if (!asset) throw notFound('Vehicle')
  const reading = { form: again?.form, isLower: again?.isLower }
  const [view, may] = [viewOf(ctx), mayOf(ctx.me.role)]
  const mayAdd = may.edit && asset.archivedAt === null
  const owner = mayAdd && asset.ownerId ? { name: asset.ownerName, subject: asset.ownershipId } : undefined
  const addHref = mayAdd ? `${href(ctx.base, paths.staff.warranties.new)}?asset=${asset.id}` : undefined
  const content = (
    <DeskAssetPage
      {...{ view, may, asset, jobs, declined, owners, readings, reading }}
      beside={passport && <DeskPassport {...{ view, passport }} />}
    >
      <DeskWarranties view={view} rows={warranties} addHref={addHref} />
      {may.edit && <DeskAssetTalks {...{ ctx, talks, owner }} />}
    </DeskAssetPage>
  )
  const flash = flashOf(c, desk.done)
  return show(c, content, { title: asset.name, at, live: { customerId: asset.ownerId }, flash, status: again ? 422 : 200 })
}

async function put(c: C, id: string, isAway: boolean) {
  const { ctx } = c.var
  const form = await parseForm(c, Versioned)
  if (!form.ok) throw invalid('Go back, reload the page and send the form again.')
  const asset = await getAsset(c, id)
  const did = isAway ? 'archived' : 'restored'
  if ((await unlessStale(archiveAsset(ctx, asset, form.value.version, isAway))) === 'stale') throw conflict()
  return done(c, id, did)
}

function done(c: C, id: string, did: keyof typeof desk.done) {
  return c.redirect(`${href(c.var.ctx.base, routes.show, { id })}?did=${did}`, 303)
}
