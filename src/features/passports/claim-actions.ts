import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import * as v from 'valibot'
import type { VisitorCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne, type Guard, Refused } from '#database/write.ts'
import { tooMany } from '#errors.ts'
import { challengeMs, isWholeCode, tidyCode, triesAllowed } from '#identity/sign-in/rules.ts'
import { normalizeEmail } from '#lib/email.ts'
import { newId } from '#lib/id.ts'
import { codeFor, digestOf, newSecret, sameText } from '#lib/token.ts'
import { takeTurn } from '#platform/tenants/limits.ts'
import { handoverCode, isCode } from './code.ts'
import type { Claim, Passport } from './queries.ts'
import { handoverTries } from './rules.ts'
import { handoverClaims, handovers } from './schema.ts'
import { takeOver } from './take-over.ts'
import { passportWords as words } from './words.ts'

const minute = 60_000
const tidy = (text: string) =>
  text
    .normalize('NFC')
    .replace(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .trim()

export const ClaimIt = v.object({
  code: v.pipe(
    v.string(() => words.page.wrongCode),
    v.minLength(1, () => words.page.wrongCode),
    v.maxLength(40, () => words.page.wrongCode),
  ),
  claimant: v.pipe(
    v.string(() => words.page.wrongName),
    v.transform(tidy),
    v.minLength(1, () => words.page.wrongName),
    v.maxLength(120, () => words.page.wrongName),
  ),
  company: v.pipe(
    v.optional(v.string(), ''),
    v.transform(tidy),
    v.maxLength(120, () => words.page.wrongName),
  ),
  email: v.pipe(
    v.optional(v.string(), ''),
    v.transform((text) => normalizeEmail(text) ?? ''),
    v.minLength(1, () => words.page.wrongEmail),
  ),
})
type ClaimIt = v.InferOutput<typeof ClaimIt>
export const TypedCode = v.object({ code: v.pipe(v.string(), v.maxLength(40)) })

/**
 * Whoever has the code asks for a mail that proves their mailbox. A wrong code costs one of five tries; right or wrong is not said
 * apart from spent. Throws too_many for a network that tried too often. Returns the claim and the secret its browser keeps.
 */
export async function beginClaim(
  ctx: VisitorCtx,
  passport: Passport,
  said: ClaimIt,
): Promise<'wrong' | { id: string; secret: string }> {
  const { deps, network, tenant, now } = ctx
  if (!(await takeTurn(deps, [{ key: `handover:${network}`, max: 20, windowMs: 60 * minute }]))) throw tooMany(words.page.many)
  const { handoverId } = passport
  if (handoverId === null) return 'wrong'
  if (!isCode(said.code, await handoverCode(tenant.keys, handoverId))) {
    const spend = sql
      .update(handovers)
      .set({ tries: raw`${handovers.tries} + 1` })
      .where(isUsable(handoverId, now))
    await ctx.write({ kind: 'handover.code_failed', subjectId: passport.id, isRepeatable: true }, [spend])
    return 'wrong'
  }
  const { claimant, company, email } = said
  const [id, secret] = [newId('hcl'), newSecret()]
  const mayMail = await hasRoom(ctx, email)
  const row = { id, handoverId, claimant, company, email, browser: await digestOf(secret), createdAt: now }
  const mails = [{ kind: 'handover.code', payload: { claim: id, generation: '1' }, isSilent: !mayMail }]
  return unlessSpent(async () => {
    await ctx.write({ kind: 'handover.claimed', subjectId: passport.id, mails, isRepeatable: true }, [
      isStillUsable(handoverId, now),
      sql.insert(handoverClaims).values({ ...row, codeExpiresAt: mayMail ? now + challengeMs : null }),
    ])
    return { id, secret }
  }, 'wrong')
}

/** Mails a new code; the older one ends. */
export async function askAgain(ctx: VisitorCtx, claim: Claim): Promise<void> {
  const { deps, network, now } = ctx
  if (!(await takeTurn(deps, [{ key: `ask:${network}`, max: 20, windowMs: 60 * minute }]))) throw tooMany(words.page.many)
  const mayMail = await hasRoom(ctx, claim.email)
  const generation = claim.generation + 1
  const mails = [{ kind: 'handover.code', payload: { claim: claim.id, generation: String(generation) }, isSilent: !mayMail }]
  const renew = sql
    .update(handoverClaims)
    .set({ generation, tries: 0, codeExpiresAt: mayMail ? now + challengeMs : null })
    .where(and(eq(handoverClaims.id, claim.id), eq(handoverClaims.generation, claim.generation), isNull(handoverClaims.takenAt)))
  await ctx.write({ kind: 'handover.code_asked', subjectId: claim.assetId, mails, isRepeatable: true }, [renew])
}

/** A mailbox that got too many mails gets no more, which nobody can see; what was not mailed proves nothing. */
function hasRoom({ deps, tenant, network }: VisitorCtx, email: string): Promise<boolean> {
  const mailbox = `${tenant.key}:${email}`
  return takeTurn(deps, [
    { key: `handover:${mailbox}:${network}`, max: 3, windowMs: 15 * minute },
    { key: `handover:${mailbox}`, max: 10, windowMs: 1_440 * minute },
    { key: `mails:${tenant.key}:handovers`, max: 200, windowMs: 60 * minute },
  ])
}

export type Proof = 'taken' | 'wrong' | 'spent' | 'gone' | 'own'

/** Hands the thing over once the mailbox is proven: of many who have the code, the first. A wrong code costs one of five tries. */
export async function proveClaim(
  ctx: VisitorCtx,
  claim: Claim,
  known: readonly { readonly id: string; readonly customerId: string }[],
  typed: string,
): Promise<Proof> {
  if (claim.tries >= triesAllowed || (claim.codeExpiresAt ?? 0) <= ctx.now) return 'spent'
  // Only a whole code is a try.
  if (!isWholeCode(typed)) return 'wrong'
  if (!sameText(tidyCode(typed), await codeFor(ctx.tenant.keys, claim.id, claim.generation))) {
    const spend = sql
      .update(handoverClaims)
      .set({ tries: raw`${handoverClaims.tries} + 1` })
      .where(isProvable(claim, ctx.now))
    await ctx.write({ kind: 'handover.proof_failed', subjectId: claim.assetId, isRepeatable: true }, [spend])
    return claim.tries + 1 >= triesAllowed ? 'spent' : 'wrong'
  }
  const others = known.filter(({ customerId }) => customerId !== claim.ownerId)
  if (known.length > 0 && others.length === 0) return 'own'
  const use = sql.update(handovers).set({ usedAt: ctx.now }).where(isUsable(claim.handoverId, ctx.now))
  const take = sql.update(handoverClaims).set({ takenAt: ctx.now }).where(isProvable(claim, ctx.now))
  return unlessSpent(async () => {
    await takeOver(ctx, claim, others[0], [
      [use, exactlyOne('gone')],
      [take, exactlyOne('gone')],
    ])
    return 'taken' as const
  }, 'gone')
}

async function unlessSpent<T, E>(work: () => Promise<T>, otherwise: E): Promise<T | E> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused && error.reason === 'gone') return otherwise
    throw error
  }
}

const isUsable = (id: string, now: number) =>
  and(
    ...[eq(handovers.id, id), isNull(handovers.usedAt), isNull(handovers.revokedAt)],
    ...[gt(handovers.expiresAt, now), lt(handovers.tries, handoverTries)],
  )
const isStillUsable = (id: string, now: number): Guard =>
  assert(
    raw`EXISTS (SELECT 1 FROM handovers h WHERE h.id = ${id} AND h.used_at IS NULL AND h.revoked_at IS NULL
      AND h.expires_at > ${now} AND h.tries < ${handoverTries})`,
    'gone',
  )
const isProvable = ({ id, generation }: Claim, now: number) =>
  and(
    ...[eq(handoverClaims.id, id), eq(handoverClaims.generation, generation), lt(handoverClaims.tries, triesAllowed)],
    ...[gt(handoverClaims.codeExpiresAt, now), isNull(handoverClaims.takenAt)],
  )
