import { and, gte, isNull, lt, lte } from 'drizzle-orm'
import type { Mail, SystemCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, once } from '#database/write.ts'
import { outbox } from '#features/activity/schema.ts'
import { planLateFee } from '#features/invoices/late-fee-actions.ts'
import { asksForPo } from '#features/invoices/po-actions.ts'
import { type Invoice, invoiceById } from '#features/invoices/queries.ts'
import { chasedMinor } from '#features/invoices/rules.ts'
import { newItemLink } from '#identity/item-links.ts'
import { newId } from '#lib/id.ts'
import { dayOf } from '#lib/time.ts'
import { isStillOwed } from './actions.ts'
import { type Autopay, autopayOfInvoice } from './autopay-queries.ts'
import { chargedNow, nextTryAt } from './autopay-rules.ts'
import { finishCharge, finishing } from './charge.ts'
import { instalmentsOfInvoice } from './instalment-queries.ts'
import { unlessRefused } from './purchase.ts'
import { owners, type Payment, paymentById } from './queries.ts'
import { takesOnline } from './rules.ts'
import { paymentParts, payments } from './schema.ts'
import { tellOfUncharged } from './uncharged.ts'

/** What the clock charges at its hour. `payment` is the id it will have, so that whatever is repeated it is one payment. */
export interface Planned {
  readonly invoice: string
  readonly edition: string
  /** Which step of a plan to pay; empty for the whole. */
  readonly step: string
  readonly payment: string
  /** The nth time it is charged. */
  readonly tries: string
}

const hourMs = 3_600_000

/** Has the clock charge an invoice, or a step of it, at that instant, in place of what it had planned before. */
export function planCharge(dueAt: number, customerId: string, plan: Omit<Planned, 'payment'>): Mail {
  const payload = { ...plan, payment: newId('pay') }
  return { kind: 'invoice.autopay', payload, topic: topicOf(plan), dueAt, customerId }
}

/**
 * Charges what is left of an invoice with what its customer agreed to, where that still holds; tells them and plans another day where
 * the bank says no. Everything is read again at its hour. Throws PaymentsUnavailable without an answer: then it is asked again.
 */
export async function chargeByItself(ctx: SystemCtx, plan: Planned): Promise<void> {
  const queries = [invoiceById, autopayOfInvoice, instalmentsOfInvoice] as const
  const [[invoice], [method], steps] = await ctx.read(queries, { id: plan.invoice })
  if (!invoice || String(invoice.edition) !== plan.edition) return
  const [[before]] = await ctx.read([paymentById], { id: plan.payment })
  if (!before) {
    // What went back, to the customer or their bank, nobody agreed to pay again.
    const amountMinor = chargedNow(chasedMinor(invoice), steps, plan.step, dayOf(ctx.now, ctx.shop.timeZone))
    if (!method || amountMinor === 0 || !takesOnline(ctx.shop)) return
    // Without its PO number the customer has not agreed to pay it.
    if (asksForPo(ctx.shop, invoice) === 'demanded') return
    if (!takesOnline(ctx.shop, amountMinor)) {
      const about = { invoice, contactId: method.contactId, amountMinor, payment: plan.payment }
      return tellOfUncharged(ctx, { ...about, isPlanned: assert(isPlanned(plan), 'called off') })
    }
    // Somebody has a payment page open, another part is with the bank, or something moved in the same moment: seen an hour later.
    if (!(await begin(ctx, invoice, { method, amountMinor }, plan))) return waitForThem(ctx, invoice, plan)
  }
  const charged = await finishCharge(ctx, plan.payment)
  const [[payment], told] = await ctx.read([paymentById, owners], { id: plan.payment })
  if (payment?.state !== 'failed') return
  await tellOfRefusal(ctx, { invoice, payment, plan, owners: told, mustAsk: charged.is === 'refused' && charged.mustAsk })
}

/** Another payment of it is under way: an hour later it is seen what is left, unless this was called off meanwhile. */
async function waitForThem(ctx: SystemCtx, { id, customerId }: Invoice, plan: Planned): Promise<void> {
  const later = { ...planCharge(ctx.now + hourMs, customerId, plan), payload: { ...plan } }
  const about = { kind: 'autopay.waits', subjectId: id, customerId, mails: [later] }
  await unlessRefused(['called off'], () => ctx.write(about, [assert(isPlanned(plan), 'called off')]))
}

/** Whether the clock has it to do still: a change of the invoice or of its plan calls it off, and so does the bank's no to another part. */
const isPlanned = (plan: Planned) => raw`EXISTS (SELECT 1 FROM outbox WHERE topic = ${topicOf(plan)}
  AND payload ->> 'payment' = ${plan.payment} AND sent_at IS NULL)`

/** No other part of the invoice is with the bank, nor to be asked for again of a bank that said no: that one is finished first. */
const goesNext = (plan: Planned) => raw`NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.sent_at IS NULL
  AND other.topic >= ${`invoice.autopay ${plan.invoice} `} AND other.topic < ${`invoice.autopay ${plan.invoice}!`}
  AND other.payload ->> 'payment' <> ${plan.payment}
  AND (other.payload ->> 'tries' > ${plan.tries} OR EXISTS (SELECT 1 FROM payments WHERE id = other.payload ->> 'payment')))`

/** Writes down that it is charged now; false where somebody else began to pay it, or it changed, or was called off. */
async function begin(
  ctx: SystemCtx,
  invoice: Invoice,
  { method, amountMinor }: { readonly method: Autopay; readonly amountMinor: number },
  plan: Planned,
): Promise<boolean> {
  const id = plan.payment
  const { id: invoiceId, customerId, currency, jobId } = invoice
  const { id: savedMethodId, contactId, account } = method
  const about = {
    kind: 'payment.started',
    subjectId: invoiceId,
    customerId,
    jobId: jobId ?? undefined,
    details: { payment: id, amountMinor, isByItself: true },
    // Should what planned it be called off before there is an answer, it is finished all the same.
    mails: [finishing(ctx.now + hourMs, id)],
  }
  const stillAgreed = raw`EXISTS (SELECT 1 FROM saved_methods WHERE id = ${savedMethodId} AND autopay_at IS NOT NULL AND removed_at IS NULL)`
  const outcome = await unlessRefused(['moved'], () =>
    ctx.write(about, [
      assert(isStillOwed([invoice]), 'moved'),
      assert(stillAgreed, 'moved'),
      assert(isPlanned(plan), 'moved'),
      assert(goesNext(plan), 'moved'),
      once(
        sql.insert(payments).values({
          ...{ id, customerId, method: 'stripe', state: 'open', amountMinor, currency, account, contactId, savedMethodId },
          createdAt: ctx.now,
        }),
        'moved',
      ),
      once(sql.insert(paymentParts).values({ id: newId('prt'), paymentId: id, invoiceId, amountMinor }), 'moved'),
    ]),
  )
  return outcome !== undefined
}

interface Refusal {
  readonly invoice: Invoice
  readonly payment: Payment
  readonly plan: Planned
  readonly owners: readonly { readonly id: string }[]
  readonly mustAsk: boolean
}

/** The customer hears why and what comes next, with a way to pay; the shop hears once nothing comes next. */
async function tellOfRefusal(ctx: SystemCtx, { invoice, payment, plan, owners, mustAsk }: Refusal): Promise<void> {
  const { id: invoiceId, customerId } = invoice
  const { id, contactId } = payment
  const again = nextTryAt(Number(plan.tries), mustAsk, ctx.now)
  const key = `autopay.refused ${id}`
  const link = newItemLink(ctx.now, 'invoice', invoiceId, contactId ?? '')
  const told: Mail = {
    ...{ kind: 'autopay.refused', key, customerId },
    payload: { payment: id, contact: contactId ?? '', link: link.id, again: again ? String(again) : '' },
  }
  const next = again === undefined ? [] : [planCharge(again, customerId, { ...plan, tries: String(Number(plan.tries) + 1) })]
  const given = again === undefined ? owners.map((owner): Mail => deskMail(id, owner.id)) : []
  // None came while the charge was awaited.
  const fee = planLateFee(ctx, invoice, { step: plan.step, dueOn: invoice.dueOn })
  const changes: Change[] = [
    assert(raw`NOT EXISTS (SELECT 1 FROM outbox WHERE key = ${key})`, 'told'),
    // Called off meanwhile: what its customer was told of instead stands, and no other day takes its place.
    assert(isPlanned(plan), 'told'),
    // What else of it is due by then is asked for with it, or was just now: not again of a bank that said no.
    callOffUntil(again ?? ctx.now, invoiceId),
    link.insert,
  ]
  const about = { kind: 'autopay.refused', subjectId: invoiceId, customerId, details: { payment: id, tries: plan.tries } }
  await unlessRefused(['told'], () => ctx.write({ ...about, mails: [told, ...given, ...next, ...fee] }, changes))
}

const callOffUntil = (at: number, invoice: string) =>
  sql
    .delete(outbox)
    .where(
      and(
        ...[gte(outbox.topic, `invoice.autopay ${invoice} `), lt(outbox.topic, `invoice.autopay ${invoice}!`)],
        ...[lte(outbox.dueAt, at), isNull(outbox.sentAt)],
      ),
    )

const deskMail = (payment: string, staff: string): Mail => ({
  ...{ kind: 'payment.failed_desk', payload: { payment, staff, about: payment }, key: `autopay.given_up ${payment} ${staff}` },
})

const topicOf = ({ invoice, step }: Pick<Planned, 'invoice' | 'step'>) => `invoice.autopay ${invoice} ${step}`
