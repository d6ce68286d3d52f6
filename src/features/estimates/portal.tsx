import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { uploadsAt } from '#features/files/upload-urls.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import { viewOf } from '#features/jobs/view.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Back } from '#ui/block.tsx'
import { EstimatesPage } from './portal-list.tsx'
import { estimatesForCustomer } from './queries.ts'
import { type Reading, showEstimate, takeAnswer, takeDeposit, takeQuestion } from './reader-page.tsx'
import { estimateWords as words } from './words.ts'

const routes = paths.portal.estimates
type C = Context<Envs['customer']>

/** A customer's estimates, for those who see what they cost. */
export const portalEstimates = handle(routes, {
  async list(c) {
    const { ctx } = c.var
    const [rows] = await ctx.read([estimatesForCustomer])
    if (!readsInvoices(ctx.viewer)) throw notFound('Page')
    return show(c, <EstimatesPage view={viewOf(ctx)} rows={rows} />, { title: words.title })
  },
  show: (c) => showEstimate(c, readingOf(c, c.req.param('id'))),
  answer: (c) => takeAnswer(c, readingOf(c, c.req.param('id'))),
  ask: (c) => takeQuestion(c, readingOf(c, c.req.param('id'))),
  pay: (c) => takeDeposit(c, readingOf(c, c.req.param('id'))),
})

function readingOf(c: C, id: string): Reading {
  const { ctx } = c.var
  const { base } = ctx
  return {
    ...{ ctx, id, self: href(base, routes.show, { id }) },
    links: {
      answer: href(base, routes.answer, { id }),
      ask: href(base, routes.ask, { id }),
      pay: href(base, routes.pay, { id }),
      photo: (file) => href(base, paths.portal.files.show, { id: file }),
      uploads: uploadsAt(base),
      estimate: (other) => href(base, routes.show, { id: other }),
      job: (job) => href(base, paths.portal.jobs.show, { id: job }),
      record: (record) => href(base, paths.portal.approvals.show, { id: record }),
    },
    back: <ToEstimates base={base} />,
  }
}

const ToEstimates = ({ base }: { base: string }) => <Back href={href(base, routes.list)} label={words.title} />
