import { and, eq } from 'drizzle-orm'
import type { CustomerCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne, Refused } from '#database/write.ts'
import { googleIdentities } from '../schema.ts'
import { type GoogleVisit, takeOver } from './google-visits.ts'
import { changedMail } from './mail.ts'
import { isProvenStill } from './proof.ts'
import type { GoogleIdentity } from './queries.ts'
import { tying } from './tying.ts'

/** Ties the account that came back to whoever is signed in and proved their mailbox just now. Refuses one that is tied already. */
export async function tieGoogle(ctx: CustomerCtx, visit: GoogleVisit): Promise<'tied' | 'taken' | 'spent'> {
  const { changes, mails } = tying(ctx, ctx.personId, visit)
  const isFree = raw`NOT EXISTS (SELECT 1 FROM google_identities
    WHERE person_id = ${ctx.personId} OR (issuer = ${visit.issuer} AND subject = ${visit.subject}))`
  const action = { kind: 'google.tied', subjectId: ctx.personId, customerId: ctx.customerId, mails, isRepeatable: true }
  try {
    await ctx.write(action, [isProvenStill(ctx), takeOver(visit.id, ctx.now), assert(isFree, 'taken'), ...changes])
    return 'tied'
  } catch (error) {
    const reason = error instanceof Refused ? error.reason : undefined
    if (reason === 'taken' || reason === 'spent') return reason
    throw error
  }
}

/** Nobody signs in with that Google account here any more. Without one nothing happens. */
export async function untieGoogle(ctx: CustomerCtx, identity: GoogleIdentity | undefined): Promise<void> {
  if (!identity) return
  const mails = [changedMail(ctx, ctx.personId, 'google_untied', { name: identity.email })]
  const action = { kind: 'google.untied', subjectId: identity.id, customerId: ctx.customerId, mails }
  await ctx.write(action, [
    isProvenStill(ctx),
    sql.delete(googleIdentities).where(and(eq(googleIdentities.id, identity.id), eq(googleIdentities.personId, ctx.personId))),
    exactlyOne('stale'),
  ])
}
