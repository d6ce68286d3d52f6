import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { paths } from '#paths.ts'
import { type Handlers, href } from '#routes.ts'
import { markSeen } from './actions.ts'
import type { DeliverySubject } from './rules.ts'

const { estimates, invoices, proofs, work } = paths.portal
const { link } = paths

type PortalPage = typeof estimates.show | typeof invoices.show | typeof proofs.show | typeof work.show
type LinkPage = typeof link.estimate.show | typeof link.invoice.show | typeof link.proof.show | typeof link.work.lines

/** Without a script nobody comes here: an answer says as much. */
const inPortal =
  (kind: DeliverySubject, page: PortalPage) => async (c: Context<Envs['customer'], `/${string}/:id/${string}`>) => {
    const { ctx } = c.var
    const id = c.req.param('id')
    await markSeen(ctx, kind, id)
    return c.redirect(href(ctx.base, page, { id }), 303)
  }
const throughLink = (kind: DeliverySubject, page: LinkPage) => async (c: Context<Envs['link']>) => {
  const { ctx } = c.var
  await markSeen(ctx, kind)
  return c.redirect(href(ctx.base, page, { token: ctx.token }), 303)
}

/** A person at a page of the portal looks at what was sent. */
export const portalSeen: Handlers<typeof paths.portal.seen> = {
  estimate: inPortal('estimate', estimates.show),
  invoice: inPortal('invoice', invoices.show),
  proof: inPortal('proof', proofs.show),
  work: inPortal('work', work.show),
}

/** The same for whoever holds the link that was mailed. */
export const linkSeen: Handlers<typeof paths.link.seen> = {
  estimate: throughLink('estimate', link.estimate.show),
  invoice: throughLink('invoice', link.invoice.show),
  proof: throughLink('proof', link.proof.show),
  work: throughLink('work', link.work.lines),
}
