import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { ReaderCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import type { PoRule } from '#features/approvals/rules.ts'
import { MaybeLine } from '#lib/fields.ts'
import { billingSettings } from './billing.ts'
import type { Invoice } from './queries.ts'
import { invoices } from './schema.ts'

/** A customer's own number for what they buy. */
export const PoNumber = v.object({ poNumber: MaybeLine(60) })

/** Whether this invoice still asks whoever pays for a PO number: not at all, if they like, or before they pay. */
export function asksForPo(
  shop: Parameters<typeof billingSettings>[0],
  { poNumber, voidedAt, balanceMinor }: Pick<Invoice, 'poNumber' | 'voidedAt' | 'balanceMinor'>,
): PoRule {
  return poNumber !== null || voidedAt !== null || balanceMinor <= 0 ? 'no' : billingSettings(shop).po
}

/** Whoever pays has to say their PO number first. */
export class PoMissing extends Error {}

/** Throws PoMissing where the shop wants a PO number before this invoice is paid. */
export function needsNoPo(shop: Parameters<typeof billingSettings>[0], invoice: Invoice): void {
  if (asksForPo(shop, invoice) === 'demanded') throw new PoMissing('A PO number is needed')
}

/** A number for one invoice. */
export interface GivenPo extends Pick<Invoice, 'id' | 'customerId' | 'jobId'> {
  readonly poNumber: string
}

/** Writes the customer's PO numbers on invoices that have none yet. Refused as 'stale' where somebody was faster. */
export async function keepPoNumbers(ctx: ReaderCtx, given: readonly GivenPo[]): Promise<void> {
  const [first, ...consequences] = given.map(({ id, customerId, jobId, poNumber }) => ({
    ...{ kind: 'invoice.po_given', subjectId: id, customerId, jobId: jobId ?? undefined },
    ...{ audience: 'customer' as const, facts: { poNumber } },
  }))
  if (!first) return
  await ctx.write(
    { ...first, consequences },
    given.flatMap(({ id, poNumber }) => [
      sql
        .update(invoices)
        .set({ poNumber, version: raw`${invoices.version} + 1` })
        .where(and(eq(invoices.id, id), isNull(invoices.poNumber), isNull(invoices.voidedAt))),
      exactlyOne('stale'),
    ]),
  )
}
