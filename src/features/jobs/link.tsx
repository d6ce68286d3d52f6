import { notFound } from '#errors.ts'
import { roundsOf } from '#features/approvals/history.ts'
import { recordsOnJobForLink, sentOnJobForLink } from '#features/approvals/history-queries.ts'
import { workForLink } from '#features/approvals/queries.ts'
import { LinesAsk } from '#features/work/views-ask.tsx'
import { portalAddress } from '#identity/item-links.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import type { Handlers } from '#routes.ts'
import { href } from '#routes.ts'
import { dueMovesForLink, stakeForLink } from './due-queries.ts'
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
import { Rounds } from './views-rounds.tsx'

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
      sentOnJobForLink,
      recordsOnJobForLink,
      workForLink,
      dueMovesForLink,
      stakeForLink,
    ] as const
    const [[job], lines, assets, shipments, moves, invoices, statuses, files, sent, records, [asked], dueMoves, [stake]] =
      await ctx.read(queries)
    const view = viewOf(ctx)
    // Who got the lines passed on reads those, and nothing else of the job.
    if (ctx.identity.forwardedTo !== undefined)
      return c.redirect(href(ctx.base, paths.link.work.lines, { token: ctx.token }), 303)
    if (!job) throw notFound(view.vocabulary.One)
    const portal = portalAddress(ctx.deps, ctx.tenant)
    const elsewhere = <Elsewhere signIn={href(portal, paths.portal.signIn.form)} />
    const ask = asked && (
      <LinesAsk
        view={view}
        asked={asked}
        address={href(ctx.base, paths.link.work.lines, { token: ctx.token })}
        canApprove={ctx.viewer.canApprove}
      />
    )
    const page = { ask, job, lines, assets, shipments, moves, invoices, statuses, files, dueMoves, stake }
    const fileHref = (file: string) => href(ctx.base, paths.link.work.file, { token: ctx.token, id: file })
    const at = { token: ctx.token }
    const { work } = paths.link.approvals
    // A link opens its own item: what was said to a proof of the same job stands behind the proof's link, or signing in.
    const rounds = (
      <Rounds
        view={view}
        rounds={roundsOf(sent, records)}
        recordHref={(round) =>
          round.subjectId === job.id ? href(ctx.base, work.show, { ...at, id: round.approvalId }) : undefined
        }
        editionHref={({ subjectId, editionId }) =>
          subjectId === job.id && editionId ? href(ctx.base, work.edition, { ...at, id: editionId }) : undefined
        }
      />
    )
    const reader = { viewer: ctx.viewer, portal, fileHref, elsewhere, rounds }
    return show(c, <JobPage view={view} {...reader} {...page} />, { title: job.title })
  },
}
