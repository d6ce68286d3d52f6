import { eq } from 'drizzle-orm'
import type { CustomerCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert } from '#database/write.ts'
import { isStillLetIn } from '#features/customers/access.ts'
import { sessions } from '../schema.ts'
import type { SessionClaims } from '../session.ts'
import type { OwnAccount } from './queries.ts'

/**
 * From here on this session stands for another customer of the same person. Returns what its cookie claims then. Refused as
 * 'signed out' where that contact is not this person's any more, or not let in.
 */
export async function openAccount(ctx: CustomerCtx, account: OwnAccount): Promise<SessionClaims> {
  const claims = {
    ...{ kind: 'customer' as const, session: ctx.sessionId, person: ctx.personId },
    ...{ contact: account.id, customer: account.customerId },
  }
  if (account.id === ctx.contactId) return claims
  const isTheirs = raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = ${account.id} AND c.person_id = ${ctx.personId} AND ${isStillLetIn})`
  await ctx.write({ kind: 'session.switched', subjectId: ctx.sessionId, details: { customer: account.customerId } }, [
    assert(isTheirs, 'signed out'),
    sql.update(sessions).set({ contactId: account.id }).where(eq(sessions.id, ctx.sessionId)),
  ])
  return claims
}
