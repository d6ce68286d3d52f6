import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs, VisitorCtx } from '#context.ts'
import { tooMany } from '#errors.ts'
import { type Limit, takeTurn } from '#platform/tenants/limits.ts'
import type { SessionClaims } from '../session.ts'
import { arrivalOf } from '../sign-in/arrival.ts'
import { keepSession } from '../sign-in/cookies.ts'
import { showAsk } from '../sign-in/portal.tsx'
import { safeNext } from '../sign-in/rules.ts'
import type { Problem } from './door-words.ts'
import { waysWords as words } from './words.ts'

type C = Context<Envs['anyone']>

/** Where a sign-in leads, and for which customer; both only ask, so what does not fit is left out. */
export const Onward = {
  next: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(500))), undefined),
  key: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(40))), undefined),
}
interface Wanted {
  readonly next?: string | undefined
  readonly key?: string | undefined
}

/** What checks a secret or sends somebody away stays closed where it cannot be counted. Throws too_many. */
export async function countTry({ deps }: VisitorCtx, limits: readonly Limit[]): Promise<void> {
  if (!(await takeTurn(deps, limits))) throw tooMany(words.tooMany)
}
export const networkTries = ({ network }: VisitorCtx, way: string, max: number): Limit => ({
  ...{ key: `${way}:${network}`, max },
  windowMs: 3_600_000,
})

/** The door once more, with what went wrong. */
export function again(c: C, problem: Problem, { next, key }: Wanted, status: 410 | 422 = 422) {
  return showAsk(c, 'customer', { next: safeNext(next, c.var.ctx.base), key: key || undefined, problem }, status)
}

/** Keeps the session in the browser and leads on, never further than this portal. */
export async function goOn(
  c: C,
  claims: SessionClaims,
  { email, isOneOfMany }: { readonly email: string; readonly isOneOfMany: boolean },
  next: string | undefined,
): Promise<Response> {
  const { ctx } = c.var
  await keepSession(c, ctx.tenant, ctx.host, claims, email, ctx.now)
  return c.redirect(arrivalOf(ctx.base, safeNext(next, ctx.base), isOneOfMany), 303)
}
