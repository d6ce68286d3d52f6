import type { StaffCtx } from '#context.ts'
import { raw } from '#database/sql.ts'
import { assert, Refused } from '#database/write.ts'

/**
 * Says no with a sentence, unless this very form did the act before: then its second press is as good as its first. Throws
 * Refused(reason), which pages show as a conflict.
 */
export async function refuse(ctx: StaffCtx, kind: string, subjectId: string, reason: string): Promise<void> {
  await ctx.write({ kind, subjectId }, [assert(raw`0`, reason)])
}

/** Whether this very form did the act before. */
export async function isRepeat(ctx: StaffCtx, kind: string, subjectId: string): Promise<boolean> {
  try {
    await refuse(ctx, kind, subjectId, 'not yet')
    return true
  } catch (error) {
    if (error instanceof Refused && error.reason === 'not yet') return false
    throw error
  }
}
