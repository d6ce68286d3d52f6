import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { purposes } from '#identity/link-context.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { sendJson, sendReceipt, showEdition, showRecord } from './pages.tsx'
import { ToReceipt } from './views.tsx'

type C = Context<Envs['link'], `/${string}/:token/approvals/:id`>

/** Records about the one item that a link opens. */
function below(kind: 'work' | 'proof' | 'estimate') {
  const routes = paths.link.approvals[kind]
  const opened = (c: C) => {
    const { ctx } = c.var
    if (purposes[ctx.purpose] !== kind) throw notFound('link')
    return ctx
  }
  return {
    show(c: C) {
      const ctx = opened(c)
      const at = { token: ctx.token, id: c.req.param('id') }
      const item = `${ctx.base}/${kind}/${ctx.token}`
      return showRecord(c, ctx, at.id, {
        edition: href(ctx.base, routes.edition, at),
        receipt: href(ctx.base, routes.receipt, at),
        json: href(ctx.base, routes.json, at),
        picture: (file) => `${item}/files/${file}`,
        follow: () => item,
      })
    },
    edition(c: C) {
      const ctx = opened(c)
      const at = { token: ctx.token, id: c.req.param('id') }
      const back = at.id.startsWith('apl_') && <ToReceipt href={href(ctx.base, routes.show, at)} />
      return showEdition(c, ctx, at.id, { picture: (file) => `${ctx.base}/${kind}/${ctx.token}/files/${file}`, back })
    },
    receipt: (c: C) => sendReceipt(c, opened(c), c.req.param('id')),
    json: (c: C) => sendJson(c, opened(c), c.req.param('id')),
  }
}

export const linkApprovals = handle(paths.link.approvals, {
  work: below('work'),
  estimate: below('estimate'),
  proof: below('proof'),
})
