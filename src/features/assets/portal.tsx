import { notFound } from '#errors.ts'
import { viewOf } from '#features/jobs/view.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle } from '#routes.ts'
import { assetForCustomer, assetJobsForCustomer, declinedOnAssetForCustomer } from './page-queries.ts'
import { AssetPage } from './views.tsx'
import { assetWords } from './words.ts'

export const portalAssets = handle(paths.portal.assets, {
  async show(c) {
    const { ctx } = c.var
    const queries = [assetForCustomer, assetJobsForCustomer, declinedOnAssetForCustomer] as const
    const [[asset], jobs, declined] = await ctx.read(queries, { id: c.req.param('id') })
    if (!asset) throw notFound(assetWords.vehicle)
    const page = <AssetPage view={viewOf(ctx)} viewer={ctx.viewer} {...{ asset, jobs, declined }} />
    return show(c, page, { title: asset.name, at: 'jobs' })
  },
})
