import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { Mail, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne } from '#database/write.ts'
import { desk as invoiceWords } from '#features/invoices/desk-words.ts'
import type { Opened } from '#features/invoices/edit-actions.ts'
import { isRepeat, refuse } from '#features/invoices/repeats.ts'
import { whyNot } from '#features/invoices/rules.ts'
import { invoices } from '#features/invoices/schema.ts'
import { Text, Ticked, Version } from '#lib/fields.ts'
import { newId } from '#lib/id.ts'
import { parseMoney } from '#lib/money.ts'
import { isDay } from '#lib/time.ts'
import { endAttempts } from './attempts.ts'
import { insertShares } from './ledger-rows.ts'
import { receiptFor } from './receipt.ts'
import { outsideMethods } from './rules.ts'
import { paymentParts, payments } from './schema.ts'
import { settlementShares } from './shares.ts'

const { wrong } = invoiceWords

/** Money that came in outside Stripe, as typed on the shop's day `today`. */
export const ReceivePayment = (currency: string, today: string) =>
  v.object({
    amount: v.pipe(
      v.string(wrong.amount),
      v.transform((text) => parseMoney(text, currency) ?? 0),
      v.minValue(1, wrong.amount),
    ),
    method: v.picklist(outsideMethods, wrong.method),
    receivedOn: v.pipe(
      v.string(wrong.day),
      v.check(isDay, wrong.day),
      v.check((day) => day <= today, wrong.future),
    ),
    note: Text(500),
    keepRest: Ticked,
    receipt: Ticked,
    version: Version,
  })
export type ReceivePayment = v.InferOutput<ReturnType<typeof ReceivePayment>>

/** Records a payment made outside. 'more' when it is more than is left and nobody said to keep the rest as credit. */
export async function recordPayment(
  ctx: StaffCtx,
  { invoice, attempts, recipients }: Opened,
  input: ReceivePayment,
): Promise<'received' | 'more'> {
  const kind = 'payment.received'
  const { id: invoiceId, customerId, currency, number } = invoice
  const reason = whyNot('receive', { ...invoice, isPending: false }) ?? (input.version === invoice.version ? undefined : 'stale')
  if (reason) {
    await refuse(ctx, kind, invoiceId, reason)
    return 'received'
  }
  if (input.amount > Math.max(invoice.balanceMinor, 0) && !input.keepRest)
    return (await isRepeat(ctx, kind, invoiceId)) ? 'received' : 'more'
  const id = ctx.newId('pay')
  const ended = await endAttempts(ctx, attempts)
  const { mails, links } = input.receipt
    ? receipts(ctx.now, { id, customerId, invoiceIds: [invoiceId] }, recipients)
    : { mails: [], links: [] }
  const { amount: amountMinor, method, receivedOn, note } = input
  const part = { ...invoice, invoiceId, amountMinor }
  await ctx.write(
    {
      ...{ kind, subjectId: invoiceId, customerId, jobId: invoice.jobId ?? undefined, audience: 'customer', mails },
      facts: { payment: id, number, amountMinor, currency, method, receivedOn },
      details: { note, payment: id },
    },
    [
      ...ended,
      sql
        .update(invoices)
        .set({ version: raw`${invoices.version} + 1` })
        .where(
          and(
            eq(invoices.id, invoiceId),
            eq(invoices.version, input.version),
            isNotNull(invoices.sentAt),
            isNull(invoices.voidedAt),
          ),
        ),
      exactlyOne('stale'),
      assert(raw`NOT EXISTS (SELECT 1 FROM payment_parts WHERE invoice_id = ${invoiceId} AND is_open = 1)`, wrong.paying),
      assert(raw`(SELECT balance_minor FROM invoices WHERE id = ${invoiceId}) = ${invoice.balanceMinor}`, 'stale'),
      sql.insert(payments).values({
        ...{ id, customerId, method, state: 'succeeded', amountMinor, currency, receivedOn, note },
        ...{ payerName: '', createdAt: ctx.now, settledAt: ctx.now },
      }),
      sql.insert(paymentParts).values({ id: newId('prt'), paymentId: id, invoiceId, amountMinor, isOpen: false }),
      ...insertShares(ctx.now, { id, customerId, currency, estimateId: null }, settlementShares(id, [part])),
      ...links,
    ],
  )
  return 'received'
}

function receipts(
  now: number,
  payment: { readonly id: string; readonly customerId: string; readonly invoiceIds: readonly string[] },
  recipients: Opened['recipients'],
) {
  const each = recipients.map(({ contactId }) => receiptFor(now, payment, contactId))
  const mails: Mail[] = each.flatMap((one) => one.mails)
  const links: Change[] = each.flatMap((one) => one.links)
  return { mails, links }
}
