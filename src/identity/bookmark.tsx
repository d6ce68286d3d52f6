import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Envs } from '#context.ts'
import { cookieOf, verifySession } from './session.ts'
import { showAsk } from './sign-in/portal.tsx'

/**
 * The permanent private link. A label, not a credential: with a session it goes straight in, without one it is the plain
 * sign-in page, the same for a key that never existed.
 */
export async function openBookmark(c: Context<Envs['anyone'], '/c/:key'>) {
  const { ctx } = c.var
  const token = getCookie(c, cookieOf(ctx.tenant))
  const claims = token && (await verifySession(ctx.tenant, ctx.host, 'customer', token, ctx.now))
  if (claims) return c.redirect(ctx.base, 303)
  await ctx.read([])
  return showAsk(c, 'customer', { key: c.req.param('key').slice(0, 40) })
}
