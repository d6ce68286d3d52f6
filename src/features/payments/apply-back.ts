import { and, eq } from 'drizzle-orm'
import type { Action } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne, once } from '#database/write.ts'
import { insertCreditNote } from '#features/invoices/credit-note.ts'
import { paperMail } from '#features/invoices/paper-mail.ts'
import { newId } from '#lib/id.ts'
import { about, type Books, invoiceIsAsRead, onInvoice, severally, type Write } from './apply-events.ts'
import { givenBack } from './bank-text.ts'
import { insertShares } from './ledger-rows.ts'
import { tellOfDispute, tellOfRefund } from './news.ts'
import { type AskedRefund, isOfPayment } from './queries.ts'
import type { Step } from './rules.ts'
import { disputes, payments, refunds } from './schema.ts'
import type { Share } from './shares.ts'
import { forgivenOf, sharesOf } from './step-shares.ts'

type StepThat<D extends Step['does']> = Extract<Step, { does: D }>

/** A refund went through, ours or one made at Stripe. The customer is mailed. What was forgiven is owed no more. */
export function refund(books: Books, step: StepThat<'refund'>): Write {
  const { source, amountMinor, key } = step
  const { payment, now, asked } = books
  const shares = sharesOf(books, step)
  const ours = asked.find(({ id, isForgiven }) => id === key && isForgiven)
  const forgiven = ours ? forgive(books, ours, shares) : { actions: [], changes: [] }
  const told = tellOfRefund(books, source, amountMinor, forgiven.actions.length > 0)
  const back = giveBack(books, 'payment.refunded', shares)
  const settled = { state: 'done' as const, stripeRefund: source, settledAt: now }
  return {
    action: {
      ...{ ...back.action, consequences: [...(back.action.consequences ?? []), ...forgiven.actions] },
      mails: [
        ...told.mails,
        ...forgiven.actions.map(({ subjectId }) => paperMail({ id: subjectId, customerId: payment.customerId })),
      ],
    },
    changes: [
      ...back.changes,
      ...forgiven.changes,
      countRefund(payment.id, amountMinor),
      ...(key ? [sql.update(refunds).set(settled).where(isOurs(payment.id, key))] : []),
      ...told.links,
    ],
  }
}

/** A credit note on each invoice that money goes back of, over just as much: what is left to pay stays as it was. */
function forgive({ payment, parts, now, zone }: Books, { reason, createdById }: AskedRefund, shares: readonly Share[]) {
  const { customerId, currency } = payment
  const notes = forgivenOf(parts, shares).map((one) => ({ ...one, id: newId('crn') }))
  const said = reason || givenBack
  return {
    actions: notes.map(({ part, amountMinor, id }) =>
      onInvoice(payment, 'invoice.credited', part, amountMinor, { reason: said, note: id }),
    ),
    changes: notes.flatMap(({ part: { invoiceId }, amountMinor, id }) =>
      insertCreditNote(now, zone, { id, invoiceId, customerId, amountMinor, currency, reason: said, createdById }),
    ),
  }
}

/** A refund that had gone through came back from the bank. */
export function refundReturned(books: Books, step: StepThat<'return'>): Write {
  const { before, amountMinor } = step
  const { payment } = books
  const back = giveBack(books, 'payment.refund_failed', sharesOf(books, step))
  const failed = sql
    .update(refunds)
    .set({ state: 'failed' })
    .where(and(eq(refunds.paymentId, payment.id), eq(refunds.stripeRefund, before)))
  return { action: back.action, changes: [...back.changes, countRefund(payment.id, -amountMinor), failed] }
}

/** A refund we asked for never went through. */
export function refundRefused(books: Books, { key, source }: StepThat<'refuse'>): Write {
  const failed = { state: 'failed' as const, stripeRefund: source, settledAt: books.now }
  return {
    action: about(books, 'payment.refund_failed'),
    changes: [
      sql
        .update(refunds)
        .set(failed)
        .where(and(isOurs(books.payment.id, key), eq(refunds.state, 'asked'))),
      exactlyOne('moved'),
    ],
  }
}

const isOurs = (payment: string, key: string) => and(eq(refunds.id, key), eq(refunds.paymentId, payment))

const countRefund = (id: string, minor: number) =>
  sql
    .update(payments)
    .set({ refundedMinor: raw`${payments.refundedMinor} + ${minor}` })
    .where(eq(payments.id, id))

/** A dispute opened, moved on or ended; what the bank took and gave back stands in the ledger. Owners are mailed when one opens. */
export function dispute(books: Books, step: StepThat<'dispute'>): Write {
  const { dispute: found, known } = step
  const { payment, now, parts } = books
  const { id, amountMinor, currency, reason, state, evidenceDueAt: dueAt } = found
  const isOver = state === 'won' || state === 'lost'
  const row = { state, evidenceDueAt: dueAt ?? null, closedAt: isOver ? now : null }
  const added = { id, paymentId: payment.id, amountMinor, currency, reason, openedAt: found.openedAt, ...row }
  const facts = { payment: payment.id, amountMinor, currency }
  const kind = isOver ? `dispute.${state}` : known ? 'dispute.evidence_sent' : 'dispute.opened'
  return {
    action: { ...about(books, kind, { facts }), mails: known || isOver ? [] : tellOfDispute(books, id) },
    changes: [
      isAsRead(books),
      known
        ? sql
            .update(disputes)
            .set(row)
            .where(and(eq(disputes.id, id), eq(disputes.state, known.state)))
        : once(sql.insert(disputes).values(added), 'moved'),
      exactlyOne('moved'),
      ...parts.flatMap(invoiceIsAsRead),
      ...insertShares(now, payment, sharesOf(books, step)),
    ],
  }
}

/** Money that moves between a payment and its payer after it settled: on each invoice its share, and the rest on credit. */
function giveBack(books: Books, kind: string, shares: readonly Share[]): Write {
  const { now, payment, parts } = books
  const sum = shares.reduce((total, { amountMinor }) => total + amountMinor, 0)
  const touched = parts.flatMap((part) => {
    const minor = shares.reduce((total, row) => total + (row.invoiceId === part.invoiceId ? row.amountMinor : 0), 0)
    return minor === 0 ? [] : [onInvoice(payment, kind, part, Math.abs(minor))]
  })
  const { currency } = payment
  const whole: Action = {
    ...{ ...about(books, kind), audience: 'customer' },
    facts: { payment: payment.id, number: parts[0]?.number, amountMinor: Math.abs(sum), currency },
  }
  return {
    action: touched.length > 0 ? severally(touched) : whole,
    changes: [isAsRead(books), ...parts.flatMap(invoiceIsAsRead), ...insertShares(now, payment, shares)],
  }
}

/** Nothing moved since the shares were worked out. */
const isAsRead = ({ payment, rows }: Books) =>
  assert(raw`(SELECT count(*) FROM ledger WHERE ${isOfPayment(payment.id)}) = ${rows.length}`, 'moved')
