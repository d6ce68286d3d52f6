import { eq } from 'drizzle-orm'
import type { Context } from 'hono'
import type { AppEnv } from '#context.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { contacts } from '#features/customers/schema.ts'
import { staffSessions } from '#features/team/schema.ts'
import { sessions } from './schema.ts'
import { customerSessionMs, type SessionClaims, staffSessionMs } from './session.ts'

const rememberMs = { customer: 3_600_000, staff: 600_000 }

/** Moves a session's idle end forward, behind the page and at most once an hour (staff: ten minutes), so that reading stays one trip. */
export function touchSession(context: Context<AppEnv> | Context, claims: SessionClaims, seenAt: number): void {
  const c = context as Context<AppEnv>
  const { tenant, deps } = c.var
  const now = deps.now()
  if (now - seenAt < rememberMs[claims.kind]) return
  const changes =
    claims.kind === 'customer'
      ? [
          sql
            .update(sessions)
            .set({ seenAt: now, expiresAt: now + customerSessionMs.idle })
            .where(eq(sessions.id, claims.session)),
          sql.update(contacts).set({ seenAt: now }).where(eq(contacts.id, claims.contact)),
        ]
      : [
          sql
            .update(staffSessions)
            .set({ seenAt: now, expiresAt: now + staffSessionMs.idle })
            .where(eq(staffSessions.id, claims.session)),
        ]
  c.executionCtx.waitUntil(write(tenant.database, changes))
}
