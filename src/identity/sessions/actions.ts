import { and, eq, isNull, ne } from 'drizzle-orm'
import type { CustomerCtx, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert } from '#database/write.ts'
import { staffSessions } from '#features/team/schema.ts'
import { sessions } from '../schema.ts'

/** Ends this session, on this device only. */
export async function endSession(ctx: CustomerCtx | StaffCtx): Promise<void> {
  const table = ctx.audience === 'staff' ? staffSessions : sessions
  await ctx.write({ kind: 'session.ended', subjectId: ctx.sessionId }, [
    sql.update(table).set({ endedAt: ctx.now }).where(eq(table.id, ctx.sessionId)),
  ])
}

/** Ends one session of whoever asks, on whatever device. Refused as 'not theirs' where it is nobody's or somebody else's; twice is the same as once. */
export async function endSessionOf(ctx: CustomerCtx, id: string): Promise<void> {
  const isTheirs = raw`EXISTS (SELECT 1 FROM sessions s WHERE s.id = ${id} AND s.person_id = ${ctx.personId})`
  await ctx.write({ kind: 'session.ended', subjectId: id }, [
    assert(isTheirs, 'not theirs'),
    sql
      .update(sessions)
      .set({ endedAt: ctx.now })
      .where(and(eq(sessions.id, id), isNull(sessions.endedAt))),
  ])
}

/** Ends every session of this person but the one they use. */
export async function endOtherSessions(ctx: CustomerCtx): Promise<void> {
  await ctx.write({ kind: 'session.others_ended', subjectId: ctx.personId }, [endOthers(ctx)])
}

/** The same as a change, where something else ends them. */
export const endOthers = ({ personId, sessionId, now }: CustomerCtx) =>
  sql
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.personId, personId), ne(sessions.id, sessionId), isNull(sessions.endedAt)))

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
