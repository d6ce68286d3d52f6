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

/** Writes the customer's PO number on the invoice, which has none yet. Refused as 'stale' where somebody was faster. */
export async function keepPoNumber(ctx: ReaderCtx, { id, customerId, jobId }: Invoice, poNumber: string): Promise<void> {
  await ctx.write(
    { kind: 'invoice.po_given', subjectId: id, customerId, jobId: jobId ?? undefined, audience: 'customer', facts: { poNumber } },
    [
      sql
        .update(invoices)
        .set({ poNumber, version: raw`${invoices.version} + 1` })
        .where(and(eq(invoices.id, id), isNull(invoices.poNumber), isNull(invoices.voidedAt))),
      exactlyOne('stale'),
    ],
  )
}
