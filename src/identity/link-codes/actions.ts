import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import type { LinkCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne, Refused } from '#database/write.ts'
import { tooMany } from '#errors.ts'
import { newId } from '#lib/id.ts'
import { codeFor, digestOf, newSecret, sameText } from '#lib/token.ts'
import { takeTurn } from '#platform/tenants/limits.ts'
import { linkProofs } from '../schema.ts'
import { challengeMs, isWholeCode, tidyCode, triesAllowed } from '../sign-in/rules.ts'
import type { LinkProof } from './queries.ts'
import { linkCodeWords as words } from './words.ts'

const minute = 60_000

/** Mails a code to the mailbox a link was made for. Throws too_many past the limits. Returns the code's row and the secret its browser keeps. */
export async function mailLinkCode(ctx: LinkCtx, email: string): Promise<{ readonly id: string; readonly secret: string }> {
  const { deps, network, linkId, tenant, now } = ctx
  const hasRoom = await takeTurn(deps, [
    { key: `ask:${network}`, max: 20, windowMs: 60 * minute },
    { key: `code:${linkId}:${network}`, max: 3, windowMs: 15 * minute },
    { key: `code:${linkId}`, max: 10, windowMs: 1440 * minute },
    { key: `mails:${tenant.key}:links`, max: 500, windowMs: 60 * minute },
  ])
  if (!hasRoom) throw tooMany(words.many)
  const id = newId('lpf')
  const secret = newSecret()
  const browser = await digestOf(secret)
  const row = { id, linkId, email, browser, createdAt: now, expiresAt: now + challengeMs }
  const mails = [{ kind: 'link.code', payload: { proof: id }, customerId: ctx.viewer.customerId }]
  await ctx.write({ kind: 'link.code_asked', subjectId: id, mails, isRepeatable: true }, [sql.insert(linkProofs).values(row)])
  return { id, secret }
}

const isAlive = (proof: LinkProof, now: number) =>
  and(eq(linkProofs.id, proof.id), isNull(linkProofs.provedAt), gt(linkProofs.expiresAt, now), lt(linkProofs.tries, triesAllowed))

/** Marks the mailbox as proven when the code is right; a wrong one costs one of five tries, every time it is sent. */
export async function proveByCode(ctx: LinkCtx, proof: LinkProof, typed: string): Promise<'proven' | 'wrong' | 'spent'> {
  if (proof.tries >= triesAllowed) return 'spent'
  if (!isWholeCode(typed)) return 'wrong'
  const code = await codeFor(ctx.tenant.keys, proof.id, proof.generation)
  if (sameText(tidyCode(typed), code)) return mark(ctx, proof)
  const spend = sql
    .update(linkProofs)
    .set({ tries: raw`${linkProofs.tries} + 1` })
    .where(isAlive(proof, ctx.now))
  await ctx.write({ kind: 'link.code_failed', subjectId: proof.id, isRepeatable: true }, [spend])
  return proof.tries + 1 >= triesAllowed ? 'spent' : 'wrong'
}

async function mark(ctx: LinkCtx, proof: LinkProof): Promise<'proven' | 'spent'> {
  const prove = sql.update(linkProofs).set({ provedAt: ctx.now }).where(isAlive(proof, ctx.now))
  try {
    await ctx.write({ kind: 'link.proved', subjectId: proof.id, isRepeatable: true }, [[prove, exactlyOne('spent')]])
    return 'proven'
  } catch (error) {
    if (error instanceof Refused && error.reason === 'spent') return 'spent'
    throw error
  }
}
