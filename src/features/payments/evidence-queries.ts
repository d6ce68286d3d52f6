import { and, asc, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { events, outbox } from '#features/activity/schema.ts'
import { approvals } from '#features/approvals/schema.ts'
import { contacts } from '#features/customers/schema.ts'
import { deliveries } from '#features/deliveries/schema.ts'
import { estimates } from '#features/estimates/schema.ts'
import { shipments } from '#features/jobs/schema.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { isOfPayment } from './queries.ts'
import { disputes, payments } from './schema.ts'

const id = raw.placeholder('id')
/** What it was made for, and what its credit or deposit paid since. */
const invoicesPaid = raw`(SELECT p.invoice_id FROM payment_parts p WHERE p.payment_id = ${id}
  UNION SELECT ledger.invoice_id FROM ledger WHERE ${isOfPayment(id)} AND ledger.invoice_id IS NOT NULL)`
const jobsPaid = raw`(SELECT i.job_id FROM invoices i WHERE i.id IN ${invoicesPaid}
  UNION SELECT e.job_id FROM payments y JOIN estimates e ON e.id = y.estimate_id WHERE y.id = ${id})`
/** The estimates that the work came from, and the one whose deposit it is. */
const estimatesPaid = raw`(SELECT y.estimate_id FROM payments y WHERE y.id = ${id}
  UNION SELECT j.estimate_id FROM jobs j WHERE j.id IN ${jobsPaid} AND j.estimate_id IS NOT NULL
  UNION SELECT i.estimate_id FROM invoices i WHERE i.id IN ${invoicesPaid} AND i.estimate_id IS NOT NULL)`

/** What the customer agreed to of the work that payment `id` is for, as it stands in the chain of records. */
export const approvalsPaid = sql
  .select({ kind: approvals.kind, outcome: approvals.outcome, sha256: approvals.sha256, at: approvals.at })
  .from(approvals)
  .where(
    raw`(${approvals.jobId} IN ${jobsPaid} OR ${approvals.requestId} IN
      (SELECT r.id FROM approval_requests r WHERE r.subject_id IN ${estimatesPaid}))`,
  )
  .orderBy(asc(approvals.at))
  .limit(30)
export const shipmentsPaid = sql
  .select({ carrier: shipments.carrier, number: shipments.number, at: shipments.createdAt })
  .from(shipments)
  .where(and(raw`${shipments.jobId} IN ${jobsPaid}`, isNull(shipments.removedAt)))
  .orderBy(asc(shipments.createdAt))
/** Who was sent the invoice or the estimate, and saw it. */
export const viewsPaid = sql
  .select({ kind: deliveries.subjectKind, name: contacts.name, sentAt: deliveries.sentAt, seenAt: deliveries.seenAt })
  .from(deliveries)
  .innerJoin(contacts, eq(contacts.id, deliveries.contactId))
  .where(raw`(${deliveries.subjectId} IN ${invoicesPaid} OR ${deliveries.subjectId} IN ${estimatesPaid})`)
/** Who was mailed its receipt. */
export const receiptsPaid = sql
  .select({ name: contacts.name, sentAt: outbox.sentAt })
  .from(outbox)
  .innerJoin(contacts, raw`${contacts.id} = ${outbox.payload} ->> '$.contact'`)
  .where(
    and(raw`${outbox.key} > 'receipt ' || ${id} || ' ' AND ${outbox.key} < 'receipt ' || ${id} || '!'`, isNotNull(outbox.sentAt)),
  )
export const messagesPaid = sql
  .select({ author: messages.authorName, body: messages.body, at: messages.at })
  .from(messages)
  .innerJoin(threads, eq(threads.id, messages.threadId))
  .where(
    raw`(${threads.jobId} IN ${jobsPaid} OR ${threads.subjectId} IN ${invoicesPaid} OR ${threads.subjectId} IN ${estimatesPaid})`,
  )
  .orderBy(desc(messages.at))
  .limit(20)

/** The estimate whose deposit it is. */
export const depositOf = sql
  .select({ number: estimates.number, title: estimates.title })
  .from(payments)
  .innerJoin(estimates, eq(estimates.id, payments.estimateId))
  .where(eq(payments.id, id))

/** What was sent to the bank about payment `id`, as it was. */
export const evidenceSent = sql
  .select({ disputeId: events.subjectId, details: events.details, at: events.at })
  .from(events)
  .where(
    and(
      eq(events.kind, 'evidence.sent'),
      inArray(events.subjectId, sql.select({ id: disputes.id }).from(disputes).where(eq(disputes.paymentId, id))),
    ),
  )
  .orderBy(asc(events.at))

export const evidenceQueries = [approvalsPaid, shipmentsPaid, viewsPaid, messagesPaid, depositOf, receiptsPaid] as const
type RowOf<Q extends { execute: () => unknown }> = Awaited<ReturnType<Q['execute']>> extends readonly (infer R)[] ? R : never
/** The records of a payment that speak for it. */
export interface Records {
  readonly approvals: readonly RowOf<typeof approvalsPaid>[]
  readonly shipments: readonly RowOf<typeof shipmentsPaid>[]
  readonly views: readonly RowOf<typeof viewsPaid>[]
  readonly messages: readonly RowOf<typeof messagesPaid>[]
  readonly receipts: readonly RowOf<typeof receiptsPaid>[]
  readonly deposits: readonly RowOf<typeof depositOf>[]
}
