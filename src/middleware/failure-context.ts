import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { AppEnv } from '#context.ts'
import { DatabaseDown } from '#database/batch.ts'
import { everyone } from '#features/team/rules.ts'
import { customerContext } from '#identity/customer-context.ts'
import type { Occasion } from '#identity/open-context.ts'
import { cookieOf, type SessionClaims, verifySession } from '#identity/session.ts'
import { staffContext } from '#identity/staff-context.ts'
import { visitorContext } from '#identity/visitor-context.ts'
import { occasionOf } from './guards.ts'

type C = Context<AppEnv>
type Ctx = AppEnv['Variables']['ctx']
/** Who the page of a failure is for, as far as it can be known. */
export type Reader = { readonly ctx: Ctx | undefined; readonly isInside: boolean }

/**
 * Whoever met the failure, with the shop's face: inside their own frame where they are signed in, at the door where not. Reads
 * only where nothing was read yet, and not at all once the shop's database is known to be down.
 */
export async function readerOf(c: C, error: Error): Promise<Reader> {
  const { ctx, tenant, base } = c.var
  if (ctx && isInside(ctx)) return { ctx, isInside: true }
  if (error instanceof DatabaseDown) return { ctx: ctx && isKnown(() => ctx.shop) ? ctx : undefined, isInside: false }
  if (!tenant || !base) return { ctx: undefined, isInside: false }
  const member = await signedIn(c, base)
  if (member) return { ctx: member, isInside: true }
  if (ctx && isKnown(() => ctx.shop)) return { ctx, isInside: false }
  return { ctx: await visitorOf(c), isInside: false }
}

/** Their frame can be drawn: the first read found them. */
function isInside(ctx: Ctx): boolean {
  if (ctx.audience === 'staff') return isKnown(() => ctx.shop && ctx.me)
  return ctx.audience === 'customer' && isKnown(() => ctx.shop && ctx.viewer)
}

/** The session of the desk or of the portal, where the address was never opened, or not to this role. */
async function signedIn(c: C, base: string): Promise<Ctx | undefined> {
  if (base === '/view' || base.includes('/preview/')) return undefined
  const isDesk = base.startsWith('/admin/')
  const claims = await claimsOf(c, isDesk ? 'staff' : 'customer')
  if (!claims) return undefined
  const met = await occasionOrBare(c)
  const ctx = isDesk ? staffContext(met, claims, everyone, () => {}) : customerContext(met, claims, () => {})
  try {
    await ctx.read([])
  } catch {
    // Their session ended: they stand at the door.
    return undefined
  }
  c.set('ctx', ctx)
  return ctx
}

async function claimsOf(c: C, kind: SessionClaims['kind']): Promise<SessionClaims | undefined> {
  const { tenant, host, deps } = c.var
  const token = getCookie(c, cookieOf(tenant))
  return token ? verifySession(tenant, host, kind, token, deps.now()) : undefined
}

async function visitorOf(c: C): Promise<Ctx | undefined> {
  const visitor = visitorContext(await occasionOrBare(c))
  try {
    await visitor.read([])
    return visitor
  } catch {
    // A portal that is switched off still has its shop's name; a database that failed leaves the page without one.
    return isKnown(() => visitor.shop) ? visitor : undefined
  }
}

/** A body that could not be read is what failed: then without its command. */
function occasionOrBare(c: C): Promise<Occasion> {
  const { tenant, deps, requestId, base, host } = c.var
  const bare = { tenant, deps, requestId, base, host, now: deps.now(), network: '', device: '', command: undefined }
  return occasionOf(c).catch(() => bare)
}

function isKnown(look: () => unknown): boolean {
  try {
    return Boolean(look())
  } catch {
    // Nothing was read before it failed.
    return false
  }
}
