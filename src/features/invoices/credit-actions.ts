import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne } from '#database/write.ts'
import { endAttempts, isPending } from '#features/payments/attempts.ts'
import { ledger } from '#features/payments/schema.ts'
import { keptShares } from '#features/payments/shares.ts'
import { Line, Version } from '#lib/fields.ts'
import { newId } from '#lib/id.ts'
import { formatMoney, parseMoney } from '#lib/money.ts'
import { insertCreditNote } from './credit-note.ts'
import { desk } from './desk-words.ts'
import type { Opened } from './edit-actions.ts'
import { paperMail } from './paper-mail.ts'
import type { InvoiceRecord } from './read.ts'
import { refuse } from './repeats.ts'
import { whyNot } from './rules.ts'
import { invoices } from './schema.ts'
import { invitations } from './send-actions.ts'

/** What of an invoice is taken back, at most what it comes to, and why. */
export const CreditNote = (currency: string, mostMinor: number, locale: string) =>
  v.object({
    version: Version,
    creditAmount: v.pipe(
      v.optional(v.string(), ''),
      v.transform((text) => parseMoney(text, currency) ?? 0),
      v.minValue(1, desk.wrong.amount),
      v.maxValue(mostMinor, desk.wrong.mostCredit(formatMoney(mostMinor, currency, locale))),
    ),
    reason: Line(desk.wrong.reason, 200),
  })
export type CreditNote = v.InferOutput<ReturnType<typeof CreditNote>>

/**
 * Takes part of an invoice back after money came in: a numbered note of its own, and what was paid beyond what is left becomes the
 * customer's credit. Refused with a sentence where the invoice stands otherwise.
 */
export async function issueCreditNote(
  ctx: StaffCtx,
  { invoice, attempts, recipients, payers }: Opened & Pick<InvoiceRecord, 'payers'>,
  input: CreditNote,
): Promise<void> {
  const { id: invoiceId, customerId, jobId, currency, balanceMinor, number } = invoice
  const reason = input.version === invoice.version ? whyNot('credit', { ...invoice, isPending: isPending(attempts) }) : 'stale'
  if (reason) return refuse(ctx, 'invoice.credited', invoiceId, reason)
  const id = ctx.newId('crn')
  const { creditAmount: amountMinor } = input
  const ended = await endAttempts(ctx, attempts)
  const { mails, links } = invitations(ctx.now, invoice, recipients, invoice.edition, { kind: 'invoice.credited', note: id })
  await ctx.write(
    {
      ...{ kind: 'invoice.credited', subjectId: invoiceId, customerId, jobId: jobId ?? undefined, audience: 'customer' },
      facts: { number, amountMinor, currency, reason: input.reason, note: id },
      mails: [paperMail(invoice), ...mails],
    },
    [
      ...ended,
      sql
        .update(invoices)
        .set({ version: raw`${invoices.version} + 1` })
        .where(
          and(
            ...[eq(invoices.id, invoiceId), eq(invoices.version, input.version), eq(invoices.balanceMinor, balanceMinor)],
            ...[isNotNull(invoices.sentAt), isNull(invoices.voidedAt)],
          ),
        ),
      exactlyOne('stale'),
      assert(raw`NOT EXISTS (SELECT 1 FROM payment_parts WHERE invoice_id = ${invoiceId} AND is_open = 1)`, desk.wrong.paying),
      ...insertCreditNote(ctx.now, ctx.shop.timeZone, {
        ...{ id, invoiceId, customerId, amountMinor, currency, reason: input.reason, createdById: ctx.staffId },
      }),
      ...keptShares(invoice, id, amountMinor, payers).map((share) =>
        sql.insert(ledger).values({ id: newId('led'), currency, customerId, at: ctx.now, ...share }),
      ),
      ...links,
    ],
  )
}
