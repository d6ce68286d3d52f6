import { and, eq, isNotNull } from 'drizzle-orm'
import type { BaseCtx, Mail } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { newId } from '#lib/id.ts'
import { googleIdentities, googleVisits } from '../schema.ts'
import { changedMail } from './mail.ts'

/** A Google account that a person is to be tied to. */
export interface Tying {
  readonly issuer: string | null
  readonly subject: string | null
  readonly email: string | null
}

/** What came back from Google and waits until the code of this `challenge` proves the mailbox. */
export const waitingVisit = sql
  .select({ issuer: googleVisits.issuer, subject: googleVisits.subject, email: googleVisits.email })
  .from(googleVisits)
  .where(and(eq(googleVisits.challengeId, raw.placeholder('challenge')), isNotNull(googleVisits.subject)))
  .limit(1)

/**
 * What ties a Google account to a person whose mailbox was just proven here. A person has one, and an account one person: where
 * either has another already, nothing happens, and no mail says that it did.
 */
export function tying(ctx: BaseCtx, personId: string, { issuer, subject, email }: Tying) {
  if (!issuer || !subject || !email) return { changes: [], mails: [] }
  const id = newId('ggi')
  const tie = sql
    .insert(googleIdentities)
    .values({ id, personId, issuer, subject, email, createdAt: ctx.now, usedAt: ctx.now })
    .onConflictDoNothing()
  const changes: readonly Change[] = [tie]
  const mails: readonly Mail[] = [changedMail(ctx, personId, 'google_tied', { name: email, identity: id })]
  return { changes, mails }
}
