import type { Context } from 'hono'
import type { CustomerCtx, LinkCtx, StaffCtx } from '#context.ts'
import { AppError, invalid } from '#errors.ts'
import { type Shown, topicsForCustomer, topicsForDesk } from './topics.ts'

type Ctx = CustomerCtx | LinkCtx | StaffCtx

/**
 * Opens the socket that tells a page when to look again; what is new it says to nobody. Throws forbidden for a page of another site,
 * which a browser lets open sockets to anywhere, and what the guard throws for who may not come in.
 */
export async function openLive(c: Context): Promise<Response> {
  const ctx = c.get('ctx') as Ctx
  // Who may not come in hears that before anything else.
  await ctx.read([])
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') throw invalid('Only an open page asks here.')
  if (c.req.header('origin') !== new URL(c.req.url).origin)
    throw new AppError('forbidden', 'That came from another site', 'Open the page here.')
  const headers = { upgrade: 'websocket', 'x-topics': JSON.stringify(topicsOf(ctx, shownBy(c))) }
  return ctx.deps.clock(ctx.tenant.key).fetch(new Request('https://clock/live', { headers }))
}

function topicsOf(ctx: Ctx, shown: Shown): string[] {
  switch (ctx.audience) {
    case 'staff':
      return topicsForDesk(shown, [ctx.staffId, ctx.sessionId])
    case 'customer':
      return topicsForCustomer(ctx.customerId, shown, [ctx.contactId, ctx.personId, ctx.sessionId])
    case 'link':
      return topicsForCustomer(ctx.viewer.customerId, {}, [ctx.viewer.contactId, ctx.linkId])
  }
}

/** What the page says it shows. A customer's topics begin with who they are, so a foreign id hears nothing. */
function shownBy(c: Context): Shown {
  const idOf = (name: string, prefix: string) => {
    const id = c.req.query(name)
    return id && new RegExp(`^${prefix}_[0-9a-f]{32}$`).test(id) ? id : undefined
  }
  return { customerId: idOf('customer', 'cus'), jobId: idOf('job', 'job') }
}
