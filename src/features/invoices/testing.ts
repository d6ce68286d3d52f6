import { sql } from '#database/sql.ts'
import { messages, threads } from '#features/messages/schema.ts'
import { ledger } from '#features/payments/schema.ts'
import { newId } from '#lib/id.ts'
import { start } from '#testing/world.ts'
import { creditNotes, invoiceLines, invoices } from './schema.ts'

interface Whose {
  readonly id: string
  /** The id of its credit note. */
  readonly note: string
  readonly job: string
  readonly customer: string
}

/** A sent invoice with a line, a credit note and a question, whose every text begins with this word. */
export function invoiceSaying(word: string, { id, note, job, customer }: Whose, line: object) {
  const thread = newId('thr')
  const row = { currency: 'USD', customerId: customer, invoiceId: id, at: start }
  return [
    sql.insert(invoices).values({
      ...{ id, number: `${word}-1`, jobId: job, title: `${word} invoice`, currency: 'USD', totalMinor: 4711 },
      ...{ note: `${word} remark`, sentAt: start, issuedOn: '2030-04-09', dueOn: '2030-04-23', edition: 1 },
      ...{ customerId: customer, createdAt: start },
    }),
    sql.insert(invoiceLines).values({
      ...{ id: newId('lin'), invoiceId: id, position: 0, lineKey: newId('lin'), name: `${word} line`, detail: `${word} detail` },
      ...{ quantity: 1000, unitPriceMinor: 4711, ...line },
    }),
    sql.insert(ledger).values({ ...row, id: newId('led'), kind: 'invoice', amountMinor: 4711, source: `${id}:1` }),
    sql.insert(creditNotes).values({
      ...{ id: note, invoiceId: id, customerId: customer, number: `${word}-CN-1`, amountMinor: 11, currency: 'USD' },
      ...{ reason: `${word} reason`, issuedOn: '2030-04-09', createdById: 'stf_0', createdAt: start },
    }),
    sql.insert(ledger).values({ ...row, id: newId('led'), kind: 'credit_note', amountMinor: -11, source: note }),
    sql.insert(threads).values({ id: thread, subjectKind: 'invoice', subjectId: id, customerId: customer, createdAt: start }),
    sql.insert(messages).values({
      ...{ id: newId('msg'), threadId: thread, authorKind: 'contact', authorId: 'con_0', authorName: `${word} payer` },
      ...{ body: `${word} question`, at: start },
    }),
  ]
}
