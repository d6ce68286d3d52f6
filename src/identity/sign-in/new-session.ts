import type { VisitorCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change } from '#database/write.ts'
import { isStillLetIn } from '#features/customers/access.ts'
import { sessions } from '../schema.ts'
import { customerSessionMs, type SessionClaims } from '../session.ts'

/** The contact a new session is for. */
export interface Opening {
  readonly id: string
  readonly customerId: string
  /** Nothing said which of the person's customers they are here for. */
  readonly isOneOfMany?: boolean
}
/** A session: its row, and what its cookie claims. */
export interface Made {
  readonly insert: Change
  readonly claims: SessionClaims
}

/**
 * A contact's session on this host. `provedAt`: when they last proved their mailbox here, or showed a passkey. Refused as 'spent' for
 * who is let in no more as it is written: it would live on once they are let in again.
 */
export function customerSessionOf(ctx: VisitorCtx, id: string, person: string, contact: Opening, provedAt: number): Made {
  const row = { ...sessionRow(ctx, id, customerSessionMs.idle, provedAt), personId: person, contactId: contact.id }
  const isTheirs = raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = ${contact.id} AND c.person_id = ${person} AND ${isStillLetIn})`
  return {
    insert: [assert(isTheirs, 'spent'), sql.insert(sessions).values(row)],
    claims: { kind: 'customer', session: id, contact: contact.id, person, customer: contact.customerId },
  }
}

export function sessionRow({ host, device, now }: VisitorCtx, id: string, idleMs: number, provedAt: number) {
  return { id, host, device, createdAt: now, provedAt, seenAt: now, expiresAt: now + idleMs }
}
