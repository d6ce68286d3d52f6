import { sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { editions } from '#features/approvals/schema.ts'
import { newId } from '#lib/id.ts'
import { canonicalJson, sha256Of } from '#lib/sealed-record.ts'
import type { Line } from './rules.ts'

/** What of an invoice the customer is shown, and nothing else. */
export interface InvoiceContent {
  readonly id: string
  readonly customerId: string
  readonly title: string
  readonly currency: string
  readonly issuedOn: string
  readonly dueOn: string | null
  readonly poNumber: string | null
  readonly note: string
  readonly totalMinor: number
  readonly discountPpm: number
  readonly discountMinor: number
  readonly isTaxInclusive: boolean
  readonly taxExemption: string | null
  readonly lines: readonly Line[]
}

/** Keeps what was sent, exactly, with its hash. */
export async function keepEdition(content: InvoiceContent, number: number, now: number): Promise<Change[]> {
  const text = canonicalJson({ ...content, lines: content.lines.map(shownLine) })
  const id = newId('edn')
  const sha256 = await sha256Of(text)
  // In a list, because a builder by itself is a promise that would run here.
  return [sql.insert(editions).values({ id, subjectId: content.id, number, content: text, sha256, createdAt: now })]
}

const shownLine = ({ lineKey, name, detail, quantity, unitPriceMinor, discountPpm, taxPpm, taxName }: Line) => ({
  ...{ lineKey, name, detail, quantity, unitPriceMinor, discountPpm, taxPpm, taxName },
})
