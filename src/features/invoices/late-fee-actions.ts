import { and, eq } from 'drizzle-orm'
import type { BaseCtx, Mail, StaffCtx, SystemCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne, once, Refused } from '#database/write.ts'
import { isPending } from '#features/payments/attempts.ts'
import { nextDueOn } from '#features/payments/instalment-queries.ts'
import { dueByNow, type Instalment } from '#features/payments/instalment-rules.ts'
import { ledger } from '#features/payments/schema.ts'
import { keptShares } from '#features/payments/shares.ts'
import { newId } from '#lib/id.ts'
import { roundRatio } from '#lib/rounding.ts'
import { addDays, dayOf } from '#lib/time.ts'
import { billingSettings, type LateFee } from './billing.ts'
import type { Attempt, Invoice } from './queries.ts'
import type { InvoiceRecord } from './read.ts'
import { feeTimeOf } from './reminders.ts'
import { refuse } from './repeats.ts'
import { chasedMinor, whyNot } from './rules.ts'
import { invoices } from './schema.ts'

const million = 1_000_000n

/** What is added to an invoice of which so much is left, in minor units. */
export function feeFor({ kind, amountMinor, ppm }: LateFee, leftMinor: number): number {
  if (kind === 'none') return 0
  return kind === 'amount' ? amountMinor : Number(roundRatio(BigInt(leftMinor) * BigInt(ppm), million))
}

/** Has the clock look at its hour whether an invoice, or a step of it, that was due that day is late enough for the shop's fee. */
export function planLateFee(
  { shop, now }: Pick<BaseCtx, 'shop' | 'now'>,
  { id, customerId, edition }: Pick<Invoice, 'id' | 'customerId' | 'edition'>,
  { step, dueOn }: { readonly step: string; readonly dueOn: string | null },
): Mail[] {
  const { lateFee } = billingSettings(shop)
  if (lateFee.kind === 'none' || dueOn === null) return []
  const dueAt = Math.max(feeTimeOf(lateFee, dueOn, shop.timeZone), now)
  const payload = { invoice: id, edition: String(edition) }
  return [
    { kind: 'invoice.late_fee', payload, topic: ['invoice.late_fee', id, ...(step ? [step] : [])].join(' '), dueAt, customerId },
  ]
}

/**
 * Adds the shop's late fee to an invoice that is late enough, once for ever, by what of it is late: of a plan only the steps whose day
 * is so long past. Does nothing where nothing is, or money is on its way.
 */
export async function addLateFee(
  ctx: SystemCtx,
  invoice: Invoice,
  attempts: readonly Attempt[],
  steps: readonly Instalment[],
): Promise<void> {
  const { id, customerId, jobId, dueOn, currency, balanceMinor, number } = invoice
  const { lateFee } = billingSettings(ctx.shop)
  const lateOn = addDays(dayOf(ctx.now, ctx.shop.timeZone), -lateFee.afterDays)
  const isLate = dueOn !== null && dueOn <= lateOn
  const lateMinor = dueByNow({ balanceMinor: chasedMinor(invoice) }, steps, lateOn)
  const amountMinor = feeFor(lateFee, lateMinor)
  const about = { subjectId: id, customerId, jobId: jobId ?? undefined }
  // The shop gave its customers more days meanwhile.
  if (!isLate) {
    const mails = planLateFee(ctx, invoice, { step: '', dueOn })
    if (mails.length > 0) await ctx.write({ ...about, kind: 'invoice.fee_waits', mails }, [])
    return
  }
  if (isPending(attempts) || lateMinor === 0 || amountMinor <= 0) return
  const action = {
    ...{ ...about, kind: 'invoice.fee_added', audience: 'customer' as const },
    facts: { number, amountMinor, currency },
  }
  const row = { id: newId('led'), kind: 'late_fee' as const, amountMinor, currency, customerId, invoiceId: id }
  try {
    await ctx.write(action, [
      assert(
        raw`(SELECT balance_minor FROM invoices WHERE id = ${id} AND voided_at IS NULL AND ${nextDueOn} = ${dueOn}) = ${balanceMinor}`,
        'moved',
      ),
      once(sql.insert(ledger).values({ ...row, source: feeSource(id), at: ctx.now }), 'added before'),
    ])
  } catch (error) {
    if (!(error instanceof Refused) || error.reason !== 'added before') throw error
  }
}

/** Takes the late fee of an invoice back: its row stays, and another undoes it. What of it was paid becomes the customer's credit. */
export async function waiveLateFee(
  ctx: StaffCtx,
  { invoice, payers }: Pick<InvoiceRecord, 'invoice' | 'payers'>,
  version: number,
): Promise<void> {
  const { id, customerId, jobId, currency, feeMinor, balanceMinor, number } = invoice
  const reason = version === invoice.version ? whyNot('waive', { ...invoice, isPending: false }) : 'stale'
  if (reason) return refuse(ctx, 'invoice.fee_waived', id, reason)
  const row = { id: newId('led'), currency, customerId, at: ctx.now }
  await ctx.write(
    {
      ...{ kind: 'invoice.fee_waived', subjectId: id, customerId, jobId: jobId ?? undefined, audience: 'customer' },
      facts: { number, amountMinor: feeMinor, currency },
    },
    [
      sql
        .update(invoices)
        .set({ version: raw`${invoices.version} + 1` })
        .where(and(eq(invoices.id, id), eq(invoices.version, version), eq(invoices.balanceMinor, balanceMinor))),
      exactlyOne('stale'),
      once(
        sql
          .insert(ledger)
          .values({ ...row, kind: 'late_fee', amountMinor: -feeMinor, invoiceId: id, source: `${feeSource(id)}:back` }),
        'stale',
      ),
      ...keptShares(invoice, `${feeSource(id)}:back`, feeMinor, payers).map((share) =>
        sql.insert(ledger).values({ ...row, ...share, id: newId('led') }),
      ),
    ],
  )
}

const feeSource = (id: string) => `${id}:late_fee`
