import { eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { approvals, receipts } from '#features/approvals/schema.ts'

const theHash = raw.placeholder('sha256')

/** The record with this fingerprint, and no more of it than the public page needs. */
export const recordByHash = sql
  .select({
    kind: approvals.kind,
    outcome: approvals.outcome,
    sha256: approvals.sha256,
    keyId: approvals.keyId,
    at: approvals.at,
    zone: raw<string>`${approvals.body} ->> '$.zone'`,
    door: raw<string>`${approvals.body} ->> '$.door'`,
    actorKind: raw<string>`${approvals.body} ->> '$.actor.kind'`,
    name: raw<string | null>`(SELECT p.payload ->> '$.name' FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
    company: raw<string | null>`(SELECT p.payload ->> '$.company' FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
    erasedAt: raw<number | null>`(SELECT p.erased_at FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
  })
  .from(approvals)
  .where(eq(approvals.sha256, theHash))
export type PublicRecord = Awaited<ReturnType<typeof recordByHash.execute>>[number]

/** The hashes of every PDF that was made of it. */
export const pdfHashes = sql
  .select({ sha256: receipts.sha256 })
  .from(receipts)
  .innerJoin(approvals, eq(approvals.id, receipts.approvalId))
  .where(eq(approvals.sha256, theHash))
