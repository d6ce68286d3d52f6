import type { StaffCtx } from '#context.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { lacksFactor } from './rules.ts'

/** A member's own page of security, with the way on from there. */
export function securityPage({ base }: StaffCtx, next: string | undefined): string {
  const page = href(base, paths.staff.security.show)
  // From one of its own pages nobody is led further than there.
  if (next?.startsWith(page)) return next.includes('/security/') ? page : next
  return next ? `${page}?next=${encodeURIComponent(next)}` : page
}

/** Where somebody who has nothing to confirm with sets it up before they come back to this page; undefined for others. */
export function setUpFirst(ctx: StaffCtx, page: string): string | undefined {
  return lacksFactor(ctx.me, ctx.now) ? securityPage(ctx, page) : undefined
}
