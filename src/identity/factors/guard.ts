import type { StaffCtx } from '#context.ts'
import { assert, type Guard } from '#database/write.ts'
import { unproven } from '#errors.ts'
import { hasProof } from './queries.ts'
import { isProven } from './rules.ts'

/**
 * For what needs a fresh proof only as it is sent, where the route cannot tell: stands in the batch, and asks to confirm right away.
 * Call after a read.
 */
export function confirmed({ me, sessionId, now }: StaffCtx): Guard {
  if (!isProven('fresh', me, now)) throw unproven()
  return assert(hasProof('fresh', sessionId, now), 'unproven')
}
