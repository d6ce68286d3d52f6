import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne } from '#database/write.ts'
import { conflict } from '#errors.ts'
import { endAttempts, isPending } from '#features/payments/attempts.ts'
import type { Autopay } from '#features/payments/autopay-queries.ts'
import type { Instalment } from '#features/payments/instalment-rules.ts'
import { rescalePlan } from '#features/payments/plan-actions.ts'
import { ledger } from '#features/payments/schema.ts'
import { newId } from '#lib/id.ts'
import { dayOf } from '#lib/time.ts'
import { customerIsThere, linesFor, priced, replaceLines } from './actions.ts'
import { callOff, chase, isAnnounced } from './chase.ts'
import { desk } from './desk-words.ts'
import { keepEdition } from './editions.ts'
import type { EditInvoice } from './form.ts'
import { paperMail } from './paper-mail.ts'
import type { Attempt, Invoice, InvoiceLine } from './queries.ts'
import { refuse } from './repeats.ts'
import { standingTotal, whyNot } from './rules.ts'
import { invoices } from './schema.ts'
import { invitations } from './send-actions.ts'
import type { Recipient } from './staff-queries.ts'

/** What an action on one invoice needs to have read. */
export interface Opened {
  readonly invoice: Invoice
  readonly lines: readonly InvoiceLine[]
  readonly attempts: readonly Attempt[]
  readonly recipients: readonly Recipient[]
  /** What pays it by itself, where its customer agreed to that. */
  readonly autopay: Autopay | undefined
  /** How it is paid, part by part. */
  readonly steps: readonly Instalment[]
}
/** What a change of it needs beside: why the customer it will be for pays no tax, if so. */
export interface OpenedToEdit extends Opened {
  readonly exemption: string | null
}

/** Changes a draft, or what was sent as long as no money came in: then the customer gets a new edition. */
export async function updateInvoice(ctx: StaffCtx, opened: OpenedToEdit, input: EditInvoice): Promise<'saved' | 'revised'> {
  const { invoice, attempts } = opened
  const { id } = invoice
  const outcome = invoice.sentAt === null ? 'saved' : 'revised'
  const reason = input.version === invoice.version ? whyNot('edit', { ...invoice, isPending: isPending(attempts) }) : 'stale'
  if (reason) {
    await refuse(ctx, outcome === 'saved' ? 'invoice.edited' : 'invoice.revised', id, reason)
    return outcome
  }
  if (outcome === 'revised') return reviseInvoice(ctx, opened, input)
  const lines = linesFor(ctx, input.lines, opened.lines, opened.exemption !== null)
  const money = priced(lines, { ...invoice, ...input.discount })
  const customerId = invoice.jobId ? invoice.customerId : (input.customerId ?? invoice.customerId)
  await ctx.write(
    { kind: 'invoice.edited', subjectId: id, customerId, jobId: invoice.jobId ?? undefined, details: before(opened) },
    [
      sql
        .update(invoices)
        .set({ ...newRow(input), customerId, ...money, ...next })
        .where(and(isSeen(id, input.version), isNull(invoices.sentAt))),
      exactlyOne('stale'),
      customerIsThere(customerId),
      ...replaceLines(id, lines),
      ...rescalePlan(ctx.now, id, opened.steps, money.totalMinor),
    ],
  )
  return 'saved'
}

/** A sent invoice, changed before the first payment: a new edition, the difference in the ledger, no open checkout for the old amount. */
async function reviseInvoice(ctx: StaffCtx, opened: OpenedToEdit, input: EditInvoice): Promise<'revised'> {
  const { invoice, attempts, recipients } = opened
  const { id } = invoice
  const lines = linesFor(ctx, input.lines, opened.lines, opened.exemption !== null)
  const money = priced(lines, { ...invoice, ...input.discount })
  const { totalMinor } = money
  if (totalMinor <= 0) throw conflict('A sent invoice needs something to pay. Void it instead.')
  const edition = invoice.edition + 1
  const issuedOn = invoice.issuedOn ?? dayOf(ctx.now, ctx.shop.timeZone)
  const { customerId, currency } = invoice
  const content = { id, customerId, currency, issuedOn, ...money, taxExemption: opened.exemption, lines, ...newRow(input) }
  const { mails, links, made } = invitations(ctx.now, invoice, recipients, edition)
  const told = input.mail ? mails : []
  const isCharged = isAnnounced(told, opened.autopay)
  const chased = chase(ctx, { id, customerId, dueOn: input.dueOn, edition, steps: opened.steps }, made, isCharged)
  const ended = await endAttempts(ctx, attempts)
  await ctx.write(
    {
      ...{
        kind: 'invoice.revised',
        subjectId: id,
        customerId,
        jobId: invoice.jobId ?? undefined,
        audience: 'customer',
        mails: [paperMail(invoice), ...told, ...chased],
      },
      facts: { number: invoice.number, edition, totalMinor, beforeMinor: invoice.totalMinor, currency },
      details: before(opened),
    },
    [
      ...ended,
      ...callOff(id),
      sql
        .update(invoices)
        .set({ ...newRow(input), ...money, edition, ...next })
        .where(and(isSeen(id, input.version), isNotNull(invoices.sentAt), isNull(invoices.voidedAt))),
      exactlyOne('stale'),
      assert(
        raw`NOT EXISTS (SELECT 1 FROM ledger WHERE invoice_id = ${id} AND (payment_id IS NOT NULL OR kind = 'applied'))`,
        'stale',
      ),
      assert(raw`NOT EXISTS (SELECT 1 FROM payment_parts WHERE invoice_id = ${id} AND is_open = 1)`, desk.wrong.paying),
      ...replaceLines(id, lines),
      ...difference(ctx.now, invoice, totalMinor - invoice.totalMinor, edition),
      ...rescalePlan(ctx.now, id, opened.steps, standingTotal({ ...invoice, totalMinor })),
      ...(await keepEdition(content, edition, ctx.now)),
      ...links,
    ],
  )
  return 'revised'
}

function difference(at: number, invoice: Invoice, amountMinor: number, edition: number): Change[] {
  if (amountMinor === 0) return []
  const { id, customerId, currency } = invoice
  return [
    sql.insert(ledger).values({
      id: newId('led'),
      kind: 'revision',
      amountMinor,
      currency,
      customerId,
      invoiceId: id,
      source: `${id}:${edition}`,
      at,
    }),
  ]
}

const newRow = ({ title, dueOn, poNumber, note }: EditInvoice) => ({ title, dueOn, poNumber, note })
const next = { version: raw`${invoices.version} + 1` }
const isSeen = (id: string, version: number) => and(eq(invoices.id, id), eq(invoices.version, version))

function before({ invoice, lines }: Opened) {
  const { title, dueOn, poNumber, note, discountPpm, discountMinor, totalMinor } = invoice
  return { before: { title, dueOn, poNumber, note, discountPpm, discountMinor, totalMinor, lines } }
}
