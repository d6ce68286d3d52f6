import { and, eq, isNull, lt, or } from 'drizzle-orm'
import type { VisitorCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { type Change, exactlyOne, Refused } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import { type Ceremony, type Credential, shownPasskey } from '../ceremony.ts'
import { googleIdentities, passkeys } from '../schema.ts'
import type { SessionClaims } from '../session.ts'
import { customerSessionOf } from '../sign-in/new-session.ts'
import type { Opened } from './door-queries.ts'
import { takeOver } from './google-visits.ts'

export type Way = 'passkey' | 'google' | 'password'

/** Starts a session for somebody who showed who they are. `provedAt`: when their mailbox was proven here, or a passkey shown. */
export async function enter(
  ctx: VisitorCtx,
  opened: Opened,
  { way, provedAt }: { readonly way: Way; readonly provedAt: number },
  changes: readonly Change[],
): Promise<SessionClaims | 'spent'> {
  const id = newId('ses')
  const { claims, insert } = customerSessionOf(ctx, id, opened.person, opened, provedAt)
  const about = { subjectId: id, customerId: opened.customerId, details: { device: ctx.device, way } }
  const isDone = await unlessSpent(ctx.write({ kind: 'session.started', ...about, isRepeatable: true }, [...changes, insert]))
  return isDone ? claims : 'spent'
}

/** Whether a write was done, or what it wanted to use up was used meanwhile. */
export async function unlessSpent(write: Promise<unknown>): Promise<boolean> {
  try {
    await write
    return true
  } catch (error) {
    if (error instanceof Refused && error.reason === 'spent') return false
    throw error
  }
}

interface Kept extends Credential {
  readonly id: string
}

/** What marks a passkey as used by this answer; undefined where the answer does not count. Refused as 'spent' the second time. */
export async function passkeyUsed(ceremony: Ceremony, kept: Kept, text: string): Promise<Change | undefined> {
  const { credentialId, publicKey, counter } = kept
  const shown = await shownPasskey(ceremony, { credentialId, publicKey, counter }, text)
  if (!shown) return undefined
  const unused = or(isNull(passkeys.usedAt), lt(passkeys.usedAt, shown.askedAt))
  return [
    sql
      .update(passkeys)
      .set({ usedAt: ceremony.now, counter: shown.counter })
      .where(and(eq(passkeys.id, kept.id), isNull(passkeys.removedAt), unused)),
    exactlyOne('spent'),
  ]
}

/** What marks Google's answer as taken, and its account as used. */
export function googleUsed(visit: string, tie: string, now: number): readonly Change[] {
  return [
    takeOver(visit, now),
    sql.update(googleIdentities).set({ usedAt: now }).where(eq(googleIdentities.id, tie)),
    exactlyOne('spent'),
  ]
}
