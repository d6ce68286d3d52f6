import { asc, gt } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { approvals } from '#features/approvals/schema.ts'
import { chainFormat } from '#lib/receipt-check.ts'
import { handedOut } from './handed-out.ts'

const pageSize = 200
const page = sql
  .select({
    sequence: approvals.sequence,
    body: approvals.body,
    sha256: approvals.sha256,
    signature: approvals.signature,
    keyId: approvals.keyId,
    payload: raw<string | null>`(SELECT p.payload FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
    salt: raw<string | null>`(SELECT p.salt FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
    erasedAt: raw<number | null>`(SELECT p.erased_at FROM approval_payloads p WHERE p.approval_id = approvals.id)`,
  })
  .from(approvals)
  .where(gt(approvals.sequence, raw.placeholder('after')))
  .orderBy(asc(approvals.sequence))
  .limit(pageSize)
const keyIds = sql.selectDistinct({ keyId: approvals.keyId }).from(approvals)

/** The whole chain as JSON lines, the public keys first: read a page at a time, so that its length does not matter. */
export async function chainLines(ctx: StaffCtx): Promise<ReadableStream<Uint8Array>> {
  const [keys, first] = await ctx.read([keyIds, page], { after: 0 })
  const opening = {
    format: chainFormat,
    shop: ctx.tenant.key,
    keys: await Promise.all(keys.map(({ keyId }) => publicKey(ctx, keyId))),
  }
  const encoder = new TextEncoder()
  const line = (value: unknown) => encoder.encode(`${JSON.stringify(value)}\n`)
  let rows: typeof first | undefined = first
  return new ReadableStream({
    start: (controller) => controller.enqueue(line(opening)),
    async pull(controller) {
      const last = rows?.at(-1)?.sequence
      for (const row of rows ?? []) controller.enqueue(line(handedOut(row)))
      if (last === undefined || (rows?.length ?? 0) < pageSize) return controller.close()
      rows = (await ctx.read([page], { after: last }))[0]
    },
  })
}

async function publicKey({ tenant }: StaffCtx, id: string) {
  const { keyId, publicKey } = await tenant.keys.signer(id)
  return { keyId, publicKey }
}
