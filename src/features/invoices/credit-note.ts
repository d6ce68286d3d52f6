import { raw, sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { ledger } from '#features/payments/schema.ts'
import { profile } from '#features/settings/schema.ts'
import { newId } from '#lib/id.ts'
import { dayOf } from '#lib/time.ts'
import { creditNotes } from './schema.ts'

export interface NewCreditNote {
  readonly id: string
  readonly invoiceId: string
  readonly customerId: string
  /** What the invoice comes to less, in minor units of its currency. */
  readonly amountMinor: number
  readonly currency: string
  readonly reason: string
  readonly createdById: string
}

/** A credit note under the shop's next number, and what it takes off its invoice. */
export function insertCreditNote(now: number, zone: string, note: NewCreditNote): Change[] {
  const { id, invoiceId, customerId, amountMinor, currency } = note
  return [
    sql.update(profile).set({ nextCreditNoteNumber: raw`${profile.nextCreditNoteNumber} + 1` }),
    sql.insert(creditNotes).values({
      ...note,
      number: raw`(SELECT 'CN-' || (next_credit_note_number - 1) FROM profile)`,
      ...{ issuedOn: dayOf(now, zone), createdAt: now },
    }),
    sql.insert(ledger).values({
      ...{ id: newId('led'), kind: 'credit_note', amountMinor: -amountMinor, currency },
      ...{ customerId, invoiceId, source: id, at: now },
    }),
  ]
}
