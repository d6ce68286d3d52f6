import { paths } from '#paths.ts'
import { type Handlers, href } from '#routes.ts'
import { markSeen } from './actions.ts'

const { estimates, invoices, proofs, work } = paths.portal

/** A person at a page of the portal looks at what was sent. Without a script nobody comes here: an answer says as much. */
export const portalSeen: Handlers<typeof paths.portal.seen> = {
  async estimate(c) {
    const id = c.req.param('id')
    await markSeen(c.var.ctx, 'estimate', id)
    return c.redirect(href(c.var.ctx.base, estimates.show, { id }), 303)
  },
  async invoice(c) {
    const id = c.req.param('id')
    await markSeen(c.var.ctx, 'invoice', id)
    return c.redirect(href(c.var.ctx.base, invoices.show, { id }), 303)
  },
  async proof(c) {
    const id = c.req.param('id')
    await markSeen(c.var.ctx, 'proof', id)
    return c.redirect(href(c.var.ctx.base, proofs.show, { id }), 303)
  },
  async work(c) {
    const id = c.req.param('id')
    await markSeen(c.var.ctx, 'work', id)
    return c.redirect(href(c.var.ctx.base, work.show, { id }), 303)
  },
}

/** The same for whoever holds the link that was mailed. */
export const linkSeen: Handlers<typeof paths.link.seen> = {
  async estimate(c) {
    const { base, token } = c.var.ctx
    await markSeen(c.var.ctx, 'estimate')
    return c.redirect(href(base, paths.link.estimate.show, { token }), 303)
  },
  async invoice(c) {
    const { base, token } = c.var.ctx
    await markSeen(c.var.ctx, 'invoice')
    return c.redirect(href(base, paths.link.invoice.show, { token }), 303)
  },
  async proof(c) {
    const { base, token } = c.var.ctx
    await markSeen(c.var.ctx, 'proof')
    return c.redirect(href(base, paths.link.proof.show, { token }), 303)
  },
  async work(c) {
    const { base, token } = c.var.ctx
    await markSeen(c.var.ctx, 'work')
    return c.redirect(href(base, paths.link.work.lines, { token }), 303)
  },
}
