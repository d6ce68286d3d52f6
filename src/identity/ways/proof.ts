import { and, eq } from 'drizzle-orm'
import type { CustomerCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, type Guard } from '#database/write.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import type { Ceremony } from '../ceremony.ts'
import { freshMs } from '../fresh-proof/rules.ts'
import { sessions } from '../schema.ts'
import { originOf } from './google-visits.ts'
import { waysWords as words } from './words.ts'

/** Where somebody confirms that it is them before they come to this page. */
export const proofFor = ({ base }: CustomerCtx, page: string) =>
  `${href(base, paths.portal.ways.proof)}?next=${encodeURIComponent(page)}`

/** That this session's proof is fresh, inside the batch of what needs it. */
export const isProvenStill = ({ sessionId, now }: CustomerCtx): Guard =>
  assert(raw`EXISTS (SELECT 1 FROM sessions WHERE id = ${sessionId} AND proved_at >= ${now - freshMs})`, words.notProven)

/** From now on this session's proof is fresh. */
export const provenNow = ({ sessionId, personId, now }: CustomerCtx): Change =>
  sql
    .update(sessions)
    .set({ provedAt: now })
    .where(and(eq(sessions.id, sessionId), eq(sessions.personId, personId)))

/** One question to this session's browser about its passkeys. */
export function ceremonyFor(ctx: CustomerCtx, purpose: 'add' | 'show'): Ceremony {
  const origin = originOf(ctx, ctx.host) ?? ctx.deps.portal.origin
  return { keys: ctx.tenant.keys, now: ctx.now, origin, purpose, bound: ctx.sessionId }
}
