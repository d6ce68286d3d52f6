import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { raw, sql, theStaff } from '#database/sql.ts'
import { recoveryCodes, staff, staffFactors } from '#features/team/schema.ts'
import type { Proof } from '#routes.ts'
import { proofMs } from './rules.ts'

const isStanding = and(isNotNull(staffFactors.confirmedAt), isNull(staffFactors.removedAt))
/** Whether a member of staff, in whose row this stands, has a passkey or an authenticator. */
export const hasFactor = raw<number>`EXISTS (SELECT 1 FROM staff_factors f
  WHERE f.staff_id = ${staff.id} AND f.confirmed_at IS NOT NULL AND f.removed_at IS NULL)`

/** What `isProven` says, inside the batch of a write. */
export const hasProof = (proof: Proof, session: string, now: number) => raw`EXISTS (SELECT 1 FROM staff_sessions s
  WHERE s.id = ${session} AND (s.factor_at >= ${now - proofMs}${proof === 'fresh or first' ? firstOf(now) : raw``}))`

const firstOf = (now: number) => raw` OR (s.proved_at >= ${now - proofMs} AND NOT EXISTS (SELECT 1 FROM staff_factors f
  WHERE f.staff_id = s.staff_id AND f.confirmed_at IS NOT NULL AND f.removed_at IS NULL))`

/** What the signed-in member can show, oldest first. */
export const myFactors = sql
  .select()
  .from(staffFactors)
  .where(and(eq(staffFactors.staffId, theStaff), isStanding))
  .orderBy(asc(staffFactors.createdAt), asc(staffFactors.id))
export type Factor = Awaited<ReturnType<typeof myFactors.execute>>[number]

/** One of theirs, also before it is confirmed and after it was removed. */
export const myFactor = sql
  .select()
  .from(staffFactors)
  .where(and(eq(staffFactors.id, raw.placeholder('id')), eq(staffFactors.staffId, theStaff)))

/** Their recovery codes, used ones too. */
export const myCodes = sql.select().from(recoveryCodes).where(eq(recoveryCodes.staffId, theStaff)).orderBy(desc(recoveryCodes.id))
export type RecoveryCode = Awaited<ReturnType<typeof myCodes.execute>>[number]
