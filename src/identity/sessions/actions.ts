import { and, eq, isNull } from 'drizzle-orm'
import type { CustomerCtx, StaffCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { staffSessions } from '#features/team/schema.ts'
import { sessions } from '../schema.ts'

/** Ends this session, on this device only. */
export async function endSession(ctx: CustomerCtx | StaffCtx): Promise<void> {
  const table = ctx.audience === 'staff' ? staffSessions : sessions
  await ctx.write({ kind: 'session.ended', subjectId: ctx.sessionId }, [
    sql.update(table).set({ endedAt: ctx.now }).where(eq(table.id, ctx.sessionId)),
  ])
}

/** Ends every session of this person at this shop, on every host and device. */
export async function endAllSessions(ctx: CustomerCtx | StaffCtx): Promise<void> {
  const end = { endedAt: ctx.now }
  const change =
    ctx.audience === 'staff'
      ? sql
          .update(staffSessions)
          .set(end)
          .where(and(eq(staffSessions.staffId, ctx.staffId), isNull(staffSessions.endedAt)))
      : sql
          .update(sessions)
          .set(end)
          .where(and(eq(sessions.personId, ctx.personId), isNull(sessions.endedAt)))
  await ctx.write({ kind: 'session.all_ended', subjectId: ctx.audience === 'staff' ? ctx.staffId : ctx.personId }, [change])
}
