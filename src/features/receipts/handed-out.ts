import type { Tenant } from '#context.ts'
import { type HandedOut, type ReceiptFileContent, receiptFormat } from '#lib/receipt-check.ts'
import type { RecordRow } from './queries.ts'

type Kept = Pick<RecordRow, 'body' | 'sha256' | 'signature' | 'keyId' | 'payload' | 'salt' | 'erasedAt'>

/** A record as it leaves the shop: everything that proves it, nothing that is not in it. */
export function handedOut({ body, sha256, signature, keyId, payload, salt, erasedAt }: Kept): HandedOut {
  return { body, sha256, signature, keyId, payload, salt, erasedAt: erasedAt === null ? null : new Date(erasedAt).toISOString() }
}

/** The receipt as JSON: the sealed record, its payload with the salt, what was shown, and the key to check it with. */
export async function receiptJson(tenant: Tenant, row: RecordRow): Promise<ReceiptFileContent> {
  const { publicKey } = await tenant.keys.signer(row.keyId)
  return { format: receiptFormat, ...handedOut(row), publicKey, edition: row.content }
}
