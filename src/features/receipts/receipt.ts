import { contentOf, type EditionContent, type EditionPart } from '#features/approvals/editions.ts'
import type { RecordBody, RecordPayload } from '#features/approvals/record.ts'
import type { Answer, Outcome, RecordKind } from '#features/approvals/rules.ts'
import type { RecordRow } from './queries.ts'

/** One record read back, as pages, mails and the PDF tell of it. */
export interface Receipt {
  readonly id: string
  readonly kind: RecordKind
  readonly outcome: Outcome
  /** What it was about, as it was called then. */
  readonly title: string
  readonly sequence: number
  readonly sha256: string
  readonly at: number
  readonly body: RecordBody
  /** Missing once erased. */
  readonly payload: RecordPayload | undefined
  readonly erasedAt: number | undefined
  readonly content: EditionContent | undefined
  readonly editionId: string | undefined
  readonly parts: readonly ReceiptPart[]
  readonly isReplaced: boolean
  readonly job: { readonly id: string; readonly number: number; readonly title: string } | undefined
  readonly termsText: string | undefined
}
/** A line or a design with what this act said to it. */
export interface ReceiptPart {
  readonly part: EditionPart
  readonly answer: Answer
  readonly comment: string
}

/** Puts a row together. Both texts were written by the one door for decisions and cannot change, so their shape is known. */
export function receiptOf(row: RecordRow): Receipt {
  const body = JSON.parse(row.body) as RecordBody
  const payload = row.payload === null ? undefined : (JSON.parse(row.payload) as RecordPayload)
  const content = row.content === null ? undefined : contentOf({ content: row.content })
  const answers = new Map(body.decisions.map(({ key, answer }) => [key, answer]))
  const parts = (content?.parts ?? []).flatMap((part) => {
    const answer = answers.get(part.key)
    return answer ? [{ part, answer, comment: payload?.comments[part.key] ?? '' }] : []
  })
  const { jobId, jobNumber, jobTitle } = row
  return {
    ...{ id: row.id, kind: row.kind, outcome: row.outcome, sequence: row.sequence, sha256: row.sha256, at: row.at },
    ...{ body, payload, content, parts, editionId: row.editionId ?? undefined },
    title: content?.title ?? row.title ?? jobTitle ?? '',
    erasedAt: row.erasedAt ?? undefined,
    isReplaced: row.edition !== null && row.currentEdition !== null && row.currentEdition > row.edition,
    job:
      jobId !== null && jobNumber !== null && jobTitle !== null ? { id: jobId, number: jobNumber, title: jobTitle } : undefined,
    termsText: row.termsText ?? undefined,
  }
}

/** Whether the record speaks of money at all: what it says can then only be handed out whole to those who see prices. */
export function hasAmounts({ body }: Pick<Receipt, 'body'>): boolean {
  return body.approvedMinor !== null || body.decisions.some(({ amountMinor }) => amountMinor !== null)
}

export const countOf = ({ parts }: Pick<Receipt, 'parts'>, answer: Answer) => parts.filter((one) => one.answer === answer).length

/** The fingerprint as it stands in links: a hash alone does not say which shop keeps the record. */
export const fingerprintOf = (shopKey: string, sha256: string) => `${shopKey}_${sha256}`
