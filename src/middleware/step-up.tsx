import type { Context } from 'hono'
import type { AppEnv } from '#context.ts'
import { everyone } from '#features/team/rules.ts'
import { carriedOf } from '#identity/factors/carried.ts'
import { showConfirm } from '#identity/factors/confirm.tsx'
import { myCodes, myFactors } from '#identity/factors/queries.ts'
import { staffContext } from '#identity/staff-context.ts'
import { claimsOf, occasionOf } from './guards.ts'
import { pageBefore } from './page-before.ts'

/** The page that asks a member of staff to show that it is them, with what they sent kept for after it. */
export async function stepUp(c: Context<AppEnv>) {
  const ctx = staffContext(await occasionOf(c), await claimsOf(c, 'staff'), everyone, () => {})
  const [factors, codes] = await ctx.read([myFactors, myCodes])
  c.set('ctx', ctx)
  const carried = await carriedOf(c, pageBefore(c.req.header('referer'), c.req.url, c.var.base))
  return showConfirm(c, ctx, { factors, codes }, carried)
}
