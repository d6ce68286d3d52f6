import { and, eq, gt, isNull, lt, ne } from 'drizzle-orm'
import type { CustomerCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { tooMany } from '#errors.ts'
import { newId } from '#lib/id.ts'
import { codeFor, sameText } from '#lib/token.ts'
import { takeTurnUnlessFull } from '#platform/tenants/limits.ts'
import { challenges, sessions } from '../schema.ts'
import { challengeMs, isWholeCode, tidyCode, triesAllowed } from '../sign-in/rules.ts'
import { boundTo, type FreshCode } from './queries.ts'
import { freshWords as words } from './words.ts'

const minute = 60_000
/** To pay with what was kept; to change how somebody signs in. */
export type FreshMail = 'fresh.code' | 'ways.code'

/** Mails a code to the mailbox of whoever is signed in; an older one of this session ends. `kind` is the mail that says what for. Throws too_many past the limits. */
export async function mailFreshCode(ctx: CustomerCtx, kind: FreshMail = 'fresh.code'): Promise<void> {
  const { deps, sessionId, personId, tenant, now, viewer } = ctx
  const full = await takeTurnUnlessFull(deps, [
    { key: `fresh:${sessionId}`, max: 3, windowMs: 15 * minute, wait: words.waitQuarter },
    { key: `fresh:${tenant.key}:${personId}`, max: 20, windowMs: 1440 * minute, wait: words.waitDay },
  ])
  if (full) throw tooMany(full.wait)
  const id = newId('chl')
  const browser = boundTo(sessionId)
  const mails = [{ kind, payload: { challenge: id }, customerId: viewer.customerId }]
  await ctx.write({ kind: 'proof.asked', subjectId: id, mails }, [
    sql
      .update(challenges)
      .set({ voidedAt: now })
      .where(and(raw`${challenges.browser} = ${browser}`, isNull(challenges.usedAt), isNull(challenges.voidedAt))),
    sql.insert(challenges).values({
      ...{ id, audience: 'customer', email: viewer.email, personId, host: ctx.host, browser },
      ...{ createdAt: now, expiresAt: now + challengeMs },
    }),
  ])
}

/**
 * What to write, with what it is wanted for, once the code is right: the code is used up, and the session's proof is fresh; refused
 * as 'spent' where it was used meanwhile. A wrong one costs one of five tries, every time it is sent.
 */
export async function proofBy(
  ctx: CustomerCtx,
  code: FreshCode | undefined,
  typed: string,
): Promise<readonly Change[] | 'wrong' | 'spent'> {
  if (!code) return 'spent'
  if (!isWholeCode(typed)) return 'wrong'
  if (sameText(tidyCode(typed), await codeFor(ctx.tenant.keys, code.id, code.generation))) return proving(ctx, code.id)
  const spend = sql
    .update(challenges)
    .set({ tries: raw`${challenges.tries} + 1` })
    .where(isAlive(code.id, ctx.now))
  await ctx.write({ kind: 'proof.failed', subjectId: code.id, isRepeatable: true }, [spend])
  return code.tries + 1 >= triesAllowed ? 'spent' : 'wrong'
}

function proving({ now, sessionId }: CustomerCtx, id: string): readonly Change[] {
  return [
    sql.update(challenges).set({ usedAt: now }).where(isAlive(id, now)),
    exactlyOne('spent'),
    sql
      .update(sessions)
      .set({ provedAt: now })
      .where(and(eq(sessions.id, sessionId), ne(sessions.provedAt, now))),
  ]
}

const isAlive = (id: string, now: number) =>
  and(
    ...[eq(challenges.id, id), isNull(challenges.usedAt), isNull(challenges.voidedAt)],
    ...[gt(challenges.expiresAt, now), lt(challenges.tries, triesAllowed)],
  )
