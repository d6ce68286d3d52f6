import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { forbidden, notFound } from '#errors.ts'
import { viewOf } from '#features/jobs/view.ts'
import { lastSaidOnAssetForCustomer } from '#features/messages/talk-queries.ts'
import { SubjectTalk } from '#features/messages/views-subject.tsx'
import { messageWords } from '#features/messages/words.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { hasTab } from '#features/settings/rules.ts'
import { warrantiesOnAssetForCustomer } from '#features/warranties/queries.ts'
import { WarrantiesBlock } from '#features/warranties/views.tsx'
import { csvHeaders, csvOf } from '#lib/csv.ts'
import { readFields } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { askedOf, isFiltered, valuesOf } from './asked.ts'
import {
  depotsForCustomer,
  fleetCountForCustomer,
  fleetForCustomer,
  fleetToExportForCustomer,
  type OwnedAsset,
  ownedCountForCustomer,
  spendForCustomer,
} from './fleet-queries.ts'
import {
  assetForCustomer,
  assetJobsForCustomer,
  declinedOnAssetForCustomer,
  doneBeforeForCustomer,
  readingsForCustomer,
} from './page-queries.ts'
import { createOwn, showOwnEdit, showOwnNew, updateOwn } from './portal-form.tsx'
import { type ReadingAgain, readFromForm } from './read-form.ts'
import { assetSettings } from './settings.ts'
import { usualKind } from './view.ts'
import { AssetPage } from './views.tsx'
import { FleetPage } from './views-fleet.tsx'
import { SpendPage } from './views-spend.tsx'
import { assetWords as words } from './words.ts'

type C = Context<Envs['customer']>
const routes = paths.portal.assets
const at = 'jobs'
const pageSize = 50

export const portalAssets = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const asked = askedOf((name) => c.req.query(name))
    const values = { ...valuesOf(asked, ctx.now), limit: pageSize, offset: (asked.page - 1) * pageSize }
    // Where nothing is asked for, all of them are found.
    const counts = isFiltered(asked) ? [fleetCountForCustomer] : []
    const queries = [fleetForCustomer, depotsForCustomer, ownedCountForCustomer, ...counts] as const
    const [rows, depots, [owned], [found] = []] = await ctx.read(queries, values)
    const count = (found ?? owned)?.count ?? 0
    const view = viewOf(ctx)
    const page = (
      <FleetPage
        {...{ view, asked, rows, depots, count }}
        owned={owned?.count ?? 0}
        pages={Math.max(1, Math.ceil(count / pageSize))}
        mayAdd={assetSettings(ctx.shop).customersAdd}
        seesPrices={ctx.viewer.seesPrices}
      />
    )
    const flash = flashOf(c, { handed: words.handed })
    return show(c, page, { title: words.list.titles[usualKind(view)], at, live: {}, flash })
  },

  async csv(c) {
    const { ctx } = c.var
    const asked = askedOf((name) => c.req.query(name))
    const [rows] = await ctx.read([fleetToExportForCustomer], valuesOf(asked, ctx.now))
    return c.body(csvOf([Object.values(words.csv.columns), ...rows.map(cellsOf)]), 200, csvHeaders(`${words.csv.file}.csv`))
  },

  async spend(c) {
    const { ctx } = c.var
    const asked = askedOf((name) => c.req.query(name))
    const [spent] = await ctx.read([spendForCustomer], valuesOf(asked, ctx.now))
    if (!ctx.viewer.seesPrices) throw forbidden(words.spend.noPrices)
    return show(c, <SpendPage view={viewOf(ctx)} asked={asked} spent={spent} />, { title: words.spend.title, at, live: {} })
  },

  new: (c) => showOwnNew(c),
  create: (c) => createOwn(c),
  show: (c) => showOne(c, c.req.param('id')),
  edit: (c) => showOwnEdit(c, c.req.param('id')),
  update: (c) => updateOwn(c, c.req.param('id')),

  async read(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const [[asset]] = await ctx.read([assetForCustomer], { id })
    if (!asset) throw notFound(words.vehicle)
    if (!assetSettings(ctx.shop).customersEdit) throw forbidden(words.askShop)
    const outcome = await readFromForm(ctx, asset, await readFields(c))
    return outcome === 'read' ? c.redirect(`${href(ctx.base, routes.show, { id })}?did=read`, 303) : showOne(c, id, outcome)
  },
})

async function showOne(c: C, id: string, again?: ReadingAgain) {
  const { ctx } = c.var
  const [[asset], jobs, declined, before, readings, warranties, said] = await ctx.read(
    [
      assetForCustomer,
      assetJobsForCustomer,
      declinedOnAssetForCustomer,
      doneBeforeForCustomer,
      readingsForCustomer,
      warrantiesOnAssetForCustomer,
      lastSaidOnAssetForCustomer,
    ],
    { id, before: null },
  )
  if (!asset) throw notFound(words.vehicle)
  const mayEdit = assetSettings(ctx.shop).customersEdit && !ctx.isPreview
  const reading = { form: again?.form, isLower: again?.isLower }
  const view = viewOf(ctx)
  const page = (
    <AssetPage
      {...{ view, viewer: ctx.viewer, asset, jobs, declined, before, readings, mayEdit, reading }}
      above={<WarrantiesBlock view={view} rows={warranties} />}
      talk={
        hasTab(ctx.shop, 'messages') && (
          <SubjectTalk {...{ view, said }} viewer={ctx.viewer} subject={asset.ownershipId} ask={messageWords.asset.ask} />
        )
      }
      passportHref={ctx.viewer.canApprove ? href(ctx.base, paths.portal.passports.show, { id }) : undefined}
    />
  )
  const flash = flashOf(c, { added: words.added, saved: words.saved, read: words.readSaved })
  return show(c, page, { title: asset.name, at, live: {}, flash, status: again ? 422 : 200 })
}

function cellsOf(row: OwnedAsset): (string | number | null)[] {
  const { name, unitNumber, plate, vin, year, make, model, state, depot, odometer, odometerUnit, serviceDueOn, serviceDueAt } =
    row
  return [
    ...[name, unitNumber, plate, vin, year, make, model, words.states[state], depot],
    ...[odometer, odometer === null ? null : odometerUnit, serviceDueOn, serviceDueAt],
  ]
}
