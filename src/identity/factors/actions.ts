import { and, eq, isNull, ne } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, once, Refused } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { recoveryCodes, staffFactors, staffSessions } from '#features/team/schema.ts'
import { Line } from '#lib/fields.ts'
import { securityMail } from './mail.ts'
import { madePasskey } from './passkeys.ts'
import { provenNow } from './prove.ts'
import type { Factor } from './queries.ts'
import { newCodes } from './recovery.ts'
import { isWholeCode, mostFactors } from './rules.ts'
import { newKey, stepOf } from './totp.ts'
import { factorWords } from './words.ts'

const { wrong } = factorWords
const Name = Line('Give it a name you will know it by', 60)

/** Makes the key of an authenticator that counts once a code of it was typed. One that waits already is forgotten. */
export async function startAuthenticator(ctx: StaffCtx): Promise<string> {
  const id = ctx.newId('fac')
  const sealedSecret = await ctx.tenant.keys.encrypt(await newKey())
  const row = { id, staffId: ctx.staffId, kind: 'totp' as const, name: factorWords.authenticator, sealedSecret }
  await full(
    ctx.write({ kind: 'factor.started', subjectId: id }, [
      sql.delete(staffFactors).where(and(eq(staffFactors.staffId, ctx.staffId), isNull(staffFactors.confirmedAt))),
      hasRoom(ctx),
      sql.insert(staffFactors).values({ ...row, createdAt: ctx.now }),
    ]),
  )
  return id
}

export const ConfirmAuthenticator = v.object({
  name: Name,
  code: v.pipe(v.string(wrong.missing), v.maxLength(100), v.check(isWholeCode, wrong.missing)),
})
export type ConfirmAuthenticator = v.InferOutput<typeof ConfirmAuthenticator>

/** Lets an authenticator count from now on, once it says the right code. With the first come recovery codes. */
export async function confirmAuthenticator(
  ctx: StaffCtx,
  factor: Factor,
  { name, code }: ConfirmAuthenticator,
): Promise<'added' | 'wrong'> {
  const lastStep = await stepOf(ctx, factor, code)
  if (lastStep === undefined) return 'wrong'
  const confirm = sql
    .update(staffFactors)
    .set({ name, lastStep, confirmedAt: ctx.now, usedAt: ctx.now })
    .where(and(eq(staffFactors.id, factor.id), isNull(staffFactors.confirmedAt), isNull(staffFactors.removedAt)))
  await add(ctx, factor.id, name, [confirm, exactlyOne('stale')])
  return 'added'
}

export const AddPasskey = v.object({ name: Name, passkey: v.pipe(v.string(), v.maxLength(20_000)) })
export type AddPasskey = v.InferOutput<typeof AddPasskey>

/** Keeps a passkey that the browser just made, and gives its id; undefined where it does not count. With the first come recovery codes. */
export async function addPasskey(ctx: StaffCtx, { name, passkey }: AddPasskey): Promise<string | undefined> {
  const made = await madePasskey(ctx, passkey)
  if (!made) return undefined
  const id = ctx.newId('fac')
  const row = { id, staffId: ctx.staffId, kind: 'passkey' as const, name, ...made, confirmedAt: ctx.now, createdAt: ctx.now }
  await add(ctx, id, name, [hasRoom(ctx), once(sql.insert(staffFactors).values(row), 'known')])
  return id
}

async function add(ctx: StaffCtx, id: string, name: string, changes: readonly Change[]): Promise<void> {
  const codes = ctx.me.hasFactor ? [] : await newCodes(ctx)
  const action = { kind: 'factor.added', subjectId: id, details: { name }, mails: [securityMail(ctx, 'added', name)] }
  await full(ctx.write(action, [...changes, ...codes, ...provenNow(ctx)]))
}

/**
 * Ends a way to prove oneself, and what was proven with any in other sessions. With the last one go the recovery codes. One that is
 * gone stays gone. Throws not_found for another's.
 */
export async function removeFactor(ctx: StaffCtx, factor: Factor | undefined): Promise<void> {
  if (!factor?.confirmedAt) throw notFound('way to confirm it is you')
  if (factor.removedAt !== null) return
  const { id, name } = factor
  const remove = sql
    .update(staffFactors)
    .set({ removedAt: ctx.now, sealedSecret: null })
    .where(and(eq(staffFactors.id, id), isNull(staffFactors.removedAt)))
  const elsewhere = sql
    .update(staffSessions)
    .set({ factorAt: null })
    .where(and(eq(staffSessions.staffId, ctx.staffId), ne(staffSessions.id, ctx.sessionId)))
  const leftOver = sql.delete(recoveryCodes).where(
    and(
      eq(recoveryCodes.staffId, ctx.staffId),
      raw`NOT EXISTS (SELECT 1 FROM staff_factors f
      WHERE f.staff_id = ${ctx.staffId} AND f.confirmed_at IS NOT NULL AND f.removed_at IS NULL)`,
    ),
  )
  const action = { kind: 'factor.removed', subjectId: id, details: { name }, mails: [securityMail(ctx, 'removed', name)] }
  await ctx.write(action, [remove, exactlyOne('stale'), elsewhere, leftOver])
}

/** Ten new recovery codes; all older ones stop working. Throws a conflict for somebody who has nothing to recover. */
export async function renewCodes(ctx: StaffCtx): Promise<void> {
  await ctx.read([])
  if (!ctx.me.hasFactor) throw conflict(wrong.nothingYet)
  const action = { kind: 'recovery.renewed', subjectId: ctx.staffId, mails: [securityMail(ctx, 'codes')] }
  await ctx.write(action, await newCodes(ctx))
}

const hasRoom = ({ staffId }: StaffCtx) =>
  assert(raw`(SELECT count(*) FROM staff_factors WHERE staff_id = ${staffId} AND removed_at IS NULL) < ${mostFactors}`, 'full')

/** A refusal of our own in a sentence. */
async function full(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    const reason = error instanceof Refused ? error.reason : undefined
    if (reason === 'full') throw conflict(wrong.full)
    if (reason === 'known') throw conflict(wrong.known)
    throw error
  }
}
