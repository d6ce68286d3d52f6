import { notFound } from '#errors.ts'
import { upcomingOfJobForCustomer } from '#features/appointments/queries.ts'
import { viewOf as appointmentView } from '#features/appointments/view.ts'
import { AheadBlock } from '#features/appointments/views-rows.tsx'
import { roundsOf } from '#features/approvals/history.ts'
import { recordsOnJobForCustomer, sentOnJobForCustomer } from '#features/approvals/history-queries.ts'
import { workForCustomer } from '#features/approvals/queries.ts'
import { lastSaidForCustomer } from '#features/messages/talk-queries.ts'
import { SubjectTalk } from '#features/messages/views-subject.tsx'
import { messageWords } from '#features/messages/words.ts'
import { proofsOfJobForCustomer } from '#features/proofs/queries.ts'
import { ProofAsk, SentProofs } from '#features/proofs/views-block.tsx'
import { hasTab } from '#features/settings/rules.ts'
import { warrantiesOnJobForCustomer } from '#features/warranties/queries.ts'
import { WarrantiesBlock } from '#features/warranties/views.tsx'
import { LinesAsk } from '#features/work/views-ask.tsx'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Back } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { dueMovesForCustomer, stakeForCustomer } from './due-queries.ts'
import { jobFilesForCustomer } from './file-queries.ts'
import {
  jobAssetsForCustomer,
  jobForCustomer,
  jobInvoicesForCustomer,
  jobLinesForCustomer,
  jobMovesForCustomer,
  jobShipmentsForCustomer,
} from './page-queries.ts'
import { allStatuses, jobsForCustomer, pastJobsForCustomer } from './queries.ts'
import { likeOf, pageNumber } from './search.ts'
import { viewOf } from './view.ts'
import { JobPage } from './views-page.tsx'
import { PortalJobsPage } from './views-portal.tsx'
import { Rounds } from './views-rounds.tsx'
import { jobWords } from './words.ts'

const pageSize = 20

export const portalJobs = handle(paths.portal.jobs, {
  async list(c) {
    const { ctx } = c.var
    const isPast = c.req.query('past') === '1'
    const search = (c.req.query('q') ?? '').trim().slice(0, 100)
    const page = pageNumber(c.req.query('page'))
    // One more than shown tells whether there is another page, without counting what a customer gathered in years.
    const values = { like: likeOf(search), limit: pageSize + 1, offset: (page - 1) * pageSize }
    const [found] = await ctx.read([isPast ? pastJobsForCustomer : jobsForCustomer], values)
    const view = viewOf(ctx)
    const list = { search, isPast, page, rows: found.slice(0, pageSize), hasMore: found.length > pageSize }
    return show(c, <PortalJobsPage view={view} list={list} />, { title: view.vocabulary.Many, at: 'jobs', live: {} })
  },

  async show(c) {
    const { ctx } = c.var
    const queries = [
      jobForCustomer,
      jobLinesForCustomer,
      jobAssetsForCustomer,
      jobShipmentsForCustomer,
      jobMovesForCustomer,
      jobInvoicesForCustomer,
      allStatuses,
      jobFilesForCustomer,
      sentOnJobForCustomer,
      recordsOnJobForCustomer,
      proofsOfJobForCustomer,
      workForCustomer,
      dueMovesForCustomer,
      stakeForCustomer,
      lastSaidForCustomer,
      upcomingOfJobForCustomer,
      warrantiesOnJobForCustomer,
    ] as const
    const rows = await ctx.read(queries, { id: c.req.param('id'), before: null })
    const [
      [job],
      lines,
      assets,
      shipments,
      moves,
      invoices,
      statuses,
      files,
      sent,
      records,
      proofs,
      [asked],
      dueMoves,
      [stake],
      said,
      appointments,
      warranties,
    ] = rows
    const view = viewOf(ctx)
    if (!job) throw notFound(view.vocabulary.One)
    const back = <Back href={href(ctx.base, paths.portal.jobs.list)} label={view.vocabulary.Many} />
    const ask = asked && (
      <LinesAsk
        view={view}
        asked={asked}
        address={href(ctx.base, paths.portal.work.show, { id: job.id })}
        canApprove={ctx.viewer.canApprove}
      />
    )
    const page = { ask, job, lines, assets, shipments, moves, invoices, statuses, files, dueMoves, stake }
    const fileHref = (file: string) => href(ctx.base, paths.portal.files.show, { id: file })
    const { approvals } = paths.portal
    const rounds = (
      <Rounds
        view={view}
        rounds={roundsOf(sent, records)}
        recordHref={({ approvalId }) => href(ctx.base, approvals.show, { id: approvalId })}
        editionHref={({ editionId }) => editionId && href(ctx.base, approvals.edition, { id: editionId })}
      />
    )
    const proofHref = (proof: string) => href(ctx.base, paths.portal.proofs.show, { id: proof })
    const about = { view, proofs, proofHref, fileHref }
    return show(
      c,
      <JobPage
        view={view}
        viewer={ctx.viewer}
        portal={ctx.base}
        fileHref={fileHref}
        assetHref={(id) => href(ctx.base, paths.portal.assets.show, { id })}
        asks={!job.isClosed && proofs.some(({ state }) => state === 'open') && <ProofAsk {...about} />}
        proofs={<SentProofs {...about} isClosed={job.isClosed} />}
        talk={
          hasTab(ctx.shop, 'messages') && (
            <SubjectTalk
              {...{ view, said }}
              viewer={ctx.viewer}
              subject={job.id}
              ask={messageWords.job.write(view.vocabulary.one)}
            />
          )
        }
        isPreview={ctx.isPreview}
        appointments={
          <>
            {appointments.length > 0 && <AheadBlock view={appointmentView(ctx)} rows={appointments} />}
            <WarrantiesBlock view={view} rows={warranties} />
          </>
        }
        back={back}
        rounds={rounds}
        elsewhere={
          <p class="gap">
            <LinkButton href={`${href(ctx.base, paths.portal.drafts.new)}?job=${job.id}`}>{jobWords.page.again}</LinkButton>
          </p>
        }
        {...page}
      />,
      {
        title: job.title,
        at: 'jobs',
        live: { jobId: job.id },
        scripts: ['zones'],
      },
    )
  },
})
