import type { VisitorCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
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

/** A contact's session on this host. `provedAt`: when they last proved their mailbox here, or showed a passkey. */
export function customerSessionOf(ctx: VisitorCtx, id: string, person: string, contact: Opening, provedAt: number): Made {
  const row = { ...sessionRow(ctx, id, customerSessionMs.idle, provedAt), personId: person, contactId: contact.id }
  return {
    insert: sql.insert(sessions).values(row),
    claims: { kind: 'customer', session: id, contact: contact.id, person, customer: contact.customerId },
  }
}

export function sessionRow({ host, device, now }: VisitorCtx, id: string, idleMs: number, provedAt: number) {
  return { id, host, device, createdAt: now, provedAt, seenAt: now, expiresAt: now + idleMs }
}
