import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Back } from '#ui/block.tsx'
import { sendJson, sendReceipt, showEdition, showRecord } from './pages.tsx'
import { ToReceipt } from './views.tsx'

const routes = paths.portal.approvals

/** Records for any contact of the customer they are about. */
export const portalApprovals = handle(routes, {
  show(c) {
    const { ctx } = c.var
    const { base } = ctx
    const id = c.req.param('id')
    return showRecord(c, ctx, id, {
      edition: href(base, routes.edition, { id }),
      receipt: href(base, routes.receipt, { id }),
      json: href(base, routes.json, { id }),
      picture: pictureAt(base),
      at: 'jobs',
      follow: ({ job }) => job && href(base, paths.portal.jobs.show, { id: job.id }),
      back: ({ job }) => job && <Back href={href(base, paths.portal.jobs.show, { id: job.id })} label={job.title} />,
    })
  },

  edition(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    const back = id.startsWith('apl_') && <ToReceipt href={href(ctx.base, routes.show, { id })} />
    return showEdition(c, ctx, id, { picture: pictureAt(ctx.base), at: 'jobs', back })
  },

  receipt: (c) => sendReceipt(c, c.var.ctx, c.req.param('id')),

  json: (c) => sendJson(c, c.var.ctx, c.req.param('id')),
})

function pictureAt(base: string) {
  return (id: string) => href(base, paths.portal.files.show, { id })
}
