import { and, eq, isNull } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { newId } from '#lib/id.ts'
import type { DocumentTerms } from '#lib/money.ts'
import { addDays, dayOf } from '#lib/time.ts'
import { billingSettings, taxNameOf } from './billing.ts'
import { desk } from './desk-words.ts'
import type { NewInvoice } from './form.ts'
import { invoiceById } from './queries.ts'
import { isRepeat, refuse } from './repeats.ts'
import { keyedLines, type Line, type TypedLine, totalOf, whyNot, withoutTax } from './rules.ts'
import { invoiceLines, invoices } from './schema.ts'
import { jobToBill, linesToBill } from './staff-queries.ts'

/** Saves a draft and gives its id; no tax on its lines where its customer pays none. Throws Refused('customer') when the customer is not there or archived. */
export async function createInvoice(ctx: StaffCtx, input: NewInvoice, isExempt: boolean): Promise<string> {
  const id = ctx.newId('inv')
  const { customerId, title, dueOn, poNumber, note, discount } = input
  const lines = linesFor(ctx, input.lines, [], isExempt)
  const row = {
    ...{ id, customerId, title, dueOn, poNumber, note, currency: ctx.shop.currency, createdAt: ctx.now },
    ...priced(lines, { ...discount, isTaxInclusive: billingSettings(ctx.shop).isTaxInclusive }),
  }
  await ctx.write({ kind: 'invoice.created', subjectId: id, customerId }, [
    customerIsThere(customerId),
    sql.insert(invoices).values(row),
    ...insertLines(id, lines),
  ])
  return id
}

/** Typed lines as they are kept: with the names of their rates, or without tax. */
export function linesFor({ shop }: StaffCtx, typed: readonly TypedLine[], before: readonly Line[], isExempt: boolean): Line[] {
  const lines = keyedLines(typed, before, taxNameOf(shop), () => newId('lin'))
  return isExempt ? withoutTax(lines) : lines
}

/** What holds for the whole, with what it all comes to: columns of the row. */
export function priced(lines: readonly Line[], { discountPpm, discountMinor, isTaxInclusive }: Required<DocumentTerms>) {
  const terms = { discountPpm, discountMinor, isTaxInclusive }
  return { ...terms, totalMinor: totalOf(lines, terms) ?? 0 }
}

/** One draft for a job, with the job's lines under their own keys: a draft that already waits is given back instead. */
export async function createInvoiceFromJob(ctx: StaffCtx, jobId: string): Promise<string> {
  const [[job], jobLines] = await ctx.read([jobToBill, linesToBill], { id: jobId })
  if (!job) throw notFound('Job')
  if (job.draftId) return job.draftId
  if (job.isUnasked) throw conflict(desk.wrong.unasked)
  const id = ctx.newId('inv')
  const { customerId, title, poNumber, estimateId } = job
  const dueOn = defaultDueDay(ctx)
  const lines = job.isExempt ? withoutTax(jobLines) : jobLines
  const row = {
    ...{ id, customerId, jobId, estimateId, title, dueOn, poNumber, currency: ctx.shop.currency, createdAt: ctx.now },
    ...priced(lines, job),
  }
  try {
    await ctx.write({ kind: 'invoice.created', subjectId: id, customerId, jobId, details: { job: jobId } }, [
      assert(raw`NOT EXISTS (SELECT 1 FROM invoices WHERE job_id = ${jobId} AND sent_at IS NULL)`, 'has a draft'),
      assert(raw`EXISTS (SELECT 1 FROM jobs WHERE id = ${jobId} AND customer_id = ${customerId})`, 'stale'),
      customerIsThere(customerId, desk.wrong.customerArchived),
      sql.insert(invoices).values(row),
      ...insertLines(id, lines),
    ])
  } catch (error) {
    if (!(error instanceof Refused) || error.reason !== 'has a draft') throw error
    const [[again]] = await ctx.read([jobToBill], { id: jobId })
    if (!again?.draftId) throw conflict()
    return again.draftId
  }
  return id
}

/** Takes a draft away, with its lines. What was sent is voided instead. */
export async function discardInvoice(ctx: StaffCtx, id: string, version: number): Promise<void> {
  const [[invoice]] = await ctx.read([invoiceById], { id })
  if (!invoice) {
    if (await isRepeat(ctx, 'invoice.discarded', id)) return
    throw notFound('Invoice')
  }
  const reason = whyNot('discard', { ...invoice, isPending: false })
  if (reason) return refuse(ctx, 'invoice.discarded', id, reason)
  const details = { title: invoice.title, totalMinor: invoice.totalMinor }
  await ctx.write(
    { kind: 'invoice.discarded', subjectId: id, customerId: invoice.customerId, jobId: invoice.jobId ?? undefined, details },
    [
      sql.delete(invoiceLines).where(eq(invoiceLines.invoiceId, id)),
      sql.delete(invoices).where(and(eq(invoices.id, id), eq(invoices.version, version), isNull(invoices.sentAt))),
      exactlyOne('stale'),
    ],
  )
}

/** When a new invoice falls due, unless said otherwise. */
export function defaultDueDay({ now, shop }: Pick<StaffCtx, 'now' | 'shop'>): string {
  return addDays(dayOf(now, shop.timeZone), shop.dueDays)
}

export function customerIsThere(id: string, reason = 'customer') {
  return assert(raw`EXISTS (SELECT 1 FROM customers WHERE id = ${id} AND archived_at IS NULL)`, reason)
}

function insertLines(invoiceId: string, lines: readonly Line[]): Change[] {
  return lines.map(({ lineKey, name, detail, quantity, unitPriceMinor, discountPpm, taxPpm, taxName }, position) => {
    const priced = { quantity, unitPriceMinor, discountPpm, taxPpm, taxName }
    return sql.insert(invoiceLines).values({ id: newId('ivl'), invoiceId, position, lineKey, name, detail, ...priced })
  })
}

export function replaceLines(invoiceId: string, lines: readonly Line[]): Change[] {
  return [sql.delete(invoiceLines).where(eq(invoiceLines.invoiceId, invoiceId)), ...insertLines(invoiceId, lines)]
}
