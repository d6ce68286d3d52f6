import { eq } from 'drizzle-orm'
import { base64url } from 'jose'
import type { StaffCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import type { Step } from '#database/write.ts'
import { recoveryCodes } from '#features/team/schema.ts'
import { newId } from '#lib/id.ts'
import type { Keyring } from '#lib/token.ts'
import type { RecoveryCode } from './queries.ts'
import { offerMs, recoveryCodeOf, recoveryCount, tidied } from './rules.ts'

/** The code of a row: derived like a mailed one, so that it is nowhere stored and the page that shows it can be loaded again. */
export async function codeOf(keys: Keyring, id: string): Promise<string> {
  const bytes = base64url.decode(await keys.mac('recovery code', id))
  return recoveryCodeOf(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0))
}

/** What is kept of a code that somebody typed or is given. */
export function digestOfCode(keys: Keyring, code: string): Promise<string> {
  return keys.mac('recovery code digest', tidied(code))
}

/** Ten new codes in the place of all older ones, to stand in the batch of an action. */
export async function newCodes({ tenant, staffId, now }: StaffCtx): Promise<readonly Step[]> {
  const ids = Array.from({ length: recoveryCount }, () => newId('rec'))
  const rows = ids.map(async (id) => {
    const digest = await digestOfCode(tenant.keys, await codeOf(tenant.keys, id))
    return { id, staffId, digest, createdAt: now }
  })
  return [
    sql.delete(recoveryCodes).where(eq(recoveryCodes.staffId, staffId)),
    sql.insert(recoveryCodes).values(await Promise.all(rows)),
  ]
}

/** Whether codes were made just now, so that their owner has yet to keep them. */
export function areNew(codes: readonly RecoveryCode[], now: number): boolean {
  return codes.some(({ createdAt }) => createdAt >= now - offerMs)
}
