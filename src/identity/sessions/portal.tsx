import type { Context } from 'hono'
import type { CustomerCtx, Envs, StaffCtx } from '#context.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { dropSession } from '../sign-in/cookies.ts'
import { endAllSessions, endSession } from './actions.ts'

async function leave(c: Context<Envs['customer']> | Context<Envs['staff']>, end: (ctx: CustomerCtx | StaffCtx) => Promise<void>) {
  const { ctx } = c.var
  await end(ctx)
  dropSession(c, ctx.tenant)
  return c.redirect(href(ctx.base, paths.portal.signIn.form), 303)
}

export const portalSessions = handle(paths.portal.sessions, {
  end: (c) => leave(c, endSession),
  endAll: (c) => leave(c, endAllSessions),
})
export const staffSessions = handle(paths.staff.sessions, {
  end: (c) => leave(c, endSession),
  endAll: (c) => leave(c, endAllSessions),
})
