import { notFound } from '#errors.ts'
import { portalAddress } from '#identity/item-links.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import type { Handlers } from '#routes.ts'
import { href } from '#routes.ts'
import { jobFilesForLink } from './file-queries.ts'
import {
  jobAssetsForLink,
  jobForLink,
  jobInvoicesForLink,
  jobLinesForLink,
  jobMovesForLink,
  jobShipmentsForLink,
} from './page-queries.ts'
import { allStatuses } from './queries.ts'
import { viewOf } from './view.ts'
import { Elsewhere } from './views-aside.tsx'
import { JobPage } from './views-page.tsx'

/** The job page for whoever holds the link that was mailed about it. */
export const linkWork: Pick<Handlers<typeof paths.link.work>, 'show'> = {
  async show(c) {
    const { ctx } = c.var
    const queries = [
      jobForLink,
      jobLinesForLink,
      jobAssetsForLink,
      jobShipmentsForLink,
      jobMovesForLink,
      jobInvoicesForLink,
      allStatuses,
      jobFilesForLink,
    ] as const
    const [[job], lines, assets, shipments, moves, invoices, statuses, files] = await ctx.read(queries)
    const view = viewOf(ctx)
    if (!job) throw notFound(view.vocabulary.One)
    const portal = portalAddress(ctx.deps, ctx.tenant)
    const elsewhere = <Elsewhere signIn={href(portal, paths.portal.signIn.form)} />
    const page = { job, lines, assets, shipments, moves, invoices, statuses, files }
    const fileHref = (file: string) => href(ctx.base, paths.link.work.file, { token: ctx.token, id: file })
    return show(
      c,
      <JobPage view={view} viewer={ctx.viewer} portal={portal} fileHref={fileHref} elsewhere={elsewhere} {...page} />,
      {
        title: job.title,
      },
    )
  },
}
