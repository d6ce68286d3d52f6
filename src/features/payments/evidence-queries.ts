import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { events } from '#features/activity/schema.ts'
import { approvals } from '#features/approvals/schema.ts'
import { contacts } from '#features/customers/schema.ts'
import { deliveries } from '#features/deliveries/schema.ts'
import { shipments } from '#features/jobs/schema.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { disputes } from './schema.ts'

const id = raw.placeholder('id')
const jobsPaid = raw`(SELECT i.job_id FROM payment_parts p JOIN invoices i ON i.id = p.invoice_id WHERE p.payment_id = ${id})`
const invoicesPaid = raw`(SELECT p.invoice_id FROM payment_parts p WHERE p.payment_id = ${id})`

/** What the customer agreed to of the work that payment `id` is for, as it stands in the chain of records. */
export const approvalsPaid = sql
  .select({ kind: approvals.kind, outcome: approvals.outcome, sha256: approvals.sha256, at: approvals.at })
  .from(approvals)
  .where(raw`${approvals.jobId} IN ${jobsPaid}`)
  .orderBy(asc(approvals.at))
  .limit(30)
export const shipmentsPaid = sql
  .select({ carrier: shipments.carrier, number: shipments.number, at: shipments.createdAt })
  .from(shipments)
  .where(and(raw`${shipments.jobId} IN ${jobsPaid}`, isNull(shipments.removedAt)))
  .orderBy(asc(shipments.createdAt))
/** Who was sent the invoice, and saw it. */
export const viewsPaid = sql
  .select({ name: contacts.name, sentAt: deliveries.sentAt, seenAt: deliveries.seenAt })
  .from(deliveries)
  .innerJoin(contacts, eq(contacts.id, deliveries.contactId))
  .where(raw`${deliveries.subjectId} IN ${invoicesPaid}`)
export const messagesPaid = sql
  .select({ author: messages.authorName, body: messages.body, at: messages.at })
  .from(messages)
  .innerJoin(threads, eq(threads.id, messages.threadId))
  .where(raw`(${threads.jobId} IN ${jobsPaid} OR ${threads.subjectId} IN ${invoicesPaid})`)
  .orderBy(desc(messages.at))
  .limit(20)

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

export const evidenceQueries = [approvalsPaid, shipmentsPaid, viewsPaid, messagesPaid] as const
type RowOf<Q extends { execute: () => unknown }> = Awaited<ReturnType<Q['execute']>> extends readonly (infer R)[] ? R : never
/** The records of a payment that speak for it. */
export interface Records {
  readonly approvals: readonly RowOf<typeof approvalsPaid>[]
  readonly shipments: readonly RowOf<typeof shipmentsPaid>[]
  readonly views: readonly RowOf<typeof viewsPaid>[]
  readonly messages: readonly RowOf<typeof messagesPaid>[]
}
