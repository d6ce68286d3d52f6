import { and, eq, isNull, lt, or } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { exactlyOne, Refused, type Step } from '#database/write.ts'
import { recoveryCodes, staffFactors, staffSessions } from '#features/team/schema.ts'
import { sameText } from '#lib/token.ts'
import { giveTurnBack, hasTurns, type Limit, takeTurnUnlessFull } from '#platform/tenants/limits.ts'
import { guessedMail, securityMail } from './mail.ts'
import { shownPasskey } from './passkeys.ts'
import type { Factor, RecoveryCode } from './queries.ts'
import { digestOfCode } from './recovery.ts'
import { isFresh, isWholeCode, isWholeRecoveryCode } from './rules.ts'
import { stepOf } from './totp.ts'

const typed = v.optional(v.pipe(v.string(), v.maxLength(100)), '')

/** One of three: what an authenticator says, a recovery code, or what a passkey signed. */
export const Prove = v.object({
  proof_code: typed,
  proof_recovery: typed,
  proof_passkey: v.optional(v.pipe(v.string(), v.maxLength(20_000)), ''),
})
export type Prove = v.InferOutput<typeof Prove>
export type Way = 'code' | 'recovery' | 'passkey'
type Full = 'wait' | 'tomorrow'
export type Proved = 'proven' | { readonly way: Way; readonly problem: 'missing' | 'wrong' | 'used' | Full }

const minute = 60_000

/**
 * Takes what somebody shows: their session counts as proven from now. Each code and each answer of a passkey counts once. A wrong
 * code costs one of the tries below; the last of them is told to its owner. Throws DatabaseDown where tries cannot be counted.
 */
export async function prove(
  ctx: StaffCtx,
  factors: readonly Factor[],
  codes: readonly RecoveryCode[],
  input: Prove,
): Promise<Proved> {
  // The second press of one form: the first was enough.
  if (isFresh(ctx.me.factorAt, ctx.now)) return 'proven'
  const way = input.proof_passkey ? 'passkey' : input.proof_code || !input.proof_recovery ? 'code' : 'recovery'
  if (way === 'code' && !isWholeCode(input.proof_code)) return { way, problem: 'missing' }
  if (way === 'recovery' && !isWholeRecoveryCode(input.proof_recovery)) return { way, problem: 'missing' }
  const tries = way === 'passkey' ? undefined : triesOf(ctx, way)
  // Taken before it is looked at, so that many at once are no more than few in turn.
  const full = tries && (await takeTurnUnlessFull(ctx.deps, tries))
  if (full) return { way, problem: full.problem }
  const spend = await spending(ctx, factors, codes, way, input)
  if (!spend) {
    const mails = !tries || (await hasTurns(ctx.deps, tries)) ? [] : [guessedMail(ctx)]
    await ctx.write({ kind: 'staff.proof_failed', subjectId: ctx.staffId, details: { way }, isRepeatable: true, mails }, [])
    return { way, problem: 'wrong' }
  }
  const mails = way === 'recovery' ? [securityMail(ctx, 'recovery')] : []
  const action = { kind: 'staff.proved', subjectId: ctx.staffId, details: { way }, isRepeatable: true, mails }
  try {
    await ctx.write(action, [...spend, ...provenNow(ctx)])
    if (tries) await giveTurnBack(ctx.deps, tries)
    return 'proven'
  } catch (error) {
    if (error instanceof Refused && error.reason === 'used') return { way, problem: 'used' }
    throw error
  }
}

/** Makes this session's proof as young as can be. */
export function provenNow({ sessionId, now }: StaffCtx): readonly Step[] {
  return [sql.update(staffSessions).set({ factorAt: now }).where(eq(staffSessions.id, sessionId)), exactlyOne('signed out')]
}

/**
 * Wrong codes per session, so that who stole one uses up none of its owner's, and per member and day, so that many sessions are no
 * way around. Recovery codes are counted apart: they are there for when the others fail.
 */
function triesOf({ tenant, staffId, sessionId }: StaffCtx, way: 'code' | 'recovery'): (Limit & { readonly problem: Full })[] {
  const key = `proof:${way}:${tenant.key}`
  return [
    { key: `${key}:${sessionId}`, max: 5, windowMs: 10 * minute, problem: 'wait' },
    { key: `${key}:${staffId}:day`, max: 30, windowMs: 1440 * minute, problem: 'tomorrow' },
  ]
}

/** What marks the shown thing as used, or undefined where it is nothing of theirs. */
async function spending(
  ctx: StaffCtx,
  factors: readonly Factor[],
  codes: readonly RecoveryCode[],
  way: Way,
  input: Prove,
): Promise<readonly Step[] | undefined> {
  if (way === 'passkey') return spendPasskey(ctx, factors, input.proof_passkey)
  if (way === 'code') return spendCode(ctx, factors, input.proof_code)
  return spendRecovery(ctx, codes, input.proof_recovery)
}

async function spendPasskey(ctx: StaffCtx, factors: readonly Factor[], text: string) {
  const shown = await shownPasskey(ctx, factors, text)
  if (!shown) return undefined
  const { factor, counter, askedAt } = shown
  const unused = or(isNull(staffFactors.usedAt), lt(staffFactors.usedAt, askedAt))
  return [
    sql
      .update(staffFactors)
      .set({ usedAt: ctx.now, counter })
      .where(and(isStanding(factor), unused)),
    exactlyOne('used'),
  ]
}

async function spendCode(ctx: StaffCtx, factors: readonly Factor[], text: string) {
  for (const factor of factors.filter(({ kind }) => kind === 'totp')) {
    const lastStep = await stepOf(ctx, factor, text)
    if (lastStep === undefined) continue
    const unused = or(isNull(staffFactors.lastStep), lt(staffFactors.lastStep, lastStep))
    return [
      sql
        .update(staffFactors)
        .set({ usedAt: ctx.now, lastStep })
        .where(and(isStanding(factor), unused)),
      exactlyOne('used'),
    ]
  }
  return undefined
}

async function spendRecovery(ctx: StaffCtx, codes: readonly RecoveryCode[], text: string) {
  const digest = await digestOfCode(ctx.tenant.keys, text)
  const found = codes.find((one) => sameText(one.digest, digest))
  if (!found) return undefined
  return [
    sql
      .update(recoveryCodes)
      .set({ usedAt: ctx.now })
      .where(and(eq(recoveryCodes.id, found.id), isNull(recoveryCodes.usedAt))),
    exactlyOne('used'),
  ]
}

const isStanding = ({ id }: Factor) => and(eq(staffFactors.id, id), isNull(staffFactors.removedAt))
