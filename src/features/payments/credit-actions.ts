import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne } from '#database/write.ts'
import { notFound } from '#errors.ts'
import { desk as invoiceWords } from '#features/invoices/desk-words.ts'
import { attemptsOfInvoice, invoiceById } from '#features/invoices/queries.ts'
import { refuse } from '#features/invoices/repeats.ts'
import { whyNot } from '#features/invoices/rules.ts'
import { invoices } from '#features/invoices/schema.ts'
import { Version } from '#lib/fields.ts'
import { endAttempts, isPending } from './attempts.ts'
import { applyCredits, creditSum } from './credit.ts'
import { creditOfInvoice } from './credit-queries.ts'

export const ApplyCredit = v.object({ version: Version })
export type ApplyCredit = v.InferOutput<typeof ApplyCredit>

/** Pays as much of an invoice as its customer has to their credit. A checkout open for the old amount is closed first. */
export async function applyCredit(ctx: StaffCtx, id: string, { version }: ApplyCredit): Promise<void> {
  const kind = 'credit.applied'
  const [[invoice], attempts, credits] = await ctx.read([invoiceById, attemptsOfInvoice, creditOfInvoice], { id })
  if (!invoice) throw notFound('Invoice')
  const amountMinor = creditSum(invoice.balanceMinor, credits)
  const reason =
    whyNot('pay', { ...invoice, isPending: false }) ??
    (isPending(attempts) ? invoiceWords.wrong.paying : undefined) ??
    (version === invoice.version && amountMinor > 0 ? undefined : 'stale')
  if (reason) return refuse(ctx, kind, id, reason)
  const ended = await endAttempts(ctx, attempts)
  const { customerId, currency, number } = invoice
  await ctx.write(
    {
      ...{ kind, subjectId: id, customerId, jobId: invoice.jobId ?? undefined, audience: 'customer' },
      facts: { number, amountMinor, currency },
    },
    [
      ...ended,
      sql
        .update(invoices)
        .set({ version: raw`${invoices.version} + 1` })
        .where(and(eq(invoices.id, id), eq(invoices.version, version), isNotNull(invoices.sentAt), isNull(invoices.voidedAt))),
      exactlyOne('stale'),
      assert(raw`NOT EXISTS (SELECT 1 FROM payment_parts WHERE invoice_id = ${id} AND is_open = 1)`, invoiceWords.wrong.paying),
      assert(raw`(SELECT balance_minor FROM invoices WHERE id = ${id}) = ${invoice.balanceMinor}`, 'stale'),
      ...applyCredits(ctx.now, invoice, invoice.balanceMinor, credits),
    ],
  )
}
