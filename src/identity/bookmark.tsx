import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { CustomerCtx, Envs } from '#context.ts'
import { AppError } from '#errors.ts'
import { occasionOf } from '#middleware/guards.ts'
import { openAccount } from './accounts/actions.ts'
import { accountOfLink } from './accounts/queries.ts'
import { customerContext } from './customer-context.ts'
import { cookieOf, type SessionClaims, verifySession } from './session.ts'
import { keepClaims } from './sign-in/cookies.ts'
import { showAsk } from './sign-in/portal.tsx'
import { touchSession } from './touch.ts'

type C = Context<Envs['anyone'], '/c/:key'>

/**
 * The permanent private link. A label, not a credential: with a session it goes straight in, to its customer where the mailbox belongs
 * to several; without one it is the plain sign-in page, the same for a key that never existed.
 */
export async function openBookmark(c: C) {
  const { ctx } = c.var
  const key = c.req.param('key').slice(0, 40)
  const token = getCookie(c, cookieOf(ctx.tenant))
  const claims = token && (await verifySession(ctx.tenant, ctx.host, 'customer', token, ctx.now))
  if (claims && (await goTo(c, claims, key))) return c.redirect(ctx.base, 303)
  await ctx.read([])
  return showAsk(c, 'customer', { key })
}

/** Whether whoever has these claims is let in; from then on for the customer that the key names, if that is one of theirs. */
async function goTo(c: C, claims: SessionClaims, key: string): Promise<boolean> {
  const ctx = customerContext(await occasionOf(c), claims, (seenAt) => touchSession(c, claims, seenAt))
  const account = await unlessSignedOut(ctx, key)
  if (account === 'signed out') return false
  if (account && account.id !== ctx.contactId) await keepClaims(c, ctx.tenant, ctx.host, await openAccount(ctx, account), ctx.now)
  return true
}

async function unlessSignedOut(ctx: CustomerCtx, key: string) {
  try {
    const [[account]] = await ctx.read([accountOfLink], { key })
    return account
  } catch (error) {
    if (error instanceof AppError && error.code === 'signed_out') return 'signed out'
    throw error
  }
}
