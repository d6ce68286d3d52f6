import type { Mail, SystemCtx } from '#context.ts'
import { raw } from '#database/sql.ts'
import { assert, type Guard } from '#database/write.ts'
import type { Invoice } from '#features/invoices/queries.ts'
import { newItemLink } from '#identity/item-links.ts'
import { unlessRefused } from './purchase.ts'
import { owners } from './queries.ts'

interface Uncharged {
  readonly invoice: Invoice
  readonly contactId: string
  readonly amountMinor: number
  /** The payment that it would have been. */
  readonly payment: string
  /** Whether the clock has it to do still. */
  readonly isPlanned: Guard
}

/**
 * Tells whoever agreed to autopay, and the shop, that an amount too small or too large for Stripe was not charged and is to be paid
 * otherwise: their last word on it was that there is nothing to do. Once, however often the clock asks.
 */
export async function tellOfUncharged(
  ctx: SystemCtx,
  { invoice, contactId, amountMinor, payment, isPlanned }: Uncharged,
): Promise<void> {
  const [told] = await ctx.read([owners])
  const { id, customerId, jobId } = invoice
  const link = newItemLink(ctx.now, 'invoice', id, contactId)
  const key = `autopay.uncharged ${payment}`
  const amount = String(amountMinor)
  const mails: Mail[] = [
    { kind: 'autopay.uncharged', key, customerId, payload: { invoice: id, contact: contactId, link: link.id, amount } },
    ...told.map(
      (owner): Mail => ({
        ...{ kind: 'autopay.uncharged_desk', key: `${key} ${owner.id}`, payload: { invoice: id, staff: owner.id, amount } },
      }),
    ),
  ]
  const about = {
    ...{ kind: 'autopay.uncharged', subjectId: id, customerId, jobId: jobId ?? undefined },
    details: { payment, amountMinor },
  }
  await unlessRefused(['told', isPlanned.reason], () =>
    ctx.write({ ...about, mails }, [
      assert(raw`NOT EXISTS (SELECT 1 FROM outbox WHERE key = ${key})`, 'told'),
      isPlanned,
      link.insert,
    ]),
  )
}
